#include "rules/engine/suppressed.h"

#include <algorithm>
#include <map>

#include "rules/engine/steps.h"
#include "rules/notify/ladder.h"

namespace planwatch {

SuppressionContext suppression_context(const EngineState& state, Instant now) {
  SuppressionContext context{*state.configuration, {}, {}, fetch_rule(), local_date(now)};
  for (const auto& [id, silence] : state.silences) {
    if (holds(silence, context.today)) context.silences.push_back(&silence);
  }
  context.find = [&state](const AlertKey& key) -> const Alert* {
    const auto found = state.alerts.find(to_string(key));
    return found == state.alerts.end() ? nullptr : &found->second;
  };
  return context;
}

namespace {

SuppressionContext context_of(const Snapshot& snapshot) {
  SuppressionContext context{
      *snapshot.configuration, {}, {}, fetch_rule(), local_date(snapshot.plan_now)};
  for (const Silence& silence : snapshot.silences) {
    if (holds(silence, context.today)) context.silences.push_back(&silence);
  }
  context.find = [&snapshot](const AlertKey& key) -> const Alert* {
    const auto found = std::ranges::find(snapshot.alerts, key, &Alert::key);
    return found == snapshot.alerts.end() ? nullptr : &*found;
  };
  return context;
}

}  // namespace

std::optional<Suppression> suppression_of(const Snapshot& snapshot, const Alert& alert) {
  return suppression_of(alert, context_of(snapshot));
}

std::vector<SuppressedAlert> suppressed_alerts(const Snapshot& snapshot) {
  std::map<AlertKey, const Alert*> by_key;
  for (const Alert& alert : snapshot.alerts) by_key.emplace(alert.key, &alert);
  SuppressionContext context = context_of(snapshot);
  context.find = [&by_key](const AlertKey& key) -> const Alert* {
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : found->second;
  };
  std::vector<SuppressedAlert> all;
  for (const Alert& alert : snapshot.alerts) {
    if (!is_firing(alert) && !alert.held_back) continue;
    if (auto why = suppression_of(alert, context)) all.push_back({&alert, std::move(*why)});
  }
  return all;
}

std::optional<NextNotice> next_notice_of(const Snapshot& snapshot, const Alert& alert) {
  const Configuration& c = *snapshot.configuration;
  const Route* route = match_route(c.routing, alert);
  Instant from = snapshot.plan_now;
  if (const auto why = suppression_of(snapshot, alert)) {
    if (!why->until) return std::nullopt;
    from = std::max(from, instant_at(*why->until + std::chrono::days{1}, TimeOfDay{0}));
  }
  if (alert.held_back && alert.state != AlertState::pending) {
    const auto held = decide_catch_up(alert, route, false);
    const Instant at =
        alert.urgent ? from : next_working_instant(c.routing.working_hours, c.calendar, from);
    if (!held.empty()) return NextNotice{at, held[0].kind, held[0].role, held[0].step};
  }
  if (route == nullptr) return std::nullopt;
  return next_notice(alert, *route, c.routing.working_hours, c.calendar, from);
}

}  // namespace planwatch
