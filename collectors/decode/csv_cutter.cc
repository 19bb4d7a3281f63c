#include "collectors/decode/csv_cutter.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "collectors/decode/csv_marks.h"

namespace planwatch {

// A bit for every mark of the 64 bytes from `block` on, without what lies beyond the piece.
inline std::uint64_t CsvCutter::marks_at(std::size_t block) const {
  const std::uint64_t marks = csv_marks(text_ + block, separator_);
  const std::size_t left = size_ - block;
  return left >= csv_block ? marks : marks & ((std::uint64_t{1} << left) - 1);
}

// The next mark's position; size_ where there is none.
inline std::size_t CsvCutter::next_mark() {
  while (marks_ == 0) {
    if (block_ + csv_block >= size_) return size_;
    block_ += csv_block;
    marks_ = marks_at(block_);
  }
  const std::size_t mark = block_ + static_cast<std::size_t>(std::countr_zero(marks_));
  marks_ &= marks_ - 1;
  return mark;
}

void CsvCutter::give(char* text, std::size_t size, bool last) {
  text_ = text;
  size_ = size;
  last_ = last;
  at_ = 0;
  block_ = 0;
  marks_ = size == 0 ? 0 : marks_at(0);
}

CsvCutter::Step CsvCutter::next() {
  count_ = 0;
  doubled_.clear();
  breaks_ = 0;
  if (at_ >= size_) return last_ ? Step::end : Step::more;
  record_line_ = line_;
  std::size_t next = at_;
  if (text_[at_] == '\n' || text_[at_] == '\r') {
    if (!take_break(next_mark(), next)) return Step::more;
    at_ = next;
    ++line_;
    return Step::record;
  }
  Field field = Field::ended;
  while (field == Field::ended) {
    if (count_ >= max_fields_) return Step::too_many_fields;
    if (next < size_ && text_[next] == '"') {
      field = cut_quoted(next, next);
      continue;
    }
    const std::size_t mark = pass_plain(next);
    if (mark != nowhere) field = cut_plain(next, mark, next);
  }
  if (field == Field::more) return Step::more;
  if (field == Field::failed) return Step::failed;
  line_ += breaks_ + (field == Field::line_ended ? 1 : 0);
  at_ = next;
  for (const std::size_t doubled : doubled_) make_single(doubled);
  return Step::record;
}

// Passes over fields without quotes, as nearly all are, up to one that ends with another mark than
// a separator: answers with that mark. `nowhere`: a field with a quote begins, or one too many.
// What the loop needs is kept out of the object, so that it stays in registers.
std::size_t CsvCutter::pass_plain(std::size_t& start) {
  const std::size_t most = static_cast<std::size_t>(
      std::min<std::uint64_t>(max_fields_, std::max(fields_.size(), count_ + 1)));
  if (fields_.size() < most) fields_.resize(most * 2);
  const char* const text = text_;
  std::string_view* const fields = fields_.data();
  std::uint64_t marks = marks_;
  std::size_t block = block_;
  std::size_t from = start;
  std::size_t count = count_;
  std::size_t mark = nowhere;
  while (mark == nowhere) {
    while (marks == 0 && block + csv_block < size_) {
      block += csv_block;
      marks = marks_at(block);
    }
    const std::size_t here =
        marks == 0 ? size_ : block + static_cast<std::size_t>(std::countr_zero(marks));
    marks &= marks - 1;
    if (here == size_ || text[here] != separator_) {
      mark = here;
      break;
    }
    fields[count++] = {text + from, here - from};
    from = here + 1;
    if (count == most || (from < size_ && text[from] == '"')) break;
  }
  marks_ = marks;
  block_ = block;
  start = from;
  count_ = count;
  return mark;
}

void CsvCutter::put(const char* begin, std::size_t size) {
  if (count_ == fields_.size()) fields_.resize(count_ * 2);
  fields_[count_++] = {begin, size};
}

// `mark` is the first one in the field.
CsvCutter::Field CsvCutter::cut_plain(std::size_t start, std::size_t mark, std::size_t& next) {
  while (mark < size_ && text_[mark] == '"') mark = next_mark();
  if (mark == size_ && !last_) return Field::more;
  put(text_ + start, mark - start);
  return end_at(mark, next);
}

CsvCutter::Field CsvCutter::cut_quoted(std::size_t start, std::size_t& next) {
  has_doubled_ = false;
  next_mark();  // the opening quote
  const std::uint32_t opened_after = breaks_;
  while (true) {
    const std::size_t mark = next_mark();
    if (mark == size_) {
      if (!last_) return Field::more;
      return fail_at(record_line_ + opened_after, "引号没有结束，之后的内容都会被读成同一格");
    }
    if (text_[mark] == '"') {
      if (mark + 1 == size_ && !last_) return Field::more;
      if (mark + 1 == size_ || text_[mark + 1] != '"') return after_quote(start, mark, next);
      has_doubled_ = true;
      next_mark();
    } else if (text_[mark] != separator_) {
      std::size_t after = 0;
      if (!take_break(mark, after)) return Field::more;
      ++breaks_;
    }
  }
}

CsvCutter::Field CsvCutter::after_quote(std::size_t start, std::size_t quote, std::size_t& next) {
  std::size_t end = quote + 1;
  while (end < size_ && text_[end] == ' ') ++end;
  if (end == size_ && !last_) return Field::more;
  const bool ends =
      end == size_ || text_[end] == separator_ || text_[end] == '\n' || text_[end] == '\r';
  if (!ends) {
    return fail_at(record_line_ + breaks_, "引号结束之后还有文字，字段里的引号应写成两个");
  }
  if (has_doubled_) doubled_.push_back(count_);
  put(text_ + start + 1, quote - start - 1);
  // A separator that is a space has its mark among the spaces passed over.
  std::size_t mark = next_mark();
  while (mark < end) mark = next_mark();
  return end_at(mark, next);
}

CsvCutter::Field CsvCutter::end_at(std::size_t mark, std::size_t& next) {
  if (mark == size_) {
    next = size_;
    return Field::text_ended;
  }
  if (text_[mark] == separator_) {
    next = mark + 1;
    return Field::ended;
  }
  return take_break(mark, next) ? Field::line_ended : Field::more;
}

// CRLF is one break. False: whether a line feed follows is not known yet.
bool CsvCutter::take_break(std::size_t mark, std::size_t& next) {
  next = mark + 1;
  if (text_[mark] != '\r') return true;
  if (next == size_) return last_;
  if (text_[next] != '\n') return true;
  next_mark();
  ++next;
  return true;
}

void CsvCutter::make_single(std::size_t field) {
  char* const begin = text_ + (fields_[field].data() - text_);
  const std::size_t size = fields_[field].size();
  std::size_t to = 0;
  for (std::size_t from = 0; from < size; ++from) {
    begin[to++] = begin[from];
    if (begin[from] == '"') ++from;
  }
  fields_[field] = {begin, to};
}

CsvCutter::Field CsvCutter::fail_at(std::uint32_t line, std::string_view what) {
  error_ = {ErrorCode::corrupt, false,
            fmt::format("CSV 第{}行第{}列：{}；请改正这一行，或用 Excel 重新另存为 CSV", line,
                        count_ + 1, what)};
  return Field::failed;
}

}  // namespace planwatch
