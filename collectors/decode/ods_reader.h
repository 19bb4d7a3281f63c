#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/cell_reference.h"
#include "collectors/decode/ods_cell.h"
#include "collectors/decode/sheet_choice.h"
#include "collectors/decode/table.h"
#include "collectors/decode/xml_pull.h"

namespace planwatch {

// Reads content.xml in one pass: the names of all sheets, the cells of one.
class OdsReader {
 public:
  // `is_wanted` is asked for each sheet until one is.
  using IsWanted = std::function<bool(const SheetChoice&)>;

  OdsReader(ByteSource source, IsWanted is_wanted, TableBudget& budget);

  // The wanted sheet, or none.
  Result<std::optional<Table>> read();
  const std::vector<SheetChoice>& sheets() const { return sheets_; }  // after read

 private:
  // A row element's cells, to be placed as often as the row repeats.
  struct Row {
    std::uint32_t number = 0;
    std::uint32_t repeated = 1;
    bool hidden = false;
    std::vector<Cell> cells;
  };

  bool read_document();
  bool read_element();
  bool note_style();
  bool read_sheet();
  bool read_rows(bool hidden);
  bool read_row(bool hidden);
  bool read_cells(Row& row);
  bool read_cell(Row& row, std::uint32_t& column);
  bool read_paragraphs(RawOdsCell& raw);
  bool note_merge(const CellReference& first);
  bool place_cell(Row& row, std::uint32_t column, std::uint32_t repeated, const Cell& cell);
  bool place_row(Row row);

  bool next_child(std::size_t parent_depth, bool& child);
  bool is_hidden_by_style();
  std::uint32_t count_attribute(const char* name, std::uint32_t most) const;
  bool damaged(const CellReference& at, std::string_view what);
  bool over_budget();

  XmlPull xml_;
  IsWanted is_wanted_;
  TableBudget& budget_;
  std::string style_;                    // the table style that is being read
  std::set<std::string> hidden_styles_;  // of tables that are not shown
  std::vector<SheetChoice> sheets_;
  std::optional<Table> table_;
  std::vector<CellArea> merges_;
  std::uint32_t next_row_ = 1;
  std::optional<Error> error_;
};

}  // namespace planwatch
