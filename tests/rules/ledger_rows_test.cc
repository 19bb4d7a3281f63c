#include "gtest/gtest.h"

#include "rules/ledger/ledger.h"

namespace planwatch {
namespace {

const Instant opened = instant_at(make_date(2025, 7, 7), std::chrono::hours{23});

Alert firing() {
  Alert alert;
  alert.key = {"small",  RuleId{"lights"},   SubjectKind::indicator,
               "trains", AreaCode{"620702"}, 2025};
  alert.episode = 2;
  alert.state = AlertState::firing;
  alert.level = Light::red;
  alert.unit = UnitId{"科技局"};
  alert.deadline = make_date(2025, 12, 31);
  return alert;
}

NoticeContext subject() {
  NoticeContext context;
  context.subject = "指标“专列”";
  context.clause = "第4行";
  context.value = "3列";
  context.target = "≥20列";
  context.action = "说明原因";
  return context;
}

TEST(Ledger, ARowOpensWithTheFactsOfThatDay) {
  const LedgerRow row = open_ledger_row(firing(), subject(), opened);
  EXPECT_EQ(row.alert, "small/lights/indicator/trains/620702/2025");
  EXPECT_EQ(row.episode, 2);
  EXPECT_EQ(row.state, LedgerState::open);
  EXPECT_EQ(row.opened_on, make_date(2025, 7, 7)) << "the day in the plan's place";
  EXPECT_EQ(row.source, "指标");
  EXPECT_EQ(row.clause, "第4行");
  EXPECT_EQ(row.unit.text, "科技局");
  EXPECT_EQ(row.light_then, Light::red);
  EXPECT_EQ(row.value_then, "3列");
  EXPECT_EQ(row.requirement, "达到目标 ≥20列；说明原因");
  EXPECT_EQ(row.time_limit, make_date(2025, 12, 31));
  EXPECT_NE(row.problem.find("【红灯】科技局"), std::string::npos);
}

TEST(Ledger, SourceAndRequirementFollowTheSubject) {
  Alert alert = firing();
  NoticeContext context = subject();
  context.target.clear();
  alert.key.subject_kind = SubjectKind::task;
  EXPECT_EQ(open_ledger_row(alert, context, opened).source, "任务");
  alert.key.subject_kind = SubjectKind::feed;
  EXPECT_EQ(open_ledger_row(alert, context, opened).source, "报送");
  EXPECT_EQ(open_ledger_row(alert, context, opened).requirement, "说明原因");
}

struct StepRow {
  const char* what;
  AlertState state;
  Light level;
  LedgerState then;
  Light light_now;
};
const StepRow step_table[] = {
    {"eased", AlertState::firing, Light::yellow, LedgerState::open, Light::yellow},
    {"acknowledged", AlertState::acknowledged, Light::red, LedgerState::open, Light::red},
    {"promised", AlertState::promised, Light::red, LedgerState::open, Light::red},
    {"resolved", AlertState::resolved, Light::red, LedgerState::awaiting_closure, Light::green},
    {"rule gone: no recovery", AlertState::closed, Light::red, LedgerState::awaiting_closure,
     Light::red},
};

TEST(Ledger, FollowsTheAlertAndKeepsWhatItWasThen) {
  for (const StepRow& step : step_table) {
    LedgerRow row = open_ledger_row(firing(), subject(), opened);
    Alert alert = firing();
    alert.state = step.state;
    alert.level = step.level;
    alert.reminders = 3;
    NoticeContext later = subject();
    later.value = "9列";
    update_ledger_row(row, alert, later, make_date(2025, 7, 10));
    EXPECT_EQ(row.state, step.then) << step.what;
    EXPECT_EQ(row.light_now, step.light_now) << step.what;
    EXPECT_EQ(row.light_then, Light::red) << step.what;
    EXPECT_EQ(row.value_then, "3列") << step.what;
    EXPECT_EQ(row.value_now, "9列") << step.what;
    EXPECT_EQ(row.reminders, 3) << step.what;
  }
}

TEST(Ledger, APersonsClosingIsNeverUndone) {
  LedgerRow row = open_ledger_row(firing(), subject(), opened);
  row.state = LedgerState::closed;
  row.value_now = "20列";
  update_ledger_row(row, firing(), subject(), make_date(2025, 7, 10));
  EXPECT_EQ(row.state, LedgerState::closed);
  EXPECT_EQ(row.value_now, "20列");
}

TEST(Ledger, StatesHaveTheOfficesWords) {
  EXPECT_EQ(name_of(LedgerState::open, Lang::zh), "在办");
  EXPECT_EQ(name_of(LedgerState::awaiting_closure, Lang::zh), "待销号");
  EXPECT_EQ(name_of(LedgerState::closed, Lang::zh), "已销号");
  EXPECT_EQ(name_of(LedgerState::awaiting_closure, Lang::en), "awaiting closure");
}

}  // namespace
}  // namespace planwatch
