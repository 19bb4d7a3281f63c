#pragma once

#include <string>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/cell_reference.h"
#include "collectors/decode/xlsx_cell.h"
#include "collectors/decode/xml_pull.h"

namespace planwatch {

// Reads a sheet's part into a table, row by row: nothing of the XML is kept. The name and whether
// the sheet is hidden are the caller's.
class SheetReader {
 public:
  // `part` is the sheet's part, for errors.
  SheetReader(ByteSource source, const std::string& part, const CellContext& context,
              TableBudget& budget)
      : xml_(std::move(source), part), part_(part), context_(context), budget_(budget) {}

  Result<Table> read();

 private:
  bool read_document();
  bool read_worksheet();
  bool read_rows();
  bool read_row();
  bool read_cells(TableRow& row);
  bool read_cell(TableRow& row, CellReference at);
  bool read_cell_parts(RawCell& raw);
  bool read_merges();
  bool place_row(TableRow& row);
  bool place_cell(CellReference& at);
  bool append(TableRow& row, CellReference at, Cell cell);
  bool next_child(std::size_t parent_depth, bool& child);
  bool damaged(const CellReference& at, std::string_view what);
  bool over_budget();

  XmlPull xml_;
  std::string part_;
  const CellContext& context_;
  TableBudget& budget_;
  Table table_;
  std::vector<CellArea> merges_;
  std::uint32_t last_row_ = 0;
  Error error_;  // set when reading stopped for a reason of the sheet's own
};

}  // namespace planwatch
