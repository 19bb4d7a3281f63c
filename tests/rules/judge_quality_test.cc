#include <set>
#include <string>

#include "rules/judge/quality.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;
using Figures = std::vector<Observation>;

// The findings by their words, in the enumeration's order.
std::string text_of(FindingSet findings) {
  std::string text;
  findings.each([&](QualityFinding one) { (text += text.empty() ? "" : " ") += id_of(one); });
  return text;
}

std::string found(const Indicator& indicator, const Observation& figure,
                  const Figures& earlier = {}, const Figures& months = {},
                  const QualityRule& rule = {}) {
  std::vector<const Observation*> before;
  std::vector<const Observation*> parts;
  for (const Observation& one : earlier) before.push_back(&one);
  for (const Observation& one : months) parts.push_back(&one);
  return text_of(check_quality(rule, indicator, figure, {before, parts}));
}

Observation with_value(Observation figure, const char* value) {
  figure.has_value = true;
  figure.value = dec(value);
  return figure;
}
Observation of_year(int year, unsigned month, const char* value) {
  return value_in(Period::month(year, month), dec(value));
}

Indicator amount(IndicatorKind kind = IndicatorKind::cumulative) {
  Indicator i = cumulative("1000");
  i.kind = kind;
  i.measure = Measure::amount;
  return i;
}
Indicator visits() {
  Indicator i = cadence("1");
  i.window = Window::month;
  i.period_months = 1;
  return i;
}

struct OneFigure {
  const char* what;
  Indicator indicator;
  Observation figure;
  const char* findings;
};

TEST(JudgeQuality, WhatAFigureAloneTells) {
  const Indicator rate = ratio("0.9");
  const Indicator days = duration("75");
  const OneFigure table[] = {
      {"nine of ten", rate, parts_in(3, "9", "10"), ""},
      {"ten of ten", rate, parts_in(3, "10", "10"), ""},
      {"eleven of ten", rate, parts_in(3, "11", "10"), "numerator_over_denominator"},
      {"100 % exactly", rate, value_in(3, "1"), ""},
      {"100.1 %", rate, value_in(3, "1.001"), "ratio_out_of_range"},
      {"0 % exactly", rate, value_in(3, "0"), ""},
      {"-10 %", rate, value_in(3, "-0.1"), "negative_value"},
      {"nothing of nothing", rate, parts_in(3, "0", "0"), ""},
      {"an upper bound above 100 %", upper_bound("0.18"), value_in(3, "1.2"), "ratio_out_of_range"},
      {"75 days a case", days, parts_in(3, "7500", "100"), ""},
      {"negative days", days, parts_in(3, "-1", "100"), "negative_value"},
      {"a negative count", cumulative("2800"), value_in(3, "-1"), "negative_value"},
      {"every finding is kept", rate, with_value(parts_in(3, "12", "10"), "1.3"),
       "numerator_over_denominator ratio_out_of_range value_differs_from_parts"},
  };
  for (const OneFigure& row : table) {
    EXPECT_EQ(found(row.indicator, row.figure), row.findings) << row.what;
  }
}

struct StatedFigure {
  const char* numerator;
  const char* denominator;
  const char* stated;
  bool differs;
};

TEST(JudgeQuality, AStatedFigureIsWithinHalfADisplayUnitOfItsParts) {
  const StatedFigure rates[] = {
      // 98.5 % stands for 98.45 % to 98.55 %, both included.
      {"9855", "10000", "0.985", false},
      {"9845", "10000", "0.985", false},
      {"98551", "100000", "0.985", true},
      {"98449", "100000", "0.985", true},
      // 98 % stands for 97.5 % to 98.5 %.
      {"976", "1000", "0.98", false},
      {"975", "1000", "0.98", false},
      {"9749", "10000", "0.98", true},
      // More digits than are shown, cut instead of rounded: no fault of the figure.
      {"2", "3", "0.6666666", false},
      {"2", "3", "0.6661", true},
      {"0", "0", "0.5", false},
  };
  for (const StatedFigure& row : rates) {
    const Observation figure = with_value(parts_in(3, row.numerator, row.denominator), row.stated);
    EXPECT_EQ(found(ratio("0.9"), figure), row.differs ? "value_differs_from_parts" : "")
        << row.numerator << "/" << row.denominator << " as " << row.stated;
  }
  const Observation days = with_value(parts_in(3, "7640", "100"), "76.35");
  EXPECT_EQ(found(duration("75"), days), "") << "76.4 days against 76.35: exactly half of 0.1";
  EXPECT_EQ(found(duration("75"), with_value(days, "76.34")), "value_differs_from_parts");
}

TEST(JudgeQuality, CumulativeFiguresDoNotFallWithinTheYear) {
  const Indicator trainings = cumulative("2800");
  const Figures may{value_in(5, "900")};
  EXPECT_EQ(found(trainings, value_in(6, "899"), may), "cumulative_falls");
  EXPECT_EQ(found(trainings, value_in(6, "900"), may), "");
  EXPECT_EQ(found(stock("60", "72"), value_in(6, "899"), may), "") << "stocks may shrink";
  EXPECT_EQ(found(trainings, value_in(1, "100"), {of_year(2024, 12, "2800")}), "")
      << "a new year begins at nothing";
}

struct Sum {
  const char* what;
  Indicator indicator;
  Observation figure;
  Figures months;
  bool differs;
};

TEST(JudgeQuality, TheYearToDateIsTheSumOfItsMonthsWithinRounding) {
  const Indicator count = cumulative("2800");
  const Indicator money = amount();
  const Observation january_february = value_in(Period::span(2025, 1, 2), dec("30"));
  const Sum table[] = {
      {"equal",
       count,
       value_in(3, "60"),
       {value_in(1, "10"), value_in(2, "20"), value_in(3, "30")},
       false},
      {"one more",
       count,
       value_in(3, "61"),
       {value_in(1, "10"), value_in(2, "20"), value_in(3, "30")},
       true},
      {"a month is missing",
       count,
       value_in(3, "61"),
       {value_in(1, "10"), value_in(3, "30")},
       false},
      {"the last month is missing",
       count,
       value_in(3, "61"),
       {value_in(1, "10"), value_in(2, "20")},
       false},
      {"January and February together",
       count,
       value_in(3, "61"),
       {january_february, value_in(3, "30")},
       true},
      // 1.24 + 1.24 = 2.48 may be written 1.2, 1.2 and 2.5: three times half of 0.1.
      {"rounded amounts",
       money,
       value_in(2, "2.5"),
       {value_in(1, "1.2"), value_in(2, "1.2")},
       false},
      {"exactly the rounding", money, value_in(1, "1.3"), {value_in(1, "1.2")}, false},
      {"beyond the rounding", money, value_in(1, "1.31"), {value_in(1, "1.2")}, true},
      {"within it", money, value_in(2, "2.50"), {value_in(1, "1.2"), value_in(2, "1.2")}, false},
      {"nothing to compare with", count, value_in(3, "61"), {}, false},
  };
  for (const Sum& row : table) {
    EXPECT_EQ(found(row.indicator, row.figure, {}, row.months),
              row.differs ? "differs_from_months" : "")
        << row.what;
  }
}

struct Pair {
  const char* what;
  Indicator indicator;
  Observation before;
  Observation now;
  bool same;
};

TEST(JudgeQuality, FiguresThatEqualTheLastPeriodsAreNoted) {
  const Indicator rate = ratio("0.9");
  Indicator counted = stock("60", "72");
  const Pair table[] = {
      {"the same parts", rate, parts_in(3, "37", "41"), parts_in(4, "37", "41"), true},
      {"another denominator", rate, parts_in(3, "37", "41"), parts_in(4, "37", "42"), false},
      {"another numerator", rate, parts_in(3, "37", "41"), parts_in(4, "36", "41"), false},
      {"the same rate of other parts", rate, parts_in(3, "10", "20"), parts_in(4, "20", "40"),
       false},
      {"0 % exactly", rate, parts_in(3, "0", "41"), parts_in(4, "0", "41"), false},
      {"100 % exactly", rate, parts_in(3, "41", "41"), parts_in(4, "41", "41"), false},
      {"a bare percentage", rate, value_in(3, "0.95"), value_in(4, "0.95"), false},
      {"not the period before", rate, parts_in(2, "37", "41"), parts_in(4, "37", "41"), false},
      {"December and January", rate,
       [] {
         Observation o = parts_in(12, "37", "41");
         o.period = Period::month(2024, 12);
         return o;
       }(),
       parts_in(1, "37", "41"), true},
      {"average days", duration("75"), parts_in(3, "700", "10"), parts_in(4, "700", "10"), true},
      {"an amount", amount(), value_in(3, "12.5"), value_in(4, "12.5"), true},
      {"no amount", amount(), value_in(3, "0"), value_in(4, "0"), false},
      {"a count", cumulative("2800"), value_in(3, "12"), value_in(4, "12"), false},
      {"a stock", counted, value_in(3, "66"), value_in(4, "66"), false},
      {"a stock of money", amount(IndicatorKind::stock), value_in(3, "66"), value_in(4, "66"),
       false},
      {"a cadence", visits(), value_in(3, "1"), value_in(4, "1"), false},
  };
  for (const Pair& row : table) {
    EXPECT_EQ(found(row.indicator, row.now, {row.before}), row.same ? "same_as_last_period" : "")
        << row.what;
  }
}

// Six months at 70, 72, 70, 72, 70, 72: five steps of 2 each. Eight of them are 16.
Figures quiet_months() {
  Figures figures;
  for (unsigned month = 1; month <= 6; ++month) {
    figures.push_back(value_in(month, month % 2 == 0 ? "72" : "70"));
  }
  return figures;
}

TEST(JudgeQuality, AStepBeyondKMovingRangesIsAJump) {
  const Indicator days = duration("75");
  EXPECT_EQ(found(days, value_in(7, "88"), quiet_months()), "") << "exactly eight ranges";
  EXPECT_EQ(found(days, value_in(7, "88.1"), quiet_months()), "jump");
  EXPECT_EQ(found(days, value_in(7, "55.9"), quiet_months()), "jump") << "downwards, too";
  EXPECT_EQ(found(days, value_in(8, "88.1"), quiet_months()), "") << "July is missing";
  QualityRule strict;
  strict.jump_ranges = dec("2.5");
  EXPECT_EQ(found(days, value_in(7, "77"), quiet_months(), {}, strict), "");
  EXPECT_EQ(found(days, value_in(7, "77.1"), quiet_months(), {}, strict), "jump");
  strict.jump_periods = 7;
  EXPECT_EQ(found(days, value_in(7, "99"), quiet_months(), {}, strict), "") << "too few figures";
}

TEST(JudgeQuality, EarlierYearsMeasureJumpsToo) {
  const Indicator days = [] {
    Indicator i = duration("75");
    i.window = Window::month;
    return i;
  }();
  Figures last_year;
  for (unsigned month = 7; month <= 12; ++month) {
    last_year.push_back(of_year(2024, month, month % 2 == 0 ? "72" : "70"));
  }
  EXPECT_EQ(found(days, value_in(1, "720"), last_year), "jump");
  EXPECT_EQ(found(days, value_in(1, "70"), last_year), "");
}

TEST(JudgeQuality, ASumIsMeasuredByWhatEachPeriodAdds) {
  const Indicator trainings = cumulative("2800");
  // Adds 200, 220, 200, 220, 200, 220: steps of 20; eight of them are 160.
  const Figures half_year{value_in(1, "200"), value_in(2, "420"),  value_in(3, "620"),
                          value_in(4, "840"), value_in(5, "1040"), value_in(6, "1260")};
  EXPECT_EQ(found(trainings, value_in(7, "1480"), half_year), "");
  EXPECT_EQ(found(trainings, value_in(7, "1640"), half_year), "") << "380 added, 160 more";
  EXPECT_EQ(found(trainings, value_in(7, "1641"), half_year), "jump");
  EXPECT_EQ(found(trainings, value_in(7, "14800"), half_year), "jump") << "a zero too many";
}

TEST(JudgeQuality, ARateThatStartsAnewInJanuaryDoesNotJump) {
  const Indicator rate = closing_rate();  // year to date
  Figures last_year;
  for (unsigned month = 1; month <= 12; ++month) {
    last_year.push_back(of_year(2024, month, ("0." + std::to_string(10 + month * 7)).c_str()));
  }
  EXPECT_EQ(found(rate, value_in(1, "0.12"), last_year), "");
}

TEST(JudgeQuality, HowFarThisYearsWorkHasComeStartsAnewInJanuary) {
  Indicator coverage = ratio("0.9");
  coverage.window = Window::instant;
  Figures last_year;
  for (unsigned month = 1; month <= 12; ++month) {
    last_year.push_back(of_year(2024, month, ("0." + std::to_string(10 + month * 7)).c_str()));
  }
  EXPECT_EQ(found(coverage, value_in(1, "0.06"), last_year), "");
  last_year.push_back(value_in(1, "0.06"));
  EXPECT_EQ(found(coverage, value_in(2, "0.12"), last_year), "");
  EXPECT_EQ(found(coverage, value_in(2, "0.72"), last_year), "jump");
}

TEST(JudgeQuality, SmallCountsThatHardlyMoveDoNotJump) {
  const Indicator points = stock("0", "72");
  Figures figures;
  for (unsigned month = 1; month <= 7; ++month) {
    figures.push_back(value_in(month, month < 7 ? "0" : "1"));
  }
  EXPECT_EQ(found(points, value_in(8, "2"), figures), "") << "a sixth of one a month until now";
  EXPECT_EQ(found(points, value_in(8, "9"), figures), "") << "eight units exactly";
  EXPECT_EQ(found(points, value_in(8, "10"), figures), "jump");
}

TEST(JudgeQuality, ASeriesThatNeverMovedHasNoMeasure) {
  Figures still;
  for (unsigned month = 1; month <= 8; ++month) still.push_back(value_in(month, "70"));
  EXPECT_EQ(found(duration("75"), value_in(9, "700"), still), "");
  for (Observation& one : still) one.value = dec(one.period.last_month % 2 == 0 ? "0" : "1");
  EXPECT_EQ(found(visits(), value_in(9, "30"), still), "") << "visits come as they come";
}

TEST(JudgeQuality, ExactlyAllOfVeryFewIsOdd) {
  const Indicator rate = ratio("0.9");
  EXPECT_EQ(found(rate, parts_in(3, "4", "4")), "full_with_tiny_denominator");
  EXPECT_EQ(found(rate, parts_in(3, "5", "5")), "") << "five are enough";
  EXPECT_EQ(found(rate, parts_in(3, "3", "4")), "");
  Indicator sampled = rate;
  sampled.min_denominator = Decimal(5);
  EXPECT_EQ(found(sampled, parts_in(3, "4", "4")), "") << "grey for its small sample already";
  QualityRule rule;
  rule.tiny_denominator = 20;
  EXPECT_EQ(found(rate, parts_in(3, "19", "19"), {}, {}, rule), "full_with_tiny_denominator");
}

TEST(JudgeQuality, WhatIsSwitchedOffIsNotLookedFor) {
  QualityRule rule;
  rule.consequences.fill(QualityConsequence::off);
  EXPECT_EQ(found(ratio("0.9"), with_value(parts_in(3, "12", "10"), "1.3"), {}, {}, rule), "");
}

TEST(JudgeQuality, TheStrictestConsequenceOfSeveralCounts) {
  const QualityRule rule;
  FindingSet findings;
  EXPECT_EQ(rule.of(findings), QualityConsequence::off);
  findings.add(QualityFinding::same_as_last_period);
  EXPECT_EQ(rule.of(findings), QualityConsequence::note);
  findings.add(QualityFinding::jump);
  EXPECT_EQ(rule.of(findings), QualityConsequence::doubtful);
  findings.add(QualityFinding::negative_value);
  EXPECT_EQ(rule.of(findings), QualityConsequence::quarantine);
  EXPECT_EQ(text_of(rule.only(findings, QualityConsequence::doubtful)), "jump");
}

TEST(JudgeQuality, HugeFiguresAreLookedAtWithoutOverflow) {
  const char* huge = "999999999999999999";
  Figures earlier;
  for (unsigned month = 1; month <= 8; ++month) earlier.push_back(value_in(month, huge));
  EXPECT_EQ(found(cumulative(huge), value_in(9, "0.000000000000000001"), earlier),
            "cumulative_falls");
}

TEST(JudgeQuality, EveryFindingHasAWordOfItsOwnAndIsDescribed) {
  std::set<std::string_view> words;
  for (int i = 0; i < quality_finding_count; ++i) {
    const auto one = static_cast<QualityFinding>(i);
    EXPECT_TRUE(words.insert(id_of(one)).second) << id_of(one);
    EXPECT_EQ(parse_finding(id_of(one)), one);
    EXPECT_GT(describe(one, Lang::zh).size(), 10u);
    EXPECT_GT(describe(one, Lang::en).size(), 10u);
  }
  EXPECT_FALSE(parse_finding("odd"));
}

}  // namespace
}  // namespace planwatch
