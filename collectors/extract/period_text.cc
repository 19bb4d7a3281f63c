#include "collectors/extract/period_text.h"

#include <chrono>

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

// Reads a text from left to right; every take_ either consumes what it names or nothing.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t pos) : text_(text), pos_(pos) {}

  std::size_t pos() const { return pos_; }
  void go_back_to(std::size_t pos) { pos_ = pos; }
  bool take(std::string_view literal) {
    if (!text_.substr(pos_).starts_with(literal)) return false;
    pos_ += literal.size();
    return true;
  }
  // Exactly one run of `least` to `most` digits; a longer run is not taken at all.
  std::optional<int> take_number(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (pos_ + n < text_.size() && is_digit(text_[pos_ + n])) {
      if (n == most) return std::nullopt;
      value = value * 10 + (text_[pos_ + n] - '0');
      ++n;
    }
    if (n < least) return std::nullopt;
    pos_ += n;
    return value;
  }
  std::optional<int> take_year() {
    const std::size_t start = pos_;
    const auto year = take_number(4, 4);
    if (year && *year >= 2000 && *year <= 2099) return year;
    pos_ = start;
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t pos_;
};

bool is_month(int month) {
  return month >= 1 && month <= 12;
}

std::optional<ScannedPeriod> day_of_year(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year == 0 || !date.ok()) return std::nullopt;
  ScannedPeriod scanned;
  scanned.day = Date(date);
  return scanned;
}

// Only a span of several months says that it counts from January; a month is left to its column.
std::optional<ScannedPeriod> span_of(int year, int first, int last) {
  if (!is_month(first) || !is_month(last) || first > last) return std::nullopt;
  ScannedPeriod scanned;
  scanned.span = Period::span(year, static_cast<unsigned>(first), static_cast<unsigned>(last));
  scanned.from_january = first == 1 && last > 1;
  return scanned;
}

std::optional<ScannedPeriod> quarter_of(int year, int quarter) {
  if (quarter < 1 || quarter > 4) return std::nullopt;
  return span_of(year, quarter * 3 - 2, quarter * 3);
}

// 20250630, 202506.
std::optional<ScannedPeriod> scan_compact(Scanner& in) {
  if (const auto day = in.take_number(8, 8)) {
    if (*day / 10'000 < 2000 || *day / 10'000 > 2099) return std::nullopt;
    return day_of_year(*day / 10'000, *day / 100 % 100, *day % 100);
  }
  if (const auto month = in.take_number(6, 6)) {
    if (*month / 100 < 2000 || *month / 100 > 2099) return std::nullopt;
    return span_of(*month / 100, *month % 100, *month % 100);
  }
  return std::nullopt;
}

// 上半年, 前三季度, 全年: words for stretches of a year.
std::optional<ScannedPeriod> scan_words(Scanner& in, int year) {
  if (in.take("上半年")) return span_of(year, 1, 6);
  if (in.take("下半年")) return span_of(year, 7, 12);
  if (in.take("全年")) return span_of(year, 1, 12);
  const std::size_t start = in.pos();
  const bool first_ones = in.take("前");
  if (!first_ones) in.take("第");
  const auto number = in.take_number(1, 2);
  if (number && in.take("季度")) {
    if (!first_ones) return quarter_of(year, *number);
    return *number >= 2 && *number <= 4 ? span_of(year, 1, *number * 3) : std::nullopt;
  }
  if (number && first_ones && in.take("个月")) return span_of(year, 1, *number);
  in.go_back_to(start);
  return std::nullopt;
}

// Q2, H1.
std::optional<ScannedPeriod> scan_letters(Scanner& in, int year) {
  const std::size_t start = in.pos();
  if (in.take("Q") || in.take("q")) {
    if (const auto quarter = in.take_number(1, 1)) return quarter_of(year, *quarter);
  } else if (in.take("H") || in.take("h")) {
    const auto half = in.take_number(1, 1);
    if (half && *half >= 1 && *half <= 2) return span_of(year, *half * 6 - 5, *half * 6);
  }
  in.go_back_to(start);
  return std::nullopt;
}

// 6月, 6月份, 6月底, 6月3日, 1-6月, 1月-6月, 6月累计.
std::optional<ScannedPeriod> scan_months(Scanner& in, int year) {
  const auto first = in.take_number(1, 2);
  if (!first) return std::nullopt;
  if (in.take("-")) {
    const auto last = in.take_number(1, 2);
    if (!last || !in.take("月")) return std::nullopt;
    in.take("份");
    return span_of(year, *first, *last);
  }
  if (!in.take("月")) return std::nullopt;
  const std::size_t after_month = in.pos();
  if (const auto day = in.take_number(1, 2)) {
    if (in.take("日") || in.take("号")) return day_of_year(year, *first, *day);
    in.go_back_to(after_month);
  }
  in.take("份");
  const std::size_t before_range = in.pos();
  if (in.take("-")) {
    const auto last = in.take_number(1, 2);
    if (last && in.take("月")) {
      in.take("份");
      return span_of(year, *first, *last);
    }
    in.go_back_to(before_range);
  }
  return span_of(year, *first, *first);
}

std::optional<ScannedPeriod> scan_within_year(Scanner& in, int year) {
  const std::size_t start = in.pos();
  if (auto words = scan_words(in, year)) return words;
  if (auto letters = scan_letters(in, year)) return letters;
  in.go_back_to(start);
  auto months = scan_months(in, year);
  if (!months) in.go_back_to(start);
  return months;
}

// The second end of 2025-01..2025-02 and 2025.01-2025.06; the same year on both sides.
std::optional<int> take_range_end(Scanner& in, int year, std::string_view separator) {
  const std::size_t start = in.pos();
  if (in.take("..") || in.take("-")) {
    const auto end_year = in.take_year();
    if (end_year == year && in.take(separator)) {
      if (const auto month = in.take_number(1, 2)) return month;
    }
  }
  in.go_back_to(start);
  return std::nullopt;
}

// What follows 2025- or 2025/ or 2025.: a month, a day, a range of months, a quarter.
std::optional<ScannedPeriod> scan_separated(Scanner& in, int year, std::string_view separator) {
  if (auto letters = scan_letters(in, year)) return letters;
  const auto month = in.take_number(1, 2);
  if (!month) return std::nullopt;
  if (const auto last = take_range_end(in, year, separator)) return span_of(year, *month, *last);
  const std::size_t after_month = in.pos();
  if (in.take(separator)) {
    if (const auto day = in.take_number(1, 2)) return day_of_year(year, *month, *day);
    in.go_back_to(after_month);
  }
  return span_of(year, *month, *month);
}

std::optional<ScannedPeriod> scan_after_year(Scanner& in, int year) {
  if (in.take("年")) {
    in.take("度");
    if (auto within = scan_within_year(in, year)) return within;
    return span_of(year, 1, 12);
  }
  const std::size_t start = in.pos();
  for (const std::string_view separator : {"-", "/", "."}) {
    if (!in.take(separator)) continue;
    if (auto separated = scan_separated(in, year, separator)) return separated;
    in.go_back_to(start);
    return std::nullopt;
  }
  if (auto letters = scan_letters(in, year)) return letters;
  in.go_back_to(start);
  return span_of(year, 1, 12);
}

std::optional<ScannedPeriod> scan_stem(Scanner& in, int default_year) {
  const std::size_t start = in.pos();
  if (auto compact = scan_compact(in)) return compact;
  in.go_back_to(start);
  if (const auto year = in.take_year()) return scan_after_year(in, *year);
  return scan_within_year(in, default_year);
}

// 底, 末 and 累计 behind it.
void scan_endings(Scanner& in, ScannedPeriod& scanned) {
  if (!scanned.span) return;
  if (!in.take("底")) in.take("末");
  if (in.take("累计")) scanned.from_january = true;
}

}  // namespace

std::optional<ScannedPeriod> scan_period(std::string_view form, std::size_t begin,
                                         int default_year) {
  Scanner in(form, begin);
  const bool until = in.take("@");
  auto scanned = scan_stem(in, default_year);
  if (!scanned) return std::nullopt;
  scan_endings(in, *scanned);
  scanned->until = until;
  if (scanned->span && (until || scanned->from_january)) {
    scanned->span->first_month = 1;
    scanned->from_january = true;
  }
  scanned->end = in.pos();
  return scanned;
}

}  // namespace planwatch
