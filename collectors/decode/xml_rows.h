#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/table.h"

namespace planwatch {

// Collects what stands inside XML rows into a table: the pointer of each attribute and of each
// element with text, relative to its row, is a column. Where any row has several elements of one
// name side by side, all of that name are numbered, in every row: /item/0, /item/1. Knows nothing
// of the parser.
class XmlRows {
 public:
  XmlRows(std::string pointer_prefix, TableBudget& budget);

  // False: a limit is exceeded, see the budget's error.
  bool begin_row();
  bool put_attribute(std::string_view name, std::string_view text);
  bool put_text(std::string_view text);  // of the element that is open

  // An element inside the row; leave as many times as entered.
  void enter(std::string_view name);
  void leave();

  std::uint32_t rows() const { return rows_; }  // begun so far
  Table finish();                               // with the columns' final names

 private:
  // An element that is open, the row itself included.
  struct Open {
    std::size_t key_length = 0;                                // of key_ before it
    std::size_t name_length = 0;                               // of name_ before it
    std::map<std::string, std::size_t, std::less<>> children;  // met so far, by name
  };

  bool put(const std::string& key, std::string_view text);
  std::string final_name(std::string_view key) const;

  TableBudget& budget_;
  Table table_;
  std::uint32_t rows_ = 0;
  std::vector<Open> open_;
  std::string key_;   // of the open element: every step with its number, "/item\x01" "0"
  std::string name_;  // the same without numbers: /item
  std::map<std::string, std::size_t, std::less<>> positions_;  // of columns, by key
  std::set<std::string, std::less<>> repeated_;                // by name
};

}  // namespace planwatch
