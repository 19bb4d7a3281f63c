#include "daemon/demo/xlsx_writer.h"

#include <algorithm>
#include <chrono>
#include <vector>
#include <xlsxwriter.h>

#include "rules/model/decimal.h"

namespace planwatch::demo {

namespace {

std::vector<std::string> levels_of(const std::string& column) {
  std::vector<std::string> levels;
  std::size_t begin = 0;
  for (std::size_t slash = column.find('/'); slash != std::string::npos;
       slash = column.find('/', begin)) {
    levels.push_back(column.substr(begin, slash - begin));
    begin = slash + 1;
  }
  levels.push_back(column.substr(begin));
  return levels;
}

lxw_datetime datetime_of(const std::string& date) {
  const Date day = parse_date(date).value_or(Date{});
  return {year_of(day), static_cast<int>(month_of(day)), static_cast<int>(day_of(day)), 0, 0, 0.0};
}

class WorkbookWriter {
 public:
  WorkbookWriter(const SampleTable& table, const XlsxStyle& style, const std::string& path)
      : table_(table) {
    lxw_workbook_options options{};
    // Constant memory is the mode in which the library writes texts into the cells.
    options.constant_memory = style.inline_strings ? LXW_TRUE : LXW_FALSE;
    workbook_ = workbook_new_opt(path.c_str(), &options);
    set_properties(style.created);
    sheet_ = workbook_add_worksheet(workbook_, sample_mark);
    percent_ = workbook_add_format(workbook_);
    format_set_num_format(percent_, "0.00%");
    date_ = workbook_add_format(workbook_);
    format_set_num_format(date_, "yyyy-mm-dd");
  }

  lxw_error write() {
    write_title();
    write_header();
    for (const SampleRow& row : table_.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) write_cell(row[i], static_cast<lxw_col_t>(i));
      ++row_;
    }
    return workbook_close(workbook_);
  }

 private:
  void set_properties(Instant created) {
    lxw_doc_properties properties{};
    std::string title = sample_mark;
    properties.title = title.data();
    properties.created = static_cast<time_t>(
        std::chrono::floor<std::chrono::seconds>(created).time_since_epoch().count());
    workbook_set_properties(workbook_, &properties);
  }

  lxw_col_t last_column() const { return static_cast<lxw_col_t>(table_.columns.size() - 1); }

  void write_title() {
    if (table_.title.empty()) return;
    if (last_column() > 0) {
      worksheet_merge_range(sheet_, row_, 0, row_, last_column(), table_.title.c_str(), nullptr);
    } else {
      worksheet_write_string(sheet_, row_, 0, table_.title.c_str(), nullptr);
    }
    ++row_;
  }

  void write_header() {
    std::vector<std::vector<std::string>> columns;
    std::size_t depth = 1;
    for (const std::string& column : table_.columns) {
      columns.push_back(levels_of(column));
      depth = std::max(depth, columns.back().size());
    }
    for (std::size_t level = 0; level < depth; ++level) write_level(columns, level, depth);
    row_ += static_cast<lxw_row_t>(depth);
  }

  void write_level(const std::vector<std::vector<std::string>>& columns, std::size_t level,
                   std::size_t depth) {
    for (std::size_t i = 0; i < columns.size();) {
      std::size_t end = i + 1;
      if (level >= columns[i].size()) {
        i = end;
        continue;
      }
      const bool lowest = level + 1 == columns[i].size();
      while (!lowest && end < columns.size() && level + 1 < columns[end].size() &&
             columns[end][level] == columns[i][level]) {
        ++end;
      }
      write_name(columns[i][level], level, lowest ? depth - 1 : level, i, end - 1);
      i = end;
    }
  }

  void write_name(const std::string& name, std::size_t top, std::size_t bottom, std::size_t left,
                  std::size_t right) {
    const auto first_row = row_ + static_cast<lxw_row_t>(top);
    const auto last_row = row_ + static_cast<lxw_row_t>(bottom);
    const auto first = static_cast<lxw_col_t>(left);
    const auto last = static_cast<lxw_col_t>(right);
    if (first_row == last_row && first == last) {
      worksheet_write_string(sheet_, first_row, first, name.c_str(), nullptr);
    } else {
      worksheet_merge_range(sheet_, first_row, first, last_row, last, name.c_str(), nullptr);
    }
  }

  void write_cell(const SampleCell& cell, lxw_col_t column) {
    switch (cell.kind) {
      case SampleCell::Kind::empty:
        return;
      case SampleCell::Kind::text:
        worksheet_write_string(sheet_, row_, column, cell.text.c_str(), nullptr);
        return;
      case SampleCell::Kind::number:
      case SampleCell::Kind::percent:
        worksheet_write_number(sheet_, row_, column, Decimal::parse(cell.text)->to_double(),
                               cell.kind == SampleCell::Kind::percent ? percent_ : nullptr);
        return;
      case SampleCell::Kind::date: {
        lxw_datetime when = datetime_of(cell.text);
        worksheet_write_datetime(sheet_, row_, column, &when, date_);
        return;
      }
    }
  }

  const SampleTable& table_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* percent_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

Result<void> write_xlsx(const SampleTable& table, const XlsxStyle& style, const std::string& path) {
  const lxw_error error = WorkbookWriter(table, style, path).write();
  if (error == LXW_NO_ERROR) return {};
  return fail(ErrorCode::io,
              "写不出样例文件 " + path + "：" + lxw_strerror(error) + "；请检查目录权限和磁盘空间");
}

}  // namespace planwatch::demo
