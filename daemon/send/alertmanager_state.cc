#include "daemon/send/alertmanager_state.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace planwatch {

namespace {

std::string alert_name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::indicator:
      return "PlanwatchIndicator";
    case SubjectKind::task:
      return "PlanwatchTask";
    case SubjectKind::feed:
      return "PlanwatchFeed";
    case SubjectKind::receiver:
      return "PlanwatchReceiver";
  }
  return "";
}

std::string subject_in_english(const Alert& alert, const Snapshot& snapshot) {
  const std::string& subject = alert.key.subject;
  if (alert.key.subject_kind == SubjectKind::task) return "task " + subject;
  if (alert.key.subject_kind == SubjectKind::feed) return "feed " + subject;
  if (alert.key.subject_kind == SubjectKind::receiver) return "receiver " + subject;
  if (snapshot.configuration) {
    const Plan& plan = snapshot.configuration->plan;
    if (const auto index = plan.find_indicator(IndicatorId(subject))) {
      const std::string& name = plan.indicators[index->value].name_en;
      if (!name.empty()) return name;
    }
  }
  return subject;
}

std::string period_text(const Alert& alert) {
  return alert.period.year == 0 ? std::string() : to_string(alert.period);
}

void drop_empty(std::map<std::string, std::string>& texts) {
  std::erase_if(texts, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace

LabelSet alert_labels(const Alert& alert) {
  LabelSet labels{{"alertname", alert_name(alert.key.subject_kind)},
                  {"plan", alert.key.plan},
                  {"rule", alert.key.rule.text},
                  {"subject", alert.key.subject},
                  {"area", alert.key.area.text},
                  {"year", std::to_string(alert.key.year)},
                  {"unit", alert.unit.text},
                  {"level", std::string(name_of(alert.level, Lang::en))}};
  drop_empty(labels);
  return labels;
}

std::map<std::string, std::string> alert_annotations(const Alert& alert, const Snapshot& snapshot) {
  const std::string period = period_text(alert);
  const std::string_view reason_en = name_of(alert.reason, Lang::en);
  std::string summary_en =
      fmt::format("{}: {}", name_of(alert.level, Lang::en), subject_in_english(alert, snapshot));
  if (!period.empty()) summary_en += ", " + period;
  if (!reason_en.empty()) summary_en += fmt::format(", {}", reason_en);
  std::map<std::string, std::string> texts{{"summary", alert.summary},
                                           {"summary_en", std::move(summary_en)},
                                           {"plan_date", to_string(local_date(snapshot.plan_now))},
                                           {"reason", std::string(name_of(alert.reason, Lang::zh))},
                                           {"period", period}};
  drop_empty(texts);
  return texts;
}

LabelSet heartbeat_labels(const std::string& plan) {
  LabelSet labels{{"alertname", "PlanwatchHeartbeat"}, {"plan", plan}, {"severity", "none"}};
  drop_empty(labels);
  return labels;
}

void AlertmanagerState::follow(const Snapshot& snapshot, Instant now) {
  std::map<LabelSet, Entry> next;
  if (heartbeat_of_) {
    Entry& entry = next[heartbeat_labels(*heartbeat_of_)];
    entry.annotations = {{"summary", "planwatch 心跳：一直存在；消失说明程序或到这里的通路已停"},
                         {"summary_en",
                          "planwatch heartbeat: always there; when it is gone, the "
                          "program or the way to here has stopped"}};
    entry.starts_at = now;
  }
  for (const Alert& alert : snapshot.alerts) {
    if (!is_firing(alert)) continue;
    Entry entry;
    entry.annotations = alert_annotations(alert, snapshot);
    entry.starts_at = now;
    next.emplace(alert_labels(alert), std::move(entry));
  }
  for (auto& [labels, entry] : next) {
    const auto before = firing_.find(labels);
    if (before == firing_.end()) continue;
    entry.starts_at = before->second.starts_at;
    entry.offered = before->second.offered;
    entry.confirmed = before->second.confirmed && before->second.annotations == entry.annotations;
  }
  for (auto& [labels, entry] : firing_) {
    if (entry.offered && !next.contains(labels)) ended_.insert_or_assign(labels, std::move(entry));
  }
  firing_ = std::move(next);
  // What fires again before its end was told is not to be ended any more.
  for (const auto& [labels, entry] : firing_) ended_.erase(labels);
}

std::vector<std::vector<LabelSet>> AlertmanagerState::groups(Scope scope,
                                                             std::size_t most_per_group) const {
  std::vector<std::vector<LabelSet>> groups;
  const auto take = [&](const LabelSet& labels) {
    if (groups.empty() || groups.back().size() >= most_per_group) groups.emplace_back();
    groups.back().push_back(labels);
  };
  for (const auto& [labels, entry] : ended_) take(labels);
  for (const auto& [labels, entry] : firing_) {
    if (scope == Scope::everything || !entry.confirmed) take(labels);
  }
  return groups;
}

std::vector<WireAlert> AlertmanagerState::offer(const std::vector<LabelSet>& group, Instant now,
                                                std::chrono::milliseconds ends_after) {
  std::vector<WireAlert> wire;
  for (const LabelSet& labels : group) {
    const auto firing = firing_.find(labels);
    const bool fires = firing != firing_.end();
    Entry& entry = fires ? firing->second : ended_.at(labels);
    entry.offered = true;
    // After the clock was set back: Alertmanager refuses an end before the start.
    const Instant starts_at = std::min(entry.starts_at, now);
    wire.push_back({labels, entry.annotations, starts_at, fires ? now + ends_after : now});
  }
  return wire;
}

void AlertmanagerState::confirm(const std::vector<LabelSet>& group) {
  for (const LabelSet& labels : group) {
    ended_.erase(labels);
    if (const auto firing = firing_.find(labels); firing != firing_.end()) {
      firing->second.confirmed = true;
    }
  }
}

}  // namespace planwatch
