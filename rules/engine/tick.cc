#include "rules/engine/calendar_warning.h"
#include "rules/engine/silences.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// The first tick after a start or reload: what the configuration dropped meanwhile is closed, and
// what restoring found out about feeds is written down.
void take_up_again(EngineState& state, Instant now, Effects& effects) {
  close_unruled(state, now, effects);
  for (const FeedRuntime& feed : state.feeds) {
    if (feed.state.crashes == 0) continue;
    effects.push_back(Persist{feed.state});
    if (!feed.state.quarantined_until || now >= *feed.state.quarantined_until) continue;
    effects.push_back(Report{ReportLevel::error,
                             "feed quarantined, the process died twice while it was fetched",
                             {{"feed", feed.state.feed.text}}});
  }
}

}  // namespace

namespace {

// A closed plan only knows what day it is.
void tick_closed(EngineState& state, const Tick& event, Effects& effects) {
  const Date today = local_date(event.at);
  if (state.judged_on == today) return;
  state.judged_on = today;
  effects.push_back(Persist{ClockRow{event.at}});
  effects.push_back(PublishSnapshot{});
}

}  // namespace

void tick(EngineState& state, const Tick& event, Effects& effects) {
  if (state.is_closed()) return tick_closed(state, event, effects);
  const Date today = local_date(event.at);
  if (state.judged_on != today) {
    if (!state.judged_on) take_up_again(state, event.at, effects);
    evaluate_all(state, event.at, effects);
    evaluate_tasks(state, event.at, effects);
    evaluate_feeds(state, event.at, effects);
    try_those_due(state, today, event.at);
    state.judged_on = today;
    close_when_complete(state, event.at, effects);
    if (auto warning = warn_unconfirmed_calendar(state.configuration->calendar, today)) {
      effects.push_back(std::move(*warning));
    }
    effects.push_back(Persist{ClockRow{event.at}});
    effects.push_back(PublishSnapshot{});
    if (state.is_closed()) return;
  }
  const std::size_t before = effects.size();
  watch_silences(state, event.at, effects);
  tell_on_time(state, event.at, effects);
  if (effects.size() != before) effects.push_back(PublishSnapshot{});
  start_due_fetches(state, event.at, effects);
}

}  // namespace planwatch
