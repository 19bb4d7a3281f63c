#include "tests/fuzz/fuzz_check.h"

#include <cstdio>
#include <cstdlib>

#include "collectors/decode/cell_reference.h"
#include "collectors/decode/utf8.h"

namespace planwatch::fuzz {
namespace {

struct Counts {
  unsigned long understood = 0;
  unsigned long inputs = 0;
  ~Counts() { std::fprintf(stderr, "understood %lu of %lu inputs\n", understood, inputs); }
};

void check_cell(const Cell& cell) {
  check_text(cell.text, "cells are UTF-8");
  const bool empty = cell.type == CellType::empty;
  require(!empty || cell.text.empty(), "an empty cell has no text");
  require(cell.type != CellType::text || !cell.text.empty(), "an empty text is an empty cell");
  if (cell.type == CellType::number || cell.type == CellType::percent) {
    require(cell.text.find_first_not_of("+-.0123456789eE") == std::string::npos,
            "numbers are decimal text");
  }
  require(cell.type != CellType::date || cell.text.size() == 10, "dates are 2025-06-03");
}

void check_table(const Table& table) {
  check_text(table.name, "names are UTF-8");
  for (const auto& column : table.columns) check_text(column, "columns are UTF-8");
  require(table.columns.size() <= limits().columns, "columns keep the limit");
  require(table.rows.size() <= limits().rows, "rows keep the limit");
  std::uint32_t last = 0;
  std::uint64_t bytes = 0;
  for (const TableRow& row : table.rows) {
    require(row.number > last, "rows have ascending numbers");
    last = row.number;
    require(row.cells.size() <= limits().columns, "cells keep the limit of columns");
    for (const Cell& cell : row.cells) {
      check_cell(cell);
      bytes += sizeof(Cell) + cell.text.size();
    }
    const auto width = static_cast<std::uint32_t>(row.cells.size());
    check_text(address_of(table, row.number, width), "addresses are UTF-8");
  }
  require(bytes <= limits().inflated_bytes, "the table keeps the limit of memory");
}

}  // namespace

FeedLimits limits() {
  FeedLimits small;
  small.bytes = 1u << 20;
  small.inflated_bytes = 32u << 20;
  small.rows = 5'000;
  small.columns = 300;
  return small;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void check_text(std::string_view utf8, const char* what) {
  require(valid_utf8_prefix(utf8) == utf8.size(), what);
}

void check(const Result<Document>& document) {
  count_input(document.has_value());
  if (!document) {
    require(!document.error().message.empty(), "errors say what is wrong");
    check_text(document.error().message, "errors are UTF-8");
    require(!document.error().transient, "bytes do not get better by themselves");
    return;
  }
  require(document->tables.size() == 1, "one table");
  check_table(document->tables.front());
}

void check(const Extracted& extracted) {
  for (const RejectedRow& row : extracted.rejected) {
    require(!row.where.empty() && !row.reason.empty(), "rejections have place and reason");
    check_text(row.where, "places are UTF-8");
    check_text(row.reason, "reasons are UTF-8");
    check_text(row.text, "what was refused is shown as UTF-8");
  }
  for (const Observation& o : extracted.observations) {
    require(o.has_value || o.has_parts, "an observation says something");
    require(o.period.year > 0, "an observation is about a period");
  }
  for (const std::string& note : extracted.notes) check_text(note, "notes are UTF-8");
}

void count_input(bool understood) {
  static Counts counts;
  ++counts.inputs;
  if (understood) ++counts.understood;
}

}  // namespace planwatch::fuzz
