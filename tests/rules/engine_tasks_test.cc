#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

Configuration planned_from(unsigned month, unsigned due_month = 12) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.tasks[0].planned_month = month;
  configuration.plan.tasks[0].due_month = due_month;
  return configuration;
}

TEST(EngineTasks, WithoutAnyReportNothingIsKnown) {
  EngineUnderTest engine(planned_from(1));
  engine.tick(at(5, 6));
  EXPECT_EQ(engine.task(1, at(5, 6)).milestone, Light::grey);
  EXPECT_FALSE(engine.task(1, at(5, 6)).known);
  EXPECT_FALSE(engine.alert("task", "1"));
}

struct StartRow {
  unsigned month;
  unsigned day_of_month;
  Light light;
};
// Planned to begin in April, reported as not started.
const StartRow start_table[] = {
    {3, 31, Light::grey},
    {4, 1, Light::yellow},  // the planned month has begun
    {6, 30, Light::yellow},
    {7, 1, Light::red},  // three whole months
};

TEST(EngineTasks, NotStartedIsYellowInItsMonthAndRedAfterThree) {
  for (const StartRow& row : start_table) {
    EngineUnderTest engine(planned_from(4));
    engine.progress(1, TaskState::not_started, at(1, 10));
    engine.tick(at(row.month, row.day_of_month));
    EXPECT_EQ(engine.task(1, at(row.month, row.day_of_month)).milestone, row.light)
        << row.month << "-" << row.day_of_month;
    const auto alert = engine.alert("task", "1");
    EXPECT_EQ(alert ? alert->level : Light::grey, row.light) << row.month;
  }
}

TEST(EngineTasks, WorkThatBeganEndsTheAlert) {
  EngineUnderTest engine(planned_from(4));
  engine.progress(1, TaskState::not_started, at(1, 10));
  engine.tick(at(4, 1));
  engine.progress(1, TaskState::in_progress, at(4, 8));
  EXPECT_EQ(engine.told("task", "1"), "fired:yellow:contact resolved:yellow:contact");
  EXPECT_EQ(engine.task(1, at(4, 8)).state, TaskState::in_progress);
}

TEST(EngineTasks, OnlyAPersonClosesATask) {
  EngineUnderTest engine(planned_from(1, 6));
  engine.progress(1, TaskState::done, at(6, 3));
  engine.tick(at(7, 1));
  EXPECT_EQ(engine.alert("task", "1")->reason, Reason::overdue) << "reported as done, not closed";
  engine.progress(1, TaskState::done, at(7, 2), "李四");
  EXPECT_EQ(engine.alert("task", "1")->state, AlertState::resolved);
  EXPECT_TRUE(engine.task(1, at(7, 2)).closed);
  EXPECT_EQ(engine.task(1, at(7, 2)).closed_by, "李四");
}

TEST(EngineTasks, NearTheDeadlineAnOpenTaskIsBlueWithoutAnAlert) {
  EngineUnderTest engine(planned_from(1, 6));
  engine.progress(1, TaskState::in_progress, at(6, 3));
  engine.tick(at(6, 17));
  EXPECT_EQ(engine.task(1, at(6, 17)).milestone, Light::blue);
  EXPECT_FALSE(engine.alert("task", "1"));
}

TEST(EngineTasks, ATasksLightIsTheWorstOfItsMilestoneAndItsIndicators) {
  EngineUnderTest engine;
  engine.progress(2, TaskState::in_progress, at(7, 1));
  engine.deliver("court",
                 {{closing_rate, 6, "0.99", day(7, 5)},
                  {termination_rate, 6, "0.20", day(7, 5)},
                  {closing_days, 6, "90", day(7, 5)}},
                 at(7, 5));
  const TaskStatus status = engine.task(2, at(7, 5));
  EXPECT_EQ(status.milestone, Light::green);
  EXPECT_EQ(status.light, Light::red);
  EXPECT_EQ(status.reason, Reason::missed);
  EXPECT_FALSE(status.closed);
}

TEST(EngineTasks, MetIndicatorsDoNotCloseATask) {
  EngineUnderTest engine(planned_from(1, 6));
  engine.progress(1, TaskState::in_progress, at(6, 3));
  engine.deliver("hr", {{trainings, 6, "2800", day(7, 1)}}, at(7, 1));
  engine.tick(at(7, 2));
  EXPECT_EQ(engine.task(1, at(7, 2)).light, Light::red);
  EXPECT_EQ(engine.task(1, at(7, 2)).reason, Reason::overdue);
}

TEST(EngineTasks, AnOlderTableDoesNotOverrideANewerOne) {
  EngineUnderTest engine;
  const auto table = [](TaskState state, Date as_of) {
    Extracted extracted;
    TaskReport report;
    report.task = 1;
    report.state = state;
    report.as_of = as_of;
    extracted.task_reports = {report};
    return extracted;
  };
  engine.deliver("hr", table(TaskState::in_progress, day(6, 30)), at(7, 1));
  engine.deliver("hr", table(TaskState::not_started, day(3, 31)), at(7, 2));
  EXPECT_EQ(engine.task(1, at(7, 2)).state, TaskState::in_progress);
}

}  // namespace
}  // namespace planwatch
