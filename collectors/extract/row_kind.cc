#include "collectors/extract/row_kind.h"

#include <algorithm>
#include <string>

#include "collectors/extract/header_rows.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

// The words below begin neither with a letter nor with a digit of ASCII, as most cells do.
bool may_be_words(const std::string& text) {
  return !text.empty() && (text.front() == '(' || !is_ascii(text.front()));
}

bool is_total_text(const std::string& text) {
  return may_be_words(text) && starts_with_any(text, {"合计", "小计", "总计"});
}

bool is_note_text(const std::string& text) {
  if (!may_be_words(text)) return false;
  if (starts_with_any(text, {"注:", "说明:", "备注:", "填表人", "填报人", "制表人", "审核人",
                             "负责人:", "单位负责人", "单位盖章", "单位(盖章)", "(盖章)"})) {
    return true;
  }
  constexpr std::string_view note = "注";
  if (!text.starts_with(note)) return false;  // 注1: 注2.
  const std::string rest = text.substr(note.size());
  return rest.size() >= 2 && is_digit(rest[0]) && contains(rest, ":");
}

std::string first_text(const TableRow& row) {
  for (const Cell& cell : row.cells) {
    std::string text = comparable(cell.text);
    if (!text.empty()) return text;
  }
  return {};
}

bool repeats(const TableRow& row, const TableRow& header) {
  if (row.cells.size() != header.cells.size()) return false;
  return std::equal(row.cells.begin(), row.cells.end(), header.cells.begin(),
                    [](const Cell& a, const Cell& b) { return a.text == b.text; });
}

}  // namespace

RowKind kind_of_row(const TableRow& row, const std::vector<std::size_t>& keys,
                    const TableRow* header) {
  const std::string first = first_text(row);
  if (first.empty()) return RowKind::blank;
  if (is_note_text(first)) return RowKind::note;
  const bool total = std::any_of(keys.begin(), keys.end(), [&](std::size_t key) {
    return key < row.cells.size() && is_total_text(comparable(row.cells[key].text));
  });
  if (total || is_total_text(first)) return RowKind::total;
  if (header != nullptr && repeats(row, *header)) return RowKind::header_again;
  return RowKind::data;
}

}  // namespace planwatch
