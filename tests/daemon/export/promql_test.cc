#include "daemon/export/promql.h"

#include "gtest/gtest.h"

#include "daemon/export/yaml_text.h"

namespace planwatch::exporting {
namespace {

IndicatorFacts facts(bool higher, bool parts) {
  IndicatorFacts f;
  f.selector = "{i}";
  f.higher_is_better = higher;
  f.has_parts = parts;
  return f;
}

WorseRun run(unsigned first, unsigned last, Rational limit, bool limit_is_bad) {
  return {first, last, {WorseThan::When::beyond, limit, limit_is_bad}};
}

struct Expected {
  bool higher;
  bool parts;
  WorseRun run;
  const char* text;
};

#define VALUE "planwatch_indicator_value{i}"
#define NUMERATOR "planwatch_indicator_numerator{i}"
#define DENOMINATOR "planwatch_indicator_denominator{i}"
#define MONTH "month(planwatch_indicator_period_end_timestamp_seconds{i} + 28800)"

const Expected table[] = {
    {true, false, run(1, 12, Rational::of(233, 1), false), "(" VALUE " < 233)"},
    {true, false, run(1, 1, Rational::of(233, 1), true), "(" VALUE " <= 233 and " MONTH " == 1)"},
    {false, false, run(1, 11, Rational::of(75, 1), false), "(" VALUE " > 75 and " MONTH " <= 11)"},
    {false, false, run(3, 5, Rational::of(75, 1), true),
     "(" VALUE " >= 75 and " MONTH " >= 3 <= 5)"},
    {true, true, run(9, 12, Rational::of(49, 50), false),
     "(" VALUE " < 0.98 unless " NUMERATOR " * 50 >= " DENOMINATOR " * 49 and " MONTH " >= 9)"},
    {false, true, run(1, 12, Rational::of(9, 50), false),
     "(" VALUE " > 0.18 unless " NUMERATOR " * 50 <= " DENOMINATOR " * 9)"},
    {false, true, run(1, 12, Rational::of(75, 1), false),
     "(" VALUE " > 75 unless " NUMERATOR " <= " DENOMINATOR " * 75)"},
    {true, true, run(1, 12, Rational::of(1, 3), true),
     "(" VALUE " and (" VALUE " <= 0.3333333333333333 or " NUMERATOR " * 3 <= " DENOMINATOR "))"},
};

TEST(Promql, ComparesTheLatestFigureWithTheLimitsOfItsMonth) {
  for (const Expected& row : table) {
    EXPECT_EQ(bad_latest(facts(row.higher, row.parts), {row.run}), row.text);
  }
}

TEST(Promql, StretchesOfMonthsAreAlternatives) {
  EXPECT_EQ(bad_latest(facts(true, false), {run(1, 2, Rational::of(5, 1), false),
                                            run(3, 12, Rational::of(9, 1), false)}),
            "(" VALUE " < 5 and " MONTH " <= 2)\nor\n(" VALUE " < 9 and " MONTH " >= 3)");
}

TEST(Promql, TheLastKnownPeriodIsTheOneWithNoneKnownAfterIt) {
  IndicatorFacts f = facts(true, true);
  f.first_month = 6;
  f.min_denominator = Decimal(5);
  EXPECT_EQ(bad_last_known(f, 2025, {run(6, 6, Rational::of(1, 2), false)}),
            "((planwatch_indicator_period_value{i,period=~\"2025-H1\"} unless "
            "planwatch_indicator_period_denominator{i,period=~\"2025-H1\"} < 5) < 0.5 unless "
            "ignoring (period) (planwatch_indicator_period_value{i,period=~\"2025-02[.][.]2025-07|"
            "2025-03[.][.]2025-08|2025-04[.][.]2025-09|2025-05[.][.]2025-10|2025-06[.][.]2025-11|"
            "2025-H2\"} unless planwatch_indicator_period_denominator{i,period=~\"2025-02[.][.]"
            "2025-07|2025-03[.][.]2025-08|2025-04[.][.]2025-09|2025-05[.][.]2025-10|2025-06[.][.]"
            "2025-11|2025-H2\"} < 5))");
}

TEST(Promql, NumbersAreWrittenAsTheExpositionWritesThem) {
  EXPECT_EQ(promql_number(Rational::of(49, 50)), "0.98");
  EXPECT_EQ(promql_number(Rational::of(2, 3)), "0.6666666666666666");
  EXPECT_EQ(promql_number(Rational::of(-840, 1)), "-840");
  EXPECT_EQ(promql_text("a\"b\\c\n"), "\"a\\\"b\\\\c\\n\"");
}

TEST(YamlText, HoldsAnyText) {
  EXPECT_EQ(yaml_quoted("a \"b\" \\ \n\t: #"), "\"a \\\"b\\\" \\\\ \\x0a\\x09: #\"");
  EXPECT_EQ(yaml_block("a\nb", 4), "|-\n    a\n    b");
  EXPECT_EQ(yaml_block(" a", 4), "\" a\"");
  EXPECT_EQ(yaml_comment("a\n\nb", 2), "  # a\n  #\n  # b\n");
}

}  // namespace
}  // namespace planwatch::exporting
