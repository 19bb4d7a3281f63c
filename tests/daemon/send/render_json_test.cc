#include "daemon/send/channels.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

TEST(RenderJson, HasEveryFieldInAFixedOrder) {
  Notice notice = notice_for("ops", 2);
  notice.key.revision = 1;
  notice.urgent = true;
  EXPECT_EQ(
      render_json(notice),
      R"({"key":"ganzhou/lights/indicator/execution_rate/620702/2025#1/n0/fired/l5/s2/2025-09/)"
      R"(r1/ops/0/p0",)"
      R"("alert":"ganzhou/lights/indicator/execution_rate/620702/2025",)"
      R"("episode":1,"kind":"fired","level":{"code":5,"name":"red"},"unit":"区法院",)"
      R"("addressee":"区法院 经办人","title":"【红灯】区法院 执行到位率 52.3%",)"
      R"("text":"【红灯】区法院 执行到位率 52.3%\n完成时限：2025-12-31",)"
      R"("why":"首次达到预警条件","plan_date":"2025-10-20","urgent":true,"step":2,)"
      R"("period":"2025-09","revision":1,"part":1,"parts":1,"items":[]})");
}

TEST(RenderJson, SaysWhichPartItIsAndWhatNewsItHas) {
  Notice notice = message_for("ops", 1, {"a", "b"});
  notice.key.part = 2;
  notice.parts = 3;
  notice.items[1].key.period = Period{};
  const std::string json = render_json(notice);
  EXPECT_NE(json.find(R"("part":2,"parts":3,"items":[)"
                      R"({"alert":"ganzhou/lights/indicator/a/620702/2025","episode":1,)"
                      R"("kind":"fired","level":{"code":5,"name":"red"},"title":"题 a",)"
                      R"("why":"因 a","period":"2025-09"},)"
                      R"({"alert":"ganzhou/lights/indicator/b/620702/2025","episode":1,)"
                      R"("kind":"fired","level":{"code":5,"name":"red"},"title":"题 b",)"
                      R"("why":"因 b","period":null}]})"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find("/p2\""), std::string::npos) << "the part has a key of its own";
}

TEST(RenderJson, IsOneLineWhateverTheTextHolds) {
  Notice notice = notice_for("ops", 0);
  notice.text = "a\nb\r\n\"quoted\" \\ \x01";
  const std::string json = render_json(notice);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EXPECT_NE(json.find(R"("text":"a\nb\r\n\"quoted\" \\ \u0001")"), std::string::npos) << json;
}

TEST(RenderJson, InvalidBytesDoNotMakeInvalidJson) {
  Notice notice = notice_for("ops", 0);
  notice.title = "a\xFFz";
  EXPECT_NE(render_json(notice).find("\"title\":\"a\xEF\xBF\xBDz\""), std::string::npos);
}

TEST(RenderJson, ANoticeWithoutAPeriodSaysNull) {
  Notice notice = notice_for("ops", 0);
  notice.key.period = Period{};
  EXPECT_NE(render_json(notice).find("\"period\":null"), std::string::npos);
}

TEST(RenderJson, ThePlanDateIsThePlansDayNotTheUtcDay) {
  Notice notice = notice_for("ops", 0);
  notice.decided_at = instant_at(make_date(2025, 10, 20), TimeOfDay{5});  // 00:05 in China
  EXPECT_NE(render_json(notice).find("\"plan_date\":\"2025-10-20\""), std::string::npos);
}

}  // namespace
}  // namespace planwatch::send_test
