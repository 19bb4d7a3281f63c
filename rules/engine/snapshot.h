#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/engine/circuit.h"
#include "rules/engine/rows.h"
#include "rules/forecast/indicator_forecast.h"
#include "rules/judge/report_due.h"
#include "rules/model/configuration.h"

namespace planwatch {

// What /metrics, the API, the command line and the console read: one immutable value made from
// one state of the engine, so that everything shown belongs together.

struct PeriodStatus {
  Period period;
  Observation observation;
  int revision = 0;
  Instant received{};
  Assessment assessment;  // of the rule that gave the light
  bool derived = false;   // the sum of the areas below, or why there is none
};

struct IndicatorStatus {
  IndicatorIndex indicator;
  AreaIndex area;
  Light light = Light::grey;  // with today's deadlines taken in; a firing red stays red
  Reason reason = Reason::no_data;
  DataState data = DataState::none;    // a set, beside the light
  RuleIndex rule;                      // that gave the light
  std::optional<PeriodStatus> latest;  // the last period with a figure
  std::vector<PeriodStatus> history;   // all periods of the plan's year with a figure, in order
  // Periods of the plan's year with what is expected at their end, own measure; for curves.
  std::vector<std::pair<Period, Decimal>> expected;
  std::optional<FinalVerdict> verdict;  // of a closed plan
  // Forecast and natural limits: advice beside the light. Shared from snapshot to snapshot while
  // the series does not change; null where nobody worked it out.
  std::shared_ptr<const IndicatorAdvice> advice;
};

// A closed plan is shown as it stood at that moment.
struct PlanClosure {
  Instant at{};
  std::string person;  // empty: by itself, when its last report was in
  std::string reason;
};

struct TaskStatus {
  TaskIndex task;
  Light light = Light::grey;     // worst of its milestone's and its indicators'
  Reason reason = Reason::none;  // of what gave the light
  Light milestone = Light::grey;
  TaskState state = TaskState::not_started;
  bool known = false;   // a report exists
  bool closed = false;  // a person closed it
  std::optional<Decimal> percent;
  std::optional<Date> as_of;
  std::string closed_by;
  std::string evidence;
};

struct FeedStatus {
  FeedIndex feed;
  bool up = true;  // the last fetch succeeded (true before the first)
  FeedStateRow state;
  Circuit circuit = Circuit::closed;
  // When it will be fetched again: at the next look at the clock where none is named and it is not
  // in flight.
  std::optional<Instant> next_attempt;
  std::uint64_t bytes = 0;            // of new bodies since the start
  std::uint64_t figures = 0;          // read from them, task reports included
  std::vector<ReportStatus> reports;  // of the plan's year, periods begun so far
  std::uint64_t rejected_rows = 0;    // since the store was made
  std::uint32_t rejected_now = 0;     // in the last delivery
  std::uint32_t quarantined = 0;      // figures that wait for a person
};

// What is odd about one figure of the plan's year that is current, notes included.
struct FigureFindings {
  IndicatorIndex indicator;
  AreaIndex area;
  FeedId feed;  // that delivers the indicator; empty: none that runs
  Period period;
  int revision = 0;
  FindingSet findings;
  std::string source;  // where the figure stood, as far as it is known since the start
  std::string where;
};

struct Snapshot {
  std::shared_ptr<const Configuration> configuration;
  Instant plan_now{};
  std::optional<PlanClosure> closed;
  // The day that was asked about; empty: as known now. Then the alerts are those that follow from
  // what was known, without what people did with them, and there is no ledger.
  std::optional<Date> as_known_on;
  std::vector<IndicatorStatus> indicators;  // indicator order, then area order
  std::vector<TaskStatus> tasks;
  std::vector<FeedStatus> feeds;  // active feeds only
  std::vector<Alert> alerts;      // open ones and those resolved in the plan's year
  std::vector<LedgerRow> ledger;
  std::vector<Silence> silences;          // by id, ended ones too
  std::vector<HeldNotice> held;           // news that waits for its round
  std::vector<FigureFindings> findings;   // by indicator, area and period
  std::vector<QuarantineRow> quarantine;  // by id, decided ones too
  std::uint64_t observations_accepted = 0;
  std::uint64_t observations_revised = 0;
  std::uint64_t observations_repeated = 0;
};

// The target that is shown of an indicator: that of its latest period, or today's without a figure.
Decimal shown_target(const Snapshot& snapshot, const IndicatorStatus& status);
// What the rule's bands compare with; the schedule where it names none.
Compare compare_of(const Configuration& configuration, RuleIndex rule);
// A period's figure in words, with as many digits as its verdict needs, against the period's target
// and against what was expected. Empty where there is nothing to show.
std::string shown_figure(const Indicator& indicator, const PeriodStatus& period, Lang lang);

}  // namespace planwatch
