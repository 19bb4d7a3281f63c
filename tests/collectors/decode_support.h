#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/decode/table.h"

namespace planwatch::decode_test {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name as in the zip, bytes

// A zip container with these parts, compressed, in this order.
std::string zip_of(const Parts& parts);

// The parts of a workbook with one sheet "Sheet1", whose <worksheet> holds `body`. Cell formats:
// 0 General, 1 0.0% (custom 164), 2 percent (builtin 10), 3 date (builtin 14), 4 yyyy"年"m"月",
// 5 h:mm.
Parts workbook_parts(const std::string& body, const std::string& shared_strings = "",
                     bool date1904 = false);
std::string workbook_of(const std::string& body, const std::string& shared_strings = "",
                        bool date1904 = false);
// workbook_of with `rows` inside <sheetData>.
std::string sheet_of(const std::string& rows, const std::string& shared_strings = "",
                     bool date1904 = false);
void replace_part(Parts& parts, std::string_view name, const std::string& bytes);
// Every occurrence of `from` in the part.
void edit_part(Parts& parts, std::string_view name, std::string_view from, std::string_view to);

// An .ods whose first sheet "表一" holds `rows` (table:table-row elements), `after` behind it, with
// automatic styles "shown" and "hidden" for tables.
Parts ods_parts(const std::string& rows, const std::string& after = "");
std::string ods_of(const std::string& rows, const std::string& after = "");

Result<Document> csv(std::string_view bytes, CsvFormat format = {}, FeedLimits limits = {});
Result<Document> json(std::string_view bytes, std::string rows = "/data/list",
                      FeedLimits limits = {});
Result<Document> xlsx(std::string_view bytes, std::string sheet = "", FeedLimits limits = {});
Result<Document> ods(std::string_view bytes, std::string sheet = "", FeedLimits limits = {});
Result<Document> xls(std::string_view bytes, std::string sheet = "", FeedLimits limits = {});
Result<Document> xml(std::string_view bytes, std::string rows = "/root/list/row",
                     FeedLimits limits = {});

// One line per row: "7: 甘州区|12.5|~合并" with the row's number; ~ before merged cells, ! before a
// hidden row's number; with `types` each text has its type before it: "number:12.5".
std::vector<std::string> lines_of(const Result<Document>& document, bool types = false);
// The message, or "" where there is no error.
std::string error_of(const Result<Document>& document);

// The same numbers on every machine.
class XorShift {
 public:
  explicit XorShift(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

}  // namespace planwatch::decode_test
