#include "collectors/decode/xml_rows.h"

#include <fmt/format.h>
#include <utility>

#include "collectors/decode/json_rows.h"

namespace planwatch {
namespace {

// Stands before a step's number in a key; no XML text holds it.
constexpr char number_mark = '\x01';

}  // namespace

XmlRows::XmlRows(std::string pointer_prefix, TableBudget& budget) : budget_(budget) {
  table_.addressing = Table::Addressing::pointer;
  table_.pointer_prefix = std::move(pointer_prefix);
}

bool XmlRows::begin_row() {
  ++rows_;
  key_.clear();
  name_.clear();
  open_.assign(1, Open{});
  return budget_.take_row();
}

void XmlRows::enter(std::string_view name) {
  const std::string token = escaped_pointer_token(name);
  const std::size_t number = open_.back().children[token]++;
  Open opened;
  opened.key_length = key_.size();
  opened.name_length = name_.size();
  open_.push_back(std::move(opened));
  key_ += fmt::format("/{}{}{}", token, number_mark, number);
  name_ += '/';
  name_ += token;
  if (number == 1) repeated_.insert(name_);
}

void XmlRows::leave() {
  key_.resize(open_.back().key_length);
  name_.resize(open_.back().name_length);
  open_.pop_back();
}

bool XmlRows::put_attribute(std::string_view name, std::string_view text) {
  return put(fmt::format("{}/@{}", key_, escaped_pointer_token(name)), text);
}

bool XmlRows::put_text(std::string_view text) {
  return put(key_, text);
}

bool XmlRows::put(const std::string& key, std::string_view text) {
  const auto [found, is_new] = positions_.try_emplace(key, table_.columns.size());
  const std::size_t column = found->second;
  if (is_new) table_.columns.push_back(key);
  if (!budget_.take_column(column + 1)) return false;
  if (text.empty()) return true;
  if (table_.rows.empty() || table_.rows.back().number != rows_) {
    table_.rows.emplace_back().number = rows_;
  }
  std::vector<Cell>& cells = table_.rows.back().cells;
  const std::size_t added = column < cells.size() ? 0 : column + 1 - cells.size();
  if (!budget_.take_cells(added, text.size())) return false;
  if (added > 0) cells.resize(column + 1);
  cells[column] = {CellType::text, false, std::string(text)};
  return true;
}

Table XmlRows::finish() {
  for (std::string& column : table_.columns) column = final_name(column);
  return std::move(table_);
}

std::string XmlRows::final_name(std::string_view key) const {
  std::string result;
  std::string plain;
  while (!key.empty()) {
    const std::size_t end = std::min(key.find('/', 1), key.size());
    const std::string_view step = key.substr(0, end);
    const std::size_t mark = step.find(number_mark);
    plain += step.substr(0, mark);
    result += step.substr(0, mark);
    if (mark != std::string_view::npos && repeated_.contains(plain)) {
      result += '/';
      result += step.substr(mark + 1);
    }
    key.remove_prefix(end);
  }
  return result;
}

}  // namespace planwatch
