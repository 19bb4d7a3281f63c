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
  unsigned due_month = 12;
  Compare compare = Compare::schedule;
  Light alert_from = Light::yellow;
  bool higher_is_better = true;
  bool judged_as_level = false;  // levels, and a stock whose start is at or beyond the target
  bool working_days = false;     // of days_to_deadline
  Decimal target;                // at the deadline; each month has its own
  Decimal start;
  Rational yellow_width;
  Rational recover_margin;
  std::optional<Decimal> min_denominator;
  // Index month - 1: what is expected at that month's end, in the own measure. Empty: nothing yet.
  std::array<std::optional<Rational>, 12> expected;
  // From best to worst. A gap belongs to the first band whose upper edge it does not pass.
  struct Edge {
    Light light;
    bool bounded;    // has an upper edge
    bool inclusive;  // the edge itself belongs to this band
    Rational upper;  // percentage points; percent; days with their sign turned (fewer are worse)
  };
  std::vector<Edge> edges;
  // The same on the value's own axis, so that judging is a few exact comparisons: at each month's
  // end the limits of the colours, from best to worst, the last one without a limit.
  struct Cut {
    Light light = Light::red;
    bool bounded = false;
    bool inclusive = false;
    Rational limit;
  };
  struct Month {
    std::vector<Cut> cuts;
    // A figure that is good (better than the rule's alert_from) and at least this good has
    // recovered. Empty: every good one has.
    std::optional<Rational> recovered_at;
    Decimal expected_shown;
    Rational target;  // valid at this month's end
    // gap = gap_factor * (expected - value). Empty: no gap is told (cadence).
    std::optional<Rational> gap_factor;
  };
  std::array<Month, 12> months;
};

// Whether the rule's selection takes the indicator.
bool selects(const Rule& rule, const Indicator& indicator);

// Precondition: the configuration passed the loader's checks.
JudgePlan compile_judge_plan(const Configuration& configuration, RuleIndex rule,
                             IndicatorIndex indicator);

// Judges the figure at the end of its period, never at today's date: exact, pure, no allocation.
// The deadline's period, and any later one, has no bands: met is green, not met red 未完成. A ratio
// without a denominator is 无业务量, one under min_denominator 样本不足: both grey.
// `above`: the figure of the area above for the same period, null without one; only plans that
// compare with it look at it, and without one they are grey.
Assessment judge_period(const JudgePlan& plan, const Observation& observation,
                        const Observation* above = nullptr);

// Reds that a later report of the same year made good are shown yellow (caught up); both colours
// are kept, the reason stays that of the red. `assessments` in period order; entries without a
// figure are grey and skipped. A period without a visit stays red: no later one makes it good.
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
  // The last known figure of a cumulative or stock indicator meets the target already: a final
  // report that does not come is late, but the target is not overdue.
  bool target_met = false;
  // Set: lights by days to the deadline stand instead of the blue of a near one.
  const JudgePlan* by_days = nullptr;
};
struct DeadlineLight {
  Light light = Light::grey;  // grey: nothing to add
  Reason reason = Reason::none;
  DataState data = DataState::none;  // awaiting_final
};
// 临期 (blue) or the light of the days that are left, 待年终数 (last light stays), 逾期 (red).
DeadlineLight judge_deadline(const DeadlineView& view, const Calendar& calendar);

// A task's own milestone, without its indicators. Only a person closes a task: one that is reported
// as done is not overdue only when somebody closed it. Without any report nothing is known (grey)
// until the deadline comes near. `by_days`: bands of days to the deadline, which then light every
// task that nobody closed.
DeadlineLight judge_milestone(const Task& task, const TaskReport* latest, const TaskRule& rule,
                              int plan_year, const Calendar& calendar, Date today,
                              const Bands* by_days = nullptr);

// The bands' edges from best to worst, on an axis where more is worse; and the light of a place on
// it. Empty edges are green.
std::vector<JudgePlan::Edge> edges_of(const Bands& bands);
Light light_by(const std::vector<JudgePlan::Edge>& edges, const Rational& worse);
// The place of a deadline that is `days` away on that axis.
Rational days_left(const Calendar& calendar, bool working_days, Date from, Date deadline);

// Whether the figure meets the target of the deadline, inclusive. Empty without a figure.
std::optional<bool> meets_target(const JudgePlan& plan, const Observation& observation);

// numerator/denominator, else value; empty without a figure or with denominator 0.
std::optional<Rational> exact_value(const Observation& observation);

}  // namespace planwatch
