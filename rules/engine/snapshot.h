#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

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
  // Forecast and natural limits: advice beside the light. Shared from snapshot to snapshot while
  // the series does not change; null where nobody worked it out.
  std::shared_ptr<const IndicatorAdvice> advice;
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
  std::vector<ReportStatus> reports;  // of the plan's year, periods begun so far
  std::uint64_t rejected_rows = 0;    // since the store was made
  std::uint32_t rejected_now = 0;     // in the last delivery
};

struct Snapshot {
  std::shared_ptr<const Configuration> configuration;
  Instant plan_now{};
  std::vector<IndicatorStatus> indicators;  // indicator order, then area order
  std::vector<TaskStatus> tasks;
  std::vector<FeedStatus> feeds;  // active feeds only
  std::vector<Alert> alerts;      // open ones and those resolved in the plan's year
  std::vector<LedgerRow> ledger;
  std::uint64_t observations_accepted = 0;
  std::uint64_t observations_revised = 0;
  std::uint64_t observations_repeated = 0;
};

}  // namespace planwatch
