#include "collectors/records/record_cells.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "collectors/extract/text.h"
#include "collectors/extract/value_in.h"
#include "collectors/records/plain_cells.h"

namespace planwatch {
namespace {

using Test = RecordFilter::Test;
using State = RecordCells::State;
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

Cell cell_of(CellView view) {
  return {view.type, false, std::string(view.text)};
}

// What a column without an indicator's measure counts: cases, yuan or days, as its unit says.
Measure measure_of(const UnitFinding& unit, std::string_view text) {
  switch (unit.unit ? unit.unit->quantity : Quantity::any) {
    case Quantity::ratio:
      return Measure::ratio;
    case Quantity::money:
      return Measure::amount;
    case Quantity::days:
      return Measure::days;
    case Quantity::working_days:
      return Measure::working_days;
    case Quantity::count:
    case Quantity::any:
      break;
  }
  if (contains(text, "元")) return Measure::amount;
  if (contains(text, "工作日")) return Measure::working_days;
  return contains(text, "天") ? Measure::days : Measure::count;
}

bool is_bound(Test test) {
  return test == Test::at_least || test == Test::at_most;
}

std::string comparable_text(std::string_view text) {
  return std::string(trimmed(to_half_width(text)));
}

}  // namespace

RecordCells::RecordCells(const RecordPlan& plan)
    : plan_(plan),
      positions_(plan.columns.size(), nowhere),
      numbers_how_(plan.numbers.size()),
      bounds_(plan.filters.size()),
      dates_(plan.dates.size()),
      numbers_(plan.numbers.size()),
      filters_(plan.filters.size()),
      date_memos_(plan.dates.size()),
      filter_memos_(plan.filters.size()) {
  filter_texts_.reserve(plan.filters.size());
  for (const PlannedFilter& filter : plan.filters) {
    std::vector<std::string>& texts = filter_texts_.emplace_back();
    for (const std::string& value : filter.is.values) texts.push_back(comparable_text(value));
  }
}

Result<void> RecordCells::bind(std::vector<std::optional<std::size_t>> positions,
                               std::span<const std::string> unit_headers) {
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    positions_[i] = positions[i].value_or(nowhere);
  }
  for (std::size_t i = 0; i < plan_.numbers.size(); ++i) {
    const PlannedNumber& number = plan_.numbers[i];
    numbers_how_[i] =
        how_of(unit_of_column(number.unit, unit_headers[number.column]), number.measure);
  }
  return bind_bounds(unit_headers);
}

RecordCells::NumberHow RecordCells::how_of(UnitFinding unit, std::optional<Measure> measure) {
  NumberHow how{std::move(unit), std::nullopt};
  const ValueContext context{
      measure.value_or(measure_of(how.unit, {})), CellUnit::automatic, {}, false};
  const auto one = read_value_in({CellType::text, false, "1"}, context, how.unit);
  const auto* read = std::get_if<ReadValue>(&one);
  for (int shift = -8; shift <= 8 && read != nullptr; ++shift) {
    if (read->value == Decimal(1).shifted(shift)) how.plain_shift = shift;
  }
  return how;
}

Result<void> RecordCells::bind_bounds(std::span<const std::string> unit_headers) {
  for (std::size_t i = 0; i < plan_.filters.size(); ++i) {
    const PlannedFilter& filter = plan_.filters[i];
    if (!is_bound(filter.is.test)) continue;
    const std::string text = filter.is.values.empty() ? "" : filter.is.values.front();
    const Cell cell{CellType::text, false, text};
    const UnitFinding unit = unit_in_header(unit_headers[filter.column]);
    const auto date = read_date(cell, 0);
    const auto number =
        read_value_in(cell, {measure_of(unit, text), CellUnit::automatic, {}, false}, unit);
    bounds_[i] = {{}, {}, how_of(unit, std::nullopt)};
    if (const auto* day = std::get_if<Date>(&date)) {
      bounds_[i].date = *day;
    } else if (const auto* value = std::get_if<ReadValue>(&number)) {
      bounds_[i].number = value->value;
    } else {
      return fail(ErrorCode::invalid,
                  fmt::format("列“{}”的筛选条件“{}”既不是数，也不是日期：请改映射里的 filters",
                              filter.is.column, text));
    }
  }
  return {};
}

void RecordCells::begin(const RecordRow& row) {
  row_ = row;
  for (DateRead& date : dates_) date.state = State::unread;
  for (NumberRead& number : numbers_) number.state = State::unread;
  std::fill(filters_.begin(), filters_.end(), State::unread);
}

RecordCells::State RecordCells::refuse(std::size_t column, std::string reason) {
  fault_ = {column, std::move(reason)};
  return State::bad;
}

bool RecordCells::is_missing(CellView cell) {
  if (cell.type == CellType::empty || cell.text.empty()) return true;
  const char first = cell.text.front();
  if (is_digit(first) || (cell.type != CellType::text && cell.type != CellType::error)) {
    return false;
  }
  return std::holds_alternative<MissingValue>(
      read_value(cell_of(cell), {Measure::count, CellUnit::automatic, {}, false}));
}

void RecordCells::read_date_into(std::size_t date, DateRead& read) {
  const std::size_t column = plan_.dates[date];
  const std::string_view here = text(column);
  const CellType kind = type(column);
  const bool words = kind == CellType::text || kind == CellType::number;
  if (here.empty()) {
    read.state = State::missing;
  } else if ((words || kind == CellType::date) && plain_date(here, read.value)) {
    read.state = State::good;
  } else if (const DateRead* known = words ? date_memos_[date].find(here) : nullptr) {
    read = *known;
  } else {
    read.state = read_date_cell(column, cell(column), read.value);
    if (words && read.state != State::bad) date_memos_[date].remember(here, read);
  }
}

RecordCells::State RecordCells::read_date_cell(std::size_t column, CellView cell, Date& value) {
  if (is_missing(cell)) return State::missing;
  const auto read = read_date(cell_of(cell), 0);
  if (const auto* fault = std::get_if<NotAValue>(&read)) return refuse(column, fault->reason);
  value = std::get<Date>(read);
  const int year = year_of(value);
  if (year >= 1900 && year <= 2199) return State::good;
  return refuse(column, "这一天太早或太晚，不像真实的日期：请核对");
}

RecordCells::State RecordCells::number(std::size_t number, Decimal& value, bool& provisional) {
  NumberRead& read = numbers_[number];
  if (read.state == State::unread) {
    const PlannedNumber& planned = plan_.numbers[number];
    read.provisional = false;
    read.state = read_number_cell(planned, numbers_how_[number], cell(planned.column), read);
  }
  value = read.value;
  provisional = read.provisional;
  return read.state;
}

RecordCells::State RecordCells::read_number_cell(const PlannedNumber& number, const NumberHow& how,
                                                 CellView cell, NumberRead& read) {
  if (cell.type == CellType::empty || cell.text.empty()) return State::missing;
  if (cell.merged && !is_missing(cell)) {
    return refuse(number.column, "单元格与别的格合并，看不出这个数属于谁：请取消合并后逐格填写");
  }
  if (how.plain_shift && (cell.type == CellType::text || cell.type == CellType::number)) {
    Decimal plain;
    const bool is_plain = plain_number(cell.text, plain);
    const auto shifted = is_plain ? plain.shifted(*how.plain_shift) : std::nullopt;
    if (shifted) {
      read.value = *shifted;
      return State::good;
    }
  }
  const Measure measure = number.measure.value_or(measure_of(how.unit, cell.text));
  const auto reading =
      read_value_in(cell_of(cell), {measure, CellUnit::automatic, {}, false}, how.unit);
  if (std::holds_alternative<MissingValue>(reading)) return State::missing;
  if (const auto* fault = std::get_if<NotAValue>(&reading)) {
    return refuse(number.column, fault->reason);
  }
  read.value = std::get<ReadValue>(reading).value;
  read.provisional = std::get<ReadValue>(reading).provisional;
  return State::good;
}

RecordCells::State RecordCells::filter(std::size_t filter) {
  State& state = filters_[filter];
  if (state != State::unread) return state;
  const std::size_t column = plan_.filters[filter].column;
  const bool memorable = type(column) == CellType::text;
  const State* known = memorable ? filter_memos_[filter].find(text(column)) : nullptr;
  if (known != nullptr) return state = *known;
  state = test_filter(filter, cell(column));
  if (memorable && state != State::bad) filter_memos_[filter].remember(text(column), state);
  return state;
}

RecordCells::State RecordCells::test_filter(std::size_t at, CellView cell) {
  const PlannedFilter& filter = plan_.filters[at];
  if (cell.type == CellType::error && !is_missing(cell)) {
    return refuse(filter.column, "公式没有可用的结果，看不出这条记录算不算：请修正后另存");
  }
  switch (filter.is.test) {
    case Test::is_empty:
      return is_missing(cell) ? State::good : State::missing;
    case Test::is_filled:
      return is_missing(cell) ? State::missing : State::good;
    case Test::at_least:
    case Test::at_most:
      return test_bound(at, cell);
    case Test::is_one_of:
    case Test::is_none_of:
    case Test::contains:
      break;
  }
  const std::string text = comparable_text(cell.text);
  const std::vector<std::string>& values = filter_texts_[at];
  const bool partly = filter.is.test == Test::contains;
  const bool found = std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return partly ? contains(text, value) : text == value;
  });
  return found != (filter.is.test == Test::is_none_of) ? State::good : State::missing;
}

// Both sides are read in the column's unit, so that 500 under a header in 万元 is five million yuan
// on either side.
RecordCells::State RecordCells::test_bound(std::size_t at, CellView cell) {
  const PlannedFilter& filter = plan_.filters[at];
  const bool least = filter.is.test == Test::at_least;
  const auto passes = [&](auto value, auto bound) {
    return (least ? value >= bound : value <= bound) ? State::good : State::missing;
  };
  if (bounds_[at].date) {
    Date day;
    if (plain_date(cell.text, day)) return passes(day, *bounds_[at].date);
    const State state = read_date_cell(filter.column, cell, day);
    return state == State::good ? passes(day, *bounds_[at].date) : state;
  }
  const PlannedNumber number{filter.column, std::nullopt, CellUnit::automatic};
  NumberRead read;
  const State state = read_number_cell(number, bounds_[at].how, cell, read);
  return state == State::good ? passes(read.value, *bounds_[at].number) : state;
}

}  // namespace planwatch
