#include "config/loader/scalars.h"

namespace planwatch::loader {

namespace {

void fail_date(const YamlNode& node, std::string_view name, std::string_view text,
               Diagnostics& out) {
  out.error(node.at, said("{} 的 {} 不是日期", "{}: {} is not a day", name, text),
            {"写成 2025-01-28，一段写成 2025-01-28..2025-02-04",
             "write 2025-01-28, a stretch as 2025-01-28..2025-02-04"});
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// HH:MM up to 24:00.
std::optional<TimeOfDay> parse_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return TimeOfDay(hour * 60 + minute);
}

}  // namespace

std::optional<Date> read_date(const YamlNode& node, std::string_view name, Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::date});
  const std::optional<Date> date = parse_date(node.text);
  if (!date) fail_date(node, name, node.text, out);
  return date;
}

std::optional<DateRange> read_date_range(const YamlNode& node, std::string_view name,
                                         Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::date_range});
  const std::string_view text = node.text;
  const std::size_t dots = text.find("..");
  if (dots == text.npos) {
    const std::optional<Date> day = read_date(node, name, out);
    if (!day) return std::nullopt;
    return DateRange{*day, *day, {}};
  }
  const std::optional<Date> first = parse_date(text.substr(0, dots));
  const std::optional<Date> last = parse_date(text.substr(dots + 2));
  if (!first || !last) {
    fail_date(node, name, text, out);
    return std::nullopt;
  }
  if (*last < *first) {
    out.error(node.at, said("{} 的 {} 结束早于开始", "{}: {} ends before it begins", name, text),
              {"把两个日期对调", "swap the two days"});
    return std::nullopt;
  }
  return DateRange{*first, *last, {}};
}

std::optional<TimeOfDay> read_time(const YamlNode& node, std::string_view name, Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::time});
  const std::optional<TimeOfDay> time = parse_time(node.text);
  if (!time) {
    out.error(node.at, said("{} 的 {} 不是时刻", "{}: {} is no time of day", name, node.text),
              {"写成 \"09:00\"", "write \"09:00\""});
  }
  return time;
}

std::optional<std::pair<TimeOfDay, TimeOfDay>> read_hours(const YamlNode& node,
                                                          std::string_view name, Diagnostics& out,
                                                          MayPassMidnight midnight) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::hours});
  const std::string_view text = node.text;
  if (text.size() == 11 && text[5] == '-') {
    const std::optional<TimeOfDay> first = parse_time(text.substr(0, 5));
    const std::optional<TimeOfDay> last = parse_time(text.substr(6));
    if (first && last) {
      constexpr TimeOfDay day_end{24 * 60};
      const bool by_midnight =
          midnight == MayPassMidnight::yes && *first != *last && *first < day_end;
      if (*first < *last || by_midnight) return std::pair{*first, *last};
    }
  }
  if (midnight == MayPassMidnight::yes) {
    out.error(
        node.at, said("{} 的 {} 不是时段", "{}: {} is not a stretch of time", name, text),
        {"写成 \"22:00-07:00\"，可以跨过零点", "write \"22:00-07:00\", midnight may be inside"});
    return std::nullopt;
  }
  out.error(
      node.at, said("{} 的 {} 不是时段", "{}: {} is not a stretch of time", name, text),
      {"写成 \"09:00-12:00\"，开始早于结束", "write \"09:00-12:00\", the first before the second"});
  return std::nullopt;
}

}  // namespace planwatch::loader
