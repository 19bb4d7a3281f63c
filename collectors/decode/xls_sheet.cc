#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "collectors/decode/little_endian.h"
#include "collectors/decode/number_text.h"
#include "collectors/decode/sheet_merges.h"
#include "collectors/decode/xls_book.h"
#include "collectors/decode/xls_records.h"

namespace planwatch {
namespace {

// A number of 30 bits, whole or the upper ones of a double, perhaps times 100.
double unpacked(std::uint32_t packed) {
  const bool hundredfold = (packed & 1) != 0;
  const bool whole = (packed & 2) != 0;
  const double value = whole ? static_cast<double>(static_cast<std::int32_t>(packed) >> 2)
                             : std::bit_cast<double>(std::uint64_t{packed & 0xFFFFFFFCu} << 32);
  return hundredfold ? value / 100 : value;
}

std::string error_text(unsigned code) {
  static constexpr std::array<std::pair<unsigned, std::string_view>, 7> names{{{0x00, "#NULL!"},
                                                                               {0x07, "#DIV/0!"},
                                                                               {0x0F, "#VALUE!"},
                                                                               {0x17, "#REF!"},
                                                                               {0x1D, "#NAME?"},
                                                                               {0x24, "#NUM!"},
                                                                               {0x2A, "#N/A"}}};
  for (const auto& [known, name] : names) {
    if (known == code) return std::string(name);
  }
  return fmt::format("#ERR{}!", code);
}

Cell truth_cell(bool truth) {
  return {CellType::boolean, false, truth ? "true" : "false"};
}

class SheetRecords {
 public:
  SheetRecords(std::string_view stream, const XlsBook& book, const XlsSheetEntry& sheet,
               TableBudget& budget)
      : records_(stream, sheet.offset), book_(book), entry_(sheet), budget_(budget) {}

  Result<Table> read() {
    if (!records_.next() || records_.type() != xls::begin) damaged("的开头不对");
    for (int depth = 1; !error_ && depth > 0;) {
      if (!records_.next()) {
        damaged("没有写完");
      } else if (records_.type() == xls::begin) {
        ++depth;  // a chart inside the sheet
      } else if (records_.type() == xls::end) {
        --depth;
      } else if (depth == 1) {
        take();
      }
    }
    if (!error_) finish();
    if (error_) return tl::make_unexpected(*error_);
    return std::move(table_);
  }

 private:
  std::string_view data() const { return records_.data(); }

  void take() {
    switch (records_.type()) {
      case xls::row:
        return take_row();
      case xls::merged_cells:
        return take_merges();
      case xls::many_numbers:
        return take_many_numbers();
      case xls::text_result:
        return take_text_result();
      case xls::continued:
        return take_more_text();
      case xls::number:
      case xls::packed_number:
      case xls::formula:
      case xls::boolean_or_error:
      case xls::shared_text:
      case xls::label:
      case xls::rich_text:
        return take_cell();
      default:
        return;
    }
  }

  void take_row() {
    constexpr std::uint32_t zero_height = 0x20;
    if (data().size() < 14) return damaged("的行信息不对");
    if ((u16_at(data(), 12) & zero_height) != 0) hidden_.insert(u16_at(data(), 0) + 1);
  }

  void take_merges() {
    if (data().size() < 2) return damaged("的合并区域不对");
    const std::uint32_t count = u16_at(data(), 0);
    if (data().size() < 2 + std::size_t{count} * 8) return damaged("的合并区域不对");
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = 2 + 8 * i;
      const CellArea area{{u16_at(data(), at) + 1, u16_at(data(), at + 4) + 1},
                          {u16_at(data(), at + 2) + 1, u16_at(data(), at + 6) + 1}};
      const bool ordered = area.first.row <= area.last.row && area.first.column <= area.last.column;
      if (!ordered) return damaged("的合并区域不对");
      if (!budget_.take_cell(0)) return over_budget();
      merges_.push_back(area);
    }
  }

  void take_many_numbers() {
    if (data().size() < 12 || data().size() % 6 != 0) return damaged("的数值记录不对");
    const CellReference first = place();
    const std::size_t count = (data().size() - 6) / 6;
    for (std::size_t i = 0; i < count && !error_; ++i) {
      const CellReference at{first.row, first.column + static_cast<std::uint32_t>(i)};
      put(at, number_cell(u16_at(data(), 4 + 6 * i), unpacked(u32_at(data(), 6 + 6 * i))));
    }
  }

  void take_cell() {
    if (data().size() < 8) return damaged("的单元格记录不对");
    const std::uint32_t format = u16_at(data(), 4);
    switch (records_.type()) {
      case xls::packed_number:
        if (data().size() < 10) return damaged("的数值记录不对");
        return put(place(), number_cell(format, unpacked(u32_at(data(), 6))));
      case xls::number:
        if (data().size() < 14) return damaged("的数值记录不对");
        return put(place(), number_cell(format, std::bit_cast<double>(u64_at(data(), 6))));
      case xls::boolean_or_error:
        return put(place(), data()[7] == 0 ? truth_cell(data()[6] != 0)
                                           : Cell{CellType::error, false, error_text(byte(6))});
      case xls::formula:
        return take_formula(format);
      case xls::shared_text:
        return take_shared_text();
      default:
        return take_label();
    }
  }

  // The stored result: a number, or two bytes of ones behind what else it is.
  void take_formula(std::uint32_t format) {
    if (data().size() < 14) return damaged("的公式记录不对");
    if (u16_at(data(), 12) != 0xFFFF) {
      return put(place(), number_cell(format, std::bit_cast<double>(u64_at(data(), 6))));
    }
    switch (byte(6)) {
      case 0:
        result_at_ = place();
        return;
      case 1:
        return put(place(), truth_cell(data()[8] != 0));
      case 2:
        return put(place(), Cell{CellType::error, false, error_text(byte(8))});
      default:
        return;  // an empty text
    }
  }

  // The text that the formula before it results in; FreeXL does not read these.
  void take_text_result() {
    if (!result_at_) return;
    if (data().size() < 3) return damaged("的公式结果不对");
    result_.clear();
    characters_left_ = u16_at(data(), 0);
    append_characters(2);
  }
  void take_more_text() {
    if (characters_left_ > 0 && !data().empty()) append_characters(0);
  }
  // A byte at `at` says how wide the characters behind it are.
  void append_characters(std::size_t at) {
    const bool wide = (byte(at) & 1) != 0;
    const std::string_view written = data().substr(at + 1);
    const std::size_t here = std::min(characters_left_, written.size() / (wide ? 2 : 1));
    result_ += xls_text(written, here, wide);
    characters_left_ -= here;
    if (characters_left_ > 0) return;
    if (!result_.empty()) put(*result_at_, Cell{CellType::text, false, std::move(result_)});
    result_at_.reset();
  }

  std::optional<Cell> number_cell(std::uint32_t format, double value) {
    if (!std::isfinite(value)) {
      damaged("里有不是数的数值");
      return std::nullopt;
    }
    const NumberKind kind = format < book_.kinds.size() ? book_.kinds[format] : NumberKind::number;
    if (kind == NumberKind::date) {
      if (auto date = date_of_serial(value, book_.date1904)) {
        return Cell{CellType::date, false, *std::move(date)};
      }
    }
    return Cell{kind == NumberKind::percent ? CellType::percent : CellType::number, false,
                number_text(value)};
  }

  void take_shared_text() {
    if (data().size() < 10) return damaged("的文字记录不对");
    const auto text = book_.texts.at(u32_at(data(), 6));
    if (!text) return damaged("引用了没有的共享文字");
    put_text(std::string(*text));
  }
  // The text itself, perhaps with fonts behind it.
  void take_label() {
    if (data().size() < 9) return damaged("的文字记录不对");
    const std::size_t characters = u16_at(data(), 6);
    const bool wide = (byte(8) & 1) != 0;
    if ((data().size() - 9) / (wide ? 2 : 1) < characters) return damaged("的文字记录不对");
    put_text(xls_text(data().substr(9), characters, wide));
  }
  void put_text(std::string text) {
    if (!text.empty()) put(place(), Cell{CellType::text, false, std::move(text)});
  }

  void put(CellReference at, std::optional<Cell> cell) {
    if (!cell || error_) return;
    if (at.column > max_xls_columns) return damaged("的列超出范围");
    std::vector<Cell>& cells = rows_[at.row];
    if (!budget_.take_column(at.column)) return over_budget();
    const std::size_t added = at.column > cells.size() ? at.column - cells.size() : 0;
    if (!budget_.take_cells(added, cell->text.size())) return over_budget();
    if (added > 0) cells.resize(at.column);
    if (cells[at.column - 1].type != CellType::empty) return damaged("里同一个单元格写了两次");
    cells[at.column - 1] = *std::move(cell);
  }

  void finish() {
    if (result_at_) return damaged("的公式结果没有写完");
    table_.name = entry_.name;
    table_.hidden = entry_.hidden;
    table_.addressing = Table::Addressing::sheet;
    table_.rows.reserve(rows_.size());
    for (auto& [number, cells] : rows_) {
      if (!budget_.take_row()) return over_budget();
      table_.rows.push_back({number, hidden_.contains(number), std::move(cells)});
    }
    if (!apply_merges(table_, merges_, budget_)) over_budget();
  }

  CellReference place() const { return {u16_at(data(), 0) + 1, u16_at(data(), 2) + 1}; }
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(data()[at]); }

  void damaged(std::string_view what) {
    if (error_) return;
    error_ = Error{ErrorCode::corrupt, false,
                   fmt::format("工作簿损坏：工作表“{}”{}；请用 Excel 或 WPS 打开后另存为 .xlsx "
                               "重新报送",
                               entry_.name, what)};
  }
  void over_budget() { error_ = budget_.error(); }

  static constexpr std::uint32_t max_xls_columns = 256;

  XlsRecords records_;
  const XlsBook& book_;
  const XlsSheetEntry& entry_;
  TableBudget& budget_;
  Table table_;
  std::vector<CellArea> merges_;
  std::map<std::uint32_t, std::vector<Cell>> rows_;
  std::set<std::uint32_t> hidden_;
  std::optional<CellReference> result_at_;  // a formula whose text is still to come
  std::size_t characters_left_ = 0;
  std::string result_;
  std::optional<Error> error_;
};

}  // namespace

Result<Table> read_xls_sheet(std::string_view stream, const XlsBook& book,
                             const XlsSheetEntry& sheet, TableBudget& budget) {
  return SheetRecords(stream, book, sheet, budget).read();
}

}  // namespace planwatch
