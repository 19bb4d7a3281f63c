#include "collectors/fetch/sql_watermark.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <string_view>

#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size() || !all_digits(text.substr(at, count))) return std::nullopt;
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + count, value);
  return value;
}

// A day, perhaps a time of day, and what stands behind: fractions and the zone, kept as they are.
struct Moment {
  Date day;
  std::chrono::seconds time{0};
  bool has_time = false;
  bool compact = false;  // only digits
  char between = ' ';    // T or a blank
  std::string rest{};
};

std::optional<Date> day_of_parts(std::optional<int> year, std::optional<int> month,
                                 std::optional<int> day) {
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

std::optional<std::chrono::seconds> time_of_parts(std::optional<int> hour,
                                                  std::optional<int> minute,
                                                  std::optional<int> second) {
  if (!hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<Moment> parse_compact(std::string_view text) {
  if (text.size() != 8 && text.size() != 14) return std::nullopt;
  const auto year = digits_at(text, 0, 4);
  // A running number of eight digits is no date of these decades, or reads as one and is re-read
  // from a little earlier.
  if (!year || *year < 1990 || *year > 2100) return std::nullopt;
  const auto day = day_of_parts(year, digits_at(text, 4, 2), digits_at(text, 6, 2));
  if (!day) return std::nullopt;
  Moment moment{*day};
  moment.compact = true;
  if (text.size() == 8) return moment;
  const auto time =
      time_of_parts(digits_at(text, 8, 2), digits_at(text, 10, 2), digits_at(text, 12, 2));
  if (!time) return std::nullopt;
  moment.time = *time;
  moment.has_time = true;
  return moment;
}

bool is_fraction_or_zone(std::string_view rest) {
  return rest.find_first_not_of("0123456789.:+-Z ") == std::string_view::npos;
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (all_digits(text)) return parse_compact(text);
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto day =
      day_of_parts(digits_at(text, 0, 4), digits_at(text, 5, 2), digits_at(text, 8, 2));
  if (!day) return std::nullopt;
  Moment moment{*day};
  if (text.size() == 10) return moment;
  if (text.size() < 19 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  const auto time =
      time_of_parts(digits_at(text, 11, 2), digits_at(text, 14, 2), digits_at(text, 17, 2));
  if (!time || !is_fraction_or_zone(text.substr(19))) return std::nullopt;
  moment.time = *time;
  moment.has_time = true;
  moment.between = text[10];
  moment.rest = text.substr(19);
  return moment;
}

std::string text_of(const Moment& moment) {
  std::string day = to_string(moment.day);
  if (moment.compact) std::erase(day, '-');
  if (!moment.has_time) return day;
  const std::chrono::hh_mm_ss time(moment.time);
  const char* form = moment.compact ? "{}{:02}{:02}{:02}" : "{}{}{:02}:{:02}:{:02}{}";
  if (moment.compact) {
    return fmt::format(fmt::runtime(form), day, time.hours().count(), time.minutes().count(),
                       time.seconds().count());
  }
  return fmt::format(fmt::runtime(form), day, moment.between, time.hours().count(),
                     time.minutes().count(), time.seconds().count(), moment.rest);
}

Moment before(Moment moment, std::chrono::hours overlap) {
  if (!moment.has_time) {
    moment.day -= std::chrono::ceil<std::chrono::days>(overlap);
    return moment;
  }
  const auto instant =
      std::chrono::sys_seconds(moment.day) + moment.time - std::chrono::seconds(overlap);
  moment.day = std::chrono::floor<std::chrono::days>(instant);
  moment.time = instant - std::chrono::sys_seconds(moment.day);
  return moment;
}

bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return all_digits(text);
}

// Of any length, without leading zeros in mind: databases write none.
bool less_whole(std::string_view a, std::string_view b) {
  const bool minus_a = a.starts_with('-');
  const bool minus_b = b.starts_with('-');
  if (minus_a != minus_b) return minus_a;
  if (minus_a) return less_whole(b.substr(1), a.substr(1));
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Another query or column counts anew.
std::string key_of(const SqlSource& source) {
  const std::string column = source.watermark ? source.watermark->column : std::string();
  return "watermark:" + sha256_hex(column + "\n" + source.query).substr(0, 16);
}

}  // namespace

std::optional<long long> whole_number(const std::string& value) {
  long long number = 0;
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

Result<std::string> since_of(const SqlSource& source, const FetchMemory& memory) {
  if (!source.watermark) return std::string();
  const std::string seen = remembered_watermark(source, memory);
  if (seen.empty()) {
    if (!source.watermark->initial.empty()) return source.watermark->initial;
    return fail(ErrorCode::invalid,
                "watermark 没有写 initial：请写第一次从哪里读起，如 2025-01-01 00:00:00");
  }
  const auto moment = parse_moment(seen);
  return moment ? text_of(before(*moment, source.watermark->overlap)) : seen;
}

std::optional<std::string> WatermarkSeen::see(const std::string& value) {
  const auto moment = parse_moment(value);
  if (!moment && !is_whole(value)) {
    return fmt::format("水位列的值“{}”既不是日期时间也不是整数：请换一列，或在查询里转换",
                       value.substr(0, 40));
  }
  if (moment && newest_day_ && moment->day > *newest_day_) return std::nullopt;
  if (greatest_.empty()) {
    greatest_ = value;
    return std::nullopt;
  }
  if (is_whole(value) != is_whole(greatest_)) {
    return fmt::format("水位列里既有“{}”又有“{}”，比不出先后：请在查询里统一成一种写法",
                       greatest_.substr(0, 40), value.substr(0, 40));
  }
  const bool greater = is_whole(value) ? less_whole(greatest_, value) : greatest_ < value;
  if (greater) greatest_ = value;
  return std::nullopt;
}

std::string remembered_watermark(const SqlSource& source, const FetchMemory& memory) {
  const auto found = memory.find(key_of(source));
  return found == memory.end() ? std::string() : found->second;
}

FetchMemory memory_of_watermark(const SqlSource& source, const std::string& greatest) {
  if (!source.watermark || greatest.empty()) return {};
  return {{key_of(source), greatest}};
}

}  // namespace planwatch
