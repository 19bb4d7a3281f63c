#pragma once

#include <array>
#include <optional>
#include <vector>

#include "rules/judge/assessment.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/rational.h"

namespace planwatch {

// A rule bound to one indicator with everything that does not depend on the figure worked out
// once: compiled at (re)load, shared by all areas.
struct JudgePlan {
  RuleIndex rule;
  IndicatorIndex indicator;
  IndicatorKind kind = IndicatorKind::cumulative;
  Better better = Better::higher;
  Measure measure = Measure::count;
  Decimal target;
  Decimal start;
  bool judged_as_level = false;  // levels, and a stock whose start is at or beyond the target
  Rational yellow_width;
  Rational recover_margin;
  std::optional<Decimal> min_denominator;
  unsigned due_month = 12;
  // Index month - 1: what is expected at that month's end, in the own measure. Empty: nothing yet.
  std::array<std::optional<Rational>, 12> expected;
  // From best to worst. A gap belongs to the first band whose upper edge it does not pass.
  struct Edge {
    Light light;
    bool bounded;      // has an upper edge
    bool inclusive;    // the edge itself belongs to this band
    Rational upper;    // percentage points
  };
  std::vector<Edge> edges;
};

// Whether the rule's selection takes the indicator.
bool selects(const Rule& rule, const Indicator& indicator);

// Precondition: the configuration passed the loader's checks.
JudgePlan compile_judge_plan(const Configuration& configuration, RuleIndex rule,
                             IndicatorIndex indicator);

// Judges the figure at the end of its period (sections 3 to 6 of the domain's rules): exact, pure,
// no allocation. The deadline's period has no bands: met is green, not met red 未完成.
Assessment judge_period(const JudgePlan& plan, const Observation& observation);

// Reds that a later report of the same year made good are shown yellow (caught up); both colours
// are kept. `assessments` in period order; entries without a figure are grey and skipped.
void mark_caught_up(std::vector<Assessment*>& assessments);

// What today adds to the last judged light of a cumulative, stock or cadence indicator (or any
// indicator at its deadline).
struct DeadlineView {
  Date today;
  Date deadline;
  Date final_report_due;  // when the report of the deadline's period is due, grace included
  bool final_figure_in = false;
  bool unfinished = false;  // known value below target; false for levels before their last period
  int near_workdays = 10;
};
struct DeadlineLight {
  Light light = Light::grey;  // grey: nothing to add
  Reason reason = Reason::none;
  DataState data = DataState::none;  // awaiting_final
};
// 临期 (blue), 待年终数 (last light stays), 逾期 (red).
DeadlineLight judge_deadline(const DeadlineView& view, const Calendar& calendar);

// A task's own milestone, without its indicators.
DeadlineLight judge_milestone(const Task& task, const TaskReport* latest, const TaskRule& rule,
                              int plan_year, const Calendar& calendar, Date today);

// Whether the figure meets the target itself, inclusive. Empty without a figure.
std::optional<bool> meets_target(const JudgePlan& plan, const Observation& observation);

// numerator/denominator, else value; empty without a figure or with denominator 0.
std::optional<Rational> exact_value(const Observation& observation);

}  // namespace planwatch
