#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

std::string label_of(LedgerState state) {
  switch (state) {
    case LedgerState::open:
      return "open";
    case LedgerState::awaiting_closure:
      return "awaiting_closure";
    case LedgerState::closed:
      return "closed";
  }
  return "";
}

void write_single(const char* name, double value, FamilySink& sink) {
  sink.begin(metric_definition(name));
  sink.sample(SeriesLabels(), value);
}

void write_alerts(const Snapshot& snapshot, FamilySink& sink) {
  std::map<std::tuple<Light, AlertState, UnitId>, int> counts;
  for (const auto& alert : snapshot.alerts) {
    if (is_open(alert)) ++counts[{alert.level, alert.state, alert.unit}];
  }
  sink.begin(metric_definition("planwatch_alerts"));
  for (const auto& [key, count] : counts) {
    const auto& [level, state, unit] = key;
    sink.sample(SeriesLabels::of({{"level", std::string(name_of(level, Lang::en))},
                                  {"state", std::string(metric_label(state))},
                                  {"unit", unit.text}}),
                count);
  }
}

void write_ledger(const Snapshot& snapshot, FamilySink& sink) {
  std::map<std::tuple<LedgerState, UnitId>, int> counts;
  for (const auto& row : snapshot.ledger) ++counts[{row.state, row.unit}];
  sink.begin(metric_definition("planwatch_ledger_rows"));
  for (const auto& [key, count] : counts) {
    sink.sample(SeriesLabels::of({{"state", label_of(std::get<LedgerState>(key))},
                                  {"unit", std::get<UnitId>(key).text}}),
                count);
  }
}

// The years of the files, the plan's year and the next, whose file should be there by November.
void write_calendar(const Configuration& configuration, FamilySink& sink) {
  std::set<int> years{configuration.plan.year, configuration.plan.year + 1};
  for (const auto& year : configuration.calendar.years()) years.insert(year.year);
  sink.begin(metric_definition("planwatch_calendar_confirmed"));
  for (const int year : years) {
    sink.sample(SeriesLabels::of({{"year", std::to_string(year)}}),
                configuration.calendar.confirmed(year) ? 1 : 0);
  }
}

}  // namespace

double to_seconds(Instant instant) {
  return static_cast<double>(instant.time_since_epoch().count()) / 1000.0;
}

double last_second_of(Date date) {
  return to_seconds(instant_at(date + std::chrono::days(1), TimeOfDay(0))) - 1;
}

void write_alert_families(const Snapshot& snapshot, FamilySink& sink) {
  write_alerts(snapshot, sink);
  write_ledger(snapshot, sink);
  const auto running = std::count_if(snapshot.silences.begin(), snapshot.silences.end(),
                                     [](const Silence& silence) { return !silence.ended_at; });
  write_single("planwatch_silences_active", static_cast<double>(running), sink);
  write_single("planwatch_notices_held", static_cast<double>(snapshot.held.size()), sink);
}

void write_plan_families(const Snapshot& snapshot, FamilySink& sink) {
  const Configuration& configuration = *snapshot.configuration;
  write_calendar(configuration, sink);
  sink.begin(metric_definition("planwatch_config_info"));
  sink.sample(SeriesLabels::of({{"plan", configuration.plan.id},
                                {"year", std::to_string(configuration.plan.year)},
                                {"fingerprint", configuration.fingerprint}}),
              1);
  write_single("planwatch_observations_accepted_total",
               static_cast<double>(snapshot.observations_accepted), sink);
  write_single("planwatch_observations_repeated_total",
               static_cast<double>(snapshot.observations_repeated), sink);
  write_single("planwatch_observations_revised_total",
               static_cast<double>(snapshot.observations_revised), sink);
  sink.begin(metric_definition("planwatch_plan_closed"));
  sink.sample(SeriesLabels::of({{"plan", configuration.plan.id},
                                {"year", std::to_string(configuration.plan.year)}}),
              snapshot.closed ? 1 : 0);
  write_single("planwatch_plan_time_seconds", to_seconds(snapshot.plan_now), sink);
}

}  // namespace planwatch
