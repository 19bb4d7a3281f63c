#include "rules/rehearse/watch.h"

#include <algorithm>

#include "rules/notify/render.h"

namespace planwatch {

namespace {

bool firing(AlertState state) {
  return state == AlertState::firing || state == AlertState::acknowledged ||
         state == AlertState::promised;
}

// What the engine's log line says of an alert's change; the alert itself does not keep it.
std::optional<std::pair<std::string, bool>> correction_of(const Report& report) {
  if (report.text != "alert changed") return std::nullopt;
  std::pair<std::string, bool> found;
  for (const auto& [key, value] : report.fields) {
    if (key == "alert") found.first = value;
    if (key == "correction") found.second = value == "true";
  }
  return found;
}

std::optional<AlertEvent> event_of(AlertState before, Light level_before, const Alert& alert) {
  const bool was = firing(before);
  const bool is = is_firing(alert);
  if (!was && is) return AlertEvent::fired;
  if (was && !is) {
    return alert.state == AlertState::closed ? AlertEvent::closed : AlertEvent::resolved;
  }
  if (!is) return std::nullopt;
  if (alert.level != level_before) {
    return alert.level > level_before ? AlertEvent::worsened : AlertEvent::eased;
  }
  if (alert.state == before) return std::nullopt;
  if (alert.state == AlertState::promised) return AlertEvent::promised;
  if (alert.state == AlertState::acknowledged) return AlertEvent::acknowledged;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(AlertEvent event, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (event) {
    case AlertEvent::fired:
      return zh ? "预警" : "fired";
    case AlertEvent::worsened:
      return zh ? "加重" : "worsened";
    case AlertEvent::eased:
      return zh ? "减轻" : "eased";
    case AlertEvent::resolved:
      return zh ? "恢复" : "resolved";
    case AlertEvent::closed:
      return zh ? "关闭" : "closed";
    case AlertEvent::acknowledged:
      return zh ? "签收" : "acknowledged";
    case AlertEvent::promised:
      return zh ? "承诺" : "promised";
  }
  return {};
}

void ChangeWatch::see_alert(const Alert& alert, Instant at) {
  const std::string key = to_string(alert.key);
  SeenAlert& seen = alerts_[key];
  const auto event = event_of(seen.state, seen.level, alert);
  if (event && at >= told_from_) {
    AlertChange change;
    change.at = at;
    change.event = *event;
    change.correction = corrected_[key] && *event < AlertEvent::acknowledged;
    change.from = firing(seen.state) ? seen.level : Light::grey;
    change.to = is_firing(alert) ? alert.level : Light::grey;
    change.alert = alert;
    into_.alerts.push_back(std::move(change));
  }
  seen = {alert.state, alert.level};
}

// Several alerts' news may share a message; each is looked at as one of its own.
void ChangeWatch::see_message(const Notice& notice) {
  for (Notice& one : one_by_one(notice, Lang::zh)) into_.notices.push_back(std::move(one));
}

void ChangeWatch::see(const std::vector<Effect>& effects, Instant at) {
  for (const Effect& effect : effects) {
    if (const auto* notify = std::get_if<Notify>(&effect)) {
      if (at >= told_from_) see_message(notify->notice);
    } else if (const auto* report = std::get_if<Report>(&effect)) {
      if (const auto found = correction_of(*report)) corrected_[found->first] = found->second;
    } else if (const auto* persist = std::get_if<Persist>(&effect)) {
      if (const auto* row = std::get_if<AlertRow>(&persist->row)) see_alert(row->alert, at);
      if (const auto* row = std::get_if<RejectedRowRow>(&persist->row)) {
        into_.rejected.push_back({at, row->rejected.where, row->rejected.reason});
      }
    }
  }
}

void ChangeWatch::see_indicator(const IndicatorStatus& status, SeenSeries& seen, Instant at) {
  LightChange change;
  change.at = at;
  change.indicator = status.indicator;
  change.area = status.area;
  bool latest_corrected = false;
  for (const PeriodStatus& period : status.history) {
    const auto [entry, fresh] = seen.periods.try_emplace(period.period);
    const SeenPeriod before = entry->second;
    entry->second = {period.assessment.light, period.revision};
    const bool latest = period.period == status.latest->period;
    const bool revised = !fresh && period.revision > before.revision;
    if (latest) latest_corrected = revised;
    if (latest || before.light == period.assessment.light) continue;
    change.period = period.period;
    change.earlier_period = true;
    change.from = before.light;
    change.to = period.assessment.light;
    change.reason = period.assessment.reason;
    change.correction = revised;
    change.judged = period;
    tell(change);
  }
  if (status.light == seen.light) return;
  change.period.reset();
  if (status.latest) change.period = status.latest->period;
  change.earlier_period = false;
  change.from = seen.light;
  change.to = status.light;
  change.reason = status.reason;
  change.correction = latest_corrected;
  change.judged = status.latest;
  seen.light = status.light;
  tell(std::move(change));
}

void ChangeWatch::see_task(const TaskStatus& status, int number, Instant at) {
  Light& seen = tasks_[number];
  if (seen == status.light) return;
  LightChange change;
  change.at = at;
  change.subject = SubjectKind::task;
  change.task = number;
  change.from = seen;
  change.to = status.light;
  change.reason = status.reason;
  seen = status.light;
  tell(std::move(change));
}

void ChangeWatch::see(const Snapshot& snapshot, Instant at) {
  series_.resize(snapshot.indicators.size());
  for (std::size_t i = 0; i < snapshot.indicators.size(); ++i) {
    see_indicator(snapshot.indicators[i], series_[i], at);
  }
  for (const TaskStatus& status : snapshot.tasks) {
    see_task(status, snapshot.configuration->plan.tasks[status.task.value].number, at);
  }
}

}  // namespace planwatch
