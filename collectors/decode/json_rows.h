#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/json_stream.h"
#include "collectors/decode/table.h"

namespace planwatch {

// Collects the leaves of JSON rows into a table, or hands row after row to a sink: each leaf's
// pointer relative to its row is a column. Knows nothing of the parser.
class JsonRows {
 public:
  // With a sink, texts that are put have to stay until the row has ended.
  JsonRows(std::string pointer_prefix, TableBudget& budget, JsonRowSink* sink = nullptr);

  // False: a limit is exceeded, see the budget's error.
  bool begin_row();
  bool put(CellType type, std::string_view text);
  // The same for a leaf whose column is known; the path is not looked at.
  bool put_at(std::size_t column, CellType type, std::string_view text) {
    if (column >= passing_.size()) return put_in_new(column, type, text);
    // One by one: a cell put together first would be copied while its parts are still on the way.
    CellView& cell = passing_[column];
    cell.type = type == CellType::text && text.empty() ? CellType::empty : type;
    cell.text = text;
    cell.merged = false;
    return true;
  }
  std::size_t column_of_path();
  // The next `put` is into this column, whatever the path.
  void expect(std::size_t column) { forced_ = column; }
  // Puts a text that does not stay.
  bool put_copy(CellType type, std::string text);
  // False: the sink wants no more.
  bool end_row();
  // The row begun last turned out to be cut: it will begin again. Columns met in it stay.
  void forget_row();

  // The path inside the row; leave as many times as entered.
  void enter(std::string_view key);
  void enter(std::size_t index);
  void leave();

  // Where the reader stands, as a pointer from the document's root: /data/list/4/rate.
  std::string place() const;
  Table finish() { return std::move(table_); }

 private:
  bool put_in_new(std::size_t column, CellType type, std::string_view text);

  TableBudget& budget_;
  JsonRowSink* sink_;
  Table table_;
  std::uint32_t rows_ = 0;
  std::vector<CellView> passing_;  // the row that is on its way to the sink; without one, empty
  std::deque<std::string> copies_;
  std::size_t columns_told_ = 0;
  std::optional<std::size_t> forced_;
  std::string path_;
  std::vector<std::size_t> lengths_;  // of path_ before each step
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::size_t expected_ = 0;  // rows mostly have the same columns in the same order
};

std::string escaped_pointer_token(std::string_view key);  // RFC 6901: ~ is ~0, / is ~1

}  // namespace planwatch
