#include "gtest/gtest.h"

#include "rules/notify/fallback.h"
#include "rules/notify/render.h"

namespace planwatch {
namespace {

const Instant now = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

// robot -> mail -> sms -> robot
Routing circle() {
  Routing routing;
  for (const auto& [id, other] : {std::pair{"robot", "mail"}, {"mail", "sms"}, {"sms", "robot"}}) {
    Receiver receiver;
    receiver.id = ReceiverId{id};
    receiver.name = std::string("接收") + id;
    receiver.fallback = ReceiverId{other};
    routing.receivers.push_back(receiver);
  }
  return routing;
}

Notice notice_of(std::vector<std::string> subjects) {
  Notice notice;
  notice.unit = UnitId{"法院"};
  notice.addressee = "法院 经办人";
  for (const std::string& subject : subjects) {
    Alert alert;
    alert.key.subject = subject;
    alert.level = Light::red;
    alert.state = AlertState::firing;
    alert.unit = notice.unit;
    NoticeContext context;
    context.subject = subject;
    notice.items.push_back(render_item(
        alert, {NoticeKind::fired, Role::contact, ReceiverId{"robot"}, 0, Phrase("首次")}, context,
        Lang::zh));
  }
  compose(notice, Lang::zh);
  return notice;
}

TEST(Fallback, TheSameNewsWithTheReasonBeforeIt) {
  const Routing routing = circle();
  Notice part = notice_of({"a", "b"});
  part.key.part = 2;
  part.parts = 3;
  const auto other = send_elsewhere(routing, routing.receivers[0], part, "93000 invalid\nkey", now);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->key.receiver.text, "mail");
  EXPECT_EQ(other->items.at(1).key.receiver.text, "mail");
  EXPECT_EQ(other->why, "原接收端“接收robot”（robot）未送达：93000 invalid key；首次");
  EXPECT_NE(other->text.find("发送原因：" + other->why), std::string::npos);
  EXPECT_EQ(other->title, part.title);
  EXPECT_EQ(other->key.part, 0);
  EXPECT_EQ(other->parts, 1);
  EXPECT_EQ(other->decided_at, now);
}

TEST(Fallback, EveryReceiverIsTriedOnceHoweverTheyPointAtEachOther) {
  const Routing routing = circle();
  std::optional<Notice> notice = notice_of({"a"});
  std::string way = "robot";
  for (int hop = 0; hop < 10; ++hop) {
    const auto& receivers = routing.receivers;
    const auto& at = receivers[way.ends_with("robot") ? 0u : way.ends_with("mail") ? 1u : 2u];
    notice = send_elsewhere(routing, at, *notice, "refused", now);
    if (!notice) break;
    way += " " + notice->key.receiver.text;
  }
  EXPECT_EQ(way, "robot mail sms");
  EXPECT_FALSE(notice);
}

TEST(Fallback, AChainKeepsWhatHappenedBefore) {
  const Routing routing = circle();
  const auto second = send_elsewhere(routing, routing.receivers[0], notice_of({"a"}), "first", now);
  ASSERT_TRUE(second);
  const auto third = send_elsewhere(routing, routing.receivers[1], *second, "second", now);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->why,
            "原接收端“接收mail”（mail）未送达：second；原接收端“接收robot”（robot）未送达：first；"
            "首次");
}

TEST(Fallback, AnAnswerIsQuotedInOneShortLine) {
  EXPECT_EQ(brief_answer("93000 invalid"), "93000 invalid");
  EXPECT_EQ(brief_answer("a\r\nb\tc\x7f"), "a  b c ");
  EXPECT_EQ(brief_answer(std::string(200, 'a')), std::string(200, 'a'));
  EXPECT_EQ(brief_answer(std::string(201, 'a')), std::string(200, 'a') + "…");
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "错";
  EXPECT_EQ(brief_answer("x" + wide).size(), 1u + 66 * 3 + std::string("…").size());
}

TEST(Fallback, NoneWhereNoneIsConfigured) {
  Routing routing = circle();
  for (const char* fallback : {"", "robot", "gone"}) {
    routing.receivers[0].fallback = ReceiverId{fallback};
    EXPECT_FALSE(send_elsewhere(routing, routing.receivers[0], notice_of({"a"}), "x", now))
        << fallback;
  }
  EXPECT_FALSE(send_elsewhere(circle(), circle().receivers[0], Notice{}, "x", now))
      << "nothing to say";
}

}  // namespace
}  // namespace planwatch
