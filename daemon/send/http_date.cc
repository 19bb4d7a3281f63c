#include "daemon/send/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace planwatch {

namespace {

constexpr std::chrono::milliseconds longest = std::chrono::hours{24};

// Digits only, all of `text`.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<unsigned> month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<unsigned>(found - names.begin()) + 1;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
  // The form has a fixed width: day 5, month 8, year 12, hour 17, minute 20, second 23.
  if (text.size() != 29 || text.substr(25) != " GMT") return std::nullopt;
  const auto day = number(text.substr(5, 2));
  const auto month = month_number(text.substr(8, 3));
  const auto year = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2));
  const auto minute = number(text.substr(20, 2));
  const auto second = number(text.substr(23, 2));
  if (!day || !month || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{*hour} +
         std::chrono::minutes{*minute} + std::chrono::seconds{*second};
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           std::string_view date) {
  if (all_digits(value)) {
    // More digits than an int holds are surely more than a day.
    const auto seconds = number(value);
    return seconds ? std::min<std::chrono::milliseconds>(std::chrono::seconds{*seconds}, longest)
                   : longest;
  }
  const auto until = parse_http_date(value);
  const auto answered = parse_http_date(date);
  if (!until || !answered) return std::nullopt;
  return std::clamp<std::chrono::milliseconds>(*until - *answered, std::chrono::milliseconds{0},
                                               longest);
}

}  // namespace planwatch
