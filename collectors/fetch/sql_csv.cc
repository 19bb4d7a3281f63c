#include "collectors/fetch/sql_csv.h"

#include <fmt/format.h>

#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr const char* line_end = "\r\n";

bool needs_quotes(const std::string& text) {
  return text.find_first_of(",;|\t\"\r\n") != std::string::npos || text.front() == ' ' ||
         text.back() == ' ';
}

void append_field(std::string& out, const std::string& text) {
  if (text.empty() || !needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

Error too_large(std::string message) {
  return {ErrorCode::too_large, false, std::move(message)};
}

}  // namespace

std::optional<Error> SqlCsv::field(const std::string& text, const std::string& column) {
  if (!is_utf8(text)) {
    return Error{ErrorCode::corrupt, false,
                 fmt::format("查询结果第 {} 行“{}”列不是 UTF-8 文字：请检查数据库的字符集，"
                             "二进制列请不要选",
                             rows_ + 1, clean_utf8(column))};
  }
  if (text.size() > limits_.bytes) return too_large("查询结果有一格超过了字节上限 limits.bytes");
  append_field(text_, text);
  return std::nullopt;
}

std::optional<Error> SqlCsv::header(const std::vector<std::string>& names) {
  if (names.size() > limits_.columns) {
    return too_large(fmt::format("查询结果有 {} 列，超过上限 {} 列：请只选需要的列", names.size(),
                                 limits_.columns));
  }
  names_ = names;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (i > 0) text_ += ',';
    if (auto error = field(names_[i], names_[i])) return error;
  }
  text_ += line_end;
  return std::nullopt;
}

std::optional<Error> SqlCsv::row(const SqlCells& cells) {
  if (rows_ == limits_.rows) {
    return too_large(fmt::format("查询结果超过 {} 行：请在查询里加条件或汇总，或调大 limits.rows",
                                 limits_.rows));
  }
  const std::size_t begin = text_.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += ',';
    if (!cells[i]) continue;
    if (auto error = field(*cells[i], names_[i])) return error;
  }
  // A line of nothing would be no record: an only column that is NULL.
  if (text_.size() == begin) text_ += "\"\"";
  text_ += line_end;
  ++rows_;
  if (text_.size() <= limits_.bytes) return std::nullopt;
  return too_large(
      fmt::format("查询结果超过 {} 字节（到第 {} 行）：请少选几列或加条件，"
                  "或调大 limits.bytes",
                  limits_.bytes, rows_));
}

}  // namespace planwatch
