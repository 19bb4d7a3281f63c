#include <algorithm>

#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

// nullopt: no sample for this feed.
using Figure = std::optional<double> (*)(const Snapshot&, const FeedStatus&);

double count_reports(const FeedStatus& status, std::initializer_list<DataState> states) {
  return static_cast<double>(
      std::count_if(status.reports.begin(), status.reports.end(), [&](const ReportStatus& report) {
        return std::find(states.begin(), states.end(), report.state) != states.end();
      }));
}

std::optional<double> up(const Snapshot&, const FeedStatus& s) {
  return s.up ? 1 : 0;
}
std::optional<double> report_due(const Snapshot&, const FeedStatus& s) {
  return count_reports(s, {DataState::awaited, DataState::due_soon});
}
std::optional<double> report_late(const Snapshot&, const FeedStatus& s) {
  return count_reports(s, {DataState::late});
}
std::optional<double> report_missing(const Snapshot&, const FeedStatus& s) {
  return count_reports(s, {DataState::missing});
}
std::optional<double> rejected_rows(const Snapshot&, const FeedStatus& s) {
  return static_cast<double>(s.rejected_rows);
}
std::optional<double> rejected_now(const Snapshot&, const FeedStatus& s) {
  return s.rejected_now;
}
std::optional<double> quarantined_figures(const Snapshot&, const FeedStatus& s) {
  return s.quarantined;
}
std::optional<double> failures(const Snapshot&, const FeedStatus& s) {
  return s.state.failures;
}
std::optional<double> quarantined(const Snapshot& snapshot, const FeedStatus& s) {
  const auto& until = s.state.quarantined_until;
  return until && *until > snapshot.plan_now ? 1 : 0;
}
std::optional<double> last_success(const Snapshot&, const FeedStatus& s) {
  if (!s.state.last_success) return std::nullopt;
  return to_seconds(*s.state.last_success);
}

std::optional<double> circuit_state(const Snapshot&, const FeedStatus& s) {
  return static_cast<double>(s.circuit);
}
std::optional<double> next_attempt(const Snapshot&, const FeedStatus& s) {
  if (!s.next_attempt) return std::nullopt;
  return to_seconds(*s.next_attempt);
}
std::optional<double> delivered_bytes(const Snapshot&, const FeedStatus& s) {
  return static_cast<double>(s.bytes);
}
std::optional<double> delivered_figures(const Snapshot&, const FeedStatus& s) {
  return static_cast<double>(s.figures);
}

const FeedSpec& feed_of(const Snapshot& snapshot, const FeedStatus& status) {
  return snapshot.configuration->feeds[status.feed.value];
}

void write_feed_info(const Snapshot& snapshot, const std::vector<SeriesLabels>& labels,
                     FamilySink& sink) {
  sink.begin(metric_definition("planwatch_feed_info"));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const FeedSpec& feed = feed_of(snapshot, snapshot.feeds[i]);
    auto pairs = labels[i].pairs();
    pairs.emplace_back("name", feed.name);
    pairs.emplace_back("sample", feed.sample ? "yes" : "no");
    sink.sample(SeriesLabels::of(std::move(pairs)), 1);
  }
}

}  // namespace

void write_feed_families(const Snapshot& snapshot, FamilySink& sink) {
  std::vector<SeriesLabels> labels;
  for (const auto& status : snapshot.feeds) {
    const FeedSpec& feed = feed_of(snapshot, status);
    labels.push_back(SeriesLabels::of({{"feed", feed.id.text},
                                       {"unit", feed.unit.text},
                                       {"plan", snapshot.configuration->plan.id}}));
  }
  const auto family = [&](const char* name, Figure figure) {
    sink.begin(metric_definition(name));
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (const auto value = figure(snapshot, snapshot.feeds[i])) sink.sample(labels[i], *value);
    }
  };
  family("planwatch_feed_circuit_state", circuit_state);
  family("planwatch_feed_delivered_bytes_total", delivered_bytes);
  family("planwatch_feed_delivered_figures_total", delivered_figures);
  family("planwatch_feed_failures_in_row", failures);
  write_feed_info(snapshot, labels, sink);
  family("planwatch_feed_last_delivery_rejected_rows", rejected_now);
  family("planwatch_feed_last_success_timestamp_seconds", last_success);
  family("planwatch_feed_next_attempt_timestamp_seconds", next_attempt);
  family("planwatch_feed_quarantined", quarantined);
  family("planwatch_feed_quarantined_figures", quarantined_figures);
  family("planwatch_feed_rejected_rows_total", rejected_rows);
  family("planwatch_feed_report_due", report_due);
  family("planwatch_feed_report_late", report_late);
  family("planwatch_feed_report_missing", report_missing);
  family("planwatch_feed_up", up);
}

}  // namespace planwatch
