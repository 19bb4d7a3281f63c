#include <algorithm>

#include "rules/engine/circuit.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

bool is_on_its_way(const FeedRuntime& feed) {
  return feed.slot == FetchSlot::running || feed.slot == FetchSlot::slow;
}

bool is_troubled(const FeedRuntime& feed) {
  return feed.state.failures > 0;
}

void start(EngineState& state, FeedRuntime& feed, Instant now, Effects& effects) {
  FeedStateRow& row = feed.state;
  FetchQueue& queue = state.queue;
  feed.slot = FetchSlot::running;
  feed.started_troubled = is_troubled(feed);
  feed.started_suspect = row.crashes > 0;
  ++queue.running;
  queue.troubled_running += feed.started_troubled ? 1 : 0;
  queue.suspects_in_flight += feed.started_suspect ? 1 : 0;
  feed.next_poll = now + wait_of(spec_of(state, feed), row.failures, false);
  row.in_flight = true;
  row.last_attempt = now;
  // Written before the fetch starts, so that a start that never ends is noticed.
  effects.push_back(Persist{row});
  effects.push_back(StartFetch{row.feed});
}

std::deque<std::size_t>* next_line(FetchQueue& queue) {
  if (queue.running >= FetchQueue::most_running) return nullptr;
  if (!queue.healthy.empty()) return &queue.healthy;
  if (!queue.suspects.empty() && queue.suspects_in_flight == 0) return &queue.suspects;
  const bool troubled_may = queue.troubled_running < FetchQueue::most_troubled_running;
  return troubled_may && !queue.troubled.empty() ? &queue.troubled : nullptr;
}

void start_waiting(EngineState& state, Instant now, Effects& effects) {
  while (std::deque<std::size_t>* line = next_line(state.queue)) {
    FeedRuntime& feed = state.feeds[line->front()];
    line->pop_front();
    start(state, feed, now, effects);
  }
}

std::deque<std::size_t>& line_of(FetchQueue& queue, const FeedRuntime& feed) {
  if (feed.state.crashes > 0) return queue.suspects;
  return is_troubled(feed) ? queue.troubled : queue.healthy;
}

// The day after a second crash is over: one more crash and the feed is left alone again.
void end_quarantine(FeedRuntime& feed, Effects& effects) {
  feed.state.quarantined_until.reset();
  feed.state.crashes = 1;
  effects.push_back(Persist{feed.state});
}

// Down until a fetch succeeds, though the circuit is closed.
void forgive(FeedStateRow& row) {
  const bool down = row.failures > 0 || row.quarantined_until.has_value();
  row.failures = down ? 1 : 0;
  row.crashes = std::min(row.crashes, 1);
  row.quarantined_until.reset();
}

}  // namespace

void start_due_fetches(EngineState& state, Instant now, Effects& effects) {
  for (std::size_t i = 0; i < state.feeds.size(); ++i) {
    FeedRuntime& feed = state.feeds[i];
    const auto& until = feed.state.quarantined_until;
    if (until && now < *until) continue;
    if (until) end_quarantine(feed, effects);
    const bool waits = feed.next_poll && now < *feed.next_poll;
    if (waits || feed.state.in_flight || feed.slot != FetchSlot::none) continue;
    feed.slot = FetchSlot::queued;
    line_of(state.queue, feed).push_back(i);
  }
  start_waiting(state, now, effects);
}

void fetch_touched(EngineState& state, const FeedTouched& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr || state.is_closed() || feed->state.quarantined_until) return;
  feed->next_poll.reset();
  if (feed->state.in_flight || feed->slot != FetchSlot::none) return;
  feed->slot = FetchSlot::queued;
  line_of(state.queue, *feed).push_back(static_cast<std::size_t>(feed - state.feeds.data()));
  start_waiting(state, event.at, effects);
}

void end_of_fetch(EngineState& state, FeedRuntime& feed) {
  feed.state.in_flight = false;
  if (!is_on_its_way(feed)) return;
  FetchQueue& queue = state.queue;
  if (feed.slot == FetchSlot::running) {
    --queue.running;
    queue.troubled_running -= feed.started_troubled ? 1 : 0;
  } else {
    --queue.slow;
  }
  queue.suspects_in_flight -= feed.started_suspect ? 1 : 0;
  feed.slot = FetchSlot::none;
}

void close_circuit(const EngineState& state, FeedRuntime& feed) {
  feed.state.failures = 0;
  feed.state.last_error.clear();
  feed.last_error_en.clear();
  if (!feed.next_poll || !feed.state.last_attempt) return;
  feed.next_poll = std::min(*feed.next_poll, *feed.state.last_attempt + spec_of(state, feed).poll);
}

void start_next_fetches(EngineState& state, Instant now, Effects& effects) {
  if (!state.is_closed()) start_waiting(state, now, effects);
}

void note_slow(EngineState& state, const FetchSlow& event) {
  FeedRuntime* feed = find_feed(state, event.feed);
  FetchQueue& queue = state.queue;
  if (feed == nullptr || feed->slot != FetchSlot::running) return;
  if (queue.slow >= FetchQueue::most_slow) return;
  feed->slot = FetchSlot::slow;
  --queue.running;
  queue.troubled_running -= feed->started_troubled ? 1 : 0;
  ++queue.slow;
}

void carry_over_fetches(EngineState& to, const FeedRuntime& from, FeedRuntime& feed) {
  if (!is_on_its_way(from)) return;
  feed.slot = from.slot;
  feed.started_troubled = from.started_troubled;
  feed.started_suspect = from.started_suspect;
  if (feed.slot == FetchSlot::running) {
    ++to.queue.running;
    to.queue.troubled_running += feed.started_troubled ? 1 : 0;
  } else {
    ++to.queue.slow;
  }
  to.queue.suspects_in_flight += feed.started_suspect ? 1 : 0;
}

void note_unchanged(EngineState& state, const FetchUnchanged& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr) return;
  end_of_fetch(state, *feed);
  feed->state.crashes = 0;
  close_circuit(state, *feed);
  feed->state.last_success = event.at;
  if (feed->delivers_tasks) state.tasks_unsure = true;
  effects.push_back(Persist{feed->state});
  // A memory of another configuration would hide what has to be read again with this one.
  if (event.memory && event.fetched_with == state.configuration) {
    effects.push_back(Persist{FeedMemoryRow{event.feed, *event.memory}});
  }
}

namespace {

bool report_is_due(const EngineState& state, const FeedRuntime& feed, Date today) {
  const auto reports = judge_reports(state, feed, today);
  return std::any_of(reports.begin(), reports.end(), [&](const ReportStatus& report) {
    const bool awaited = report.state == DataState::late || report.state == DataState::due_soon ||
                         report.state == DataState::awaited;
    return awaited && report.due <= today;
  });
}

void report_failure(const FeedStateRow& row, Effects& effects) {
  // The same failure repeated is counted, not repeated.
  if (row.failures == 1) {
    effects.push_back(Report{
        ReportLevel::warning, "feed failed", {{"feed", row.feed.text}, {"error", row.last_error}}});
  }
  if (row.failures == circuit_opens_after) {
    effects.push_back(Report{ReportLevel::warning,
                             "feed fails again and again, it is asked less often",
                             {{"feed", row.feed.text}, {"error", row.last_error}}});
  }
}

}  // namespace

void note_failure(EngineState& state, const FeedFailed& event, Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr) return;
  FeedStateRow& row = feed->state;
  feed->receiving = false;
  end_of_fetch(state, *feed);
  row.crashes = 0;
  ++row.failures;
  row.last_error = event.error.message;
  feed->last_error_en = event.error_en;
  if (circuit_of(row) == Circuit::open) {
    const bool due = report_is_due(state, *feed, local_date(event.at));
    const Instant began = row.last_attempt.value_or(event.at);
    feed->next_poll = began + wait_of(spec_of(state, *feed), row.failures, due);
  }
  effects.push_back(Persist{row});
  report_failure(row, effects);
}

// A report that becomes due is asked for on that day, however long the feed has failed.
void try_those_due(EngineState& state, Date today, Instant now) {
  for (FeedRuntime& feed : state.feeds) {
    if (circuit_of(feed.state) != Circuit::open || !report_is_due(state, feed, today)) continue;
    feed.next_poll = std::min(feed.next_poll.value_or(now), now);
  }
}

void retry_feed(EngineState& state, const PersonActed& event, const RetryFeed& action,
                Effects& effects) {
  FeedRuntime* feed = find_feed(state, action.feed);
  const std::string& subject = action.feed.text;
  if (feed == nullptr) {
    return refuse(
        event, subject,
        "没有这个正在运行的数据源，请用 planwatch list feeds 核对编号 (no such feed runs, "
        "see planwatch list feeds)",
        effects);
  }
  if (state.is_closed()) {
    return refuse(event, subject, "方案已终结，不再取数 (the plan is closed)", effects);
  }
  if (feed->state.in_flight) {
    return refuse(event, subject,
                  "正在取数，请稍候再看结果 (it is being fetched now, wait for the outcome)",
                  effects);
  }
  forgive(feed->state);
  if (feed->slot == FetchSlot::queued) {
    for (auto* line : {&state.queue.healthy, &state.queue.suspects, &state.queue.troubled}) {
      std::erase(*line, static_cast<std::size_t>(feed - state.feeds.data()));
    }
  }
  start(state, *feed, event.at, effects);
  record(event, "retry feed", subject, {}, effects);
}

}  // namespace planwatch
