#include "collectors/decode/csv_cutter.h"

#include <bit>
#include <cstring>
#include <fmt/format.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace planwatch {

// The next mark's position; size_ where there is none.
inline std::size_t CsvCutter::next_mark() {
  while (marks_ == 0) {
    if (block_ + 64 >= size_) return size_;
    block_ += 64;
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

// A bit for every separator, quote and line break of the 64 bytes from `block` on.
std::uint64_t CsvCutter::marks_at(std::size_t block) const {
  std::uint64_t marks = 0;
#ifdef __SSE2__
  const __m128i separator = _mm_set1_epi8(separator_);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i carriage = _mm_set1_epi8('\r');
  for (unsigned part = 0; part < 4; ++part) {
    const char* const from = text_ + block + std::size_t{part} * 16;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, separator), _mm_cmpeq_epi8(bytes, quote)),
                     _mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, carriage)));
    const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
    marks |= std::uint64_t{mask} << (part * 16U);
  }
#else
  for (unsigned i = 0; i < 64; ++i) {
    const char c = text_[block + i];
    const bool hit = c == separator_ || c == '"' || c == '\n' || c == '\r';
    marks |= std::uint64_t{hit} << i;
  }
#endif
  const std::size_t left = size_ - block;
  return left >= 64 ? marks : marks & ((std::uint64_t{1} << left) - 1);
}

CsvCutter::Step CsvCutter::next() {
  fields_.clear();
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
    if (fields_.size() >= max_fields_) return Step::too_many_fields;
    if (next < size_ && text_[next] == '"') {
      field = cut_quoted(next, next);
      continue;
    }
    const std::size_t mark = next_mark();
    if (mark < size_ && text_[mark] == separator_) {
      fields_.emplace_back(text_ + next, mark - next);
      next = mark + 1;
    } else {
      field = cut_plain(next, mark, next);
    }
  }
  if (field == Field::more) return Step::more;
  if (field == Field::failed) return Step::failed;
  line_ += breaks_ + (field == Field::line_ended ? 1 : 0);
  at_ = next;
  for (const std::size_t doubled : doubled_) make_single(doubled);
  return Step::record;
}

// `mark` is the first one in the field.
CsvCutter::Field CsvCutter::cut_plain(std::size_t start, std::size_t mark, std::size_t& next) {
  while (mark < size_ && text_[mark] == '"') mark = next_mark();
  if (mark == size_ && !last_) return Field::more;
  fields_.emplace_back(text_ + start, mark - start);
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
  if (has_doubled_) doubled_.push_back(fields_.size());
  fields_.emplace_back(text_ + start + 1, quote - start - 1);
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
                        fields_.size() + 1, what)};
  return Field::failed;
}

}  // namespace planwatch
