#include "collectors/extract/template_reading.h"

#include <algorithm>
#include <map>

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::size_t searched_rows = 30;

bool says(const Cell& cell, std::string_view text) {
  return comparable(cell.text) == comparable(text);
}

std::optional<std::size_t> column_saying(const TableRow& row, std::string_view text) {
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    if (says(row.cells[column], text)) return column;
  }
  return std::nullopt;
}

// Where one sheet's rows of indicators or tasks stand.
struct Layout {
  bool of_task = false;
  std::size_t header = 0;  // position among the rows
  std::size_t id = 0, name = 0;
  std::array<std::optional<std::size_t>, template_field_count> columns;
};

std::optional<Layout> find_layout(const Table& table) {
  for (std::size_t i = 0; i < std::min(table.rows.size(), searched_rows); ++i) {
    const TableRow& row = table.rows[i];
    for (const bool of_task : {false, true}) {
      const auto id = column_saying(row, of_task ? task_id_header : indicator_id_header);
      const auto name = column_saying(row, of_task ? task_name_header : indicator_name_header);
      if (!id || !name) continue;
      Layout layout{of_task, i, *id, *name, {}};
      for (std::size_t f = 0; f < template_field_count; ++f) {
        layout.columns.at(f) = column_saying(row, header_of(static_cast<TemplateField>(f)));
      }
      return layout;
    }
  }
  return std::nullopt;
}

class Reading {
 public:
  explicit Reading(TemplateReading& out) : out_(out) {}

  void read(const Table& table, std::uint16_t number) {
    const auto layout = find_layout(table);
    if (!layout) return;
    out_.sheets.push_back(Sheet{table, number, {}, {}});
    const Sheet& sheet = out_.sheets.back();
    find_date(sheet, layout->header);
    for (std::size_t i = layout->header + 1; i < table.rows.size(); ++i) {
      read_row(sheet, table.rows[i], *layout);
    }
  }

  // Of rows that are there twice nothing says which is right.
  void finish() {
    std::map<std::pair<bool, std::string>, int> counts;
    for (const TemplateEntry& entry : out_.entries) ++counts[{entry.of_task, entry.id}];
    std::erase_if(out_.entries, [&](const TemplateEntry& entry) {
      if (counts.at({entry.of_task, entry.id}) == 1) return false;
      out_.rejected.push_back(entry.sheet->rejected(
          *entry.row, entry.id_column, "同一编号出现了不止一行，看不出哪行对：请只留一行"));
      return true;
    });
    std::map<std::pair<bool, std::string>, bool> missing;
    for (const TemplateInput& input : out_.identity.inputs) {
      if (counts.contains({input.of_task, input.id})) continue;
      if (!missing.try_emplace({input.of_task, input.id}, true).second) continue;
      out_.notes.push_back("模板里“" + input.label + "”（" + input.id + "）的一行不见了，未读");
    }
  }

 private:
  void find_date(const Sheet& sheet, std::size_t header) {
    for (std::size_t i = 0; i < header && out_.date_row == nullptr; ++i) {
      const TableRow& row = sheet.table.rows[i];
      const auto label = column_saying(row, report_date_label);
      if (!label) continue;
      out_.date_sheet = &sheet;
      out_.date_row = &row;
      out_.date_column = *label + 1;
    }
  }

  static bool is_filled(const Sheet& sheet, const TableRow& row, const Layout& layout) {
    return std::any_of(layout.columns.begin(), layout.columns.end(), [&](const auto& column) {
      return column && !comparable(sheet.cell(row, *column).text).empty();
    });
  }

  void read_row(const Sheet& sheet, const TableRow& row, const Layout& layout) {
    const std::string id(trimmed(sheet.cell(row, layout.id).text));
    const TemplateInput* input = out_.identity.find(layout.of_task, id);
    const bool named = input != nullptr && says(sheet.cell(row, layout.name), input->label);
    if (named) return add(sheet, row, layout, *input);
    if (!is_filled(sheet, row, layout)) return;
    if (id.empty()) {
      out_.rejected.push_back(sheet.rejected(row, layout.id,
                                             "这一行填了数却没有编号，不知道是哪一项：请填在模板原"
                                             "有的行里"));
    } else if (input == nullptr) {
      out_.rejected.push_back(sheet.rejected(
          row, layout.id, "这个编号不是本模板的：请重新生成模板，不要自行增加或改动编号"));
    } else {
      out_.rejected.push_back(
          sheet.rejected(row, layout.name,
                         "名称与编号对不上：编号 " + id + " 是“" + input->label +
                             "”。可能只移动或排序了部分列，请重新生成模板再填"));
    }
  }

  void add(const Sheet& sheet, const TableRow& row, const Layout& layout,
           const TemplateInput& input) {
    TemplateEntry entry;
    entry.of_task = layout.of_task;
    entry.id = input.id;
    entry.first = &input;
    entry.sheet = &sheet;
    entry.row = &row;
    entry.id_column = layout.id;
    for (const TemplateInput& one : out_.identity.inputs) {
      if (one.of_task != entry.of_task || one.id != entry.id) continue;
      const auto field = static_cast<std::size_t>(one.field);
      entry.columns.at(field) = layout.columns.at(field);
    }
    if (row.hidden) out_.notes.push_back("“" + input.label + "”的一行是隐藏的，照常读入，请核对");
    out_.entries.push_back(std::move(entry));
  }

  TemplateReading& out_;
};

}  // namespace

const Cell& TemplateEntry::cell(TemplateField field) const {
  static const Cell nothing;
  const auto where = column(field);
  return where ? sheet->cell(*row, *where) : nothing;
}

RejectedRow TemplateEntry::rejected(TemplateField field, std::string reason) const {
  return sheet->rejected(*row, column(field).value_or(id_column), std::move(reason));
}

Result<TemplateReading> read_template(const Document& document) {
  const auto hidden =
      std::find_if(document.tables.begin(), document.tables.end(),
                   [](const Table& table) { return table.name == template_sheet_name; });
  if (hidden == document.tables.end()) {
    return fail(
        ErrorCode::invalid,
        "不是 planwatch 的填报模板（没有隐藏的工作表 planwatch），或填报时只留了部分工作表："
        "请用 planwatch template 生成的模板填写，另存为 .xlsx 后报送");
  }
  auto identity = parse_template_rows(*hidden);
  if (!identity) return tl::make_unexpected(identity.error());
  TemplateReading out;
  out.identity = *std::move(identity);
  Reading reading(out);
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    if (&document.tables[i] == &*hidden) continue;
    reading.read(document.tables[i], static_cast<std::uint16_t>(i + 1));
  }
  if (out.sheets.empty()) {
    return fail(ErrorCode::invalid,
                "模板的表头不见了（“编号 ID”“指标 Indicator”等）：请重新生成模板，不要改动表头");
  }
  reading.finish();
  return out;
}

}  // namespace planwatch
