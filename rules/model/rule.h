#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/light.h"
#include "rules/model/plan.h"
#include "rules/model/source_position.h"

namespace planwatch {

// What the bands' axis is.
enum class Compare {
  schedule,          // gap to what is expected at the period's end, in percentage points
  area_above,        // gap to the figure of the area above for the same period: in percentage
                     // points for ratios, in percent of that figure otherwise
  days_to_deadline,  // days left, while the target is not met
};

// One colour's stretch of the axis. A larger gap is worse, fewer days are worse.
struct Band {
  Light light = Light::green;
  std::optional<Decimal> from;  // empty: minus infinity
  bool from_inclusive = false;
  std::optional<Decimal> to;  // empty: plus infinity
  bool to_inclusive = false;
  SourcePosition at;
};

// Bands as data: without holes and overlaps, from best to worst (the loader checks).
struct Bands {
  BandsId id;
  Compare compare = Compare::schedule;
  bool working_days = false;  // days_to_deadline: counts working days instead of days
  std::vector<Band> bands;
  SourcePosition at;
};

// How far a level may miss before red. In the indicator's own measure (ratios 0..1, days).
struct YellowWidth {
  IndicatorKind kind;
  Decimal width;
};

// A rule lights the indicators it selects and raises alerts for them.
struct Rule {
  RuleId id;
  std::string name;
  std::string name_en;
  // Selection: all conditions that are not empty must hold.
  std::vector<IndicatorKind> kinds;
  std::vector<IndicatorId> indicators;
  // For progress kinds; compared with the area above: for every kind; by days to the deadline:
  // cumulative and stock indicators only.
  BandsId bands;
  std::vector<YellowWidth> yellow_widths;  // for level kinds
  Light alert_from = Light::yellow;        // lights at least this bad fire
  int for_reports = 1;                     // this many bad reports in a row before it fires
  int recover_reports = 1;                 // this many good ones before it resolves
  Decimal recover_margin;                  // and good by this much: points, or own measure
  int near_deadline_workdays = 10;
  bool urgent = false;
  SourcePosition at;
};

// Rules for the subjects that are not indicators.
struct TaskRule {
  RuleId id{std::string("task")};
  int yellow_after_months = 0;  // planned month begun and not started
  int red_after_months = 3;     // whole months not started
  int near_deadline_workdays = 10;
  Light alert_from = Light::yellow;  // milestone lights at least this bad fire
  BandsId bands;                     // by days to the deadline; empty: only blue when it is near
  SourcePosition at;
};
struct ReportRule {
  RuleId id{std::string("report")};
  int due_soon_workdays = 3;
  int stale_after_periods = 2;  // older than this many periods: 数据已过期
  SourcePosition at;
};

}  // namespace planwatch
