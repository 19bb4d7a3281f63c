#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/model/date.h"
#include "rules/model/result.h"

namespace planwatch {

// A number that names something: never added up, never shown as 1,234 or 1E+05.
struct IdNumber {
  std::int64_t value = 0;
  friend bool operator==(const IdNumber&, const IdNumber&) = default;
};
using TypedCell = std::variant<std::monostate, std::string, std::int64_t, Date, IdNumber>;

struct TypedColumn {
  std::string key;    // of the JSON, English whatever the language
  std::string title;  // the header that people read
  int width = 12;     // in characters of the sheet
};

// What an exported file holds, before it has a format.
struct TypedTable {
  std::string name;  // of the sheet
  Instant made_at{};
  std::vector<TypedColumn> columns;
  std::vector<std::vector<TypedCell>> rows;  // as many cells each as there are columns
};

// Pure. RFC 4180 with CRLF, UTF-8 with a byte order mark, so that spreadsheets read Chinese. A text
// that a spreadsheet would take for a formula (beginning with = + - @, their full-width forms, tab
// or carriage return) gets a ' in front.
std::string render_csv(const TypedTable& table);
// Pure. An array of objects; ids and counts are numbers, dates are texts, empty cells are null.
std::string render_json(const TypedTable& table);
// A workbook with one sheet: bold frozen header with a filter, counts as numbers, dates as dates,
// ids and all texts as texts, whatever they begin with. Passes through a private temporary file;
// the error (io) says where.
Result<std::string> render_xlsx(const TypedTable& table);

enum class ExportFormat { json, csv, xlsx };
std::optional<ExportFormat> parse_export_format(const std::string& word);
// The type of HTTP and of mail attachments.
const char* content_type_of(ExportFormat format);
Result<std::string> render(const TypedTable& table, ExportFormat format);

}  // namespace planwatch
