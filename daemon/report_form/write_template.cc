#include "daemon/report_form/write_template.h"

#include "collectors/extract/template_reading.h"
#include "daemon/report_form/form_writer.h"
#include "daemon/report_form/very_hidden.h"
#include "daemon/workbook/workbook_bytes.h"

namespace planwatch {

namespace {

Result<std::string> write_form(const ReportForm& form, const FormFilling* filling) {
  return workbook_bytes([&](const std::string& path) -> Result<void> {
    const lxw_error error = FormWriter(form, filling, path).write();
    if (error == LXW_NO_ERROR) return make_very_hidden(path);
    return fail(ErrorCode::io, "生成填报模板失败：" + std::string(lxw_strerror(error)) +
                                   "；请检查临时目录的权限和空间 (cannot write the workbook)");
  });
}

bool same_cell(const Place& a, const Place& b) {
  return a.sheet == b.sheet && a.row == b.row && a.column == b.column;
}

FormFilling filling_of(const TemplateReading& reading, const std::vector<RejectedRow>& problems) {
  FormFilling filling;
  filling.problems = problems;
  const auto reason_at = [&](const Place& place) {
    std::string reason;
    for (const RejectedRow& problem : problems) {
      if (same_cell(problem.place, place)) reason += (reason.empty() ? "" : "；") + problem.reason;
    }
    return reason;
  };
  for (const TemplateEntry& entry : reading.entries) {
    for (std::size_t f = 0; f < template_field_count; ++f) {
      const auto field = static_cast<TemplateField>(f);
      if (!entry.column(field)) continue;
      const FormFilling::Key key{entry.of_task, entry.id, field};
      filling.cells[key] = entry.cell(field);
      std::string reason = reason_at(entry.rejected(field, {}).place);
      if (!reason.empty()) filling.reasons[key] = std::move(reason);
    }
  }
  if (reading.date_row != nullptr) {
    const Sheet& sheet = *reading.date_sheet;
    filling.report_date = sheet.cell(*reading.date_row, reading.date_column);
    filling.report_date_reason = reason_at(sheet.place(*reading.date_row, reading.date_column));
  }
  return filling;
}

}  // namespace

Result<std::string> write_template(const ReportForm& form) {
  return write_form(form, nullptr);
}

Result<std::string> write_marked_template(const ReportForm& form, const Document& delivered,
                                          const std::vector<RejectedRow>& problems) {
  const auto reading = read_template(delivered);
  if (!reading) return tl::make_unexpected(reading.error());
  const FormFilling filling = filling_of(*reading, problems);
  return write_form(form, &filling);
}

}  // namespace planwatch
