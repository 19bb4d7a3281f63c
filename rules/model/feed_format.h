#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace planwatch {

// What a feed's bytes are. `key` is the word of the configuration.

enum class Encoding { automatic, utf8, gb18030, utf16le, utf16be };
struct CsvFormat {
  static constexpr std::string_view key() { return "csv"; }
  Encoding encoding = Encoding::automatic;
  char separator = '\0';  // '\0': found out among , ; tab |
};
struct JsonFormat {
  static constexpr std::string_view key() { return "json"; }
  std::string rows;  // JSON pointer to the array of rows: /data/list
};
// Workbooks: of Excel 2007 and later, of OpenDocument, and of Excel 97-2003 (BIFF8).
struct XlsxFormat {
  static constexpr std::string_view key() { return "xlsx"; }
  std::string sheet;  // empty: the first visible one
};
struct OdsFormat {
  static constexpr std::string_view key() { return "ods"; }
  std::string sheet;  // as above
};
struct XlsFormat {
  static constexpr std::string_view key() { return "xls"; }
  std::string sheet;  // as above
};
// The elements at a path from the root are the rows: /root/list/row. Their columns are pointers
// relative to the row: /name, /value/text, /@id for an attribute. Prefixes of names are left out.
struct XmlFormat {
  static constexpr std::string_view key() { return "xml"; }
  std::string rows;
};
// Whatever the content shows: CSV, XLSX, ODS or XLS, the first visible sheet. For uploads and
// mailboxes, where people send what they have.
struct AnyTableFormat {
  static constexpr std::string_view key() { return "any_table"; }
};

using Format = std::variant<CsvFormat, JsonFormat, XlsxFormat, OdsFormat, XlsFormat, XmlFormat,
                            AnyTableFormat>;

// Columns are JSON pointers instead of headers.
inline bool has_pointer_columns(const Format& format) {
  return std::holds_alternative<JsonFormat>(format) || std::holds_alternative<XmlFormat>(format);
}

}  // namespace planwatch
