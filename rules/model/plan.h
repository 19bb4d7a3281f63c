#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/model/calendar.h"
#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/period.h"
#include "rules/model/person.h"
#include "rules/model/source_position.h"

namespace planwatch {

// Kinds of indicator. A task without a number is judged as a
// milestone and has no Indicator.
enum class IndicatorKind {
  cumulative,    // year to date against the schedule
  ratio,         // a level at every period
  ratio_ramped,  // a level against a table of months
  upper_bound,   // a level, lower is better
  duration,      // a level in days or working days, lower is better
  stock,         // a count at the end of the period, from `start` to target by a schedule
  cadence,       // a number of events in every period
};
inline constexpr int indicator_kind_count = 7;
enum class Better { higher, lower };
enum class Measure { count, ratio, amount, days, working_days };
// 口径: the stretch of time that one figure covers. A figure in another window is rejected.
enum class Window { month, ytd, rolling, instant, quarter };

enum class ScheduleKind { months, days, workdays, table, steps, none };

// 序时进度 as data. `months` (completed months / months) is the default of cumulative and stock.
struct SchedulePoint {
  unsigned month = 12;  // end of this month
  Decimal value;
};
struct ScheduleSpec {
  ScheduleKind kind = ScheduleKind::months;
  // table and steps: non-decreasing; the last point is the target (shares: 1). Between two points
  // the earlier one holds; before the first nothing is expected yet.
  std::vector<SchedulePoint> points;
  // Points are in the indicator's own measure (18 % in March; 2 inspections) instead of shares.
  bool absolute = false;
};

struct Area {
  AreaCode code;
  std::string name;
  std::string name_en;
  std::optional<AreaCode> parent;
};

// Who can be told inside a unit; names as the ledger prints them.
struct UnitPeople {
  Person contact;  // 经办人
  Person deputy;   // 分管领导
  Person leader;   // 主要负责人
};

struct Unit {
  UnitId id;
  std::string name_en;
  bool collective = false;
  std::vector<UnitId> members;  // collective only; shipped empty
  UnitPeople people;
  SourcePosition at;
};

// One numbered row of the responsibility table.
struct Task {
  int number = 0;
  std::string section;  // 市场化
  std::string item;     // 1 .. 22, K1 .. K6
  std::string title;
  std::string title_en;
  std::vector<UnitId> departments;  // as the table's cell lists them, may be empty
  // Who answers: the first single unit of the cell, else the coordinating unit. Filled by the
  // loader where the file does not say.
  UnitId lead;
  unsigned due_month = 12;
  unsigned planned_month = 1;  // when work is to begin: an assumption, ops can change it
  bool quantified = false;
  std::string clause;  // where in the plan
  SourcePosition at;
};

// A target that holds for some months of the year, first to last inclusive. Months, no dates, so
// that moving the plan to another year changes one line.
struct TargetSpan {
  Decimal target;
  unsigned first_month = 1;
  unsigned last_month = 12;
};

struct Indicator {
  IndicatorId id;
  int task = 0;
  std::string name;
  std::string name_en;
  IndicatorKind kind = IndicatorKind::cumulative;
  Better better = Better::higher;
  Decimal target;  // at the deadline, and all year unless `targets` says otherwise
  // Where the target changes in mid-year: from January on, without hole or overlap, to the due
  // month or later. A period is judged against the target valid at its end.
  std::vector<TargetSpan> targets;
  Decimal start;  // 0 unless the file says otherwise
  Measure measure = Measure::count;
  std::string measure_name;  // 场次, 家, 天; empty for ratios
  Window window = Window::ytd;
  std::optional<UnitId> lead;  // as the plan says, may be empty
  UnitId answerable;           // lead, or the coordinating unit; filled by the loader
  std::vector<UnitId> co;
  unsigned due_month = 12;
  unsigned period_months = 1;  // 1 month, 3 quarter, 6 half, 12 year: how often it is judged
  ScheduleSpec schedule;
  std::optional<Decimal> min_denominator;
  // The indicator with the same figures month by month: the year to date has to be their sum.
  std::optional<IndicatorId> monthly;
  std::string reading;  // how the number is to be understood
  SourcePosition at;

  // The target valid at that month's end; from the due month on the one of the deadline.
  Decimal target_at(unsigned month) const;
};

struct Plan {
  std::string id;  // stable name, the first part of every alert key: ganzhou
  std::string name;
  std::string name_en;
  int year = 0;
  AreaCode area;
  UnitId coordinating_unit;
  UnitId supervising_unit;
  // From the day the last figure was known to the plan's closing: corrections take their time, and
  // a closed plan takes none.
  int close_after_workdays = 20;
  std::vector<Area> areas;
  std::vector<Unit> units;
  std::vector<Task> tasks;            // sorted by number
  std::vector<Indicator> indicators;  // in file order
  SourcePosition year_at;
  // Positions in `indicators` sorted by id: a hint that makes finding fast. What it misses or names
  // wrongly (indicators changed since) is looked for one by one.
  std::vector<std::uint32_t> indicators_by_id;
  // Makes the hint; called when the plan is whole.
  void sort_names();

  Date deadline_of(unsigned due_month) const { return last_day_of_month(year, due_month); }
  const Unit* find_unit(const UnitId& id) const;
  const Task* find_task(int number) const;
  std::optional<IndicatorIndex> find_indicator(const IndicatorId& id) const;
  std::optional<AreaIndex> find_area(const AreaCode& code) const;
};

}  // namespace planwatch
