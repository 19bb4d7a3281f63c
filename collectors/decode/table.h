#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// What a decoder hands to extract: cells as delivered, not yet understood, each with its address.
enum class CellType : std::uint8_t {
  empty,
  text,     // text as written, trimmed of nothing; an empty text is an empty cell
  number,   // plain decimal text: XLSX doubles at Excel's 15 digits, JSON numbers as written (every
            // digit; 1.0E-4 as 0.00010)
  percent,  // number with a percent format: text is the stored number (0.985), not 98.5
  date,     // text is 2025-06-03, already of the right date system
  boolean,
  error,  // #REF!, #DIV/0!, or a formula without a cached value
};

struct Cell {
  CellType type = CellType::empty;
  bool merged = false;  // filled from the top left cell of a merged area
  std::string text;
};

struct TableRow {
  std::uint32_t number = 0;  // line of the CSV, row of the sheet, position in the JSON array + 1
  bool hidden = false;
  std::vector<Cell> cells;
};

struct Table {
  std::string name;  // sheet's name, or empty
  bool hidden = false;
  // JSON: pointers relative to the row (/rate, nested /a/b, arrays /0), in the order in which they
  // were met; rows may be shorter. CSV and XLSX: empty, header rows are among the rows.
  std::vector<std::string> columns;
  std::vector<TableRow> rows;  // rows without any cell are left out: see their numbers
  // How an address is written: C7 for sheets, 第7行第3列 for CSV, a pointer for JSON.
  enum class Addressing { sheet, line, pointer } addressing = Addressing::line;
  std::string pointer_prefix;  // JSON: pointer to the array of rows
};

struct Document {
  std::string encoding;       // as detected; empty for binary formats
  std::vector<Table> tables;  // exactly one: of a workbook the sheet that the format names
};

// The address of a cell in the user's notation. `row` is TableRow::number, `column` counts from 1.
std::string address_of(const Table& table, std::uint32_t row, std::uint32_t column);

// bytes -> tables. Pure; limits on bytes, inflated bytes, rows, columns and depth. A document that
// is not what it says it is (an HTML login page, a truncated zip) is an error that says so and what
// to do; no partial result.
Result<Document> decode(std::string_view bytes, const Format& format, const FeedLimits& limits);

}  // namespace planwatch
