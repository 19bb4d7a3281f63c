#include "daemon/demo/task_stories.h"

#include <gtest/gtest.h>

#include "daemon/demo/report_table.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

struct Expected {
  int task;
  unsigned month;
  TaskState state;
  bool closed;
};

class TaskStories : public ::testing::TestWithParam<Expected> {};

TEST_P(TaskStories, Go) {
  const auto configuration = small_configuration();
  const Expected& expected = GetParam();
  const Task* task = configuration->plan.find_task(expected.task);
  ASSERT_NE(task, nullptr);
  const SampleProgress progress = progress_of(*task, expected.month, 1);
  EXPECT_EQ(progress.state, expected.state);
  EXPECT_EQ(!progress.closed_by.empty(), expected.closed);
  EXPECT_EQ(progress.percent == 100, expected.state == TaskState::done);
  EXPECT_EQ(progress.percent == 0, expected.state == TaskState::not_started);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TaskStories,
    ::testing::Values(
        // Due in September: one done but not confirmed, one not done.
        Expected{6, 9, TaskState::done, false}, Expected{6, 11, TaskState::done, true},
        Expected{34, 9, TaskState::in_progress, false}, Expected{34, 11, TaskState::done, true},
        // Due in June: closed a month ahead, begun in its planned month.
        Expected{10, 1, TaskState::in_progress, false}, Expected{10, 5, TaskState::done, true},
        // Due in October: still running in September.
        Expected{28, 9, TaskState::in_progress, false}, Expected{28, 10, TaskState::done, true},
        // Not begun in September, planned for September and for May.
        Expected{49, 9, TaskState::not_started, false},
        Expected{63, 9, TaskState::not_started, false},
        Expected{63, 11, TaskState::in_progress, false},
        // Of the usual kind: begun as planned, closed by the year's end.
        Expected{70, 2, TaskState::not_started, false},
        Expected{70, 3, TaskState::in_progress, false}, Expected{70, 12, TaskState::done, true},
        // What has an indicator to December is done in December.
        Expected{92, 11, TaskState::in_progress, false}, Expected{92, 12, TaskState::done, true}));

TEST(TaskStory, PercentNeverFalls) {
  const auto configuration = small_configuration();
  for (const Task& task : configuration->plan.tasks) {
    int before = 0;
    for (unsigned month = 1; month <= 12; ++month) {
      const int percent = progress_of(task, month, 1).percent;
      EXPECT_GE(percent, before) << task.number << ' ' << month;
      before = percent;
    }
  }
}

TEST(TaskTable, HasEveryTaskInEveryMonth) {
  const auto configuration = small_configuration();
  int tables = 0;
  for (const SampleDelivery& delivery : make_timetable(*configuration, 1)) {
    if (delivery.feed->id.text != "task_progress") continue;
    const SampleTable table = task_table(*configuration, delivery, 1);
    EXPECT_EQ(table.rows.size(), configuration->plan.tasks.size());
    for (const SampleRow& row : table.rows) {
      EXPECT_EQ(row.size(), table.columns.size());
      EXPECT_EQ(row.back().text, sample_mark);
    }
    ++tables;
  }
  EXPECT_EQ(tables, 12);
}

}  // namespace
}  // namespace planwatch::demo
