#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "collectors/extract/duplicates.h"
#include "collectors/extract/figure.h"
#include "collectors/extract/sheet.h"
#include "rules/model/configuration.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// Reads the rows of one document's sheets into observations.
class ObservationReader {
 public:
  ObservationReader(const ObservationMapping& mapping, const FeedSpec& feed, const Plan& plan);

  // The columns that a table must have. JSON objects may leave out keys that are null: there a
  // figure's value is enough, or its two parts.
  static std::vector<std::string> wanted_columns(const ObservationMapping& mapping,
                                                 const Table& table);

  // An error when the sheet's rows cannot be read at all: no period is stated anywhere.
  Result<void> read(const Sheet& sheet, Extracted& out);
  // After the last sheet.
  void finish(Extracted& out);

 private:
  void collect_indicators();
  void collect_areas();
  struct Columns;
  struct Keys {
    AreaIndex area;
    PeriodReading period;
    std::optional<Date> report_date;
    std::optional<IndicatorIndex> indicator;
  };
  Result<Columns> find_columns(const Sheet& sheet) const;
  void read_row(const Sheet& sheet, const Columns& columns, const TableRow& row, Extracted& out);
  std::optional<Keys> read_keys(const Sheet& sheet, const Columns& columns, const TableRow& row,
                                std::vector<RejectedRow>& rejected) const;
  void read_entry(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                  const Keys& keys, Extracted& out);
  std::variant<PeriodReading, NotAValue> period_of(const Sheet& sheet, const Columns& columns,
                                                   const TableRow& row) const;
  std::variant<AreaIndex, NotAValue> area_of(const Sheet& sheet, const Columns& columns,
                                             const TableRow& row) const;
  std::variant<IndicatorIndex, NotAValue> indicator_named(const std::string& text) const;

  const ObservationMapping& mapping_;
  const FeedSpec& feed_;
  const Plan& plan_;
  std::map<std::string, IndicatorIndex> indicators_by_name_;  // ids, names, the mapping's names
  std::map<std::string, AreaIndex> areas_by_name_;            // codes and names
  std::vector<Draft> drafts_;
};

}  // namespace planwatch
