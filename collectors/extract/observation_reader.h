#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "collectors/extract/duplicates.h"
#include "collectors/extract/figure.h"
#include "collectors/extract/sheet.h"
#include "collectors/extract/wide_table.h"
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
  // What else makes a header; empty: nothing does. The mapping has to outlive it.
  static HeaderScore header_score(const ObservationMapping& mapping);

  // An error when the sheet's rows cannot be read at all: no period is stated anywhere.
  Result<void> read(const Sheet& sheet, Extracted& out);
  // After the last sheet.
  void finish(Extracted& out);

 private:
  void collect_indicators();
  void collect_areas();
  struct Columns;
  // Says its period itself where periods stand across.
  struct Entry {
    FigureColumns columns;
    std::optional<std::size_t> wide;  // position in Columns::wide
  };
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
  Result<FigureColumns> find_figure(const Sheet& sheet, const ValueColumns& values) const;
  Result<void> find_figures(const Sheet& sheet, Columns& columns) const;
  void read_entry(const Sheet& sheet, const TableRow& row, const Columns& columns,
                  const Entry& entry, const Keys& keys, Extracted& out);
  bool is_left_out(const Sheet& sheet, const Columns& columns, const Entry& entry,
                   const Indicator& indicator);
  void keep(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
            const Figure& figure, IndicatorIndex indicator, const Keys& keys, Extracted& out);
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
  std::set<std::string> left_out_;  // notes about columns of the sheet that is being read
};

}  // namespace planwatch
