#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/table.h"
#include "rules/model/result.h"

namespace planwatch {

// Where a table's columns are named and where its data begin.
struct Header {
  std::vector<std::string> names;  // per column, levels joined with '/'
  std::vector<std::string> units;  // per column: a row of units under the names, (%)
  std::vector<std::string> above;  // texts of title and unit rows above it
  std::string unit;                // the one unit that a unit row states for all: 单位：万元
  std::size_t data_begin = 0;      // position in Table::rows
};

// The column called `wanted`: exactly, else with the same text after half width and without
// spaces, else by its last levels when only one column ends so.
struct ColumnMatch {
  std::optional<std::size_t> column;
  bool ambiguous = false;
};
ColumnMatch find_column(std::span<const std::string> names, std::string_view wanted);

// Finds the header that has all of `wanted`. Title, unit and blank rows above it are passed over;
// `header_rows` levels, or 1 to 3 when 0. The error names the missing columns and those that are
// there.
// With `score`, 0 means that joined names are no header; of the numbers of levels that begin at one
// row the one with the highest score is taken, the fewest levels of those.
using HeaderScore = std::function<std::size_t(std::span<const std::string> names)>;
Result<Header> find_header(const Table& table, const std::vector<std::string>& wanted,
                           unsigned header_rows, const HeaderScore& score = {});

}  // namespace planwatch
