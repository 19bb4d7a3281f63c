#include "collectors/decode/ods_reader.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "collectors/decode/ods_package.h"
#include "collectors/decode/sheet_merges.h"

namespace planwatch {
namespace {

constexpr std::size_t max_sheets = 1000;
constexpr std::size_t max_hidden_styles = 10'000;
constexpr std::size_t sheet_depth = 4;  // document-content, body, spreadsheet, table

bool holds_rows(std::string_view name) {
  return name == "table-header-rows" || name == "table-rows" || name == "table-row-group";
}

}  // namespace

OdsReader::OdsReader(ByteSource source, IsWanted is_wanted, TableBudget& budget)
    : xml_(std::move(source), std::string(ods_content)),
      is_wanted_(std::move(is_wanted)),
      budget_(budget) {}

Result<std::optional<Table>> OdsReader::read() {
  bool good = read_document();
  if (good && table_) good = apply_merges(*table_, merges_, budget_) || over_budget();
  if (good) return std::move(table_);
  return tl::make_unexpected(error_ ? *error_ : xml_.error());
}

// To the very end, where the container compares its checksum.
bool OdsReader::read_document() {
  while (true) {
    switch (xml_.next()) {
      case XmlPull::Event::start:
        if (!read_element()) return false;
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

// Styles of tables come before the tables.
bool OdsReader::read_element() {
  const std::string_view name = xml_.name();
  if (xml_.depth() == 1 && name != "document-content") return damaged({}, "不是 OpenDocument 内容");
  if (name == "style" || name == "table-properties") return note_style();
  if (name == "table" && xml_.depth() == sheet_depth) return read_sheet();
  // Old versions of cells and the like, in which tables may occur.
  return name != "tracked-changes" || xml_.skip_element();
}

bool OdsReader::note_style() {
  if (xml_.name() == "style") {
    style_ = xml_.attribute("style:family") == "table"
                 ? std::string(xml_.attribute("style:name").value_or(""))
                 : "";
    return true;
  }
  if (!style_.empty() && xml_.attribute("table:display") == "false" &&
      hidden_styles_.size() < max_hidden_styles) {
    hidden_styles_.insert(style_);
  }
  return true;
}

bool OdsReader::is_hidden_by_style() {
  const auto style = xml_.attribute("table:style-name");
  return style && hidden_styles_.contains(std::string(*style));
}

bool OdsReader::read_sheet() {
  const auto name = xml_.attribute("table:name");
  SheetChoice sheet{
      name && !name->empty() ? std::string(*name) : fmt::format("Sheet{}", sheets_.size() + 1),
      is_hidden_by_style()};
  sheets_.push_back(sheet);
  if (sheets_.size() > max_sheets) {
    error_ = Error{ErrorCode::too_large, false,
                   fmt::format("工作表超过上限 {} 张：请拆分工作簿", max_sheets)};
    return false;
  }
  if (table_ || !is_wanted_(sheet)) return xml_.skip_element();
  table_.emplace();
  table_->name = std::move(sheet.name);
  table_->hidden = sheet.hidden;
  table_->addressing = Table::Addressing::sheet;
  return read_rows(false);
}

bool OdsReader::read_rows(bool hidden) {
  const std::size_t depth = xml_.depth();
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    bool good = false;
    if (xml_.name() == "table-row") {
      good = read_row(hidden);
    } else if (holds_rows(xml_.name())) {
      good = read_rows(hidden || xml_.attribute("table:display") == "false");
    } else {
      good = xml_.skip_element();
    }
    if (!good) return false;
  }
  return false;
}

bool OdsReader::read_row(bool hidden) {
  Row row;
  row.number = next_row_;
  row.repeated = count_attribute("table:number-rows-repeated", max_sheet_rows);
  const auto visibility = xml_.attribute("table:visibility");
  row.hidden = hidden || visibility == "collapse" || visibility == "filter";
  next_row_ = std::min(next_row_ + row.repeated, max_sheet_rows + 1);
  return read_cells(row) && place_row(std::move(row));
}

bool OdsReader::read_cells(Row& row) {
  const std::size_t depth = xml_.depth();
  std::uint32_t column = 1;
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    const bool cell = xml_.name() == "table-cell" || xml_.name() == "covered-table-cell";
    if (!(cell ? read_cell(row, column) : xml_.skip_element())) return false;
  }
  return false;
}

bool OdsReader::read_cell(Row& row, std::uint32_t& column) {
  const CellReference at{row.number, column};
  const std::uint32_t repeated =
      count_attribute("table:number-columns-repeated", max_sheet_columns);
  column = std::min(column + repeated, max_sheet_columns + 1);
  if (!note_merge(at)) return false;
  RawOdsCell raw = raw_ods_cell(xml_);
  if (!read_paragraphs(raw)) return false;
  auto cell = make_ods_cell(std::move(raw));
  if (!cell) return damaged(at, "的值与它的类型不符");
  return cell->type == CellType::empty || place_cell(row, at.column, repeated, *cell);
}

bool OdsReader::read_paragraphs(RawOdsCell& raw) {
  const std::size_t depth = xml_.depth();
  bool first = true;
  bool child = false;
  while (next_child(depth, child)) {
    if (!child) return true;
    if (xml_.name() != "p" && xml_.name() != "h") {
      if (!xml_.skip_element()) return false;
      continue;
    }
    if (!std::exchange(first, false)) raw.text += '\n';
    if (!read_ods_paragraph(xml_, raw.text)) {
      return raw.text.size() <= XmlPull::max_text ? false : damaged({}, "有太长的文字");
    }
  }
  return false;
}

bool OdsReader::note_merge(const CellReference& first) {
  const std::uint32_t columns = count_attribute("table:number-columns-spanned", max_sheet_columns);
  const std::uint32_t rows = count_attribute("table:number-rows-spanned", max_sheet_rows);
  if (columns == 1 && rows == 1) return true;
  if (first.row > max_sheet_rows || first.column > max_sheet_columns) return true;
  if (!budget_.take_cell(0)) return over_budget();
  merges_.push_back({first,
                     {std::min(first.row + rows - 1, max_sheet_rows),
                      std::min(first.column + columns - 1, max_sheet_columns)}});
  return true;
}

bool OdsReader::place_cell(Row& row, std::uint32_t column, std::uint32_t repeated,
                           const Cell& cell) {
  const std::uint32_t last = column + repeated - 1;
  if (last > max_sheet_columns) return damaged({row.number, column}, "之后的列超出范围");
  if (!budget_.take_column(last)) return over_budget();
  const std::size_t added = last - row.cells.size();
  if (!budget_.take_cells(added, repeated * std::uint64_t{cell.text.size()})) return over_budget();
  row.cells.resize(column - 1);
  row.cells.resize(last, cell);
  return true;
}

bool OdsReader::place_row(Row row) {
  if (row.cells.empty()) return true;
  if (row.number + row.repeated - 1 > max_sheet_rows) return damaged({}, "的行超出范围");
  std::uint64_t bytes = 0;
  for (const Cell& cell : row.cells) bytes += cell.text.size();
  for (std::uint32_t i = 0; i < row.repeated; ++i) {
    const bool first = i == 0;  // its cells are paid for
    if (!budget_.take_row() || (!first && !budget_.take_cells(row.cells.size(), bytes))) {
      return over_budget();
    }
    TableRow& placed = table_->rows.emplace_back();
    placed.number = row.number + i;
    placed.hidden = row.hidden;
    if (i + 1 == row.repeated) {
      placed.cells = std::move(row.cells);
      return true;
    }
    placed.cells = row.cells;
  }
  return true;
}

// Goes on to the next element directly inside the one at `parent_depth`; `child` is false where
// that one ended instead.
bool OdsReader::next_child(std::size_t parent_depth, bool& child) {
  while (true) {
    const auto event = xml_.next();
    if (event == XmlPull::Event::failed || event == XmlPull::Event::done) return false;
    child = event == XmlPull::Event::start;
    if (child || (event == XmlPull::Event::end && xml_.depth() == parent_depth)) return true;
  }
}

// A count from 1 on; what is no number counts as 1, what is beyond `most` as one more than it.
std::uint32_t OdsReader::count_attribute(const char* name, std::uint32_t most) const {
  const auto written = xml_.attribute(name);
  if (!written) return 1;
  std::uint32_t count = 0;
  const auto parsed = std::from_chars(written->data(), written->data() + written->size(), count);
  if (parsed.ec == std::errc::result_out_of_range) return most + 1;
  return parsed.ec == std::errc{} && count > 0 ? std::min(count, most + 1) : 1;
}

bool OdsReader::damaged(const CellReference& at, std::string_view what) {
  const std::string where = at.column == 0
                                ? std::string()
                                : fmt::format(" 单元格 {}{} ", column_letters(at.column), at.row);
  const std::string sheet =
      sheets_.empty() ? std::string() : fmt::format(" 工作表“{}”", sheets_.back().name);
  error_ = Error{ErrorCode::corrupt, false,
                 fmt::format("工作簿损坏：部件 {}{}{}{}；请用 Excel 或 WPS 打开后另存为 .xlsx "
                             "重新报送",
                             ods_content, sheet, where, what)};
  return false;
}

bool OdsReader::over_budget() {
  error_ = budget_.error();
  return false;
}

}  // namespace planwatch
