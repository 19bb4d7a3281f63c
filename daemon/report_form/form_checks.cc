#include <array>

#include "daemon/report_form/form_writer.h"

namespace planwatch {

namespace {

// The library takes lists as a null-terminated array of texts that it does not change.
const char** words_of(TemplateField field) {
  static std::array<const char*, 3> yes_no = {"是", "否", nullptr};
  static std::array<const char*, 4> states = {"未启动", "进行中", "已完成", nullptr};
  return field == TemplateField::state ? states.data() : yes_no.data();
}

// The library does not change the texts that it takes as char*.
char* words(const char* text) {
  return const_cast<char*>(text);
}

void set_list(lxw_data_validation& check, TemplateField field) {
  check.validate = LXW_VALIDATION_TYPE_LIST;
  check.value_list = const_cast<char**>(words_of(field));
  check.error_message = words("请从下拉列表中选 choose from the list");
}

void set_share(lxw_data_validation& check) {
  check.validate = LXW_VALIDATION_TYPE_DECIMAL;
  check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  check.minimum_number = 0;
  check.maximum_number = 1;
  check.input_message = words("填百分数，如 98.5%。percent, such as 98.5%");
  check.error_message = words("应在 0% 到 100% 之间 between 0% and 100%");
}

void set_amount(lxw_data_validation& check, bool whole) {
  check.validate = whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
  check.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
  check.value_number = 0;
  check.error_message = words(whole ? "应为不小于 0 的整数 a whole number, not negative"
                                    : "应为不小于 0 的数 a number, not negative");
}

void set_date(lxw_data_validation& check, int year) {
  check.validate = LXW_VALIDATION_TYPE_DATE;
  check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  check.minimum_datetime = {year, 1, 1, 0, 0, 0.0};
  check.maximum_datetime = {year + 1, 12, 31, 0, 0, 0.0};
  check.error_message = words("应为日期，如 2025-11-30 a date, such as 2025-11-30");
}

}  // namespace

void set_check(lxw_data_validation& check, const FormRow& what, TemplateField field, int year) {
  check.error_title = words("请核对 Please check");
  check.ignore_blank = LXW_VALIDATION_ON;
  switch (field) {
    case TemplateField::value:
      return what.kind == Measure::ratio ? set_share(check)
                                         : set_amount(check, what.kind == Measure::count);
    case TemplateField::numerator:
    case TemplateField::denominator:
      return set_amount(check, false);
    case TemplateField::provisional:
    case TemplateField::state:
      return set_list(check, field);
    case TemplateField::percent:
      return set_share(check);
    case TemplateField::as_of:
      return set_date(check, year);
    case TemplateField::remark:
    case TemplateField::evidence:
    case TemplateField::closed_by:
      return;
  }
}

}  // namespace planwatch
