#include "rules/notify/suppress.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/alert/life_cycle.h"

namespace planwatch {

std::string_view name_of(SuppressionCause cause, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (cause) {
    case SuppressionCause::silenced:
      return zh ? "静默" : "silenced";
    case SuppressionCause::suspended:
      return zh ? "暂停" : "suspended";
    case SuppressionCause::inhibited:
      return zh ? "抑制" : "inhibited";
    case SuppressionCause::damped:
      return zh ? "反复波动" : "damped";
  }
  return "";
}

std::string_view metric_label(SuppressionCause cause) {
  return name_of(cause, Lang::en);
}

std::string text_of(const Suppression& suppression, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string text{name_of(suppression.cause, lang)};
  if (suppression.until) {
    text += (zh ? "至 " : " until ") + to_string(*suppression.until);
  }
  if (suppression.cause == SuppressionCause::inhibited) {
    text += fmt::format(fmt::runtime(zh ? "：{} 正在预警" : ": {} is firing"), suppression.reason);
  } else if (!suppression.reason.empty()) {
    text += (zh ? "：" : ": ") + suppression.reason;
  }
  if (suppression.by.empty()) return text;
  return text + (zh ? "（" + suppression.by + "）" : " (" + suppression.by + ")");
}

namespace {

using Found = std::optional<Suppression>;

Found silenced(const Alert& alert, const SuppressionContext& context) {
  const Silence* longest = nullptr;
  for (const Silence* silence : context.silences) {
    if (!holds(*silence, context.today) || !covers(silence->match, alert)) continue;
    if (longest == nullptr || silence->until > longest->until) longest = silence;
  }
  if (longest == nullptr) return {};
  return Suppression{SuppressionCause::silenced, longest->until, longest->reason, longest->author};
}

Found suspended(const Alert& alert, const SuppressionContext& context) {
  if (alert.state != AlertState::suspended || suspension_is_over(alert, context.today)) return {};
  return Suppression{SuppressionCause::suspended, alert.suspended_until, alert.suspend_reason,
                     alert.suspended_by};
}

Found inhibited_by(const AlertKey& key) {
  return Suppression{SuppressionCause::inhibited, std::nullopt, to_string(key), {}};
}

Found inhibited_by_worse(const Alert& alert, const SuppressionContext& context) {
  if (alert.level >= Light::red) return {};
  AlertKey other = alert.key;
  for (const Rule& rule : context.configuration.rules) {
    if (rule.id == alert.key.rule) continue;
    other.rule = rule.id;
    const Alert* found = context.find(other);
    if (found != nullptr && is_firing(*found) && found->level == Light::red) {
      return inhibited_by(other);
    }
  }
  return {};
}

Found inhibited_by_feed(const Alert& alert, const SuppressionContext& context) {
  if (alert.key.rule != context.configuration.report_rule.id) return {};
  AlertKey fetch = alert.key;
  fetch.rule = context.fetch_rule;
  fetch.subject = fetch.subject.substr(0, fetch.subject.find(':'));
  const Alert* found = context.find(fetch);
  return found != nullptr && is_firing(*found) ? inhibited_by(fetch) : Found{};
}

Found inhibited(const Alert& alert, const SuppressionContext& context) {
  if (!is_firing(alert) || !context.find) return {};
  if (alert.key.subject_kind == SubjectKind::indicator) return inhibited_by_worse(alert, context);
  if (alert.key.subject_kind == SubjectKind::feed) return inhibited_by_feed(alert, context);
  return {};
}

Found damped(const Alert& alert, const SuppressionContext& context) {
  if (!alert.flapping) return {};
  if (is_firing(alert) && alert.level > alert.told_level) return {};
  const Damping& damping = context.configuration.routing.damping;
  const Date calm = calm_from(alert, damping, context.configuration.calendar);
  if (context.today >= calm) return {};
  return Suppression{SuppressionCause::damped, calm - std::chrono::days{1}, {}, {}};
}

bool lasts_longer(const Suppression& a, const Suppression& b) {
  if (!b.until) return false;
  return !a.until || *a.until > *b.until;
}

}  // namespace

std::optional<Suppression> suppression_of(const Alert& alert, const SuppressionContext& context) {
  Found longest;
  for (const auto& cause : {silenced, suspended, inhibited, damped}) {
    Found found = cause(alert, context);
    if (found && (!longest || lasts_longer(*found, *longest))) longest = std::move(found);
  }
  return longest;
}

void note_firing(Alert& alert, Date today) {
  alert.fired_on.push_back(today);
  if (alert.fired_on.size() > most_firings_kept) alert.fired_on.erase(alert.fired_on.begin());
}

bool fires_too_often(const Alert& alert, const Damping& damping, const Calendar& calendar) {
  if (damping.firings < 2 || alert.fired_on.empty()) return false;
  const auto wanted = std::min(static_cast<std::size_t>(damping.firings), most_firings_kept);
  if (alert.fired_on.size() < wanted) return false;
  const Date first = alert.fired_on[alert.fired_on.size() - wanted];
  return calendar.workdays_between(first, alert.fired_on.back()) < damping.within_workdays;
}

Date calm_from(const Alert& alert, const Damping& damping, const Calendar& calendar) {
  Instant changed = alert.opened_at;
  for (const auto& one : {alert.fired_at, alert.level_since, alert.resolved_at}) {
    if (one) changed = std::max(changed, *one);
  }
  return calendar.add_workdays(local_date(changed), damping.calm_workdays);
}

}  // namespace planwatch
