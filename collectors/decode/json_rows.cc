#include "collectors/decode/json_rows.h"

#include <fmt/format.h>
#include <utility>

namespace planwatch {

JsonRows::JsonRows(std::string pointer_prefix, TableBudget& budget, JsonRowSink* sink)
    : budget_(budget), sink_(sink) {
  table_.addressing = Table::Addressing::pointer;
  table_.pointer_prefix = std::move(pointer_prefix);
}

bool JsonRows::begin_row() {
  if (!budget_.take_row()) return false;
  ++rows_;
  expected_ = 0;
  if (sink_ != nullptr) {
    passing_.assign(table_.columns.size(), CellView{});
    copies_.clear();
    return true;
  }
  TableRow& row = table_.rows.emplace_back();
  row.number = rows_;
  row.cells.reserve(table_.columns.size());
  return true;
}

void JsonRows::forget_row() {
  --rows_;
  budget_.give_back_row();
  forced_.reset();
  path_.clear();
  lengths_.clear();
}

bool JsonRows::end_row() {
  if (sink_ == nullptr) return true;
  if (columns_told_ < table_.columns.size() || columns_told_ == 0) {
    columns_told_ = table_.columns.size();
    if (!sink_->columns(table_)) return false;
  }
  return sink_->row(rows_, passing_);
}

bool JsonRows::put(CellType type, std::string_view text) {
  const std::size_t column = forced_ ? *forced_ : column_of_path();
  forced_.reset();
  return put_at(column, type, text);
}

bool JsonRows::put_copy(CellType type, std::string text) {
  if (sink_ == nullptr) return put(type, text);
  return put(type, copies_.emplace_back(std::move(text)));
}

bool JsonRows::put_in_new(std::size_t column, CellType type, std::string_view text) {
  if (!budget_.take_column(column + 1)) return false;
  if (sink_ != nullptr) {
    passing_.resize(column + 1);
    return put_at(column, type, text);
  }
  std::vector<Cell>& cells = table_.rows.back().cells;
  const std::size_t added = column < cells.size() ? 0 : column + 1 - cells.size();
  if (!budget_.take_cells(added, text.size())) return false;
  if (added > 0) cells.resize(column + 1);
  cells[column].type = type == CellType::text && text.empty() ? CellType::empty : type;
  cells[column].text = text;
  return true;
}

std::size_t JsonRows::column_of_path() {
  if (expected_ < table_.columns.size() && table_.columns[expected_] == path_) return expected_++;
  const auto found = positions_.find(path_);
  if (found != positions_.end()) {
    expected_ = found->second + 1;
    return found->second;
  }
  const std::size_t column = table_.columns.size();
  table_.columns.push_back(path_);
  positions_.emplace(path_, column);
  expected_ = column + 1;
  return column;
}

void JsonRows::enter(std::string_view key) {
  lengths_.push_back(path_.size());
  path_ += '/';
  if (key.find_first_of("~/") == std::string_view::npos) {
    path_ += key;
  } else {
    path_ += escaped_pointer_token(key);
  }
}

void JsonRows::enter(std::size_t index) {
  lengths_.push_back(path_.size());
  path_ += fmt::format("/{}", index);
}

void JsonRows::leave() {
  path_.resize(lengths_.back());
  lengths_.pop_back();
}

std::string JsonRows::place() const {
  if (rows_ == 0) return table_.pointer_prefix;
  return fmt::format("{}/{}{}", table_.pointer_prefix, rows_ - 1, path_);
}

std::string escaped_pointer_token(std::string_view key) {
  std::string escaped;
  for (const char c : key) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace planwatch
