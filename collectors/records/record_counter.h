#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collectors/extract/sheet.h"
#include "collectors/records/key_set.h"
#include "collectors/records/record_cells.h"
#include "collectors/records/record_groups.h"
#include "collectors/records/record_plan.h"
#include "collectors/records/record_row.h"
#include "collectors/records/workday_table.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"

namespace planwatch {

// Counts records as they pass by: figures by area and period as RecordsMapping says. What it keeps
// does not grow with the number of records, but for their keys where the mapping names a key
// column (at most 32 bytes each) and for medians of other numbers than days (16 bytes each, at
// most default_max_median_values).
//
// A record is counted whole or not at all: where one of the cells that its aggregates need was not
// understood, it is refused with the cell's place and no figure has it.
class RecordCounter {
 public:
  static constexpr std::size_t default_max_median_values = 2'000'000;
  static constexpr std::size_t most_refused_kept = 1'000;

  // Both must outlive the counter.
  RecordCounter(const RecordsMapping& mapping, const Configuration& configuration,
                std::size_t max_median_values = default_max_median_values);
  RecordCounter(const RecordCounter&) = delete;
  RecordCounter& operator=(const RecordCounter&) = delete;

  // The rows in which the header is looked for, or a table with `columns` and no rows. Answers with
  // the position of the first row of data in `head`. `sheet` as Place::sheet.
  Result<std::size_t> begin(Table head, std::uint16_t sheet);
  // How many rows are enough for `begin`.
  static constexpr std::size_t head_rows = 40;

  // JSON: columns as they are met. False: the mapped columns turn out to be others than those that
  // were counted, so that the table has to be read whole.
  Result<bool> begin_columns(const Table& head);
  // After the last row: an error where a mapped column was in no row.
  Result<void> check_columns() const;

  // False: the whole document is refused, see error().
  bool take(const RecordRow& row);
  const Error& error() const { return error_; }

  void finish(Extracted& out);

 private:
  using State = RecordCells::State;
  enum class Outcome { counted, passed_over, refused };
  struct Contribution {
    bool counts = false;
    bool hit = false;
    bool has_value = false;
    bool provisional = false;
    Decimal value, base;
    int days = 0;
  };

  Result<std::vector<std::optional<std::size_t>>> positions_of(const Header& header);
  bool is_no_record(const RecordRow& row);
  bool may_be_no_record(const RecordRow& row) const;
  Outcome read(const RecordRow& row);
  State all_pass(const std::vector<std::size_t>& filters);
  State find_area(AreaIndex& area);
  std::optional<AreaIndex> area_named(std::string_view text) const;
  State contribute(std::size_t at, Contribution& contribution);
  State contribute_days(const PlannedAggregate& aggregate, Contribution& contribution);
  State contribute_number(const PlannedAggregate& aggregate, Contribution& contribution);
  bool count(std::vector<RecordSum>& sums);
  void refuse(const RecordRow& row);
  TableRow row_of(const RecordRow& row) const;
  void write_notes(Extracted& out) const;

  const RecordsMapping& mapping_;
  const Configuration& configuration_;
  Result<RecordPlan> plan_;
  std::optional<RecordCells> cells_;
  Table head_;
  std::uint16_t sheet_ = 0;
  Header header_;
  TableRow header_row_;
  std::vector<std::optional<std::size_t>> positions_;  // of the plan's columns
  std::vector<std::size_t> keys_;                      // columns that say what a row is about
  std::map<std::string, AreaIndex> areas_by_name_;
  TextMemo<AreaIndex> area_memo_;
  std::optional<AreaIndex> plan_area_;
  RecordGroups groups_{0};
  std::optional<KeySet128> known_keys_;
  std::optional<WorkdayTable> workdays_;
  std::vector<Contribution> contributions_;
  std::vector<std::uint64_t> without_value_;  // by aggregate
  std::size_t max_median_values_;
  std::size_t median_values_ = 0;

  std::uint64_t rows_ = 0;  // of data, kept or not
  std::uint64_t counted_ = 0;
  std::uint64_t refused_ = 0;
  std::vector<RejectedRow> rejected_;
  RowNotes notes_;
  Error error_;
};

// A whole table: extract_records and whatever cannot be streamed.
Result<void> count_table(const Table& table, std::uint16_t sheet, const RecordsMapping& mapping,
                         const Configuration& configuration, Extracted& out);

}  // namespace planwatch
