#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

struct Row {
  const char* what;
  const char* today;
  bool unfinished;
  bool final_in;
  bool met;
  Light light;
  Reason reason;
  DataState data;
};

TEST(JudgeDeadline, NearAwaitedOverdue) {
  // Deadline Wednesday 31 December 2025; ten working days before it is 17 December.
  const Row rows[] = {
      {"eleven left", "2025-12-16", true, false, false, Light::grey, Reason::none, {}},
      {"ten left", "2025-12-17", true, false, false, Light::blue, Reason::near_deadline, {}},
      {"last day", "2025-12-31", true, false, false, Light::blue, Reason::near_deadline, {}},
      {"near, but done", "2025-12-31", false, false, true, Light::grey, Reason::none, {}},
      {"the day after", "2026-01-01", true, false, false, Light::grey, Reason::none,
       DataState::awaiting_final},
      {"report due today", "2026-01-05", true, false, false, Light::grey, Reason::none,
       DataState::awaiting_final},
      {"not delivered", "2026-01-06", true, false, false, Light::red, Reason::overdue, {}},
      {"never delivered", "2026-01-06", false, false, false, Light::red, Reason::overdue, {}},
      {"met before", "2026-01-06", false, false, true, Light::grey, Reason::none,
       DataState::awaiting_final},
      {"delivered", "2026-01-06", true, true, false, Light::grey, Reason::none, {}},
  };
  for (const auto& row : rows) {
    DeadlineView view;
    view.today = day(row.today);
    view.deadline = day("2025-12-31");
    view.final_report_due = day("2026-01-05");
    view.unfinished = row.unfinished;
    view.final_figure_in = row.final_in;
    view.target_met = row.met;
    const DeadlineLight light = judge_deadline(view, calendar());
    EXPECT_EQ(light.light, row.light) << row.what;
    EXPECT_EQ(light.reason, row.reason) << row.what;
    EXPECT_EQ(light.data, row.data) << row.what;
  }
}

Task task_of(unsigned planned, unsigned due) {
  Task task;
  task.number = 7;
  task.planned_month = planned;
  task.due_month = due;
  return task;
}

DeadlineLight milestone(const Task& task, const char* today, std::optional<TaskState> state,
                        const char* closed_by = "") {
  TaskReport report;
  report.state = state.value_or(TaskState::not_started);
  report.closed_by = closed_by;
  return judge_milestone(task, state ? &report : nullptr, TaskRule{}, 2025, calendar(), day(today));
}

TEST(JudgeMilestone, NotStarted) {
  const Task task = task_of(3, 12);
  const auto at = [&](const char* today) { return milestone(task, today, TaskState::not_started); };
  EXPECT_EQ(at("2025-02-28").light, Light::grey);
  EXPECT_EQ(at("2025-02-28").data, DataState::not_yet_due);
  EXPECT_EQ(at("2025-03-01").light, Light::yellow);
  EXPECT_EQ(at("2025-05-31").light, Light::yellow);
  EXPECT_EQ(at("2025-05-31").reason, Reason::not_started);
  EXPECT_EQ(at("2025-06-01").light, Light::red);
  EXPECT_EQ(at("2025-06-01").reason, Reason::not_started_long);
}

TEST(JudgeMilestone, ThreeMonthsMayReachIntoTheNextYear) {
  EXPECT_EQ(milestone(task_of(11, 12), "2025-12-30", TaskState::not_started).light, Light::yellow);
}

TEST(JudgeMilestone, OnlyAPersonClosesATask) {
  const Task task = task_of(1, 9);
  EXPECT_EQ(milestone(task, "2025-06-01", TaskState::in_progress).reason, Reason::in_progress);
  EXPECT_EQ(milestone(task, "2025-06-01", TaskState::done).light, Light::green);
  EXPECT_EQ(milestone(task, "2025-09-30", TaskState::done).light, Light::blue);
  EXPECT_EQ(milestone(task, "2025-10-01", TaskState::done).light, Light::red);
  EXPECT_EQ(milestone(task, "2025-10-01", TaskState::done).reason, Reason::overdue);
  EXPECT_EQ(milestone(task, "2025-10-01", TaskState::done, "王某").light, Light::green);
  EXPECT_EQ(milestone(task, "2025-10-01", TaskState::done, "王某").reason, Reason::completed);
}

TEST(JudgeMilestone, NearItsDeadlineYellowAndRedGoBeforeBlue) {
  const Task task = task_of(9, 9);
  // Working days to 30 September, from the 16th: ten, the make-up Sunday 28th and the 30th
  // included.
  EXPECT_EQ(milestone(task, "2025-09-16", TaskState::in_progress).light, Light::green);
  EXPECT_EQ(milestone(task, "2025-09-17", TaskState::in_progress).light, Light::blue);
  EXPECT_EQ(milestone(task, "2025-09-17", TaskState::not_started).light, Light::yellow);
}

TEST(JudgeMilestone, WithoutAnyReportNothingIsKnownUntilTheDeadlineComes) {
  const Task task = task_of(1, 9);
  EXPECT_EQ(milestone(task, "2025-06-01", std::nullopt).light, Light::grey);
  EXPECT_EQ(milestone(task, "2025-06-01", std::nullopt).reason, Reason::no_data);
  EXPECT_EQ(milestone(task, "2025-09-30", std::nullopt).light, Light::blue);
  EXPECT_EQ(milestone(task, "2025-10-01", std::nullopt).light, Light::red);
}

}  // namespace
}  // namespace planwatch
