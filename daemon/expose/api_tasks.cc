#include "daemon/expose/api_routes.h"
#include "rules/model/state_words.h"

namespace planwatch {
namespace {

namespace json = boost::json;

// Nothing is said of progress that nobody reported.
void add_progress(json::object& out, const TaskStatus& status, Lang lang) {
  out["known"] = status.known;
  if (status.known) {
    const std::string_view state = word_of(status.state);
    const std::string_view name = name_of(status.state, lang);
    out["state"] = json::string_view(state.data(), state.size());
    out["state_name"] = json::string_view(name.data(), name.size());
  }
  if (status.percent) out["progress"] = json_decimal(*status.percent);
  if (status.as_of) out["as_of"] = to_string(*status.as_of);
  if (!status.evidence.empty()) out["evidence"] = status.evidence;
  out["closed"] = status.closed;
  if (status.closed) out["closed_by"] = status.closed_by;
}

json::object task_object(const ApiCall& call, const TaskStatus& status) {
  const Task& task = call.plan().tasks[status.task.value];
  json::array departments;
  for (const auto& unit : task.departments) departments.emplace_back(unit.text);
  json::object out;
  out["task"] = task.number;
  out["title"] = call.lang == Lang::en && !task.title_en.empty() ? task.title_en : task.title;
  out["section"] = task.section;
  out["item"] = task.item;
  out["unit"] = task.lead.text;
  out["departments"] = std::move(departments);
  out["deadline"] = to_string(call.plan().deadline_of(task.due_month));
  out["quantified"] = task.quantified;
  add_light(out, status.light, call.lang);
  add_reason(out, status.reason, call.lang);
  add_light(out, status.milestone, call.lang, "milestone_");
  add_progress(out, status, call.lang);
  return out;
}

}  // namespace

ServerReply answer_tasks(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  json::array tasks;
  for (const auto& status : call.snapshot.tasks) {
    const Task& task = call.plan().tasks[status.task.value];
    if (!filter->takes(task.lead) || !filter->takes(status.light)) continue;
    tasks.push_back(task_object(call, status));
  }
  json::object out = answer_head(call);
  out["tasks"] = std::move(tasks);
  return json_reply(out);
}

}  // namespace planwatch
