#include "rules/rehearse/rehearse.h"

#include <algorithm>
#include <set>

#include "rules/rehearse/timeline.h"
#include "rules/rehearse/watch.h"

namespace planwatch {

namespace {

constexpr TimeOfDay midnight{0};
constexpr TimeOfDay usual_morning{9 * 60};

Instant at_of(const Event& event) {
  return std::visit([](const auto& one) { return one.at; }, event);
}

// Nothing is judged between the bodies of one fetch.
bool may_move_lights(const Event& event) {
  if (const auto* arrived = std::get_if<ObservationsArrived>(&event)) return !arrived->more_to_come;
  return !std::holds_alternative<Tick>(event);
}

// The times of day at which the clock ticks, the first of them the day's beginning.
std::vector<TimeOfDay> tick_times(const WorkingHours& hours) {
  std::vector<TimeOfDay> times{midnight};
  for (const auto& [from, to] : hours.spans) {
    if (from > times.back()) times.push_back(from);
  }
  if (times.size() == 1) times.push_back(usual_morning);
  return times;
}

class Driver {
 public:
  Driver(const RehearsalInput& input, const RehearsalSpan& span)
      : input_(input),
        until_(span.known_by
                   ? std::min(span.until, instant_at(*span.known_by, TimeOfDay{24 * 60 - 1}))
                   : span.until),
        first_(std::min(make_date(input.configuration->plan.year, 1, 1), local_date(until_))),
        engine_(input.configuration, input.feeds),
        watch_(result_, instant_at(span.from, midnight)),
        ticks_(tick_times(input.configuration->routing.working_hours)),
        timeline_(make_timeline(input, {first_, until_, span.known_by, ticks_[1]})) {}

  Rehearsal run() {
    reach_feeds();
    for (Date day = first_; day <= local_date(until_); day += std::chrono::days{1}) live(day);
    handle(Tick{until_}, false);
    result_.end = engine_.snapshot(until_);
    return std::move(result_);
  }

 private:
  // Before anything else, so that the first day's judgement knows who can be heard at all.
  void reach_feeds() {
    for (const FeedSpec& feed : input_.configuration->feeds) {
      const auto& never = input_.unreached;
      if (std::find(never.begin(), never.end(), feed.id) != never.end()) continue;
      engine_.handle(FetchUnchanged{instant_at(first_, midnight), feed.id});
    }
  }

  void live(Date day) {
    handle(Tick{instant_at(day, midnight)}, true);
    std::vector<Event> events;
    if (const auto found = timeline_.find(day); found != timeline_.end()) {
      events = std::move(found->second);
    }
    for (std::size_t i = 1; i < ticks_.size(); ++i) {
      events.emplace_back(Tick{instant_at(day, ticks_[i])});
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return at_of(a) < at_of(b); });
    for (const Event& event : events) handle(event, may_move_lights(event));
  }

  // `look`: lights may have moved. A tick within the day moves none: it brings ladder and
  // reminders.
  void handle(const Event& event, bool look) {
    const Instant at = at_of(event);
    close_rounds_before(std::min(at, until_));
    if (at > until_) return;
    carry_out(event, at);
    if (look) watch_.see(*engine_.snapshot(at), at);
  }

  // News that was held back goes out when its round closes, not at the next event.
  void close_rounds_before(Instant at) {
    while (!due_.empty() && *due_.begin() < at) {
      const Instant due = *due_.begin();
      due_.erase(due_.begin());
      carry_out(Tick{due}, due);
    }
  }

  void carry_out(const Event& event, Instant at) {
    const std::vector<Effect> effects = engine_.handle(event);
    for (const Effect& effect : effects) {
      const auto* persist = std::get_if<Persist>(&effect);
      const auto* row = persist == nullptr ? nullptr : std::get_if<HeldNoticeRow>(&persist->row);
      if (row != nullptr && !row->released) due_.insert(row->held.due_at);
    }
    watch_.see(effects, at);
    ++result_.events;
  }

  const RehearsalInput& input_;
  Instant until_;
  Date first_;
  Engine engine_;
  Rehearsal result_;
  ChangeWatch watch_;
  std::vector<TimeOfDay> ticks_;
  std::map<Date, std::vector<Event>> timeline_;
  std::set<Instant> due_;  // when rounds close
};

}  // namespace

Rehearsal rehearse(const RehearsalInput& input, const RehearsalSpan& span) {
  return Driver(input, span).run();
}

}  // namespace planwatch
