#include "daemon/report_form/write_template.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "collectors/extract/template_reading.h"
#include "daemon/report_form/form_writer.h"
#include "daemon/report_form/very_hidden.h"

namespace planwatch {

namespace {

namespace fs = std::filesystem;

// A folder that only we can read, gone with its owner: the library writes files only.
class OwnFolder {
 public:
  OwnFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "planwatch-form-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~OwnFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<std::string> write_form(const ReportForm& form, const FormFilling* filling) {
  const OwnFolder folder;
  if (folder.path().empty()) {
    return fail(ErrorCode::io, std::string("建不了临时目录：") + std::strerror(errno) +
                                   "；请检查 TMPDIR 指向的目录 (no temporary folder)");
  }
  const std::string path = (folder.path() / "form.xlsx").string();
  const lxw_error error = FormWriter(form, filling, path).write();
  if (error != LXW_NO_ERROR) {
    return fail(ErrorCode::io, "生成填报模板失败：" + std::string(lxw_strerror(error)) +
                                   "；请检查临时目录的权限和空间 (cannot write the workbook)");
  }
  if (auto hidden = make_very_hidden(path); !hidden) return tl::make_unexpected(hidden.error());
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
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
