#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/table.h"
#include "rules/model/period.h"
#include "rules/model/result.h"

namespace planwatch {

// What a report template is made of: the words that its writer and its reader share. Visible sheets
// have one row per indicator or task, found by its id and by the texts of the header; the very
// hidden sheet says whose template it is and which cells are to be filled in.

inline constexpr const char* template_sheet_name = "planwatch";
inline constexpr int template_version = 1;

enum class TemplateField : std::uint8_t {
  value,
  numerator,
  denominator,
  provisional,
  remark,
  state,
  percent,
  as_of,
  evidence,
  closed_by
};
inline constexpr std::size_t template_field_count = 10;

// Texts of the header row, Chinese with English beside; key_of is the hidden sheet's word.
std::string_view header_of(TemplateField field);
std::string_view key_of(TemplateField field);
inline constexpr const char* indicator_id_header = "编号 ID";
inline constexpr const char* indicator_name_header = "指标 Indicator";
inline constexpr const char* task_id_header = "任务号 Task No.";
inline constexpr const char* task_name_header = "任务 Task";
// Above the header; its value stands in the cell to its right.
inline constexpr const char* report_date_label = "填报日期 Report date";

// A cell to be filled in.
struct TemplateInput {
  bool of_task = false;
  std::string id;     // of the indicator, or the task's number
  std::string label;  // the name that stands beside the id
  TemplateField field = TemplateField::value;
  Period period;     // of the figure; of a task the template's own
  std::string cell;  // where it stood when it was written: 区法院!G7; for people
};
struct TemplateIdentity {
  std::string plan;
  int year = 0;
  std::string unit;
  std::string area;  // code
  Period period;
  std::vector<TemplateInput> inputs;

  // The name beside an id, and its period; null: the template has no such row.
  const TemplateInput* find(bool of_task, std::string_view id) const;
};

// The hidden sheet: rows of texts, its checksum among them.
std::vector<std::vector<std::string>> template_rows(const TemplateIdentity& identity);
// Errors: another version, or a checksum that does not fit: it was changed by hand.
Result<TemplateIdentity> parse_template_rows(const Table& table);

}  // namespace planwatch
