#include <chrono>
#include <cstring>
#include <optional>
#include <simdjson.h>

#include "tests/bench/collect_measure.h"
#include "tests/bench/collect_records.h"

namespace planwatch::bench {
namespace {

std::optional<std::chrono::year_month_day> day_of(std::string_view text) {
  namespace chrono = std::chrono;
  if (text.size() != 10) return std::nullopt;
  int numbers[3] = {0, 0, 0};
  int part = 0;
  for (const char c : text) {
    if (c == '-') {
      ++part;
    } else if (c < '0' || c > '9' || part > 2) {
      return std::nullopt;
    } else {
      numbers[part] = numbers[part] * 10 + (c - '0');
    }
  }
  const chrono::year_month_day day{chrono::year(numbers[0]),
                                   chrono::month(static_cast<unsigned>(numbers[1])),
                                   chrono::day(static_cast<unsigned>(numbers[2]))};
  if (!day.ok()) return std::nullopt;
  return day;
}

std::size_t court_of(std::string_view name) {
  for (std::size_t i = 0; i < courts.size(); ++i) {
    if (courts[i] == name) return i;
  }
  return courts.size();
}

void count(Answer& answer, std::string_view court, std::string_view filed, std::string_view closed,
           std::string_view state) {
  const auto begun = day_of(filed);
  const std::size_t at = court_of(court);
  if (!begun || at == courts.size()) return;
  GroupAnswer& group = answer[at][static_cast<unsigned>(begun->month()) - 1];
  ++group.cases;
  if (state == "已结") ++group.closed;
  if (const auto ended = day_of(closed)) {
    group.days += static_cast<std::uint64_t>(
        (std::chrono::sys_days(*ended) - std::chrono::sys_days(*begun)).count());
  }
}

}  // namespace

Answer memchr_pass(std::string_view text) {
  Answer answer{};
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const char* fields[7];
    fields[0] = at;
    int found = 1;
    for (; found < 7; ++found) {
      const auto* comma = static_cast<const char*>(
          std::memchr(fields[found - 1], ',', static_cast<std::size_t>(end - fields[found - 1])));
      if (comma == nullptr) break;
      fields[found] = comma + 1;
    }
    if (found < 7) break;
    const auto* line =
        static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const char* const after = line == nullptr ? end : line + 1;
    if (fields[6] <= after) {
      const auto field = [&](int i) {
        return std::string_view(fields[i], static_cast<std::size_t>(fields[i + 1] - fields[i] - 1));
      };
      count(answer, field(1), field(3), field(4), field(5));
    }
    at = after;
  }
  return answer;
}

Answer simdjson_pass(std::string_view text, std::size_t capacity) {
  namespace ondemand = simdjson::ondemand;
  Answer answer{};
  ondemand::parser parser;
  ondemand::document document = parser.iterate(text, capacity);
  for (ondemand::object row : document["data"]["list"].get_array()) {
    const std::string_view court = row["court"].get_string();
    const std::string_view filed = row["filed"].get_string();
    std::string_view closed;
    if (row["closed"].get_string().get(closed) != simdjson::SUCCESS) closed = {};
    const std::string_view state = row["state"].get_string();
    count(answer, court, filed, closed, state);
  }
  return answer;
}

}  // namespace planwatch::bench
