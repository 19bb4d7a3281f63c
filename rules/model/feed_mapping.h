#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/model/ids.h"

namespace planwatch {

// What becomes of a feed's cells.

// How the figure in a column is to be read where the cell itself does not say.
enum class CellUnit { automatic, plain, percent, per_mille, ten_thousand, hundred_million };

// A column by its header text (levels of a merged header joined with '/') or JSON pointer.
using ColumnName = std::string;

struct ValueColumns {
  std::optional<IndicatorId> indicator;  // empty: taken from MappingSpec::indicator_column
  std::optional<ColumnName> value;
  std::optional<ColumnName> numerator;
  std::optional<ColumnName> denominator;
  CellUnit unit = CellUnit::automatic;
  // 1.0 in a ratio's column: percent unless the column or cell says otherwise? Never guessed:
  // `unit` must say it, or the header or the cell's format does.
};

struct ObservationMapping {
  unsigned header_rows = 0;               // 0: found out (title and unit rows are skipped)
  ColumnName period;                      // may be empty: taken from the file's name or title
  std::optional<ColumnName> area;         // absent: the plan's area
  std::optional<ColumnName> report_date;  // absent: none stated
  std::optional<ColumnName> indicator_column;
  // Names in indicator_column that are not ids or names of the plan.
  std::vector<std::pair<std::string, IndicatorId>> indicator_names;
  std::vector<ValueColumns> values;
  bool none_is_zero = false;  // 无 in a count column means 0 cases
  // A wide table: periods stand in the header (1月, 2025年2月, 一季度), one figure per such column.
  // A column belongs to the entry of `values` whose name is the rest of its joined header
  // (结案率/1月); an entry whose `value` is "*" takes the columns that are a period and nothing
  // else. Column `period` then does not exist.
  bool periods_across = false;
};

struct TaskMapping {
  unsigned header_rows = 0;
  ColumnName task;   // number
  ColumnName state;  // 未启动, 进行中, 已完成
  ColumnName as_of;  // date
  std::optional<ColumnName> percent;
  std::optional<ColumnName> evidence;
  std::optional<ColumnName> closed_by;  // a named person: only then is a task closed
};

// Keeps a record when its cell passes. Texts are compared after trimming and half width; numbers
// and dates as what they are.
struct RecordFilter {
  enum class Test : std::uint8_t {
    is_one_of,
    is_none_of,
    contains,
    is_empty,
    is_filled,
    at_least,  // number or date
    at_most
  };
  ColumnName column;
  Test test = Test::is_one_of;
  std::vector<std::string> values;
};
// One indicator out of case-level records.
struct RecordAggregate {
  enum class Kind : std::uint8_t {
    count,      // records that pass `filters`
    ratio,      // records that pass `filters` and `numerator`, of those that pass `filters`
    sum,        // of `column`
    sum_ratio,  // sum of `column` over sum of `base`
    mean,
    median,
    max,
    mean_days,  // from `from` to `to`; the starting day is not counted (Civil Code art. 201)
    median_days,
    max_days,
    mean_workdays,
    median_workdays,
    max_workdays
  };
  IndicatorId indicator;
  Kind kind = Kind::count;
  std::vector<RecordFilter> filters;
  std::vector<RecordFilter> numerator;
  ColumnName column, base, from, to;
  CellUnit unit = CellUnit::automatic;
};
// Case-level rows become figures by area and period. A record belongs to the period of `date`.
// An indicator with the window ytd counts the records from January up to the period's end, one with
// the window month those of the period alone. Figures are made for the periods that have begun
// within the span of the records, never for a period without any record on or before it.
struct RecordsMapping {
  unsigned header_rows = 0;
  ColumnName date;
  std::optional<ColumnName> area;  // absent: the plan's area
  std::vector<std::pair<std::string, AreaCode>> area_names;
  std::optional<ColumnName> key;      // records that repeat it are refused, later ones first
  std::vector<RecordFilter> filters;  // of all aggregates
  std::vector<RecordAggregate> aggregates;
};

// A filled-in report template: what its cells are is written in the workbook itself. May deliver
// what the feed's unit answers for, indicators and tasks.
struct TemplateMapping {
  std::vector<IndicatorId> indicators;  // filled in by the loader where the file names none:
  std::vector<int> tasks;               // all that the unit answers for and no other feed delivers
};

using Mapping = std::variant<ObservationMapping, TaskMapping, RecordsMapping, TemplateMapping>;

}  // namespace planwatch
