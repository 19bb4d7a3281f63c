#include "rules/rehearse/timeline.h"

#include <algorithm>

#include "rules/rehearse/known.h"

namespace planwatch {

namespace {

// One version on its way: where it came from and when. Versions of one body go together.
struct Arrival {
  Date day;
  Instant received{};
  std::string feed;
  std::int64_t delivery = 0;
  const Observation* figure = nullptr;
  const TaskReportRow* task = nullptr;
};

bool same_body(const Arrival& a, const Arrival& b) {
  return a.day == b.day && a.feed == b.feed && a.delivery == b.delivery && a.received == b.received;
}
bool same_fetch(const Arrival& a, const Arrival& b) {
  return a.day == b.day && a.feed == b.feed && a.received == b.received;
}

// The names of the feeds that run, by indicator; and of the one that reports tasks.
struct FeedNames {
  std::vector<std::string> of_indicator;
  std::string of_tasks;
};

FeedNames feed_names(const RehearsalInput& input) {
  const Configuration& c = *input.configuration;
  FeedNames names;
  names.of_indicator.resize(c.plan.indicators.size());
  for (const FeedSpec& feed : c.feeds) {
    if (feed.sample != (input.feeds == FeedSelection::samples)) continue;
    if (std::holds_alternative<TaskMapping>(feed.mapping)) names.of_tasks = feed.id.text;
    for (const IndicatorId& id : indicators_of(feed)) {
      const auto index = c.plan.find_indicator(id);
      if (index) names.of_indicator[index->value] = feed.id.text;
    }
  }
  return names;
}

class Gathering {
 public:
  explicit Gathering(const TimelineBounds& bounds) : bounds_(bounds) {}

  void add(Date known, Arrival arrival) {
    if (bounds_.known_by && known > *bounds_.known_by) return;
    if (is_after_end(known, arrival.received)) return;
    arrival.day = std::max(known, bounds_.first);
    arrivals_.push_back(std::move(arrival));
  }
  // By day; in it by receipt, and in the order of the rows where that is equal.
  std::vector<Arrival> take() {
    std::stable_sort(arrivals_.begin(), arrivals_.end(), [](const Arrival& a, const Arrival& b) {
      return a.day != b.day ? a.day < b.day : a.received < b.received;
    });
    return std::move(arrivals_);
  }

 private:
  // On the last day the hour counts too, where it is known.
  bool is_after_end(Date known, Instant received) const {
    if (known > local_date(bounds_.until)) return true;
    return known == local_date(received) && received > bounds_.until;
  }

  const TimelineBounds& bounds_;
  std::vector<Arrival> arrivals_;
};

std::vector<Arrival> gather(const RehearsalInput& input, const TimelineBounds& bounds) {
  const FeedNames names = feed_names(input);
  Gathering gathering(bounds);
  for (const ObservationRow& row : input.observations) {
    const std::string& feed = names.of_indicator[row.observation.indicator.value];
    gathering.add(known_day(row),
                  {{}, row.received, feed, row.delivery, &row.observation, nullptr});
  }
  for (const TaskReportRow& row : input.task_reports) {
    if (!row.person.empty()) continue;
    gathering.add(known_day(row), {{}, row.received, names.of_tasks, row.delivery, nullptr, &row});
  }
  return gathering.take();
}

void add_progress_by_people(const RehearsalInput& input, const TimelineBounds& bounds,
                            std::map<Date, std::vector<Event>>& timeline) {
  for (const TaskReportRow& row : input.task_reports) {
    const Date known = known_day(row);
    const bool late = row.received > bounds.until || (bounds.known_by && known > *bounds.known_by);
    if (row.person.empty() || late) continue;
    const Date day = std::max(known, bounds.first);
    timeline[day].push_back(PersonActed{std::max(row.received, instant_at(day, TimeOfDay{0})),
                                        row.person, ProgressTask{row.report}});
  }
}

}  // namespace

std::map<Date, std::vector<Event>> make_timeline(const RehearsalInput& input,
                                                 const TimelineBounds& bounds) {
  std::map<Date, std::vector<Event>> timeline;
  const std::vector<Arrival> arrivals = gather(input, bounds);
  for (std::size_t i = 0; i < arrivals.size();) {
    const Arrival& first = arrivals[i];
    ObservationsArrived event{std::min(instant_at(first.day, bounds.arrival), bounds.until),
                              FeedId{first.feed},
                              input.configuration,
                              {}};
    event.extracted.delivery.source = first.feed;
    event.accepted_before = input.from_store;
    for (; i < arrivals.size() && same_body(first, arrivals[i]); ++i) {
      if (arrivals[i].figure) event.extracted.observations.push_back(*arrivals[i].figure);
      if (arrivals[i].task) event.extracted.task_reports.push_back(arrivals[i].task->report);
    }
    event.more_to_come = i < arrivals.size() && same_fetch(first, arrivals[i]);
    timeline[first.day].push_back(std::move(event));
  }
  add_progress_by_people(input, bounds, timeline);
  for (const PersonActed& action : input.actions) {
    const Date day = local_date(action.at);
    if (day >= bounds.first && action.at <= bounds.until) timeline[day].push_back(action);
  }
  return timeline;
}

}  // namespace planwatch
