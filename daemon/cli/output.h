#pragma once

#include <string>
#include <vector>

#include "rules/model/light.h"

namespace planwatch {

enum class OutputFormat { table, csv, json };

// Rows of text with named columns. `name` is the csv's header and the JSON's key; `title` heads the
// table. Columns without a title are left out of the table.
struct OutputColumn {
  std::string name;
  std::string title;
  bool number = false;  // JSON number, right aligned
};
struct OutputTable {
  std::vector<OutputColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

// Pure. Tables are aligned by display width (a Chinese character takes two columns); csv is RFC
// 4180 with CRLF and a BOM-less UTF-8; json is an array of objects, empty numbers are null.
std::string render(const OutputTable& table, OutputFormat format);

// Terminal columns that a UTF-8 text takes.
std::size_t display_width(const std::string& text);

}  // namespace planwatch
