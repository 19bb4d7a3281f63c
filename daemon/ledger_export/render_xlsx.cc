#include <chrono>
#include <xlsxwriter.h>

#include "daemon/ledger_export/typed_table.h"
#include "daemon/workbook/workbook_bytes.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t most_cell_characters = 32'000;  // the format's limit is 32767 UTF-16 units

// At most so many characters, cut between two of them; a cell that is too long would be left out.
std::string fitting(const std::string& text) {
  std::string clean = clean_utf8(text);
  std::size_t units = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto byte = static_cast<unsigned char>(clean[i]);
    if ((byte & 0xC0U) == 0x80U) continue;
    units += byte >= 0xF0U ? 2 : 1;
    if (units > most_cell_characters) return clean.substr(0, i) + "……（过长，已截断）";
  }
  return clean;
}

class SheetWriter {
 public:
  SheetWriter(const TypedTable& table, const std::string& path)
      : table_(table), workbook_(workbook_new(path.c_str())) {
    lxw_doc_properties properties{};
    std::string name = table.name;
    properties.title = name.data();
    properties.created = static_cast<time_t>(
        std::chrono::floor<std::chrono::seconds>(table.made_at).time_since_epoch().count());
    workbook_set_properties(workbook_, &properties);
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    header_ = workbook_add_format(workbook_);
    format_set_bold(header_);
    format_set_bg_color(header_, 0xDDE7F3);
    format_set_border(header_, LXW_BORDER_THIN);
    text_ = workbook_add_format(workbook_);
    format_set_num_format(text_, "@");
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    number_ = workbook_add_format(workbook_);
    format_set_num_format(number_, "0");
    format_set_align(number_, LXW_ALIGN_VERTICAL_TOP);
    date_ = workbook_add_format(workbook_);
    format_set_num_format(date_, "yyyy-mm-dd");
    format_set_align(date_, LXW_ALIGN_VERTICAL_TOP);
  }

  lxw_error write() {
    write_header();
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      row_ = static_cast<lxw_row_t>(r + 1);
      const auto& cells = table_.rows[r];
      for (std::size_t c = 0; c < cells.size(); ++c) {
        column_ = static_cast<lxw_col_t>(c);
        std::visit(*this, cells[c]);
      }
    }
    const lxw_error closed = workbook_close(workbook_);
    return error_ == LXW_NO_ERROR ? closed : error_;
  }

  void operator()(std::monostate) {}
  void operator()(const std::string& text) {
    if (text.empty()) return;
    note(worksheet_write_string(sheet_, row_, column_, fitting(text).c_str(), text_));
  }
  void operator()(std::int64_t number) {
    note(worksheet_write_number(sheet_, row_, column_, static_cast<double>(number), number_));
  }
  void operator()(Date date) {
    lxw_datetime when{
        year_of(date), static_cast<int>(month_of(date)), static_cast<int>(day_of(date)), 0, 0, 0.0};
    note(worksheet_write_datetime(sheet_, row_, column_, &when, date_));
  }
  void operator()(IdNumber id) { (*this)(std::to_string(id.value)); }

 private:
  void write_header() {
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      const TypedColumn& about = table_.columns[c];
      worksheet_set_column(sheet_, column, column, about.width, nullptr);
      note(worksheet_write_string(sheet_, 0, column, about.title.c_str(), header_));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    const auto last_column = static_cast<lxw_col_t>(table_.columns.size() - 1);
    const auto last_row = static_cast<lxw_row_t>(table_.rows.size());
    note(worksheet_autofilter(sheet_, 0, 0, last_row, last_column));
    // Ids are digits on purpose.
    const std::string range = "A1:XFD" + std::to_string(last_row + 1);
    worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.c_str());
  }
  // The first error counts: a cell that is left out in silence would be a lie.
  void note(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  const TypedTable& table_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace

Result<std::string> render_xlsx(const TypedTable& table) {
  return workbook_bytes([&](const std::string& path) -> Result<void> {
    const lxw_error error = SheetWriter(table, path).write();
    if (error == LXW_NO_ERROR) return {};
    return fail(ErrorCode::io, "生成 XLSX 失败 " + path + "：" + lxw_strerror(error) +
                                   "；请检查临时目录的权限和空间 (cannot write the workbook)");
  });
}

}  // namespace planwatch
