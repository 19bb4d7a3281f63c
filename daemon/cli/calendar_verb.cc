#include <charconv>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/cli/calendar_answers.h"
#include "daemon/cli/verbs.h"
#include "daemon/time/clock.h"
#include "rules/model/period.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;
constexpr int most_workdays = 10'000;  // forty years

using Words = std::vector<std::string>;

int fail_usage(Lang lang, const std::string& zh, const std::string& en) {
  fmt::print(stderr, "{}\n", lang == Lang::zh ? zh : en);
  return usage_error;
}

int fail_date(Lang lang, const std::string& text) {
  return fail_usage(lang, fmt::format("“{}”不是日期；请写成 2025-10-01", text),
                    fmt::format("'{}' is no day; write it as 2025-10-01", text));
}

// A whole number and nothing behind it, within the limits.
std::optional<int> parse_number(const std::string& text, int least, int most) {
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  int number = 0;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < least || number > most) return std::nullopt;
  return number;
}

int answer_with(const CommonOptions& options, const std::string& line, const OutputTable& table) {
  if (options.format == OutputFormat::table) {
    fmt::print("{}\n", line);
  } else {
    fmt::print("{}", render(table, options.format));
  }
  return 0;
}

int answer_day(const CommonOptions& options, const Calendar& calendar, Date date) {
  return answer_with(
      options,
      day_line(calendar, date, options.lang) + "\n\n" + month_grid(calendar, date, options.lang),
      day_table(calendar, date, date, options.lang));
}

// A day, or a month or a year written as in `list`: 2025-10, 2025.
int answer_date(const CommonOptions& options, const Calendar& calendar, const std::string& text) {
  if (const auto date = parse_date(text)) return answer_day(options, calendar, *date);
  const auto period = parse_period(text);
  if (!period) return fail_date(options.lang, text);
  const OutputTable table =
      *period == Period::full_year(period->year)
          ? year_table(calendar, period->year, options.lang)
          : day_table(calendar, period->first_day(), period->last_day(), options.lang);
  fmt::print("{}", render(table, options.format));
  return 0;
}

int answer_add(const CommonOptions& options, const Calendar& calendar, const Words& words) {
  const auto from = parse_date(words[1]);
  if (!from) return fail_date(options.lang, words[1]);
  const auto n = parse_number(words[2], -most_workdays, most_workdays);
  if (!n) {
    return fail_usage(options.lang,
                      fmt::format("“{}”不是工作日数；请写 -{} 到 {} 的整数", words[2],
                                  most_workdays, most_workdays),
                      fmt::format("'{}' is no number of working days; write a whole number from "
                                  "-{} to {}",
                                  words[2], most_workdays, most_workdays));
  }
  return answer_with(options, add_line(calendar, *from, *n, options.lang),
                     add_table(calendar, *from, *n, options.lang));
}

int answer_between(const CommonOptions& options, const Calendar& calendar, const Words& words) {
  const auto from = parse_date(words[1]);
  if (!from) return fail_date(options.lang, words[1]);
  const auto to = parse_date(words[2]);
  if (!to) return fail_date(options.lang, words[2]);
  return answer_with(options, between_line(calendar, *from, *to, options.lang),
                     between_table(calendar, *from, *to, options.lang));
}

int answer_due(const CommonOptions& options, const Configuration& configuration,
               const Words& words) {
  const FeedSpec* feed = configuration.find_feed(FeedId{words[1]});
  if (feed == nullptr) {
    fmt::print(
        stderr,
        fmt::runtime(options.lang == Lang::zh ? "没有数据源 {}；用 planwatch list feeds 查看\n"
                                              : "no feed {}; see planwatch list feeds\n"),
        words[1]);
    return 1;
  }
  const auto year = parse_number(words[2], 2000, 2100);
  if (!year) {
    return fail_usage(options.lang, fmt::format("“{}”不是年份；请写 2000 到 2100", words[2]),
                      fmt::format("'{}' is no year; write 2000 to 2100", words[2]));
  }
  fmt::print("{}",
             render(due_table(configuration.calendar, *feed, *year, options.lang), options.format));
  return 0;
}

int fail_form(const CommonOptions& options) {
  return fail_usage(options.lang,
                    "用法：calendar [日期|月|年]、calendar add 日期 天数、"
                    "calendar between 日期 日期、calendar due 数据源 年份",
                    "usage: calendar [DATE|MONTH|YEAR], calendar add DATE N, "
                    "calendar between A B, calendar due FEED YEAR");
}

}  // namespace

int calendar_verb(const CommonOptions& options, const std::vector<std::string>& words) {
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  const Calendar& calendar = loaded.configuration->calendar;
  if (words.empty()) {
    return answer_day(options, calendar, local_date(make_machine_clock()->now()));
  }
  if (words.size() == 1) return answer_date(options, calendar, words[0]);
  if (words.size() == 3 && words[0] == "add") return answer_add(options, calendar, words);
  if (words.size() == 3 && words[0] == "between") return answer_between(options, calendar, words);
  if (words.size() == 3 && words[0] == "due") {
    return answer_due(options, *loaded.configuration, words);
  }
  return fail_form(options);
}

}  // namespace planwatch
