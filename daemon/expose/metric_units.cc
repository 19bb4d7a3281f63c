#include <map>

#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

using Counts = std::map<UnitId, int>;

// Units with feeds that run; those with nothing in that state count 0.
Counts count_reports(const Snapshot& snapshot, DataState state) {
  Counts counts;
  for (const FeedStatus& status : snapshot.feeds) {
    int& count = counts[snapshot.configuration->feeds[status.feed.value].unit];
    for (const ReportStatus& report : status.reports) count += report.state == state ? 1 : 0;
  }
  return counts;
}

void write_counts(const Snapshot& snapshot, const char* name, DataState state, FamilySink& sink) {
  sink.begin(metric_definition(name));
  for (const auto& [unit, count] : count_reports(snapshot, state)) {
    sink.sample(SeriesLabels::of({{"unit", unit.text}, {"plan", snapshot.configuration->plan.id}}),
                count);
  }
}

}  // namespace

void write_unit_families(const Snapshot& snapshot, FamilySink& sink) {
  write_counts(snapshot, "planwatch_unit_reports_late", DataState::late, sink);
  write_counts(snapshot, "planwatch_unit_reports_missing", DataState::missing, sink);
}

}  // namespace planwatch
