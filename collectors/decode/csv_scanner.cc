#include "collectors/decode/csv_scanner.h"

#include <fmt/format.h>

namespace planwatch {

CsvScanner::Step CsvScanner::next(std::vector<std::string>& fields) {
  fields.clear();
  if (at_ >= text_.size()) return Step::end;
  record_line_ = line_;
  column_ = 0;
  if (at_line_end()) {
    take_line_end();
    return Step::record;
  }
  while (true) {
    if (++column_ > max_fields_) return Step::too_many_fields;
    std::string& field = fields.emplace_back();
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (quoted && !read_quoted(field)) return Step::failed;
    if (!quoted) read_plain(field);
    if (at_ >= text_.size()) return Step::record;
    if (text_[at_] == separator_) {
      ++at_;
      continue;
    }
    take_line_end();
    return Step::record;
  }
}

bool CsvScanner::read_quoted(std::string& field) {
  const std::uint32_t opened_on = line_;
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        at_ += 2;
        continue;
      }
      ++at_;
      while (at_ < text_.size() && text_[at_] == ' ') ++at_;
      if (at_ >= text_.size() || text_[at_] == separator_ || at_line_end()) return true;
      return fail_at(line_, column_, "引号结束之后还有文字，字段里的引号应写成两个");
    }
    if (at_line_end()) {
      const std::size_t start = at_;
      take_line_end();
      field.append(text_.substr(start, at_ - start));
      continue;
    }
    field += c;
    ++at_;
  }
  return fail_at(opened_on, column_, "引号没有结束，之后的内容都会被读成同一格");
}

void CsvScanner::read_plain(std::string& field) {
  const std::size_t start = at_;
  while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end()) ++at_;
  field.assign(text_.substr(start, at_ - start));
}

bool CsvScanner::at_line_end() const {
  return text_[at_] == '\n' || text_[at_] == '\r';
}

void CsvScanner::take_line_end() {
  const bool both = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
  at_ += both ? 2 : 1;
  ++line_;
}

bool CsvScanner::fail_at(std::uint32_t line, std::size_t column, std::string_view what) {
  error_ = {ErrorCode::corrupt, false,
            fmt::format("CSV 第{}行第{}列：{}；请改正这一行，或用 Excel 重新另存为 CSV", line,
                        column, what)};
  return false;
}

}  // namespace planwatch
