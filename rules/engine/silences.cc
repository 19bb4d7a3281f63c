#include "rules/engine/silences.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/notify/ladder.h"

namespace planwatch {

namespace {

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool knows_rule(const EngineState& state, const RuleId& rule) {
  const Configuration& c = *state.configuration;
  const RuleId others[] = {c.task_rule.id, c.report_rule.id, c.quality.id, fetch_rule(),
                           data_rule()};
  return std::ranges::count(c.rules, rule, &Rule::id) > 0 || std::ranges::count(others, rule) > 0;
}

bool knows_subject(const EngineState& state, const std::string& subject) {
  const Configuration& c = *state.configuration;
  const bool is_task = std::ranges::any_of(
      c.plan.tasks, [&](const Task& task) { return std::to_string(task.number) == subject; });
  const bool has_alert = std::ranges::any_of(
      state.alerts, [&](const auto& one) { return one.second.key.subject == subject; });
  return is_task || has_alert || c.plan.find_indicator(IndicatorId{subject}) ||
         c.find_feed(FeedId{subject}) != nullptr;
}

// A name that means nothing would silence nothing, and nobody would notice.
std::optional<std::string> refusal_of_match(const EngineState& state, const SilenceMatch& match) {
  if (is_empty(match)) {
    return "请写明静默哪些预警：编号、单位、规则或对象 (say which alerts: by key, unit, rule or "
           "subject)";
  }
  const auto unknown = [](const char* what, const std::string& name) {
    return fmt::format("没有这样的{}“{}”，请核对名称 (unknown name, look it up: {})", what, name,
                       name);
  };
  if (!match.alert.empty() && !state.alerts.contains(match.alert)) {
    return unknown("预警", match.alert);
  }
  if (!match.unit.empty() && state.plan().find_unit(match.unit) == nullptr) {
    return unknown("单位", match.unit.text);
  }
  if (!match.rule.empty() && !knows_rule(state, match.rule))
    return unknown("规则", match.rule.text);
  if (!match.subject.empty() && !knows_subject(state, match.subject)) {
    return unknown("对象", match.subject);
  }
  return std::nullopt;
}

std::string silence_subject(std::int64_t id) {
  return fmt::format("silence:{}", id);
}

std::string match_text(const SilenceMatch& match) {
  std::string text;
  const auto add = [&](const char* what, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : " ", what, value);
  };
  constexpr const char* kinds[] = {"indicator", "task", "feed", "receiver"};
  add("alert", match.alert);
  add("unit", match.unit.text);
  add("rule", match.rule.text);
  if (match.subject_kind) add("kind", kinds[static_cast<std::size_t>(*match.subject_kind)]);
  add("subject", match.subject);
  return text;
}

}  // namespace

std::optional<std::string> refusal_of_term(Date until, Date today, const std::string& reason) {
  if (is_blank(reason)) return "需要写明理由 (a reason is needed)";
  if (until < today) {
    return fmt::format("截止日 {} 已过，请写今天或以后的日期 (that day is past, name one to come)",
                       to_string(until));
  }
  const Date latest = today + std::chrono::days{most_silence_days};
  if (until > latest) {
    return fmt::format("最长{}天，截止日不能晚于 {}；到期仍需要的请再办理 (at most {} days, to {})",
                       most_silence_days, to_string(latest), most_silence_days, to_string(latest));
  }
  return std::nullopt;
}

void add_silence(EngineState& state, const PersonActed& event, const AddSilence& action,
                 Effects& effects) {
  auto refusal = refusal_of_term(action.until, local_date(event.at), action.reason);
  if (!refusal) refusal = refusal_of_match(state, action.match);
  if (refusal) return refuse(event, match_text(action.match), *refusal, effects);
  Silence silence;
  silence.id = state.next_silence_id++;
  silence.match = action.match;
  silence.reason = action.reason;
  silence.author = event.person;
  silence.created_at = event.at;
  silence.until = action.until;
  effects.push_back(Persist{SilenceRow{silence}});
  record(event, "silence", silence_subject(silence.id),
         fmt::format("{} {} {}", match_text(action.match), to_string(action.until), action.reason),
         effects);
  state.silences[silence.id] = std::move(silence);
}

void end_silence(EngineState& state, const PersonActed& event, const EndSilence& action,
                 Effects& effects) {
  const std::string subject = silence_subject(action.id);
  const auto found = state.silences.find(action.id);
  if (found == state.silences.end()) {
    return refuse(event, subject, "没有这个编号的静默，请先列出 (no such silence, list them first)",
                  effects);
  }
  Silence& silence = found->second;
  if (!holds(silence, local_date(event.at))) {
    return refuse(event, subject, "这条静默已经结束，不必再办 (it is over already)", effects);
  }
  silence.ended_at = event.at;
  silence.ended_by = event.person;
  effects.push_back(Persist{SilenceRow{silence}});
  record(event, "end silence", subject, {}, effects);
}

namespace {

// The worst of the alerts that a silence covers speaks for all of one route: to each receiver one
// notice, whatever the number.
struct Spoken {
  Alert* alert = nullptr;
  std::size_t covered = 0;
};

// By position among the routes.
std::map<std::ptrdiff_t, Spoken> covered_by(EngineState& state, const Silence& silence) {
  std::map<std::ptrdiff_t, Spoken> by_route;
  for (auto& [key, alert] : state.alerts) {
    if (!is_firing(alert) || alert.key.year != state.plan().year || !covers(silence.match, alert)) {
      continue;
    }
    const Route* route = match_route(state.configuration->routing, alert);
    if (route == nullptr) continue;
    Spoken& spoken = by_route[route - state.configuration->routing.routes.data()];
    ++spoken.covered;
    if (spoken.alert == nullptr || alert.level > spoken.alert->level) spoken.alert = &alert;
  }
  return by_route;
}

void warn_of_end(EngineState& state, Silence& silence, Instant now, Effects& effects) {
  const Configuration& c = *state.configuration;
  const Date warn_on = c.calendar.add_workdays(silence.until, -warn_before_end_workdays);
  // Who silences for a day or two knows when it ends.
  if (silence.warned || local_date(now) < warn_on || local_date(silence.created_at) >= warn_on ||
      !may_send(c.routing.working_hours, c.calendar, now, false)) {
    return;
  }
  for (const auto& [position, spoken] : covered_by(state, silence)) {
    const Route& route = c.routing.routes[static_cast<std::size_t>(position)];
    // The supervision office hears of the silence, not of the alert: it is owed no end of it.
    Alert asked = *spoken.alert;
    tell(state, asked, decide_silence_ending(asked, route, silence, spoken.covered), asked.level,
         now, effects);
    spoken.alert->notices = asked.notices;
    effects.push_back(Persist{AlertRow{*spoken.alert}});
    silence.warned = true;
  }
  if (silence.warned) effects.push_back(Persist{SilenceRow{silence}});
}

}  // namespace

void watch_silences(EngineState& state, Instant now, Effects& effects) {
  for (auto& [id, silence] : state.silences) {
    if (silence.ended_at) continue;
    if (holds(silence, local_date(now))) {
      warn_of_end(state, silence, now, effects);
      continue;
    }
    silence.ended_at = now;
    effects.push_back(Persist{SilenceRow{silence}});
  }
}

}  // namespace planwatch
