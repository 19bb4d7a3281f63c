#include <boost/json/array.hpp>

#include "daemon/expose/api_people.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

void add_handling(json::object& out, const Alert& alert) {
  out["acknowledged_at"] = json_instant(alert.acknowledged_at);
  out["acknowledged_by"] = alert.acknowledged_by;
  out["promised_for"] = json_date(alert.promised_for);
  out["promise"] = alert.promise;
  out["promised_on"] = json_date(alert.promised_on);
  out["promise_moves"] = alert.promise_moves;
  out["deadline"] = json_date(alert.deadline);
  out["steps_taken"] = alert.steps_taken;
  out["reminders"] = alert.reminders;
}

// Why people do not hear of it, where they do not.
void add_quiet(json::object& out, const ApiCall& call, const Alert& alert) {
  out["suspended_until"] = json_date(alert.suspended_until);
  out["suspended_by"] = alert.suspended_by;
  out["suspend_reason"] = alert.suspend_reason;
  json::array silences;
  for (const std::int64_t id : silences_of(call.snapshot, alert)) silences.emplace_back(id);
  out["silences"] = std::move(silences);
  out["held_back"] = alert.held_back;
  out["flapping"] = alert.flapping;
}

}  // namespace

json::object json_alert(const ApiCall& call, const Alert& alert) {
  const Lang lang = call.lang;
  json::object out;
  out["alert"] = to_string(alert.key);
  out["rule"] = alert.key.rule.text;
  out["subject_kind"] = text_value(word_of(alert.key.subject_kind));
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
  add_quiet(out, call, alert);
  out["summary"] = alert.summary;
  return out;
}

ServerReply answer_alerts(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  json::array alerts;
  for (const auto& alert : call.snapshot.alerts) {
    if (!is_open(alert) || !filter->takes(alert.unit)) continue;
    alerts.push_back(json_alert(call, alert));
  }
  json::object out = answer_head(call);
  out["alerts"] = std::move(alerts);
  return json_reply(out);
}

}  // namespace planwatch
