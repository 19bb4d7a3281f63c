#include <optional>

#include "collectors/extract/period_text.h"
#include "collectors/extract/text.h"
#include "collectors/extract/value.h"

namespace planwatch {

namespace {

constexpr const char* not_a_period =
    "看不出是哪一期：请写成 2025年6月、2025-06、2025年1-6月 或 2025年第二季度";
constexpr const char* not_a_date = "看不出是哪一天：请写成 2025-06-03 或 2025年6月3日";
constexpr const char* no_year =
    "没有写年份，文件名和标题里也没有：请写成 2025年6月，或在文件名里写 202506";

std::variant<PeriodReading, NotAValue> period_of_day(Date day) {
  const int year = year_of(day);
  const unsigned month = month_of(day);
  if (day_of(day) != 1 && day != last_day_of_month(year, month)) {
    return NotAValue{
        "这是月中的一天，看不出是哪一期（1-6 之类会被表格软件改成日期）：请写成 2025年6月 的样子"};
  }
  return PeriodReading{Period::month(year, month), false};
}

std::variant<PeriodReading, NotAValue> period_of(const ScannedPeriod& scanned) {
  if (scanned.span) {
    if (scanned.span->year == 0) return NotAValue{no_year};
    return PeriodReading{*scanned.span, scanned.from_january};
  }
  const Date day = *scanned.day;
  if (!scanned.until) return period_of_day(day);
  const int year = year_of(day);
  if (day != last_day_of_month(year, month_of(day))) {
    return NotAValue{"截止日不是月末，与按月考核的期对不上：请报到月末的数"};
  }
  return PeriodReading{Period::span(year, 1, month_of(day)), true};
}

std::string without_text_mark(const std::string& text) {
  const std::string_view inner = trimmed(text);
  return std::string(inner.starts_with('\'') ? inner.substr(1) : inner);
}

// 2025.1 as a number may have been 2025.10; "2025.6" cannot have been anything else.
bool is_truncated_october(const Cell& cell) {
  return cell.type == CellType::number && cell.text.size() == 6 && cell.text.ends_with(".1");
}

// A time of day behind a date, in the plan's place: 2025-06-03 10:20:30, 2025-06-03T10:20+08:00.
std::optional<std::string> without_time(std::string_view text) {
  const std::size_t at = text.find_first_of(" T");
  if (at == std::string_view::npos) return std::string(text);
  std::string_view time = text.substr(at + 1);
  if (time.ends_with("+08:00")) time.remove_suffix(6);
  const bool looks_like_time = time.size() >= 4 && is_digit(time[0]) && contains(time, ":");
  if (!looks_like_time || time.find_first_not_of("0123456789:.") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::string(text.substr(0, at));
}

// 2025-06-03 as most write it; the same day as by its scanned form, at a tenth of the cost.
std::optional<Date> plain_date(std::string_view text) {
  if (text.size() != 10 || !text.starts_with("20")) return std::nullopt;
  return parse_date(text);
}

std::optional<Date> scan_date(const std::string& text, int default_year) {
  const std::string form = period_form(text);
  const auto scanned = scan_period(form, 0, default_year);
  const bool whole = scanned && scanned->end == form.size() && scanned->day && !scanned->until;
  if (!whole) return std::nullopt;
  return scanned->day;
}

bool has_words(const Cell& cell) {
  return cell.type == CellType::text || cell.type == CellType::number;
}

}  // namespace

std::variant<PeriodReading, NotAValue> read_period(const Cell& cell, int default_year) {
  if (cell.type == CellType::date) {
    const auto day = parse_date(cell.text);
    if (!day) return NotAValue{not_a_period};
    return period_of_day(*day);
  }
  if (!has_words(cell)) return NotAValue{not_a_period};
  if (is_truncated_october(cell)) {
    return NotAValue{
        "数字 2025.1 可能是 1 月，也可能是 10 月：请把单元格设为文本，写成 2025年10月"};
  }
  const std::string form = period_form(without_text_mark(cell.text));
  const auto scanned = scan_period(form, 0, default_year);
  if (!scanned || scanned->end != form.size()) return NotAValue{not_a_period};
  return period_of(*scanned);
}

std::variant<Date, NotAValue> read_date(const Cell& cell, int default_year) {
  if (cell.type == CellType::date) {
    if (const auto day = parse_date(cell.text)) return *day;
    return NotAValue{not_a_date};
  }
  if (!has_words(cell)) return NotAValue{not_a_date};
  if (const auto day = plain_date(cell.text)) return *day;
  const std::string text = to_half_width(without_text_mark(cell.text));
  if (const auto day = scan_date(text, default_year)) return *day;
  if (const auto dated = without_time(text)) {
    if (const auto day = scan_date(*dated, default_year)) return *day;
  }
  return NotAValue{not_a_date};
}

}  // namespace planwatch
