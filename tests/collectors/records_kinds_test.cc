// What each kind of aggregate makes of the same few cases.

#include <gtest/gtest.h>

#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;

// Six cases of one area in one month; the last one is open.
constexpr const char* cases =
    "案号,地区,立案,结案,状态,数额,基数\n"
    "1,甘州区,2025-01-02,2025-01-12,已结,100,400\n"
    "2,甘州区,2025-01-03,2025-01-23,已结,50.5,100\n"
    "3,甘州区,2025-01-10,2025-02-05,已结,0.25,1\n"
    "4,甘州区,2025-01-24,2025-02-07,已结,20,20\n"
    "5,甘州区,2025-01-31,2025-01-31,已结,3,5\n"
    "6,甘州区,2025-01-31,,未结,—,\n";

struct KindCase {
  const char* name;
  Kind kind;
  Measure measure;
  const char* expected;  // behind "甘州区 2025-01 "
};

TEST(RecordsKinds, EachKindSaysWhatItsNameSays) {
  const std::vector<KindCase> table = {
      {"records", Kind::count, Measure::count, "6"},
      {"closed of all", Kind::ratio, Measure::ratio, "5/6"},
      {"sum, exact, without the one that has none", Kind::sum, Measure::amount, "173.75"},
      {"sum over sum", Kind::sum_ratio, Measure::ratio, "173.75/526"},
      {"mean as its sum and number", Kind::mean, Measure::amount, "173.75/5"},
      {"middle one", Kind::median, Measure::amount, "20"},
      {"largest", Kind::max, Measure::amount, "100"},
      // 10 + 20 + 26 + 14 + 0 days of five closed cases
      {"days, the starting day not counted", Kind::mean_days, Measure::days, "70/5"},
      {"middle of days", Kind::median_days, Measure::days, "14"},
      {"most days", Kind::max_days, Measure::days, "26"},
      // 6 + 14 + 13 + 5 + 0: see WorkingDaysOverTheSpringFestival
      {"working days", Kind::mean_workdays, Measure::working_days, "38/5"},
      {"middle of working days", Kind::median_workdays, Measure::working_days, "6"},
      {"most working days", Kind::max_workdays, Measure::working_days, "14"},
  };
  for (const KindCase& c : table) {
    SCOPED_TRACE(c.name);
    const Configuration plan = configuration(c.measure, Window::month);
    RecordAggregate made = aggregate(c.kind);
    if (c.kind == Kind::ratio) made.numerator = {filter("状态", Passes::is_one_of, {"已结"})};
    const auto counted = count(cases, mapping({made}), plan);
    const Lines got = figures(counted, plan);
    ASSERT_FALSE(got.empty());
    EXPECT_EQ(got.front(), std::string("甘州区 2025-01 ") + c.expected);
    EXPECT_EQ(refusals(counted), Lines{});
  }
}

struct WorkdayCase {
  const char* from;
  const char* to;
  const char* days;
};

// domain.md section 8: the day itself does not count; 26 January and 8 February 2025 are make-up
// working days, 28 January to 4 February are off.
TEST(RecordsKinds, WorkingDaysOverTheSpringFestival) {
  const std::vector<WorkdayCase> table = {
      {"2025-01-24", "2025-02-07", "5"}, {"2025-01-27", "2025-02-05", "1"},
      {"2025-01-24", "2025-01-26", "1"}, {"2025-01-28", "2025-02-04", "0"},
      {"2025-02-07", "2025-02-09", "1"}, {"2025-02-14", "2025-02-16", "0"},
      {"2025-01-31", "2025-01-31", "0"},
  };
  const Configuration plan = configuration(Measure::working_days, Window::month);
  for (const WorkdayCase& c : table) {
    const std::string csv = std::string("地区,立案,结案\n甘州区,") + c.from + "," + c.to + "\n";
    const auto counted = count(csv, mapping({aggregate(Kind::max_workdays)}), plan);
    const Lines got = figures(counted, plan);
    ASSERT_EQ(got.size(), 1U) << c.from;
    EXPECT_EQ(got.front().substr(got.front().rfind(' ') + 1), c.days) << c.from;
    EXPECT_FALSE(notes_contain(counted, "未确认"));
  }
}

TEST(RecordsKinds, AYearWithoutACalendarIsSaid) {
  const Configuration plan = configuration(Measure::working_days, Window::month);
  const auto counted = count("地区,立案,结案\n甘州区,2025-12-31,2026-01-05\n",
                             mapping({aggregate(Kind::max_workdays)}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-12 3"});  // 1, 2 and 5 January
  EXPECT_TRUE(notes_contain(counted, "2026 年的放假安排未确认"));
  EXPECT_FALSE(notes_contain(counted, "2025 年的放假安排未确认"));
}

struct MedianCase {
  const char* values;
  const char* expected;
};

TEST(RecordsKinds, TheMedianOfAnEvenNumberIsTheMiddleOfTheTwo) {
  const std::vector<MedianCase> table = {
      {"5", "5"},          {"1 2", "1.5"},     {"2 1 4 3", "2.5"},   {"7 7 9", "7"},
      {"0.1 0.2", "0.15"}, {"-3 -1 -2", "-2"}, {"10 1000", "505.0"}, {"1.25 1.5 9", "1.5"},
  };
  const Configuration plan = configuration(Measure::count, Window::month);
  for (const MedianCase& c : table) {
    std::string csv = "地区,立案,数额\n";
    std::string value;
    for (const char* at = c.values;; ++at) {
      if (*at != ' ' && *at != '\0') {
        value += *at;
        continue;
      }
      csv += "甘州区,2025-03-01," + value + "\n";
      value.clear();
      if (*at == '\0') break;
    }
    const auto counted = count(csv, mapping({aggregate(Kind::median)}), plan);
    ASSERT_EQ(counted->observations.size(), 1U) << c.values;
    EXPECT_EQ(counted->observations[0].value, *Decimal::parse(c.expected)) << c.values;
  }
}

TEST(RecordsKinds, MediansOfManyDaysAreCountedByDay) {
  Configuration plan = configuration(Measure::days, Window::ytd);
  std::string csv = "地区,立案,结案\n";
  for (int i = 0; i < 500; ++i) csv += "甘州区,2025-01-05,2025-01-08\n";  // 3 days
  for (int i = 0; i < 499; ++i) csv += "甘州区,2024-02-05,2034-02-05\n";  // ten years
  for (int i = 0; i < 2; ++i) csv += "甘州区,2025-02-05,2025-02-06\n";    // 1 day
  const auto counted = count(csv, mapping({aggregate(Kind::median_days)}), plan);
  const Lines got = figures(counted, plan);
  ASSERT_FALSE(got.empty());
  EXPECT_EQ(got.front(), "甘州区 2024-02 3653");
  EXPECT_EQ(got[got.size() - 2], "甘州区 2025-01 3");
  EXPECT_EQ(got.back(), "甘州区 2025-02 3");
}

TEST(RecordsKinds, UnitsComeFromHeaderMappingAndCell) {
  struct UnitCase {
    const char* header;
    const char* cells[2];
    CellUnit unit;
    const char* expected;
  };
  const std::vector<UnitCase> table = {
      {"数额", {"1", "2.5"}, CellUnit::automatic, "3.5"},
      {"数额（万元）", {"1", "2.5"}, CellUnit::automatic, "35000"},
      {"数额", {"1", "2.5"}, CellUnit::ten_thousand, "35000"},
      {"数额", {"1万元", "１，０００元"}, CellUnit::automatic, "11000"},
      {"数额", {"\"1,234\"", "0.5"}, CellUnit::automatic, "1234.5"},
  };
  for (const UnitCase& c : table) {
    SCOPED_TRACE(c.header + std::string(" ") + c.cells[0]);
    const Configuration plan = configuration(Measure::amount, Window::month);
    RecordAggregate made = aggregate(Kind::sum);
    made.column = c.header;
    made.unit = c.unit;
    const std::string csv = std::string("地区,立案,") + c.header + "\n甘州区,2025-03-01," +
                            c.cells[0] + "\n甘州区,2025-03-02," + c.cells[1] + "\n";
    const auto counted = count(csv, mapping({made}), plan);
    ASSERT_EQ(counted->observations.size(), 1U) << refusals(counted).size();
    EXPECT_EQ(counted->observations[0].value, *Decimal::parse(c.expected));
  }
}

TEST(RecordsKinds, NothingCountedIsNoBusinessNotZeroPercent) {
  const Configuration plan = configuration(Measure::ratio, Window::month);
  RecordAggregate made = aggregate(Kind::ratio);
  made.filters = {filter("状态", Passes::is_one_of, {"再审"})};
  const auto counted = count(cases, mapping({made}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-01 0/0"});
}

TEST(RecordsKinds, RecordsWithoutAnyValueGiveNoSum) {
  const Configuration plan = configuration(Measure::amount, Window::month);
  const auto counted = count("地区,立案,数额\n甘州区,2025-03-01,\n甘州区,2025-03-02,—\n",
                             mapping({aggregate(Kind::sum)}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{});
  EXPECT_TRUE(notes_contain(counted, "有 2 条记录没有数值"));
}

TEST(RecordsKinds, ASumOfMoreDigitsThanADecimalIsRefusedNotBent) {
  const Configuration plan = configuration(Measure::count, Window::month);
  std::string csv = "地区,立案,数额\n";
  for (int i = 0; i < 3; ++i) csv += "甘州区,2025-03-01,499999999999999999\n";
  const auto counted = count(csv, mapping({aggregate(Kind::sum)}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{});
  ASSERT_EQ(counted->rejected.size(), 1U);
  EXPECT_NE(counted->rejected[0].reason.find("超过 18 位"), std::string::npos);
}

TEST(RecordsKinds, AFigureThatMayChangeIsProvisional) {
  const Configuration plan = configuration(Measure::count, Window::ytd);
  const auto counted = count("地区,立案,数额\n甘州区,2025-03-01,5\n甘州区,2025-04-01,6（初步）\n",
                             mapping({aggregate(Kind::sum)}), plan);
  EXPECT_EQ(figures(counted, plan), (Lines{"甘州区 2025-03 5", "甘州区 2025-04 11 provisional"}));
}

struct MisfitCase {
  Kind kind;
  Measure measure;
  Window window;
  const char* says;
};

TEST(RecordsKinds, AKindThatCannotBeTheIndicatorsFigureIsAnError) {
  const std::vector<MisfitCase> table = {
      {Kind::mean_days, Measure::working_days, Window::ytd, "不是按天计的"},
      {Kind::median_workdays, Measure::days, Window::ytd, "不是按工作日计的"},
      {Kind::count, Measure::ratio, Window::ytd, "不是件数"},
      {Kind::ratio, Measure::count, Window::ytd, "不是比率"},
      {Kind::count, Measure::count, Window::rolling, "口径是滚动的"},
  };
  for (const MisfitCase& c : table) {
    const Configuration plan = configuration(c.measure, c.window);
    const auto counted = count(cases, mapping({aggregate(c.kind)}), plan);
    EXPECT_NE(error_of(counted).find(c.says), std::string::npos) << error_of(counted);
  }
  const Configuration plan = configuration(Measure::count, Window::ytd, "another");
  EXPECT_NE(error_of(count(cases, mapping({aggregate(Kind::count)}), plan)).find("没有的指标"),
            std::string::npos);
}

}  // namespace
}  // namespace planwatch::records_testing
