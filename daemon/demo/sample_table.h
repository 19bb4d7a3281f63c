#pragma once

#include <string>
#include <vector>

namespace planwatch::demo {

// One cell as a department writes it. The text of a number is a plain decimal; of a percent cell
// the stored fraction (0.668); of a date 2025-10-09.
struct SampleCell {
  enum class Kind { empty, text, number, percent, date };
  Kind kind = Kind::empty;
  std::string text;
};
using SampleRow = std::vector<SampleCell>;

// A table before it becomes CSV, XLSX or JSON. Columns are named as the feed's mapping names them:
// levels of a merged header joined with '/', or JSON pointers.
struct SampleTable {
  std::string title;  // a line above the header; empty: none
  std::vector<std::string> columns;
  std::vector<SampleRow> rows;
};

inline constexpr const char* sample_mark = "样例数据";

}  // namespace planwatch::demo
