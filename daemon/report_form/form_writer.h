#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>
#include <xlsxwriter.h>

#include "daemon/report_form/report_form.h"
#include "rules/model/observation.h"

namespace planwatch {

// What fills the input cells of a marked copy.
struct FormFilling {
  using Key = std::tuple<bool, std::string, TemplateField>;  // of a task, id, field
  std::map<Key, Cell> cells;
  std::map<Key, std::string> reasons;  // what is wrong with the cell
  Cell report_date;
  std::string report_date_reason;
  std::vector<RejectedRow> problems;  // all of them, listed
};

// Writes the sheets of one workbook. The first error of the library counts: a cell that is left out
// in silence would be a lie.
class FormWriter {
 public:
  FormWriter(const ReportForm& form, const FormFilling* filling, const std::string& path);
  lxw_error write();  // and closes

 private:
  struct Column {
    const char* title;
    double width;
  };
  void make_formats();
  lxw_format* make_format(const char* number, bool locked, bool red);
  lxw_format* input_format(const FormRow& row, TemplateField field, bool red);
  lxw_worksheet* add_sheet(const std::string& name);
  void write_head(lxw_worksheet* sheet, const std::string& title, bool asks_date);
  void write_header(lxw_worksheet* sheet, const std::vector<Column>& columns,
                    std::size_t first_field, const std::vector<TemplateField>& fields);
  void write_rows(lxw_worksheet* sheet, const std::string& name, const std::vector<FormRow>& rows,
                  std::size_t first_field, const std::vector<TemplateField>& fields);
  void write_input(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const FormRow& what,
                   TemplateField field);
  void write_delivered(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                       lxw_format* format);
  void write_problems();
  void write_indicators();
  void write_tasks();
  void write_notes();
  void write_hidden();
  void check_input(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const FormRow& what,
                   TemplateField field);
  void text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
            lxw_format* format);
  void note(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  const ReportForm& form_;
  const FormFilling* filling_;
  lxw_workbook* workbook_;
  lxw_format *title_ = nullptr, *hint_ = nullptr, *header_ = nullptr, *label_ = nullptr;
  std::map<std::tuple<std::string, bool>, lxw_format*> input_formats_;  // number format, red
  TemplateIdentity identity_;
  lxw_error error_ = LXW_NO_ERROR;
};

// Input checks of one cell, by its field and measure (form_checks.cc).
void set_check(lxw_data_validation& check, const FormRow& what, TemplateField field, int year);

}  // namespace planwatch
