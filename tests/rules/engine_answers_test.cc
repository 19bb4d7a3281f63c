#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

void deliver(EngineUnderTest& engine, unsigned month, const char* value, Instant when) {
  engine.deliver("hr", {{trainings, month, value, local_date(when)}}, when);
}

EngineUnderTest with_a_red() {
  EngineUnderTest engine;
  deliver(engine, 6, "500", at(7, 7));
  return engine;
}

std::string key_of(const EngineUnderTest& engine) {
  return engine.alert_key("lights", trainings);
}

Actor of_unit() {
  return {"张三", AccessRole::unit, UnitId{"人社局"}, ""};
}
Actor supervising() {
  return {"王主任", AccessRole::supervisor, UnitId{}, ""};
}

// ---- promises ----

struct PromiseRow {
  const char* what;
  Actor who;
  Date until;
  const char* text;
  bool accepted;
  int moves;
};

TEST(EnginePromises, AreMovedOnceByTheUnitAndLaterByTheSupervisionOffice) {
  EngineUnderTest engine = with_a_red();
  const std::string key = key_of(engine);
  const std::vector<PromiseRow> table = {
      {"no text", of_unit(), day(7, 25), " ", false, 0},
      {"a day that is past", of_unit(), day(7, 7), "补足", false, 0},
      {"the first", of_unit(), day(7, 25), "补足", true, 0},
      {"the same day again, better worded", of_unit(), day(7, 25), "补足三场", true, 0},
      {"moved once", of_unit(), day(8, 8), "场地未定", true, 1},
      {"moved twice", of_unit(), day(8, 15), "仍未定", false, 1},
      {"by the supervision office", supervising(), day(8, 15), "同意延期", true, 2},
      {"and again", supervising(), day(8, 20), "再延", true, 3},
      {"not by the unit any more", of_unit(), day(8, 1), "提前", false, 3},
  };
  for (const PromiseRow& row : table) {
    const auto before = engine.alert("lights", trainings)->promised_for;
    const auto effects = engine.act_as(row.who, Promise{key, row.until, row.text}, at(7, 8));
    EXPECT_EQ(refusal_in(effects).empty(), row.accepted) << row.what;
    const auto alert = engine.alert("lights", trainings);
    EXPECT_EQ(alert->promise_moves, row.moves) << row.what;
    EXPECT_EQ(alert->promised_for, row.accepted ? std::optional(row.until) : before) << row.what;
  }
  EXPECT_EQ(engine.alert("lights", trainings)->promised_on, day(7, 8));
}

TEST(EnginePromises, AMovedOneStartsItsOwnDeadline) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].ladder.pop_back();
  EngineUnderTest engine(configuration);
  deliver(engine, 6, "500", at(7, 7));
  engine.act("张三", Promise{key_of(engine), day(7, 10), "补足"}, at(7, 8));
  const std::string reminded = " reminder:red:contact reminder:red:leader";
  // Reminders keep some minutes away from the full hour.
  const std::chrono::minutes later{12};
  engine.tick(at(7, 11, 10));
  engine.tick(at(7, 11, 10) + later);
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact" + reminded);
  engine.act("张三", Promise{key_of(engine), day(7, 17), "延期"}, at(7, 14));
  engine.tick(at(7, 17, 10));
  engine.tick(at(7, 17, 10) + later);
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact" + reminded);
  engine.tick(at(7, 18, 10));
  engine.tick(at(7, 18, 10) + later);
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact" + reminded + reminded);
}

TEST(EnginePromises, AWorseLightEndsNone) {
  EngineUnderTest engine;
  deliver(engine, 6, "1000", at(7, 7));
  engine.act("张三", Promise{key_of(engine), day(9, 30), "补足"}, at(7, 8));
  deliver(engine, 7, "700", at(8, 5));
  const auto alert = engine.alert("lights", trainings);
  EXPECT_EQ(alert->level, Light::red);
  EXPECT_EQ(alert->state, AlertState::promised);
  EXPECT_EQ(alert->acknowledged_by, "张三");
  EXPECT_EQ(engine.told("lights", trainings), "fired:yellow:contact worsened:red:contact");
}

// ---- third red ----

TEST(EngineThirdRed, IsTheNewsOfItsPeriodAtAnyHour) {
  EngineUnderTest engine;
  deliver(engine, 4, "50", at(5, 6));
  engine.act("张三", Acknowledge{key_of(engine)}, at(5, 6, 11));
  engine.act("张三", Promise{key_of(engine), day(12, 1), "补足"}, at(5, 6, 12));
  deliver(engine, 5, "110", at(6, 5));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  EXPECT_EQ(engine.alert("lights", trainings)->red_run, 2);
  deliver(engine, 6, "120", at(7, 5, 20));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact escalated:red:deputy leader");
  EXPECT_EQ(engine.notices().back().why, "连续三期红灯，提前升级");
  EXPECT_TRUE(engine.alert("lights", trainings)->jumped);
  engine = engine.reborn(at(7, 6));
  deliver(engine, 7, "130", at(8, 5));
  EXPECT_EQ(engine.told("lights", trainings), "") << "once per episode";
}

TEST(EngineThirdRed, ABacklogOfReds) {
  EngineUnderTest engine;
  engine.deliver("hr",
                 {{trainings, 4, "50", day(5, 6)},
                  {trainings, 5, "110", day(6, 5)},
                  {trainings, 6, "120", day(7, 5)}},
                 at(7, 5));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact escalated:red:deputy leader");
}

TEST(EngineThirdRed, YellowBetweenStartsAgain) {
  EngineUnderTest engine;
  const char* const values[] = {"50", "110", "1000", "120"};
  for (unsigned i = 0; i < 4; ++i) deliver(engine, i + 4, values[i], at(i + 5, 8));
  EXPECT_EQ(engine.told("lights", trainings).find("deputy"), std::string::npos);
  EXPECT_EQ(engine.alert("lights", trainings)->red_run, 1);
}

TEST(EngineThirdRed, HeldBackByASilenceItIsToldAfterwards) {
  EngineUnderTest engine;
  deliver(engine, 4, "50", at(5, 6));
  engine.act("张三", Promise{key_of(engine), day(12, 1), "补足"}, at(5, 6, 12));
  deliver(engine, 5, "110", at(6, 5));
  AddSilence silence;
  silence.match.alert = key_of(engine);
  silence.until = day(7, 11);
  silence.reason = "系统切换";
  engine.act("李四", silence, at(7, 1));
  deliver(engine, 6, "120", at(7, 7));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  EXPECT_FALSE(engine.alert("lights", trainings)->jumped);
  engine.tick(at(7, 14, 9));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact escalated:red:deputy leader");
}

// ---- blue ----

Configuration blue_from(Light from) {
  Configuration configuration = SmallPlan::configuration();
  configuration.rules[0].alert_from = from;
  configuration.task_rule.alert_from = from;
  configuration.routing.routes[0].from = Light::blue;
  configuration.routing.routes[0].ladder.resize(1);
  return configuration;
}

// 20 trains by the end of December; 18 on 30 November are on schedule. Ten working days before 31
// December 2025 is the 17th.
TEST(EngineBlue, NearTheDeadlineIsAnAlertWhereTheRuleSaysSo) {
  for (const Light from : {Light::blue, Light::yellow}) {
    EngineUnderTest engine(blue_from(from));
    engine.deliver("tech", {{trains, 11, "19", day(12, 5)}}, at(12, 5));
    engine.tick(at(12, 16));
    EXPECT_EQ(engine.told("lights", trains), "");
    engine.tick(at(12, 17));
    EXPECT_EQ(engine.indicator(trains, at(12, 17)).light, Light::blue);
    EXPECT_EQ(engine.told("lights", trains), from == Light::blue ? "fired:blue:contact" : "");
  }
}

TEST(EngineBlue, TheDeadlineThatPassesMakesNothingGood) {
  EngineUnderTest engine(blue_from(Light::blue));
  engine.deliver("tech", {{trains, 11, "19", day(12, 5)}}, at(12, 5));
  engine.tick(at(12, 17));
  const Instant new_year = instant_at(make_date(2026, 1, 2), std::chrono::hours{10});
  engine.tick(new_year);
  EXPECT_EQ(engine.told("lights", trains), "fired:blue:contact") << "待年终数: the light stays";
  EXPECT_EQ(engine.alert("lights", trains)->state, AlertState::firing);
  EngineUnderTest met = engine.reborn(new_year);
  met.deliver("tech", {{trains, 12, "20", make_date(2026, 1, 4)}},
              instant_at(make_date(2026, 1, 4), std::chrono::hours{10}));
  EXPECT_EQ(met.told("lights", trains), "resolved:blue:contact");
  engine.deliver("tech", {{trains, 12, "19", make_date(2026, 1, 4)}},
                 instant_at(make_date(2026, 1, 4), std::chrono::hours{10}));
  EXPECT_EQ(engine.told("lights", trains), "fired:blue:contact worsened:red:contact");
}

TEST(EngineBlue, ATaskNearItsDeadline) {
  for (const Light from : {Light::blue, Light::yellow}) {
    Configuration configuration = blue_from(from);
    configuration.plan.tasks[0].due_month = 6;
    EngineUnderTest engine(configuration);
    engine.progress(1, TaskState::in_progress, at(6, 3));
    engine.tick(at(6, 17));
    EXPECT_EQ(engine.told("task", "1"), from == Light::blue ? "fired:blue:contact" : "");
  }
}

// ---- co-responsible units ----

TEST(EngineCoUnits, AreInformedOfTheBeginningAndTheEnd) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[0].co = {UnitId{"科技局"}};
  configuration.routing.routes[0].inform_co_units = true;
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  deliver(engine, 6, "1000", at(7, 7));
  deliver(engine, 7, "700", at(8, 5));
  deliver(engine, 8, "2000", at(9, 5));
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:yellow:contact fired:yellow:co-responsible unit worsened:red:contact "
            "resolved:red:contact resolved:red:co-responsible unit");
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(9, 5));
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:red:contact") << "nobody shares it";
}

// ---- the ledger ----

TEST(EngineLedger, FollowsWhatPeopleDo) {
  EngineUnderTest engine = with_a_red();
  const std::string key = key_of(engine);
  const auto row = [&](Instant now) { return engine.snapshot(now)->ledger.at(0); };
  EXPECT_EQ(row(at(7, 7)).problem_type, "进度滞后");
  engine.act("张三", Acknowledge{key}, at(7, 8));
  EXPECT_EQ(row(at(7, 8)).acknowledged_on, day(7, 8));
  EXPECT_EQ(row(at(7, 8)).acknowledged_by, "张三");
  engine.act("张三", Promise{key, day(7, 25), "补办三场"}, at(7, 9));
  EXPECT_EQ(row(at(7, 9)).promised_for, day(7, 25));
  EXPECT_EQ(row(at(7, 9)).promise, "补办三场");
  engine.act("张三", AddProgress{key, "已补一场\n另两场已定", "签到表.pdf"}, at(7, 20));
  TaskReport report;
  report.task = 1;
  report.state = TaskState::in_progress;
  report.as_of = day(7, 21);
  report.percent = Decimal::of(6, 1);
  engine.act("张三", ProgressTask{report}, at(7, 21));
  EXPECT_EQ(row(at(7, 21)).progress,
            "2025-07-20 张三：已补一场 另两场已定（佐证：签到表.pdf）\n"
            "2025-07-21 张三：任务1进行中，60.0%");
  EXPECT_EQ(row(at(7, 25)).days_used, 18);
  EXPECT_EQ(row(at(7, 25)).overdue_days, 0);
  EXPECT_EQ(row(at(7, 30)).overdue_days, 5) << "days pass without anybody writing";
  EXPECT_NE(refusal_in(engine.act_as(supervising(), CloseLedger{1, ""}, at(7, 30))).find("红"),
            std::string::npos);

  engine = engine.reborn(at(8, 1));
  deliver(engine, 7, "1700", at(8, 5));
  EXPECT_EQ(row(at(8, 8)).state, LedgerState::awaiting_closure);
  EXPECT_EQ(row(at(8, 8)).overdue_days, 11) << "until the light turned, 25 July to 5 August";
  engine.act("张三", AddProgress{key, "补交总结", ""}, at(8, 7));
  EXPECT_EQ(refusal_in(engine.act_as(supervising(), CloseLedger{1, "佐证齐全"}, at(8, 8))), "");
  const LedgerRow closed = row(at(9, 30));
  EXPECT_EQ(closed.state, LedgerState::closed);
  EXPECT_EQ(closed.closed_on, day(8, 8));
  EXPECT_EQ(closed.closed_by, "王主任");
  EXPECT_EQ(closed.days_used, 32) << "7 July to 8 August, whenever it is asked";
  EXPECT_EQ(closed.overdue_days, 11);
  EXPECT_TRUE(closed.progress.ends_with("2025-08-08 王主任：销号：佐证齐全")) << closed.progress;
  EXPECT_NE(refusal_in(engine.act("张三", AddProgress{key, "迟到", ""}, at(8, 9))), "");
}

TEST(EngineLedger, AnAnswerToTheMilderLightStays) {
  EngineUnderTest engine;
  deliver(engine, 6, "1000", at(7, 7));
  engine.act("张三", Acknowledge{key_of(engine)}, at(7, 8));
  deliver(engine, 7, "700", at(8, 5));
  EXPECT_FALSE(engine.alert("lights", trainings)->acknowledged_at);
  EXPECT_EQ(engine.ledger().at(0).acknowledged_on, day(7, 8));
}

TEST(EngineLedger, EmptyProgressIsRefused) {
  EngineUnderTest engine = with_a_red();
  EXPECT_NE(refusal_in(engine.act("张三", AddProgress{key_of(engine), "", "表"}, at(7, 8))), "");
  EXPECT_NE(refusal_in(engine.act("张三", AddProgress{"none", "已办", ""}, at(7, 8))), "");
}

}  // namespace
}  // namespace planwatch
