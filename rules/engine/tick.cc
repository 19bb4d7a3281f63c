#include "rules/engine/calendar_warning.h"
#include "rules/engine/silences.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

void start_fetch_of(const EngineState& state, FeedRuntime& feed, Instant now, Effects& effects) {
  FeedStateRow& row = feed.state;
  feed.next_poll = now + spec_of(state, feed).poll;
  row.in_flight = true;
  row.last_attempt = now;
  // Written before the fetch starts, so that a start that never ends is noticed.
  effects.push_back(Persist{row});
  effects.push_back(StartFetch{row.feed});
}

void start_due_fetches(EngineState& state, Instant now, Effects& effects) {
  for (FeedRuntime& feed : state.feeds) {
    FeedStateRow& row = feed.state;
    if (row.quarantined_until) {
      if (now < *row.quarantined_until) continue;
      row.quarantined_until.reset();
      row.crashes = 0;
      effects.push_back(Persist{row});
    }
    if (row.in_flight || (feed.next_poll && now < *feed.next_poll)) continue;
    start_fetch_of(state, feed, now, effects);
  }
}

}  // namespace

void fetch_touched(EngineState& state, const FeedTouched& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr || state.is_closed() || feed->state.quarantined_until) return;
  if (feed->state.in_flight) {
    feed->next_poll.reset();
  } else {
    start_fetch_of(state, *feed, event.at, effects);
  }
}

void note_unchanged(EngineState& state, const FetchUnchanged& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr) return;
  feed->state.in_flight = false;
  feed->state.crashes = 0;
  feed->state.failures = 0;
  feed->state.last_error.clear();
  feed->state.last_success = event.at;
  effects.push_back(Persist{feed->state});
}

void note_failure(EngineState& state, const FeedFailed& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr) return;
  FeedStateRow& row = feed->state;
  feed->receiving = false;
  row.in_flight = false;
  row.crashes = 0;
  ++row.failures;
  row.last_error = event.error.message;
  effects.push_back(Persist{row});
  // The same failure repeated is counted, not repeated.
  if (row.failures == 1) {
    effects.push_back(Report{ReportLevel::warning,
                             "feed failed",
                             {{"feed", event.feed.text}, {"error", event.error.message}}});
  }
}

namespace {

// The first tick after a start or reload: what the configuration dropped meanwhile is closed, and
// what restoring found out about feeds is written down.
void take_up_again(EngineState& state, Instant now, Effects& effects) {
  close_unruled(state, now, effects);
  for (const FeedRuntime& feed : state.feeds) {
    if (feed.state.crashes > 0) effects.push_back(Persist{feed.state});
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
