#include "daemon/send/robots/feishu.h"
#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

constexpr Instant some_moment{milliseconds{1'735'660'800'999}};

FeishuRobotChannel robot() {
  FeishuRobotChannel spec;
  spec.url = "https://feishu.test";
  spec.token = Secret("tok-1");
  spec.secret = Secret("planwatchTestSecret");
  return spec;
}

EncodedMessage encode(const Notice& notice, const FeishuRobotChannel& spec = robot()) {
  return encode_feishu(notice, as_it_is(notice), spec, some_moment);
}

std::string at(const EncodedMessage& message, const char* pointer) {
  return std::string(boost::json::parse(message.request.body).at_pointer(pointer).get_string());
}
constexpr const char* text_pointer = "/card/elements/0/text/content";

TEST(FeishuSign, IsThatOfTheTestVector) {
  EXPECT_EQ(feishu_sign("planwatchTestSecret", 1'735'660'800),
            "iMW6/DzOVw20P0r6zOFlbZdehfnEHRmFW3LJrBjzLo0=");
}

TEST(EncodeFeishu, ASignedCardInTheLightsColour) {
  const EncodedMessage message = encode(
      notice_of("**区法院**", {person("张三", "ou_1"), person("李四", "", "", "l@example.cn")}));
  EXPECT_EQ(message.request.url, "https://feishu.test/open-apis/bot/v2/hook/tok-1");
  EXPECT_EQ(message.request.body,
            R"({"timestamp":"1735660800","sign":"iMW6/DzOVw20P0r6zOFlbZdehfnEHRmFW3LJrBjzLo0=",)"
            R"("msg_type":"interactive","card":{"config":{"wide_screen_mode":true},)"
            R"("header":{"template":"red","title":{"tag":"plain_text",)"
            R"("content":"【红灯】区法院 执行到位率 52.3%"}},)"
            R"("elements":[{"tag":"div","text":{"tag":"lark_md",)"
            R"("content":"**区法院**\n<at id=ou_1></at><at email=l@example.cn></at>"}}]}})");
}

TEST(EncodeFeishu, WithoutASecretNothingIsSigned) {
  FeishuRobotChannel spec = robot();
  spec.secret.reset();
  EXPECT_TRUE(
      encode(notice_of("x"), spec).request.body.starts_with(R"({"msg_type":"interactive")"));
}

TEST(EncodeFeishu, TheWorstLightColoursTheCard) {
  Notice notice = notice_of_several("x", 3);
  notice.items[0].key.level = Light::green;
  notice.items[1].key.level = Light::yellow;
  notice.items[2].key.level = Light::blue;
  EXPECT_EQ(worst_light(notice), Light::yellow);
  EXPECT_EQ(at(encode(notice), "/card/header/template"), "yellow");
  notice.items.clear();  // a test message
  EXPECT_EQ(worst_light(notice), notice.key.level);
  const std::pair<Light, const char*> colours[] = {
      {Light::red, "red"},          {Light::yellow, "yellow"}, {Light::blue, "blue"},
      {Light::attention, "wathet"}, {Light::green, "green"},   {Light::grey, "grey"}};
  for (const auto& [light, colour] : colours) EXPECT_EQ(feishu_colour(light), colour);
}

TEST(EncodeFeishu, TheKeywordIsAddedWhereItIsMissing) {
  FeishuRobotChannel spec = robot();
  spec.keyword = "督查";
  EXPECT_EQ(at(encode(notice_of("区法院"), spec), text_pointer), "区法院\n督查");
  EXPECT_EQ(at(encode(notice_of("督查：区法院"), spec), text_pointer), "督查：区法院");
}

TEST(EncodeFeishu, AHostileNameCallsNobody) {
  Notice notice = notice_of(std::string(hostile_name) + "<AT ID=all>", {person("张三", "ou_1")});
  notice.title = hostile_name;
  const EncodedMessage message = encode(notice);
  const std::string text = at(message, text_pointer);
  EXPECT_TRUE(holds(text, "＜at id=all>")) << text;
  EXPECT_TRUE(holds(text, "＜AT ID=all>")) << text;
  EXPECT_EQ(text.find("<at"), text.find("<at id=ou_1></at>")) << text;
  EXPECT_EQ(at(message, "/card/header/title/tag"), "plain_text");
  EXPECT_FALSE(holds(at(message, "/card/header/title/content"), "\n"));
}

TEST(EncodeFeishu, OneLongItemIsCutSoThatTheBodyFitsExactly) {
  FeishuRobotChannel spec = robot();
  spec.keyword = "督查";
  for (const std::string& piece : {std::string("区"), std::string("\"\n"), std::string("a\\区")}) {
    const Notice notice = notice_of("督查" + many(piece, 20'000), {person("张三", "ou_1")});
    EXPECT_GT(encoded_feishu_bytes(notice, as_it_is(notice), spec), 40'000U);
    const EncodedMessage message = encode(notice, spec);
    EXPECT_LE(message.request.body.size(), feishu_bytes) << piece;
    EXPECT_GT(message.request.body.size() + 4, feishu_bytes) << piece;
    EXPECT_TRUE(at(message, text_pointer).ends_with("…\n督查\n<at id=ou_1></at>")) << piece;
  }
}

TEST(EncodeFeishu, CountsTheWholeBodyAsItGoesOut) {
  for (const char* text : {"区法院", "a\"b\\c\n", hostile_name}) {
    const Notice notice = notice_of(text, {person("张三", "ou_1")});
    EXPECT_EQ(encoded_feishu_bytes(notice, as_it_is(notice), robot()),
              encode(notice).request.body.size());
  }
  EXPECT_GT(encode(notice_of_several(many("区", 20'000), 2)).request.body.size(), 60'000U);
}

}  // namespace
}  // namespace planwatch::robots_test
