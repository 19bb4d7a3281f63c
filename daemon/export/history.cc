#include "daemon/export/history.h"

#include <algorithm>
#include <array>
#include <map>
#include <variant>

#include "daemon/expose/metric_families.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

constexpr std::array shown = {std::string_view("planwatch_indicator_denominator"),
                              std::string_view("planwatch_indicator_expected"),
                              std::string_view("planwatch_indicator_gap_duration_ratio"),
                              std::string_view("planwatch_indicator_gap_points"),
                              std::string_view("planwatch_indicator_info"),
                              std::string_view("planwatch_indicator_light"),
                              std::string_view("planwatch_indicator_numerator"),
                              std::string_view("planwatch_indicator_period_end_timestamp_seconds"),
                              std::string_view("planwatch_indicator_target"),
                              std::string_view("planwatch_indicator_value"),
                              std::string_view("planwatch_task_closed"),
                              std::string_view("planwatch_task_deadline_timestamp_seconds"),
                              std::string_view("planwatch_task_info"),
                              std::string_view("planwatch_task_light")};

// Lets the families that have a history through.
class OnlyShown : public FamilySink {
 public:
  explicit OnlyShown(SampledHistory& to) : to_(to) {}
  void begin(const MetricDefinition& definition) override {
    passes_ = std::find(shown.begin(), shown.end(), definition.name) != shown.end();
    if (passes_) to_.begin(definition);
  }
  void sample(const SeriesLabels& labels, double value) override {
    if (passes_) to_.sample(labels, value);
  }
  void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) override {
    if (passes_) to_.sample(labels, extra, value);
  }

 private:
  SampledHistory& to_;
  bool passes_ = false;
};

// Everything received, in order of receipt.
struct Receipt {
  Instant received{};
  std::variant<const ObservationRow*, const TaskReportRow*> row;
};

std::vector<Receipt> receipts_of(const Restored& known) {
  std::vector<Receipt> receipts;
  for (const auto& row : known.observations) receipts.push_back({row.received, &row});
  for (const auto& row : known.task_reports) receipts.push_back({row.received, &row});
  std::stable_sort(receipts.begin(), receipts.end(),
                   [](const Receipt& a, const Receipt& b) { return a.received < b.received; });
  return receipts;
}

struct TakeIn {
  EngineState& state;
  Instant received;
  void operator()(const ObservationRow* row) const {
    take_figure(state, row->observation, received);
  }
  void operator()(const TaskReportRow* row) const {
    if (state.plan().find_task(row->report.task) == nullptr) return;
    state.task_reports[row->report.task].push_back(row->report);
    take_task_report(state, row->report, !row->person.empty());
  }
};

Instant step_at(Instant first, std::chrono::seconds step, std::size_t n) {
  return first + step * static_cast<std::int64_t>(n);
}

// The first whole multiple of the step at or after the instant.
Instant aligned(Instant from, std::chrono::seconds step) {
  const auto since = std::chrono::ceil<std::chrono::seconds>(from.time_since_epoch());
  const auto steps = (since + step - std::chrono::seconds{1}) / step;
  return Instant{std::chrono::seconds{step * steps}};
}

// When each feed was read first is not stored: it was read by its first receipt, or, where it never
// brought anything, by its last success. Before that nothing is known of it, and so nothing is
// overdue.
std::map<FeedId, Instant> first_reads(const EngineState& state, const Restored& known) {
  std::map<FeedId, Instant> first;
  for (const FeedStateRow& row : known.feed_states) {
    if (row.last_success) first[row.feed] = *row.last_success;
  }
  const auto read_by = [&](const FeedRuntime& feed, Instant when) {
    const auto [entry, fresh] = first.try_emplace(feed.state.feed, when);
    entry->second = std::min(entry->second, when);
  };
  for (const ObservationRow& row : known.observations) {
    const int feed = state.feed_of_indicator[row.observation.indicator.value];
    if (feed >= 0) read_by(state.feeds[static_cast<std::size_t>(feed)], row.received);
  }
  for (const FeedRuntime& feed : state.feeds) {
    for (const TaskReportRow& row : known.task_reports) {
      if (feed.delivers_tasks && row.person.empty()) read_by(feed, row.received);
    }
  }
  return first;
}

void note_reads(EngineState& state, const std::map<FeedId, Instant>& first, Instant now) {
  for (FeedRuntime& feed : state.feeds) {
    const auto read = first.find(feed.state.feed);
    if (read != first.end() && read->second <= now) feed.state.last_success = read->second;
  }
}

}  // namespace

SampledHistory sample_history(const std::shared_ptr<const Configuration>& configuration,
                              FeedSelection feeds, const Restored& known, const HistorySpan& span) {
  const Instant first = aligned(instant_at(span.from, TimeOfDay{0}), span.step);
  const Instant end = std::min(instant_at(span.to + std::chrono::days(1), TimeOfDay{0}),
                               span.known_until + std::chrono::milliseconds{1});
  SampledHistory history(first, span.step);
  EngineState state = make_state(configuration, feeds);
  const std::map<FeedId, Instant> reads = first_reads(state, known);
  const std::vector<Receipt> receipts = receipts_of(known);
  std::size_t taken = 0;
  Effects nobody;
  for (std::size_t n = 0; step_at(first, span.step, n) < end;) {
    const Instant now = step_at(first, span.step, n);
    for (; taken < receipts.size() && receipts[taken].received <= now; ++taken) {
      std::visit(TakeIn{state, receipts[taken].received}, receipts[taken].row);
    }
    note_reads(state, reads, now);
    evaluate(state, now, nobody);
    evaluate_tasks(state, now, nobody);
    tick(state, Tick{now}, nobody);
    nobody.clear();
    // Nothing changes before the next receipt and within a day.
    std::size_t last = n;
    while (step_at(first, span.step, last + 1) < end &&
           local_date(step_at(first, span.step, last + 1)) == local_date(now) &&
           (taken == receipts.size() ||
            receipts[taken].received > step_at(first, span.step, last + 1))) {
      ++last;
    }
    history.take_steps(n, last);
    OnlyShown sink(history);
    const auto snapshot = make_snapshot(state, now);
    write_indicator_families(*snapshot, sink);
    write_task_families(*snapshot, sink);
    n = last + 1;
  }
  return history;
}

}  // namespace planwatch
