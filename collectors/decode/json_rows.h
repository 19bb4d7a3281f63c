#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/table.h"

namespace planwatch {

// Collects the leaves of JSON rows into a table: each leaf's pointer relative to its row is a
// column. Knows nothing of the parser.
class JsonRows {
 public:
  JsonRows(std::string pointer_prefix, TableBudget& budget);

  // False: a limit is exceeded, see the budget's error.
  bool begin_row();
  bool put(CellType type, std::string_view text);

  // The path inside the row; leave as many times as entered.
  void enter(std::string_view key);
  void enter(std::size_t index);
  void leave();

  // Where the reader stands, as a pointer from the document's root: /data/list/4/rate.
  std::string place() const;
  Table finish() { return std::move(table_); }

 private:
  std::size_t column_of_path();

  TableBudget& budget_;
  Table table_;
  std::string path_;
  std::vector<std::size_t> lengths_;  // of path_ before each step
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::size_t expected_ = 0;  // rows mostly have the same columns in the same order
};

std::string escaped_pointer_token(std::string_view key);  // RFC 6901: ~ is ~0, / is ~1

}  // namespace planwatch
