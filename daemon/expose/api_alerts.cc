#include "daemon/expose/api_routes.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

const char* key_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::indicator:
      return "indicator";
    case SubjectKind::task:
      return "task";
    case SubjectKind::feed:
      return "feed";
    case SubjectKind::receiver:
      return "receiver";
  }
  return "";
}

void add_handling(json::object& out, const Alert& alert) {
  out["acknowledged_at"] = json_instant(alert.acknowledged_at);
  out["acknowledged_by"] = alert.acknowledged_by;
  out["promised_for"] = json_date(alert.promised_for);
  out["promise"] = alert.promise;
  out["deadline"] = json_date(alert.deadline);
  out["steps_taken"] = alert.steps_taken;
  out["reminders"] = alert.reminders;
}

json::object alert_object(const Alert& alert, Lang lang) {
  json::object out;
  out["alert"] = to_string(alert.key);
  out["rule"] = alert.key.rule.text;
  out["subject_kind"] = key_of(alert.key.subject_kind);
  out["subject"] = alert.key.subject;
  out["area"] = alert.key.area.text;
  out["unit"] = alert.unit.text;
  out["episode"] = alert.episode;
  out["state"] = text_value(metric_label(alert.state));
  out["state_name"] = text_value(name_of(alert.state, lang));
  add_light(out, alert.level, lang);
  add_reason(out, alert.reason, lang);
  out["period"] = to_string(alert.period);
  out["revision"] = alert.revision;
  out["urgent"] = alert.urgent;
  out["opened_at"] = to_string_local(alert.opened_at);
  out["fired_at"] = json_instant(alert.fired_at);
  add_handling(out, alert);
  out["summary"] = alert.summary;
  return out;
}

}  // namespace

ServerReply answer_alerts(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  json::array alerts;
  for (const auto& alert : call.snapshot.alerts) {
    if (!is_open(alert) || !filter->takes(alert.unit)) continue;
    alerts.push_back(alert_object(alert, call.lang));
  }
  json::object out = answer_head(call);
  out["alerts"] = std::move(alerts);
  return json_reply(out);
}

}  // namespace planwatch
