#include "daemon/send/robots/wecom.h"
#include "rules/model/utf8.h"
#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

WecomRobotChannel robot() {
  WecomRobotChannel spec;
  spec.url = "https://wecom.test/";
  spec.key = Secret("k-1&2");
  return spec;
}

WecomTexts texts_of(const Notice& notice) {
  return {as_it_is(notice), {notice.title, "文本：" + notice.text}};
}

std::string content_of(const EncodedMessage& message) {
  const boost::json::value body = boost::json::parse(message.request.body);
  const std::string type(body.at("msgtype").get_string());
  return std::string(body.at(type).at("content").get_string());
}

TEST(EncodeWecomRobot, MarkdownThatCallsByUserid) {
  const Notice notice =
      notice_of("**区法院**", {person("张三", "zhangsan"), person("李四", "lisi")});
  const EncodedMessage message = encode_wecom_robot(notice, texts_of(notice), robot());
  EXPECT_EQ(message.request.method, "POST");
  EXPECT_EQ(message.request.url, "https://wecom.test/cgi-bin/webhook/send?key=k-1%262");
  EXPECT_EQ(*find_header(message.request, "Content-Type"), "application/json; charset=utf-8");
  EXPECT_FALSE(message.request.follow_redirects);
  EXPECT_LE(message.request.total_timeout, seconds{30});
  EXPECT_EQ(message.request.body,
            R"({"msgtype":"markdown","markdown":{"content":"**区法院**\n<@zhangsan><@lisi>"}})");
}

TEST(EncodeWecomRobot, TextWhereSomebodyHasOnlyAMobile) {
  const Notice notice =
      notice_of("区法院", {person("张三", "zhangsan"), person("李四", "", "13800000002")});
  EXPECT_TRUE(goes_as_text(notice, robot()));
  EXPECT_EQ(encode_wecom_robot(notice, texts_of(notice), robot()).request.body,
            R"({"msgtype":"text","text":{"content":"文本：区法院","mentioned_list":["zhangsan"],)"
            R"("mentioned_mobile_list":["13800000002"]}})");
}

TEST(EncodeWecomRobot, NobodyIsCalledWhereTheReceiverSaysSo) {
  WecomRobotChannel spec = robot();
  spec.mention = false;
  const Notice notice = notice_of("区法院", {person("李四", "", "13800000002")});
  EXPECT_EQ(encode_wecom_robot(notice, texts_of(notice), spec).request.body,
            R"({"msgtype":"markdown","markdown":{"content":"区法院"}})");
}

TEST(EncodeWecomRobot, AHostileNameCallsNobodyAndBreaksNothing) {
  const Notice notice = notice_of(hostile_name, {person("张三", "zhangsan")});
  const std::string content = content_of(encode_wecom_robot(notice, texts_of(notice), robot()));
  EXPECT_FALSE(holds(content, "<@all>")) << content;
  EXPECT_TRUE(holds(content, "＜@all>")) << content;
  EXPECT_TRUE(content.ends_with("\n<@zhangsan>")) << content;
  EXPECT_TRUE(content.starts_with("区\"法\\院\"\r\n")) << content;
}

TEST(EncodeWecomRobot, OneLongItemIsCutSoThatTheContentFitsExactly) {
  const Notice notice = notice_of(many("区", 3000), {person("张三", "zhangsan")});
  const std::string tail = "\n<@zhangsan>";
  EXPECT_EQ(wecom_robot_bytes(notice, texts_of(notice), robot()), 9000 + tail.size());
  const std::string content = content_of(encode_wecom_robot(notice, texts_of(notice), robot()));
  EXPECT_LE(content.size(), 4096U);
  EXPECT_GT(content.size() + 3, 4096U);
  EXPECT_TRUE(content.ends_with("区…" + tail));
}

TEST(EncodeWecomRobot, ATextHasHalfTheRoomSoItsBytesCountTwice) {
  const std::vector<Person> people = {person("李四", "", "13800000002")};
  const std::string room(2048 - std::string("文本：").size(), 'x');
  const Notice fits = notice_of(room, people);
  EXPECT_EQ(wecom_robot_bytes(fits, texts_of(fits), robot()), wecom_markdown_bytes);
  EXPECT_EQ(content_of(encode_wecom_robot(fits, texts_of(fits), robot())), "文本：" + room);
  const Notice longer = notice_of(room + "x", people);
  EXPECT_GT(wecom_robot_bytes(longer, texts_of(longer), robot()), wecom_markdown_bytes);
  EXPECT_EQ(content_of(encode_wecom_robot(longer, texts_of(longer), robot())).size(), 2048U);
}

TEST(EncodeWecomRobot, SeveralItemsAreNeverCut) {
  const Notice notice = notice_of_several(many("区", 3000), 2);
  EXPECT_EQ(content_of(encode_wecom_robot(notice, texts_of(notice), robot())).size(), 9000U);
}

TEST(EncodeWecomRobot, BrokenBytesBecomeUtf8) {
  const Notice notice = notice_of(
      "a\xFF"
      "b");
  EXPECT_TRUE(is_utf8(encode_wecom_robot(notice, texts_of(notice), robot()).request.body));
}

WecomAppChannel app() {
  WecomAppChannel spec;
  spec.url = "https://wecom.test";
  spec.corp_id = "ww1";
  spec.corp_secret = Secret("corp-secret-1");
  spec.agent_id = 1000002;
  spec.to = {"duty", "zhangsan"};
  return spec;
}

TEST(EncodeWecomApp, TextToAllUseridsWithDuplicateCheck) {
  const Notice notice = notice_of("区法院", {person("张三", "zhangsan")});
  const WecomRecipients who = wecom_recipients(notice, app());
  EXPECT_TRUE(who.missed.empty());
  const EncodedMessage message =
      encode_wecom_app(notice, as_it_is(notice), who.userids, app(), "tok/1+=");
  EXPECT_EQ(message.request.url,
            "https://wecom.test/cgi-bin/message/send?access_token=tok%2F1%2B%3D");
  EXPECT_EQ(message.request.body, R"({"touser":"zhangsan|duty","msgtype":"text","agentid":1000002,)"
                                  R"("text":{"content":"区法院"},"enable_duplicate_check":1,)"
                                  R"("duplicate_check_interval":1800})");
}

TEST(EncodeWecomApp, MarkdownWhereTheReceiverWantsIt) {
  WecomAppChannel spec = app();
  spec.markdown = true;
  const Notice notice = notice_of("**区法院** <@all>");
  const std::string body =
      encode_wecom_app(notice, as_it_is(notice), {"duty"}, spec, "t").request.body;
  EXPECT_TRUE(holds(body, R"("msgtype":"markdown")")) << body;
  EXPECT_TRUE(holds(body, R"("markdown":{"content":"**区法院** ＜@all>"})")) << body;
}

TEST(EncodeWecomApp, OneLongItemIsCutTo2048Bytes) {
  const Notice notice = notice_of(many("区", 1000));
  EXPECT_EQ(wecom_app_content_bytes(as_it_is(notice), app()), 3000U);
  const std::string content =
      content_of(encode_wecom_app(notice, as_it_is(notice), {"duty"}, app(), "t"));
  EXPECT_EQ(content, many("区", 681) + "…");
}

TEST(WecomRecipients, WhoCannotBeReachedIsNamed) {
  WecomAppChannel spec = app();
  spec.to = {"@all", "a|b"};
  const Notice notice =
      notice_of("x", {person("张三", ""), person("李四", "lisi"), person("王五", "all")});
  const WecomRecipients who = wecom_recipients(notice, spec);
  EXPECT_EQ(who.userids, (std::vector<std::string>{"lisi"}));
  ASSERT_EQ(who.missed.size(), 4U);
  EXPECT_EQ(who.missed[0].address, "张三");
  EXPECT_TRUE(holds(who.missed[0].why, "没有登记"));
  EXPECT_EQ(who.missed[1].address, "all");
  EXPECT_EQ(who.missed[2].address, "@all");
  EXPECT_EQ(who.missed[3].address, "a|b");
}

TEST(WecomRecipients, AThousandAtMost) {
  WecomAppChannel spec = app();
  spec.to.clear();
  for (int i = 0; i < 1003; ++i) spec.to.push_back("u" + std::to_string(i));
  const WecomRecipients who = wecom_recipients(notice_of("x"), spec);
  EXPECT_EQ(who.userids.size(), 1000U);
  ASSERT_EQ(who.missed.size(), 3U);
  EXPECT_EQ(who.missed[0].address, "u1000");
}

TEST(EncodeWecomToken, AsksWithIdAndSecret) {
  const EncodedMessage message = encode_wecom_token_request(app());
  EXPECT_EQ(message.request.method, "GET");
  EXPECT_EQ(message.request.url,
            "https://wecom.test/cgi-bin/gettoken?corpid=ww1&corpsecret=corp-secret-1");
  EXPECT_TRUE(message.request.body.empty());
}

}  // namespace
}  // namespace planwatch::robots_test
