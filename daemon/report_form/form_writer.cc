#include "daemon/report_form/form_writer.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/extract/text.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t most_text_bytes = 30'000;
constexpr lxw_row_t date_row = 3;
constexpr lxw_row_t header_row = 4;
constexpr std::uint32_t red_fill = 0xF4B6B6;
constexpr std::uint32_t input_fill = 0xFFF9DB;

using Fields = std::vector<TemplateField>;
const Fields& indicator_fields() {
  static const Fields fields = {TemplateField::value, TemplateField::numerator,
                                TemplateField::denominator, TemplateField::provisional,
                                TemplateField::remark};
  return fields;
}
const Fields& task_fields() {
  static const Fields fields = {TemplateField::state, TemplateField::percent, TemplateField::as_of,
                                TemplateField::evidence, TemplateField::closed_by};
  return fields;
}

std::string number_format(const FormRow& what, TemplateField field) {
  const bool share = (field == TemplateField::value && what.kind == Measure::ratio) ||
                     field == TemplateField::percent;
  if (share) return "0.00%";
  if (field == TemplateField::as_of) return "yyyy-mm-dd";
  const bool figure = field == TemplateField::value || field == TemplateField::numerator ||
                      field == TemplateField::denominator;
  return figure ? "General" : "@";
}

// A sheet's name: at most 31 characters, none of []:*?/\ and not one that is used otherwise.
std::string sheet_name(const std::string& unit) {
  std::string name = cut_to(unit, 90);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = '_';
  }
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if ((static_cast<unsigned char>(name[i]) & 0xC0U) == 0x80U) continue;
    if (++characters > 31) return name.substr(0, i);
  }
  const bool taken = name.empty() || name == "任务" || name == "填报说明" || name == "问题清单" ||
                     name == template_sheet_name;
  return taken ? "指标" : name;
}

std::string address(const std::string& sheet, lxw_row_t row, lxw_col_t column) {
  return fmt::format("{}!{}{}", sheet, static_cast<char>('A' + column), row + 1);
}

}  // namespace

FormWriter::FormWriter(const ReportForm& form, const FormFilling* filling, const std::string& path)
    : form_(form), filling_(filling), workbook_(workbook_new(path.c_str())) {
  lxw_doc_properties properties{};
  std::string title = form.plan_name;
  properties.title = title.data();
  properties.created = 1;  // the same bytes whenever it is written
  workbook_set_properties(workbook_, &properties);
  identity_ = {form.plan, form.year, form.unit, form.area, form.period, {}};
  make_formats();
}

lxw_format* FormWriter::make_format(const char* number, bool locked, bool red) {
  lxw_format* format = workbook_add_format(workbook_);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_num_format(format, number);
  if (!locked) {
    format_set_unlocked(format);
    format_set_bg_color(format, red ? red_fill : input_fill);
  }
  return format;
}

void FormWriter::make_formats() {
  title_ = workbook_add_format(workbook_);
  format_set_bold(title_);
  format_set_font_size(title_, 14);
  hint_ = workbook_add_format(workbook_);
  format_set_font_color(hint_, 0x555555);
  header_ = make_format("@", true, false);
  format_set_bold(header_);
  format_set_bg_color(header_, 0xDDE7F3);
  label_ = make_format("@", true, false);
}

lxw_format* FormWriter::input_format(const FormRow& row, TemplateField field, bool red) {
  const std::string number = number_format(row, field);
  lxw_format*& format = input_formats_[{number, red}];
  if (format == nullptr) format = make_format(number.c_str(), false, red);
  return format;
}

void FormWriter::text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                      const std::string& words, lxw_format* format) {
  if (words.empty()) {
    note(worksheet_write_blank(sheet, row, column, format));
    return;
  }
  const std::string clean = cut_to(clean_utf8(words), most_text_bytes);
  note(worksheet_write_string(sheet, row, column, clean.c_str(), format));
}

lxw_worksheet* FormWriter::add_sheet(const std::string& name) {
  return workbook_add_worksheet(workbook_, name.c_str());
}

void FormWriter::write_head(lxw_worksheet* sheet, const std::string& title, bool asks_date) {
  text(sheet, 0, 0, title, title_);
  text(sheet, 1, 0, "只填黄色的格。没有数据就空着，不要填 0。不要改动编号、名称和表头。", hint_);
  text(sheet, 2, 0,
       "Fill in the yellow cells only. Leave a cell empty where there is no figure: 0 is a figure. "
       "Keep ids, names and headers.",
       hint_);
  if (!asks_date) return;
  const bool red = filling_ != nullptr && !filling_->report_date_reason.empty();
  FormRow date;
  lxw_format* format = input_format(date, TemplateField::as_of, red);
  text(sheet, date_row, 1, report_date_label, label_);
  note(worksheet_write_blank(sheet, date_row, 2, format));
  lxw_data_validation check{};
  set_check(check, date, TemplateField::as_of, form_.year);
  note(worksheet_data_validation_cell(sheet, date_row, 2, &check));
  if (filling_ != nullptr) write_delivered(sheet, date_row, 2, filling_->report_date, format);
  if (red) {
    note(worksheet_write_comment(sheet, date_row, 2, filling_->report_date_reason.c_str()));
  }
}

void FormWriter::write_header(lxw_worksheet* sheet, const std::vector<Column>& columns,
                              std::size_t first_field, const Fields& fields) {
  for (std::size_t c = 0; c < columns.size() + fields.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    const bool is_field = c >= first_field;
    worksheet_set_column(sheet, column, column, is_field ? 16 : columns[c].width, nullptr);
    text(sheet, header_row, column,
         is_field ? std::string(header_of(fields[c - first_field])) : columns[c].title, header_);
  }
  worksheet_freeze_panes(sheet, header_row + 1, 2);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
}

void FormWriter::write_rows(lxw_worksheet* sheet, const std::string& name,
                            const std::vector<FormRow>& rows, std::size_t first_field,
                            const Fields& fields) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const FormRow& what = rows[r];
    const auto row = static_cast<lxw_row_t>(header_row + 1 + r);
    text(sheet, row, 0, what.id, label_);
    text(sheet, row, 1, what.name, label_);
    text(sheet, row, 2, what.measure, label_);
    const bool asked = !what.inputs.empty();
    text(sheet, row, 3, what.of_task ? what.last_period : what.target, label_);
    text(sheet, row, 4, what.of_task ? what.last_value : what.last_period, label_);
    if (!what.of_task) text(sheet, row, 5, what.last_value, label_);
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const auto column = static_cast<lxw_col_t>(first_field + f);
      const bool input =
          std::find(what.inputs.begin(), what.inputs.end(), fields[f]) != what.inputs.end();
      if (!input) {
        text(sheet, row, column, asked || f > 0 ? "" : "本期不报 not asked for", label_);
        continue;
      }
      write_input(sheet, row, column, what, fields[f]);
      identity_.inputs.push_back({what.of_task, what.id, clean_utf8(what.name), fields[f],
                                  what.period, address(name, row, column)});
    }
  }
}

void FormWriter::write_input(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                             const FormRow& what, TemplateField field) {
  const FormFilling::Key key{what.of_task, what.id, field};
  const auto reason = filling_ == nullptr
                          ? std::map<FormFilling::Key, std::string>::const_iterator()
                          : filling_->reasons.find(key);
  const bool red = filling_ != nullptr && reason != filling_->reasons.end();
  lxw_format* format = input_format(what, field, red);
  note(worksheet_write_blank(sheet, row, column, format));
  check_input(sheet, row, column, what, field);
  if (filling_ == nullptr) return;
  const auto cell = filling_->cells.find(key);
  if (cell != filling_->cells.end()) write_delivered(sheet, row, column, cell->second, format);
  if (red) note(worksheet_write_comment(sheet, row, column, cut_to(reason->second, 900).c_str()));
}

void FormWriter::check_input(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                             const FormRow& what, TemplateField field) {
  lxw_data_validation check{};
  set_check(check, what, field, form_.year);
  if (check.validate == LXW_VALIDATION_TYPE_NONE) return;
  note(worksheet_data_validation_cell(sheet, row, column, &check));
}

// As it was delivered: numbers as numbers where a double holds them, everything else as text.
void FormWriter::write_delivered(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                                 const Cell& cell, lxw_format* format) {
  if (cell.type == CellType::empty) return;
  if (cell.type == CellType::number || cell.type == CellType::percent) {
    if (const auto number = Decimal::parse(cell.text)) {
      note(worksheet_write_number(sheet, row, column, number->to_double(), format));
      return;
    }
  }
  if (cell.type == CellType::date) {
    if (const auto day = parse_date(cell.text)) {
      lxw_datetime when{year_of(*day),
                        static_cast<int>(month_of(*day)),
                        static_cast<int>(day_of(*day)),
                        0,
                        0,
                        0.0};
      note(worksheet_write_datetime(sheet, row, column, &when, format));
      return;
    }
  }
  text(sheet, row, column, cell.text, format);
}

void FormWriter::write_problems() {
  lxw_worksheet* sheet = add_sheet("问题清单");
  text(sheet, 0, 0, "报送中的问题 Problems of the report", title_);
  text(sheet, 1, 0, "按清单改正各表里的红色格，把改好的这份文件重新报送。", hint_);
  text(sheet, 2, 0, "Mend the red cells and hand this file in again.", hint_);
  const std::vector<Column> columns = {
      {"位置 Place", 22}, {"问题 Problem", 70}, {"所填 Given", 30}};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet, column, column, columns[c].width, nullptr);
    text(sheet, header_row, column, columns[c].title, header_);
  }
  for (std::size_t i = 0; i < filling_->problems.size(); ++i) {
    const auto row = static_cast<lxw_row_t>(header_row + 1 + i);
    const RejectedRow& problem = filling_->problems[i];
    text(sheet, row, 0, problem.where, label_);
    text(sheet, row, 1, problem.reason, label_);
    text(sheet, row, 2, problem.text, label_);
  }
  worksheet_freeze_panes(sheet, header_row + 1, 0);
}

void FormWriter::write_indicators() {
  const std::string name = sheet_name(form_.unit);
  lxw_worksheet* sheet = add_sheet(name);
  write_head(
      sheet,
      fmt::format("{} {} {}指标填报表", form_.plan_name, form_.unit, to_chinese(form_.period)),
      true);
  const std::vector<Column> columns = {{indicator_id_header, 26}, {indicator_name_header, 40},
                                       {"计量单位 Unit", 12},     {"目标 Target", 14},
                                       {"上期 Last period", 16},  {"上期数 Last value", 16}};
  write_header(sheet, columns, columns.size(), indicator_fields());
  write_rows(sheet, name, form_.indicators, columns.size(), indicator_fields());
  worksheet_protect(sheet, nullptr, nullptr);
}

void FormWriter::write_tasks() {
  if (form_.tasks.empty()) return;
  const std::string name = "任务";
  lxw_worksheet* sheet = add_sheet(name);
  write_head(
      sheet,
      fmt::format("{} {} {}任务进展表", form_.plan_name, form_.unit, to_chinese(form_.period)),
      false);
  const std::vector<Column> columns = {{task_id_header, 14},
                                       {task_name_header, 50},
                                       {"完成时限 Due", 12},
                                       {"上次截至 Last as of", 16},
                                       {"上次状态 Last state", 14}};
  write_header(sheet, columns, columns.size(), task_fields());
  write_rows(sheet, name, form_.tasks, columns.size(), task_fields());
  worksheet_protect(sheet, nullptr, nullptr);
}

void FormWriter::write_notes() {
  lxw_worksheet* sheet = add_sheet("填报说明");
  worksheet_set_column(sheet, 0, 0, 110, nullptr);
  const std::vector<std::string> lines = {
      "比率填“本期数值”（百分数），有分子分母的请一并填上，只填分子分母也可以。",
      "A ratio: in percent, with numerator and denominator where known; these two alone will do.",
      "金额以元为单位；写成 1.2万元 也能读。天数可带小数。",
      "Amounts are in yuan; 1.2万元 is read, too.",
      "初步数请在“是否初步数”里选“是”。",
      "Say 是 in the column Provisional where a figure may still change.",
      "任务：选状态；只有填了销号人的任务才算销号。截至日期空着时为本期最后一天。",
      "Tasks: choose a state; closed only where a person is named. No date: the period's last day.",
      "请另存为 .xlsx 后报送。隐藏的工作表 planwatch 记着各格是什么，请不要删除或改动。",
      "Hand it in as .xlsx. The hidden sheet planwatch says what the cells are: keep it."};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text(sheet, static_cast<lxw_row_t>(i), 0, lines[i], i % 2 == 0 ? label_ : hint_);
  }
  worksheet_protect(sheet, nullptr, nullptr);
}

void FormWriter::write_hidden() {
  lxw_worksheet* sheet = add_sheet(template_sheet_name);
  const auto rows = template_rows(identity_);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (rows[r][c].empty()) continue;
      note(worksheet_write_string(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                                  rows[r][c].c_str(), nullptr));
    }
  }
  worksheet_protect(sheet, nullptr, nullptr);
  worksheet_hide(sheet);
}

lxw_error FormWriter::write() {
  if (filling_ != nullptr) write_problems();
  write_indicators();
  write_tasks();
  write_notes();
  write_hidden();
  const lxw_error closed = workbook_close(workbook_);
  return error_ == LXW_NO_ERROR ? closed : error_;
}

}  // namespace planwatch
