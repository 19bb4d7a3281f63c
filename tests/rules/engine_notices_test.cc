#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// Ticks every hour from one day to another, as the daemon would at least.
void live(EngineUnderTest& engine, Date from, Date until) {
  for (Date date = from; date <= until; date += std::chrono::days{1}) {
    for (int hour = 0; hour < 24; ++hour) {
      engine.tick(instant_at(date, std::chrono::hours{hour}));
      for (const char* feed : {"hr", "court", "tech"}) {
        engine.handle(FetchUnchanged{instant_at(date, std::chrono::hours{hour}), FeedId{feed}});
      }
    }
  }
}

const Notice* first_of(const EngineUnderTest& engine, NoticeKind kind, Role role) {
  for (const Notice& notice : engine.notices()) {
    if (notice.key.kind == kind && notice.key.role == role &&
        notice.key.alert.starts_with("small/lights/")) {
      return &notice;
    }
  }
  return nullptr;
}

TEST(EngineNotices, SayWhatWhereWhyAndForWhom) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.units[1].people.contact.name = "张三";
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_rate, 6, "", day(7, 7), 900, 1000}}, at(7, 7));
  ASSERT_FALSE(engine.notices().empty());
  const Notice& notice = engine.notices().front();
  EXPECT_EQ(notice.addressee, "法院 经办人 张三");
  EXPECT_EQ(notice.decided_at, at(7, 7));
  EXPECT_FALSE(notice.urgent);
  for (const char* part : {"【红灯】法院", "closing_rate", "2025年6月", "90.0%（900/1000）", "≥98%",
                           "落后 8.0个百分点", "方案依据：第2行", "完成时限：2025-12-31",
                           "发送原因：首次达到预警条件", "方案日期：2025-07-07"}) {
    EXPECT_NE(notice.text.find(part), std::string::npos) << part << " in\n" << notice.text;
  }
}

TEST(EngineNotices, GoToEveryReceiverOfTheRoute) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  std::string receivers;
  for (const Notice& notice : engine.notices()) {
    if (notice.key.alert == engine.alert_key("lights", trainings)) {
      receivers += notice.key.receiver.text + " ";
    }
  }
  EXPECT_EQ(receivers, "first second ");
}

TEST(EngineNotices, WithoutARouteNobodyIsToldAndTheLogSaysSo) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes.clear();
  EngineUnderTest engine(configuration);
  const auto effects = engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  EXPECT_TRUE(engine.notices().empty());
  EXPECT_TRUE(is_firing(*engine.alert("lights", trainings)));
  bool said = false;
  for (const Report& report : effects_of<Report>(effects)) {
    said = said || report.text.find("nobody is told") != std::string::npos;
  }
  EXPECT_TRUE(said);
}

// Fired on Friday 26 September 2025; 28 September is a make-up working day and 1 to 8 October are
// off, so that the third working day after it is 30 September.
TEST(EngineNotices, TheLadderClimbsByWorkingDaysInWorkingHours) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 8, "500", day(9, 26)}}, at(9, 26));
  live(engine, day(9, 27), day(10, 15));
  const Notice* deputy = first_of(engine, NoticeKind::escalated, Role::deputy);
  ASSERT_NE(deputy, nullptr);
  EXPECT_EQ(to_string_local(deputy->decided_at), "2025-09-30T09:00:00+08:00");
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact escalated:red:deputy leader");
}

TEST(EngineNotices, AnAcknowledgementWithoutAPromiseGoesUpAfterFiveWorkingDays) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  engine.act("张三", Acknowledge{engine.alert_key("lights", trainings)}, at(7, 8));
  live(engine, day(7, 8), day(7, 14));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  live(engine, day(7, 15), day(7, 15));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact escalated:red:deputy leader");
}

TEST(EngineNotices, ABrokenPromiseIsRemindedOfAndThenGoesToSupervision) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  engine.act("张三", Promise{engine.alert_key("lights", trainings), day(7, 11), "补足"}, at(7, 8));
  live(engine, day(7, 8), day(7, 13));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  live(engine, day(7, 14), day(7, 14));
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:red:contact reminder:red:contact reminder:red:leader");
  live(engine, day(7, 15), day(7, 21));
  const Notice* supervision = first_of(engine, NoticeKind::escalated, Role::supervision);
  ASSERT_NE(supervision, nullptr);
  EXPECT_EQ(to_string_local(supervision->decided_at), "2025-07-21T09:00:00+08:00");
  EXPECT_EQ(engine.ledger().at(0).reminders, 1);
}

TEST(EngineNotices, RecoveryGoesToEverybodyWhoWasTold) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  live(engine, day(7, 8), day(7, 11));
  engine.deliver("hr", {{trainings, 7, "1700", day(8, 5)}}, at(8, 5));
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:red:contact escalated:red:deputy leader resolved:red:contact "
            "resolved:red:deputy leader");
}

TEST(EngineNotices, TheLadderGoesOnAfterARestart) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  live(engine, day(7, 8), day(7, 9));
  EngineUnderTest after = engine.reborn(at(7, 10, 8));
  live(after, day(7, 10), day(7, 10));
  EXPECT_EQ(after.told("lights", trainings), "escalated:red:deputy leader");
  EngineUnderTest again = after.reborn(at(7, 11, 8));
  live(again, day(7, 11), day(7, 11));
  EXPECT_EQ(again.told("lights", trainings), "") << "told before the restart";
}

// EngineUnderTest itself refuses a key that was used before.
TEST(EngineNotices, KeysAreUniqueOverAFlappingYear) {
  EngineUnderTest engine;
  const char* const values[] = {"0.90", "0.99", "0.96"};
  std::size_t turn = 0;
  for (unsigned month = 2; month <= 12; ++month) {
    for (unsigned date = 3; date <= 27; date += 4) {
      const Figure figure{closing_rate, month - 1, values[turn % 3], day(month, date)};
      engine.deliver("court", {figure}, at(month, date, 10));
      engine.tick(at(month, date, 11));
      if (++turn % 5 == 0) engine = engine.reborn(at(month, date, 12));
      if (turn % 7 == 0) engine.fail("court", at(month, date, 13));
    }
  }
  EXPECT_GT(turn, 70u);
  EXPECT_GT(engine.alert("lights", closing_rate)->episode, 10);
}

TEST(EngineNotices, ARefusalForGoodIsLoggedAndADeliveryIsNot) {
  EngineUnderTest engine;
  NoticeKey key;
  key.alert = "small/lights/x";
  EXPECT_TRUE(engine.handle(NoticeDelivered{at(7, 7), key}).empty());
  const auto reports = effects_of<Report>(engine.handle(NoticeRefused{at(7, 7), key, "40035"}));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].level, ReportLevel::error);
  EXPECT_EQ(reports[0].fields.at(1).second, "40035");
}

}  // namespace
}  // namespace planwatch
