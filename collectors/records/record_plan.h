#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/feed_mapping.h"
#include "rules/model/plan.h"
#include "rules/model/result.h"

namespace planwatch {

// A RecordsMapping made ready for a million rows: every column, filter, date and number that is
// needed stands here once, whichever aggregates ask for it. Positions refer to the vectors below.

struct PlannedFilter {
  RecordFilter is;
  std::size_t column = 0;
};
struct PlannedNumber {
  std::size_t column = 0;
  std::optional<Measure> measure;  // empty: what the column's unit says
  CellUnit unit = CellUnit::automatic;
};
struct PlannedAggregate {
  enum class Family { count, ratio, sum, sum_ratio, mean, median, max };
  enum class Of { nothing, number, days, working_days };
  Family family = Family::count;
  Of of = Of::nothing;
  IndicatorIndex indicator;
  Window window = Window::ytd;
  std::vector<std::size_t> filters, numerator;
  std::size_t number = 0, base = 0;  // in numbers
  std::size_t from = 0, to = 0;      // in dates
};

struct RecordPlan {
  std::vector<std::string> columns;  // as the mapping names them, each once
  std::vector<PlannedFilter> filters;
  std::vector<std::size_t> dates;  // columns that are read as dates; the first gives the period
  std::vector<PlannedNumber> numbers;
  std::optional<std::size_t> area, key;  // columns
  std::vector<std::size_t> kept;         // filters of all aggregates
  std::vector<PlannedAggregate> aggregates;
};

// An error where the mapping and the plan do not go together: an indicator that is not there,
// working days for an indicator in days, a rolling window.
Result<RecordPlan> plan_records(const RecordsMapping& mapping, const Plan& plan);

}  // namespace planwatch
