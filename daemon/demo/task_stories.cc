#include "daemon/demo/task_stories.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "daemon/demo/random.h"

namespace planwatch::demo {

namespace {

// The months whose tables show the task begun, done and closed for the first time.
struct Story {
  int task;
  unsigned begun, done, closed;
};

constexpr auto special_stories = std::to_array<Story>({
    {6, 3, 8, 11},     // done in time, but nobody confirmed it: overdue in October
    {12, 4, 10, 11},   // near its deadline
    {22, 3, 10, 10},   // near its deadline
    {23, 3, 10, 10},   // near its deadline
    {28, 4, 10, 10},   // near its deadline
    {34, 2, 11, 11},   // not done by September: overdue in October
    {49, 11, 12, 12},  // planned for September, not begun: yellow
    {63, 11, 12, 12},  // planned for May, not begun for months: red
});

Story story_of(const Task& task, std::uint64_t seed) {
  for (const Story& story : special_stories) {
    if (story.task == task.number) return story;
  }
  const std::string subject = fmt::format("task {}", task.number);
  // What counts to the year's end is done with its last figures; the rest mostly before.
  const bool at_the_end = task.quantified || draw({seed, subject, 0, 0}) % 4 == 0;
  const bool year_end = task.due_month == 12;
  const unsigned done = year_end && at_the_end ? 12 : std::max(1u, task.due_month - 1);
  return {task.number, std::min(task.planned_month, done), done, done};
}

int percent_of(const Story& story, unsigned month) {
  const unsigned span = story.done - story.begun + 1;
  const unsigned passed = month - story.begun + 1;
  return std::clamp(static_cast<int>(100 * passed / span) / 5 * 5, 5, 95);
}

}  // namespace

SampleProgress progress_of(const Task& task, unsigned month, std::uint64_t seed) {
  const Story story = story_of(task, seed);
  SampleProgress progress;
  if (month < story.begun) return progress;
  progress.state = TaskState::in_progress;
  progress.percent = percent_of(story, month);
  if (month < story.done) return progress;
  progress.state = TaskState::done;
  progress.percent = 100;
  progress.evidence = fmt::format("样例材料第{}号", task.number);
  if (month >= story.closed) progress.closed_by = "样例确认人";
  return progress;
}

}  // namespace planwatch::demo
