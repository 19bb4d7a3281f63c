#include "daemon/ledger_export/typed_table.h"

namespace planwatch {

std::optional<ExportFormat> parse_export_format(const std::string& word) {
  if (word == "json") return ExportFormat::json;
  if (word == "csv") return ExportFormat::csv;
  if (word == "xlsx") return ExportFormat::xlsx;
  return std::nullopt;
}

const char* content_type_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::json:
      return "application/json; charset=utf-8";
    case ExportFormat::csv:
      return "text/csv; charset=utf-8; header=present";
    case ExportFormat::xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  return "";
}

Result<std::string> render(const TypedTable& table, ExportFormat format) {
  switch (format) {
    case ExportFormat::json:
      return render_json(table);
    case ExportFormat::csv:
      return render_csv(table);
    case ExportFormat::xlsx:
      return render_xlsx(table);
  }
  return std::string{};
}

}  // namespace planwatch
