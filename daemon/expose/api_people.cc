#include "daemon/expose/api_people.h"

#include <algorithm>

namespace planwatch {
namespace {

namespace json = boost::json;

const TwoTexts alerts_hint{"现有预警见 GET /api/v1/alerts", "GET /api/v1/alerts lists the alerts"};

ServerReply not_its_own(const ApiCall& call, const UnitId& unit) {
  return error_reply(403, "forbidden", call.lang,
                     {"这一项由" + unit.text + "负责，其他单位不能代办",
                      "this is " + unit.text + "'s, other units may not act on it"},
                     {"请由该单位或督查单位办理", "ask that unit or the supervising unit"});
}

// A unit's people act on what is the unit's own; progress may also come from who shares the work,
// which the engine knows. What is unknown is left to it, too.
std::optional<ServerReply> refuse_foreign(const ApiCall& call, const Actor& actor,
                                          const std::string& key, const PersonAction& action) {
  if (std::holds_alternative<AddProgress>(action)) return std::nullopt;
  const Alert* alert = find_alert(call.snapshot, key);
  if (actor.role != AccessRole::unit || alert == nullptr || alert->unit == actor.unit) {
    return std::nullopt;
  }
  return not_its_own(call, alert->unit);
}

std::optional<ServerReply> refuse_foreign_task(const ApiCall& call, const Actor& actor,
                                               int number) {
  const Task* task = call.plan().find_task(number);
  if (actor.role != AccessRole::unit || task == nullptr) return std::nullopt;
  const auto& all = task->departments;
  const bool own =
      task->lead == actor.unit || std::find(all.begin(), all.end(), actor.unit) != all.end();
  if (own) return std::nullopt;
  return not_its_own(call, task->lead);
}

json::object done_head(const ApiCall& call, const Actor& actor) {
  json::object out = answer_head(call);
  out["person"] = actor.person;
  out["role"] = std::string(word_of(actor.role));
  return out;
}

// The alert as it is after the action.
ServerReply alert_reply(const ApiCall& call, const ApiBackend& backend, const Actor& actor,
                        const std::string& key) {
  const auto now = backend.snapshot();
  const ApiCall after{call.request, now ? *now : call.snapshot, call.lang, nullptr};
  json::object out = done_head(after, actor);
  if (const Alert* alert = find_alert(after.snapshot, key))
    out["alert"] = json_alert(after, *alert);
  return json_reply(out);
}

// Takes the fields of one action about one alert out of the body, hands it on and shows the alert.
template <class MakeAction>
ServerReply act_on_alert(const ApiCall& call, const ApiBackend& backend,
                         std::initializer_list<std::string_view> keys, const std::string& example,
                         MakeAction make_action) {
  const auto body = read_body(call, keys, example);
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const std::string alert = fields.text("alert");
  const PersonAction action = make_action(alert, fields);
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = refuse_foreign(call, body->actor, alert, action)) return *refused;
  if (auto refused = carry_out(call, backend, body->actor, action, alerts_hint)) return *refused;
  return alert_reply(call, backend, body->actor, alert);
}

std::optional<TaskState> parse_task_state(const std::string& word) {
  if (word == "not_started") return TaskState::not_started;
  if (word == "in_progress") return TaskState::in_progress;
  if (word == "done") return TaskState::done;
  return std::nullopt;
}

TaskReport read_task_report(ActionFields& fields, const Actor& actor, Date today) {
  TaskReport report;
  // More than any plan has, and it fits.
  const std::int64_t number = fields.number("task");
  report.task = static_cast<int>(std::min<std::int64_t>(number, 1'000'000));
  const auto state = parse_task_state(fields.text("state"));
  if (!state) {
    fields.refuse("state 须为 not_started、in_progress 或 done",
                  "state has to be not_started, in_progress or done");
  }
  report.state = state.value_or(TaskState::not_started);
  report.as_of = today;
  report.percent = fields.share("percent");
  report.evidence = fields.optional_text("evidence");
  if (fields.flag("closed")) report.closed_by = actor.person;
  return report;
}

}  // namespace

const Alert* find_alert(const Snapshot& snapshot, const std::string& key) {
  for (const Alert& alert : snapshot.alerts) {
    if (to_string(alert.key) == key) return &alert;
  }
  return nullptr;
}

const LedgerRow* find_ledger_row(const Snapshot& snapshot, const std::string& alert, int episode) {
  for (const LedgerRow& row : snapshot.ledger) {
    if (row.alert == alert && row.episode == episode) return &row;
  }
  return nullptr;
}

ServerReply acknowledge_alert(const ApiCall& call, const ApiBackend& backend) {
  return act_on_alert(
      call, backend, {"alert"}, R"({"alert": "预警标识"})",
      [](const std::string& alert, ActionFields&) -> PersonAction { return Acknowledge{alert}; });
}

ServerReply promise_for_alert(const ApiCall& call, const ApiBackend& backend) {
  return act_on_alert(call, backend, {"alert", "until", "text"},
                      R"({"alert": "预警标识", "until": "2025-10-31", "text": "整改措施"})",
                      [](const std::string& alert, ActionFields& fields) -> PersonAction {
                        return Promise{alert, fields.date("until"), fields.text("text")};
                      });
}

ServerReply add_progress(const ApiCall& call, const ApiBackend& backend) {
  return act_on_alert(
      call, backend, {"alert", "text", "evidence"},
      R"({"alert": "预警标识", "text": "已完成的工作", "evidence": "佐证材料名称或地址"})",
      [](const std::string& alert, ActionFields& fields) -> PersonAction {
        return AddProgress{alert, fields.text("text"), fields.optional_text("evidence")};
      });
}

ServerReply suspend_alert(const ApiCall& call, const ApiBackend& backend) {
  return act_on_alert(call, backend, {"alert", "until", "reason"},
                      R"({"alert": "预警标识", "until": "2025-10-31", "reason": "系统迁移"})",
                      [](const std::string& alert, ActionFields& fields) -> PersonAction {
                        return SuspendAlert{alert, fields.date("until"), fields.text("reason")};
                      });
}

ServerReply resume_alert(const ApiCall& call, const ApiBackend& backend) {
  return act_on_alert(
      call, backend, {"alert"}, R"({"alert": "预警标识"})",
      [](const std::string& alert, ActionFields&) -> PersonAction { return ResumeAlert{alert}; });
}

ServerReply progress_task(const ApiCall& call, const ApiBackend& backend) {
  const auto body =
      read_body(call, {"task", "state", "percent", "evidence", "closed"},
                R"({"task": 7, "state": "in_progress", "percent": 60, "evidence": "佐证材料"})");
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const ProgressTask action{
      read_task_report(fields, body->actor, local_date(call.snapshot.plan_now))};
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = refuse_foreign_task(call, body->actor, action.report.task)) return *refused;
  if (auto refused = carry_out(call, backend, body->actor, action,
                               {"任务编号见 GET /api/v1/tasks", "GET /api/v1/tasks lists tasks"})) {
    return *refused;
  }
  json::object out = done_head(call, body->actor);
  out["task"] = action.report.task;
  return json_reply(out);
}

ServerReply close_ledger_row(const ApiCall& call, const ApiBackend& backend) {
  const auto body =
      read_body(call, {"number", "remark"}, R"({"number": 3, "remark": "已核实，同意销号"})");
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const CloseLedger action{fields.number("number"), fields.optional_text("remark")};
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = carry_out(call, backend, body->actor, action,
                               {"待销号的台账见 GET /api/v1/ledger?state=awaiting_closure",
                                "GET /api/v1/ledger?state=awaiting_closure lists what can be "
                                "closed"})) {
    return *refused;
  }
  json::object out = done_head(call, body->actor);
  out["number"] = action.number;
  out["state"] = "closed";
  return json_reply(out);
}

}  // namespace planwatch
