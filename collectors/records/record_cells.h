#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "collectors/extract/figure_unit.h"
#include "collectors/records/record_plan.h"
#include "collectors/records/record_row.h"
#include "collectors/records/text_memo.h"
#include "rules/model/date.h"

namespace planwatch {

// Reads what a plan needs out of one row after the other. Every cell is read at most once a row,
// and only when somebody asks; the reading rules are those of extract/value.h, reached by a short
// way where the text is a plain number or date.
class RecordCells {
 public:
  enum class State : std::uint8_t { unread, good, missing, bad };

  explicit RecordCells(const RecordPlan& plan);

  // Where the plan's columns stand, and their headers for units. Columns that are not there are
  // empty in every row. An error when a filter's bound cannot be read.
  Result<void> bind(std::vector<std::optional<std::size_t>> positions,
                    std::span<const std::string> unit_headers);

  void begin(const RecordRow& row);
  CellView cell(std::size_t column) const { return row_.cell(positions_[column]); }
  // Parts of it, without putting a cell together: for what is asked of every record.
  std::string_view text(std::size_t column) const { return row_.text(positions_[column]); }
  CellType type(std::size_t column) const { return row_.type(positions_[column]); }

  // The value after State::good. After State::bad fault() says what and in which of the plan's
  // columns.
  State date(std::size_t date, Date& value) {
    DateRead& read = dates_[date];
    if (read.state == State::unread) read_date_into(date, read);
    value = read.value;
    return read.state;
  }
  State number(std::size_t number, Decimal& value, bool& provisional);
  // State::good: passes; State::missing: does not.
  State filter(std::size_t filter);
  static bool is_missing(CellView cell);

  struct Fault {
    std::size_t column = 0;
    std::string reason;
  };
  const Fault& fault() const { return fault_; }
  State refuse(std::size_t column, std::string reason);

 private:
  struct DateRead {
    State state = State::unread;
    Date value;
  };
  struct NumberRead {
    State state = State::unread;
    bool provisional = false;
    Decimal value;
  };
  struct NumberHow {
    UnitFinding unit;
    std::optional<int> plain_shift;  // of a text that is digits and a point; empty: the long way
  };
  struct Bound {
    std::optional<Date> date;
    std::optional<Decimal> number;
    NumberHow how;
  };

  static NumberHow how_of(UnitFinding unit, std::optional<Measure> measure);
  void read_date_into(std::size_t date, DateRead& read);
  State read_date_cell(std::size_t column, CellView cell, Date& value);
  State read_number_cell(const PlannedNumber& number, const NumberHow& how, CellView cell,
                         NumberRead& read);
  State test_filter(std::size_t at, CellView cell);
  State test_bound(std::size_t at, CellView cell);
  Result<void> bind_bounds(std::span<const std::string> unit_headers);

  const RecordPlan& plan_;
  std::vector<std::size_t> positions_;  // of the plan's columns in a row; beyond every row: none
  std::vector<NumberHow> numbers_how_;
  std::vector<std::vector<std::string>> filter_texts_;
  std::vector<Bound> bounds_;
  RecordRow row_;
  std::vector<DateRead> dates_;
  std::vector<NumberRead> numbers_;
  std::vector<State> filters_;
  std::vector<TextMemo<DateRead>> date_memos_;  // by date
  std::vector<TextMemo<State>> filter_memos_;   // by filter
  Fault fault_;
};

}  // namespace planwatch
