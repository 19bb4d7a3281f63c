#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/decode/table.h"

namespace planwatch {

// What a table's columns seem to be: by their headers first, by their cells where those say
// nothing.
struct GuessedColumns {
  unsigned header_rows = 1;
  std::size_t data_begin = 0;
  std::vector<std::string> above;  // titles
  std::vector<std::string> names;  // per column; empty where two columns have the same name
  std::optional<std::size_t> period, area, report_date, indicator;
  std::optional<std::size_t> task, state, key;
  std::vector<std::size_t> dates;    // columns of days that are neither period nor report date
  std::vector<std::size_t> figures;  // of the others, those with numbers
  // Columns whose header has a period in one of its levels: a wide table. The other levels of each.
  std::vector<std::size_t> across;
  std::vector<std::string> across_names;
};
// Empty when no row can be a header.
std::optional<GuessedColumns> guess_columns(const Table& table);

}  // namespace planwatch
