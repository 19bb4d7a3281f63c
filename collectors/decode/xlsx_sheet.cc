#include "collectors/decode/xlsx_sheet.h"

#include <charconv>
#include <fmt/format.h>

#include "collectors/decode/sheet_merges.h"

namespace planwatch {
namespace {

template <class Number>
bool parse_whole(std::string_view text, Number& value) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
}

}  // namespace

Result<Table> SheetReader::read() {
  table_.addressing = Table::Addressing::sheet;
  const bool good = read_document() && (apply_merges(table_, merges_, budget_) || over_budget());
  if (good) return std::move(table_);
  return tl::make_unexpected(error_.message.empty() ? xml_.error() : error_);
}

// To the very end, where the container compares its checksum.
bool SheetReader::read_document() {
  while (true) {
    switch (xml_.next()) {
      case XmlPull::Event::start:
        if (!read_worksheet()) return false;
        break;
      case XmlPull::Event::done:
        return true;
      case XmlPull::Event::failed:
        return false;
      default:
        break;
    }
  }
}

bool SheetReader::read_worksheet() {
  if (xml_.name() != "worksheet") return damaged({}, "不是工作表");
  const std::size_t depth = xml_.depth();
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    const bool rows = xml_.name() == "sheetData";
    const bool merges = xml_.name() == "mergeCells";
    const bool good = rows ? read_rows() : merges ? read_merges() : xml_.skip_element();
    if (!good) return false;
  }
  return false;
}

bool SheetReader::read_rows() {
  const std::size_t depth = xml_.depth();
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    const bool row = xml_.name() == "row";
    if (!(row ? read_row() : xml_.skip_element())) return false;
  }
  return false;
}

bool SheetReader::read_row() {
  TableRow row;
  if (!place_row(row) || !read_cells(row)) return false;
  if (row.cells.empty()) return true;  // formatted only
  if (!budget_.take_row()) return over_budget();
  table_.rows.push_back(std::move(row));
  return true;
}

// Rows without the r attribute follow the row before.
bool SheetReader::place_row(TableRow& row) {
  row.number = last_row_ + 1;
  const auto number = xml_.attribute("r");
  if (number && !parse_whole(*number, row.number)) return damaged({}, "行号写法不对");
  if (row.number <= last_row_ || row.number > max_sheet_rows) {
    return damaged({row.number, 1}, "行号没有递增或超出范围");
  }
  const auto hidden = xml_.attribute("hidden");
  row.hidden = hidden && (*hidden == "1" || *hidden == "true");
  last_row_ = row.number;
  return true;
}

bool SheetReader::read_cells(TableRow& row) {
  const std::size_t depth = xml_.depth();
  CellReference at{row.number, 0};
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    if (xml_.name() != "c") {
      if (!xml_.skip_element()) return false;
      continue;
    }
    if (!place_cell(at) || !read_cell(row, at)) return false;
  }
  return false;
}

// Cells without the r attribute follow the cell before.
bool SheetReader::place_cell(CellReference& at) {
  CellReference next{at.row, at.column + 1};
  if (const auto written = xml_.attribute("r")) {
    const auto reference = parse_cell_reference(*written);
    if (!reference || reference->row != at.row || reference->column <= at.column) {
      return damaged(next, "附近单元格的地址不对或重复");
    }
    next = *reference;
  }
  if (next.column > max_sheet_columns) return damaged(at, "之后的列超出范围");
  at = next;
  return true;
}

bool SheetReader::read_cell(TableRow& row, CellReference at) {
  RawCell raw;
  raw.type = xml_.attribute("t").value_or("");
  if (const auto style = xml_.attribute("s"); style && !parse_whole(*style, raw.style)) {
    return damaged(at, "格式编号不对");
  }
  if (!read_cell_parts(raw)) return false;
  auto cell = make_cell(raw, context_);
  if (!cell) return damaged(at, "的值与它的类型不符");
  return cell->type == CellType::empty || append(row, at, std::move(*cell));
}

bool SheetReader::read_cell_parts(RawCell& raw) {
  const std::size_t depth = xml_.depth();
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    bool good = false;
    if (xml_.name() == "v") {
      raw.has_value = true;
      good = xml_.read_text(raw.value);
    } else if (xml_.name() == "f") {
      raw.has_formula = true;
      good = xml_.read_text(raw.formula);
    } else if (xml_.name() == "is") {
      raw.has_value = true;
      good = read_rich_text(xml_, raw.inline_text);
    } else {
      good = xml_.skip_element();
    }
    if (!good) return false;
  }
  return false;
}

bool SheetReader::append(TableRow& row, CellReference at, Cell cell) {
  if (!budget_.take_column(at.column)) return over_budget();
  const std::size_t added = at.column - row.cells.size();
  if (!budget_.take_cells(added, cell.text.size())) return over_budget();
  row.cells.resize(at.column);
  row.cells.back() = std::move(cell);
  return true;
}

bool SheetReader::read_merges() {
  const std::size_t depth = xml_.depth();
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    if (xml_.name() == "mergeCell") {
      const auto area = parse_cell_area(xml_.attribute("ref").value_or(""));
      if (!area) return damaged({}, "合并区域写法不对");
      if (!budget_.take_cell(0)) return over_budget();
      merges_.push_back(*area);
    }
    if (!xml_.skip_element()) return false;
  }
  return false;
}

// Goes on to the next element directly inside the one at `parent_depth`; `child` is false where
// that one ended instead.
bool SheetReader::next_child(std::size_t parent_depth, bool& child) {
  while (true) {
    const auto event = xml_.next();
    if (event == XmlPull::Event::failed || event == XmlPull::Event::done) return false;
    child = event == XmlPull::Event::start;
    if (child || (event == XmlPull::Event::end && xml_.depth() == parent_depth)) return true;
  }
}

bool SheetReader::damaged(const CellReference& at, std::string_view what) {
  const std::string where = at.column == 0
                                ? std::string()
                                : fmt::format(" 单元格 {}{} ", column_letters(at.column), at.row);
  error_ = {ErrorCode::corrupt, false,
            fmt::format("工作簿损坏：部件 {}{}{}；请用 Excel 打开后另存为 .xlsx 重新报送", part_,
                        where, what)};
  return false;
}

bool SheetReader::over_budget() {
  error_ = budget_.error();
  return false;
}

}  // namespace planwatch
