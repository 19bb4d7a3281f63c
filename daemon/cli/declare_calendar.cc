#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

void declare_calendar(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "calendar", "查工作日、应报日 working days and the days reports are due",
               "planwatch calendar 2025-10-01\n  planwatch calendar add 2025-09-26 5\n"
               "  planwatch calendar between 2025-01-01 2025-03-31\n"
               "  planwatch calendar due court_feed 2025 --format csv");
  const auto words = std::make_shared<std::vector<std::string>>();
  verb->add_option("words", *words,
                   "[日期 DATE | 月 MONTH | 年 YEAR] | add DATE N | between A B | due FEED YEAR");
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return calendar_verb(declaring.common, *words); };
  });
}

}  // namespace planwatch
