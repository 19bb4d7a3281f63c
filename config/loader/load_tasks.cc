#include <algorithm>
#include <numeric>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

Task load_task(const YamlNode& node, TaskPlaces& places, Draft& draft) {
  Fields fields(node, draft.out);
  Task task;
  task.at = fields.at();
  if (fields.integer("number", task.number, 1, 9'999)) {
    draft.names.define(Thing::task, std::to_string(task.number), fields.at("number"), draft.out);
  }
  fields.text("section", task.section);
  fields.text("item", task.item);
  fields.text("title", task.title);
  fields.text("title_en", task.title_en, Need::optional);
  read_mentions(fields, "departments", Thing::unit, task.departments, draft.names, Need::required);
  read_mention(fields, "lead", Thing::unit, task.lead, draft.names, Need::optional);
  const bool due = fields.integer("due_month", task.due_month, 1, 12);
  const bool planned = fields.integer("planned_month", task.planned_month, 1, 12, Need::optional);
  if (due && planned && task.planned_month > task.due_month) {
    draft.out.error(
        fields.at("planned_month"),
        said("计划启动月 {} 晚于完成月 {}", "planned_month {} is after due_month {}",
             task.planned_month, task.due_month),
        {"planned_month 不能晚于 due_month", "planned_month must not be after due_month"});
  }
  fields.text("clause", task.clause, Need::optional);
  read_oddities(fields);
  places = {fields.clean(), fields.at("departments")};
  return task;
}

// The plan keeps tasks by number, whatever the order in the file.
void sort_by_number(Draft& draft) {
  std::vector<Task>& tasks = draft.plan().tasks;
  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&tasks](std::size_t a, std::size_t b) {
    return tasks[a].number < tasks[b].number;
  });
  std::vector<Task> sorted;
  std::vector<TaskPlaces> places;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(tasks[i]));
    places.push_back(std::move(draft.tasks[i]));
  }
  tasks = std::move(sorted);
  draft.tasks = std::move(places);
}

}  // namespace

void load_tasks(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  for (const YamlNode& item : fields.list("tasks")) {
    TaskPlaces places;
    draft.plan().tasks.push_back(load_task(item, places, draft));
    draft.tasks.push_back(places);
  }
  sort_by_number(draft);
}

}  // namespace planwatch::loader
