#include "rules/judge/area_sum.h"
#include "tests/rules/judge_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using namespace testing_judge;

AreaSum sum(const Indicator& indicator, const std::vector<Observation>& figures, int missing = 0) {
  std::vector<AreaPart> parts;
  for (const Observation& figure : figures) parts.push_back({&figure});
  for (int i = 0; i < missing; ++i) parts.push_back({});
  return sum_of_areas(indicator, parts);
}

Observation with_both(unsigned month, const char* value, const char* numerator,
                      const char* denominator) {
  Observation o = parts_in(month, numerator, denominator);
  o.has_value = true;
  o.value = dec(value);
  return o;
}

struct Row {
  const char* what;
  Indicator indicator;
  std::vector<Observation> parts;
  int missing;
  Reason refused;
  const char* value;  // of the sum, rounded to 4 digits
};

const Row sum_table[] = {
    {"counts", cumulative("2800"), {value_in(5, "100"), value_in(5, "23")}, 0, Reason::none, "123"},
    {"amounts in tenths",
     cumulative("1"),
     {value_in(5, "0.1"), value_in(5, "0.2")},
     0,
     Reason::none,
     "0.3"},
    {"stocks", stock("60", "72"), {value_in(5, "40"), value_in(5, "25")}, 0, Reason::none, "65"},
    {"visits", cadence("1"), {value_in(3, "1"), value_in(3, "0")}, 0, Reason::none, "1"},
    // 90 % of 10 and 50 % of 990 are 50.4 % of 1000, not 70 %.
    {"a ratio by its parts",
     ratio("0.98"),
     {parts_in(5, "9", "10"), parts_in(5, "495", "990")},
     0,
     Reason::none,
     "0.504"},
    {"stated beside its parts",
     ratio("0.98"),
     {with_both(5, "0.9", "9", "10"), parts_in(5, "5", "10")},
     0,
     Reason::none,
     "0.7"},
    {"an area without business",
     ratio("0.98"),
     {parts_in(5, "9", "10"), parts_in(5, "0", "0")},
     0,
     Reason::none,
     "0.9"},
    {"days by cases",
     duration("75"),
     {parts_in(5, "700", "10"), parts_in(5, "100", "2")},
     0,
     Reason::none,
     "66.6667"},
    {"only a percentage",
     ratio("0.98"),
     {parts_in(5, "9", "10"), value_in(5, "0.9")},
     0,
     Reason::areas_without_parts,
     nullptr},
    {"only percentages",
     ratio("0.98"),
     {value_in(5, "0.9"), value_in(5, "0.9")},
     0,
     Reason::areas_without_parts,
     nullptr},
    {"a mean of days",
     duration("75"),
     {value_in(5, "70"), value_in(5, "60")},
     0,
     Reason::areas_without_parts,
     nullptr},
    {"a bound without parts",
     upper_bound("0.18"),
     {value_in(5, "0.1"), value_in(5, "0.1")},
     0,
     Reason::areas_without_parts,
     nullptr},
    {"a bound with parts",
     upper_bound("0.18"),
     {parts_in(5, "1", "10"), parts_in(5, "3", "10")},
     0,
     Reason::none,
     "0.2"},
    {"a count missing",
     cumulative("2800"),
     {value_in(5, "100")},
     1,
     Reason::areas_missing,
     nullptr},
    {"missing goes before unusable",
     ratio("0.98"),
     {value_in(5, "0.9")},
     1,
     Reason::areas_missing,
     nullptr},
    {"more than fits",
     cumulative("1"),
     {value_in(5, "999999999999999999"), value_in(5, "1")},
     0,
     Reason::areas_without_parts,
     nullptr},
};

TEST(JudgeAreaSum, SumsPartsAndNeverAveragesPercentages) {
  for (const Row& row : sum_table) {
    const AreaSum made = sum(row.indicator, row.parts, row.missing);
    EXPECT_EQ(name_of(made.refused, Lang::en), name_of(row.refused, Lang::en)) << row.what;
    const auto value = exact_value(made.observation);
    ASSERT_EQ(value.has_value(), row.value != nullptr) << row.what;
    if (value) {
      EXPECT_EQ(value->rounded(4), dec(row.value)) << row.what;
    }
    EXPECT_EQ(made.observation.period, row.parts.front().period) << row.what;
    EXPECT_EQ(made.observation.window, row.indicator.window) << row.what;
  }
}

TEST(JudgeAreaSum, ARefusalBelowIsARefusalAbove) {
  const Observation figure = value_in(5, "1");
  const AreaPart parts[] = {{&figure, Reason::none}, {&figure, Reason::areas_missing}};
  EXPECT_EQ(sum_of_areas(cumulative("9"), parts).refused, Reason::areas_missing);
}

TEST(JudgeAreaSum, IsProvisionalWithAPartAndAsLateAsTheLastOne) {
  Observation first = value_in(5, "1");
  first.has_report_date = true;
  first.report_date = day("2025-06-05");
  Observation second = first;
  second.report_date = day("2025-06-09");
  second.provisional = true;
  AreaSum made = sum(cumulative("9"), {first, second});
  EXPECT_TRUE(made.observation.provisional);
  EXPECT_TRUE(made.observation.has_report_date);
  EXPECT_EQ(made.observation.report_date, day("2025-06-09"));
  second.has_report_date = false;
  EXPECT_FALSE(sum(cumulative("9"), {first, second}).observation.has_report_date);
}

RC_GTEST_PROP(JudgeAreaSum, JudgingTheSumIsJudgingTheSummedParts, ()) {
  const bool by_parts = *rc::gen::element(true, false);
  const Indicator indicator = by_parts ? ratio("0.98") : cumulative("2800");
  const JudgePlan plan = compiled(indicator);
  const unsigned month = *rc::gen::inRange(1U, 13U);
  std::vector<Observation> figures;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  for (int area = *rc::gen::inRange(1, 9); area > 0; --area) {
    const auto all = *rc::gen::inRange<std::int64_t>(0, 1000);
    const auto done = *rc::gen::inRange<std::int64_t>(0, all + 1);
    numerator += done;
    denominator += all;
    Observation figure = parts_in(month, "0", "0");
    figure.numerator = Decimal(done);
    figure.denominator = Decimal(all);
    if (!by_parts) figure = value_in(Period::month(2025, month), Decimal(done));
    figures.push_back(figure);
  }
  Observation whole = parts_in(month, "0", "0");
  whole.numerator = Decimal(numerator);
  whole.denominator = Decimal(denominator);
  if (!by_parts) whole = value_in(Period::month(2025, month), Decimal(numerator));
  RC_ASSERT(judge_period(plan, sum(indicator, figures).observation) == judge_period(plan, whole));
}

}  // namespace
}  // namespace planwatch
