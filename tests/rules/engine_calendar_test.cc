#include "gtest/gtest.h"

#include "rules/engine/calendar_warning.h"
#include "tests/rules/engine_support.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

struct WarningRow {
  const char* today;
  const char* year;  // warned of; empty: nothing
};
// Files for 2025 and 2026.
const WarningRow warning_table[] = {
    {"2024-12-31", "2024"},                      // no file of its own year
    {"2025-10-31", ""},     {"2025-11-01", ""},  // 2026 is confirmed
    {"2026-10-31", ""},                          // not yet November
    {"2026-11-01", "2027"}, {"2026-12-31", "2027"},
    {"2027-01-01", "2027"},  // and it stays until the file is there
};

TEST(EngineCalendar, WarnsFromTheFirstOfNovemberForTheNextYear) {
  for (const WarningRow& row : warning_table) {
    const auto warning =
        warn_unconfirmed_calendar(testing_judge::calendar(), testing_judge::day(row.today));
    ASSERT_EQ(warning.has_value(), *row.year != '\0') << row.today;
    if (!warning) continue;
    EXPECT_EQ(warning->level, ReportLevel::warning);
    EXPECT_EQ(warning->fields.at(0).second, row.year) << row.today;
  }
}

TEST(EngineCalendar, AnEmptyFileIsNoConfirmation) {
  CalendarYear empty;
  empty.year = 2027;
  empty.confirmed = true;
  const Calendar with_empty({testing_judge::year_2026(), empty});
  EXPECT_TRUE(warn_unconfirmed_calendar(with_empty, testing_judge::day("2026-11-01")));
}

std::size_t warnings_in(const std::vector<Effect>& effects) {
  std::size_t count = 0;
  for (const Report& report : effects_of<Report>(effects)) {
    if (report.text.find("calendar is not confirmed") != std::string::npos) ++count;
  }
  return count;
}

TEST(EngineCalendar, TheEngineSaysSoOnceADay) {
  EngineUnderTest engine;  // its calendar ends with 2025
  EXPECT_EQ(warnings_in(engine.tick(at(10, 31))), 0u);
  EXPECT_EQ(warnings_in(engine.tick(at(11, 1, 0))), 1u);
  EXPECT_EQ(warnings_in(engine.tick(at(11, 1, 9))), 0u);
  EXPECT_EQ(warnings_in(engine.tick(at(11, 2, 0))), 1u);
}

TEST(EngineCalendar, AReloadWithTheFileEndsIt) {
  EngineUnderTest engine;
  ASSERT_EQ(warnings_in(engine.tick(at(11, 1))), 1u);
  Configuration with_next = SmallPlan::configuration();
  with_next.calendar = testing_judge::calendar();
  engine.replace(with_next, at(11, 1, 12));
  EXPECT_EQ(warnings_in(engine.tick(at(11, 2))), 0u);
}

}  // namespace
}  // namespace planwatch
