#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/cli/routes_answers.h"
#include "daemon/cli/telling_verbs.h"
#include "daemon/time/clock.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int configuration_error = 2;
constexpr int usage_error = 64;

// A day stands for the beginning of its work, 09:00.
std::optional<Instant> parse_at(const std::string& text) {
  if (text.empty()) return make_machine_clock()->now();
  if (const auto day = parse_date(text)) return instant_at(*day, TimeOfDay{9 * 60});
  constexpr std::size_t minutes_long = 16;  // 2025-10-20T17:50
  return parse_instant(text.size() == minutes_long ? text + ":00+08:00" : text);
}

Light light_of(const std::string& word) {
  if (word == "blue") return Light::blue;
  return word == "yellow" ? Light::yellow : Light::red;
}

int subjects(const RoutesWords& words) {
  return (words.indicator.empty() ? 0 : 1) + (words.task != 0 ? 1 : 0) +
         (words.feed.empty() ? 0 : 1) + (words.receiver ? 1 : 0);
}

void print_head(const RoutesAnswer& answer, bool zh) {
  fmt::print(fmt::runtime(zh ? "{}：走路由 {}\n" : "{}: route {}\n"), answer.subject, answer.route);
}

}  // namespace

int routes_verb(const CommonOptions& options, const RoutesWords& words) {
  const bool zh = options.lang == Lang::zh;
  const auto at = parse_at(words.at);
  if (!at || subjects(words) > 1) {
    fmt::print(stderr, "{}\n",
               !at ? (zh ? "--at 写成 2025-10-20 或 2025-10-20T17:50"
                         : "write --at as 2025-10-20 or 2025-10-20T17:50")
                   : (zh ? "--indicator、--task、--feed、--receiver 只能有一个"
                         : "only one of --indicator, --task, --feed and --receiver"));
    return usage_error;
  }
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return configuration_error;
  const RoutesQuestion question{words.unit, words.rule,     words.indicator,       words.task,
                                words.feed, words.receiver, light_of(words.level), *at};
  const RoutesAnswer answer = answer_routes(*loaded.configuration, question, options.lang);
  if (!answer.problem.empty()) {
    fmt::print(stderr, "planwatch: {}\n", answer.problem);
    return operating_error;
  }
  if (answer.route.empty()) {
    fmt::print(
        stderr,
        fmt::runtime(zh ? "{}：没有路由，谁也收不到；在 routing.yaml 末尾加一条不限条件的路由\n"
                        : "{}: no route takes it, nobody is told; end routing.yaml with a "
                          "route without conditions\n"),
        answer.subject);
    return operating_error;
  }
  if (options.format == OutputFormat::table) print_head(answer, zh);
  fmt::print("{}", render(answer.table, options.format));
  return 0;
}

}  // namespace planwatch
