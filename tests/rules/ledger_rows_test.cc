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

struct ProblemRow {
  SubjectKind kind;
  const char* subject;
  Reason reason;
  Light level;
  const char* type;
};
const ProblemRow problem_table[] = {
    {SubjectKind::indicator, "trains", Reason::behind_schedule, Light::red, "进度滞后"},
    {SubjectKind::indicator, "rate", Reason::missed, Light::red, "未达标"},
    {SubjectKind::indicator, "rate", Reason::missed_narrowly, Light::yellow, "未达标"},
    {SubjectKind::indicator, "trains", Reason::overdue, Light::red, "逾期"},
    {SubjectKind::indicator, "trains", Reason::near_deadline, Light::blue, "临期"},
    {SubjectKind::task, "7", Reason::not_started, Light::yellow, "未启动"},
    {SubjectKind::task, "7", Reason::not_started_long, Light::red, "未启动"},
    {SubjectKind::feed, "hr:2025-06", Reason::no_data, Light::yellow, "迟报"},
    {SubjectKind::feed, "hr:2025-06", Reason::no_data, Light::red, "漏报"},
    {SubjectKind::feed, "hr", Reason::no_data, Light::yellow, "取数失败"},
    {SubjectKind::feed, "hr:hr.csv", Reason::doubtful, Light::yellow, "数据存疑"},
    {SubjectKind::receiver, "robot", Reason::notices_refused, Light::red, "通知送不到"},
};

TEST(Ledger, ProblemTypesAreTheOfficesWords) {
  for (const ProblemRow& row : problem_table) {
    Alert alert = firing();
    alert.key.subject_kind = row.kind;
    alert.key.subject = row.subject;
    alert.reason = row.reason;
    alert.level = row.level;
    EXPECT_EQ(problem_type_of(alert), row.type);
  }
}

struct DaysRow {
  const char* what;
  std::optional<Date> promised_for;
  LedgerState state;
  Date today;
  int used;
  int overdue;
};
// Opened on 7 July, time limit 31 July; an open row's counts before were 10 and 2.
const DaysRow days_table[] = {
    {"the same day", {}, LedgerState::open, make_date(2025, 7, 7), 0, 0},
    {"on the limit", {}, LedgerState::open, make_date(2025, 7, 31), 24, 0},
    {"a day after it", {}, LedgerState::open, make_date(2025, 8, 1), 25, 1},
    {"a promise goes before the limit", make_date(2025, 7, 20), LedgerState::open,
     make_date(2025, 7, 22), 15, 2},
    {"a later promise, too", make_date(2025, 8, 20), LedgerState::open, make_date(2025, 8, 10), 34,
     0},
    {"waiting for its closing it is late no more",
     {},
     LedgerState::awaiting_closure,
     make_date(2025, 8, 10),
     34,
     2},
    {"closed it stays as it was", {}, LedgerState::closed, make_date(2025, 9, 10), 10, 2},
};

TEST(Ledger, CountsDays) {
  for (const DaysRow& row : days_table) {
    LedgerRow ledger = open_ledger_row(firing(), subject(), opened);
    ledger.time_limit = make_date(2025, 7, 31);
    ledger.promised_for = row.promised_for;
    ledger.state = row.state;
    ledger.days_used = 10;
    ledger.overdue_days = 2;
    count_days(ledger, row.today);
    EXPECT_EQ(ledger.days_used, row.used) << row.what;
    EXPECT_EQ(ledger.overdue_days, row.overdue) << row.what;
  }
}

TEST(Ledger, ProgressIsALineEach) {
  LedgerRow row;
  add_progress_line(row, progress_line(make_date(2025, 10, 21), "张三", "已补\n课", "表.pdf"));
  add_progress_line(row, progress_line(make_date(2025, 10, 22), "李四", "已核", ""));
  EXPECT_EQ(row.progress, "2025-10-21 张三：已补 课（佐证：表.pdf）\n2025-10-22 李四：已核");
}

TEST(Ledger, StatesHaveTheOfficesWords) {
  EXPECT_EQ(name_of(LedgerState::open, Lang::zh), "在办");
  EXPECT_EQ(name_of(LedgerState::awaiting_closure, Lang::zh), "待销号");
  EXPECT_EQ(name_of(LedgerState::closed, Lang::zh), "已销号");
  EXPECT_EQ(name_of(LedgerState::awaiting_closure, Lang::en), "awaiting closure");
}

}  // namespace
}  // namespace planwatch
