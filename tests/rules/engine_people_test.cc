#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

EngineUnderTest with_a_red() {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  return engine;
}

bool was_refused(const std::vector<Effect>& effects) {
  for (const Report& report : effects_of<Report>(effects)) {
    if (report.text == "action refused") return rows_of<PersonActionRow>(effects).empty();
  }
  return false;
}

TEST(EnginePeople, AnAcknowledgementIsKeptWithWhoAndWhen) {
  EngineUnderTest engine = with_a_red();
  const auto effects =
      engine.act("张三", Acknowledge{engine.alert_key("lights", trainings)}, at(7, 8));
  const auto alert = engine.alert("lights", trainings);
  EXPECT_EQ(alert->state, AlertState::acknowledged);
  EXPECT_EQ(alert->acknowledged_by, "张三");
  EXPECT_EQ(alert->acknowledged_at, at(7, 8));
  ASSERT_EQ(rows_of<PersonActionRow>(effects).size(), 1u);
  EXPECT_EQ(rows_of<PersonActionRow>(effects)[0].action, "acknowledge");
  EXPECT_EQ(rows_of<AlertRow>(effects).size(), 1u);
}

TEST(EnginePeople, AcknowledgingAgainBuysNoTime) {
  EngineUnderTest engine = with_a_red();
  const std::string key = engine.alert_key("lights", trainings);
  engine.act("张三", Acknowledge{key}, at(7, 8));
  engine.act("张三", Acknowledge{key}, at(7, 14));
  EXPECT_EQ(engine.alert("lights", trainings)->acknowledged_at, at(7, 8));
}

TEST(EnginePeople, APromiseHasADateAndAText) {
  EngineUnderTest engine = with_a_red();
  const std::string key = engine.alert_key("lights", trainings);
  EXPECT_TRUE(was_refused(engine.act("张三", Promise{key, day(8, 1), ""}, at(7, 8))));
  EXPECT_TRUE(was_refused(engine.act("张三", Promise{key, day(7, 7), "已过期"}, at(7, 8))));
  engine.act("张三", Promise{key, day(8, 1), "八月前补足"}, at(7, 8));
  const auto alert = engine.alert("lights", trainings);
  EXPECT_EQ(alert->state, AlertState::promised);
  EXPECT_EQ(alert->promised_for, day(8, 1));
  EXPECT_EQ(alert->promise, "八月前补足");
  EXPECT_EQ(alert->acknowledged_by, "张三") << "who promises has seen it";
}

TEST(EnginePeople, WhatDoesNotFireCannotBeAcknowledged) {
  EngineUnderTest engine = with_a_red();
  EXPECT_TRUE(was_refused(engine.act("张三", Acknowledge{"small/lights/none"}, at(7, 8))));
  const std::string key = engine.alert_key("lights", trainings);
  engine.deliver("hr", {{trainings, 7, "1700", day(8, 5)}}, at(8, 5));
  EXPECT_TRUE(was_refused(engine.act("张三", Acknowledge{key}, at(8, 6))));
  EXPECT_TRUE(was_refused(engine.act("张三", Promise{key, day(9, 1), "整改"}, at(8, 6))));
  EXPECT_TRUE(was_refused(engine.progress(99, TaskState::done, at(8, 6))));
}

TEST(EnginePeople, AWorseLightAsksForAnotherAcknowledgement) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 7)}}, at(7, 7));
  engine.act("张三", Acknowledge{engine.alert_key("lights", trainings)}, at(7, 8));
  engine.deliver("hr", {{trainings, 7, "1010", day(8, 5)}}, at(8, 5));
  ASSERT_EQ(engine.alert("lights", trainings)->level, Light::yellow);
  engine.deliver("hr", {{trainings, 8, "1020", day(9, 5)}}, at(9, 5));
  ASSERT_EQ(engine.alert("lights", trainings)->level, Light::red);
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::firing);
  EXPECT_FALSE(engine.alert("lights", trainings)->acknowledged_at);
}

TEST(EnginePeople, ALedgerRowIsClosedByAPersonAfterTheLightTurned) {
  EngineUnderTest engine = with_a_red();
  const std::int64_t number = engine.ledger().at(0).number;
  EXPECT_EQ(engine.ledger().at(0).state, LedgerState::open);
  EXPECT_TRUE(was_refused(engine.act("督查", CloseLedger{number}, at(7, 9)))) << "still red";

  engine.deliver("hr", {{trainings, 7, "1700", day(8, 5)}}, at(8, 5));
  EXPECT_EQ(engine.ledger().at(0).state, LedgerState::awaiting_closure);
  EXPECT_EQ(engine.ledger().at(0).light_then, Light::red);
  EXPECT_EQ(engine.ledger().at(0).light_now, Light::green);
  engine.act("督查", CloseLedger{number}, at(8, 6));
  EXPECT_EQ(engine.ledger().at(0).state, LedgerState::closed);
  EXPECT_EQ(engine.ledger().at(0).closed_by, "督查");
  EXPECT_EQ(engine.ledger().at(0).closed_on, day(8, 6));
  EXPECT_TRUE(was_refused(engine.act("督查", CloseLedger{number}, at(8, 7))));
  EXPECT_TRUE(was_refused(engine.act("督查", CloseLedger{77}, at(8, 7))));
}

TEST(EnginePeople, ClosingAnOldRowLeavesTheRunningOneRunning) {
  EngineUnderTest engine = with_a_red();
  engine.deliver("hr", {{trainings, 7, "1700", day(8, 5)}}, at(8, 5));
  engine.deliver("hr", {{trainings, 8, "1700", day(9, 5)}}, at(9, 5));
  engine.deliver("hr", {{trainings, 9, "1700", day(10, 9)}}, at(10, 9));
  ASSERT_EQ(engine.ledger().size(), 2u) << "it fired again before the first row was closed";
  engine = engine.reborn(at(10, 9, 12));
  engine.act("督查", CloseLedger{1}, at(10, 10));
  engine.deliver("hr", {{trainings, 10, "2500", day(11, 5)}}, at(11, 5));
  EXPECT_EQ(engine.ledger().at(0).state, LedgerState::closed);
  EXPECT_EQ(engine.ledger().at(1).state, LedgerState::awaiting_closure);
}

}  // namespace
}  // namespace planwatch
