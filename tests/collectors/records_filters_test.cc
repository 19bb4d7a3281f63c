// Which records pass which filter, and where a figure belongs.

#include <gtest/gtest.h>

#include "tests/collectors/extract_support.h"
#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;

struct FilterCase {
  const char* name;
  Passes test;
  std::vector<std::string> values;
  const char* cells;    // one a record, parted by spaces; "_" is an empty one
  const char* passing;  // how many
};

std::string with_cells(const char* cells, const char* header = "值") {
  std::string csv = std::string("地区,立案,") + header + "\n";
  std::string cell;
  for (const char* at = cells;; ++at) {
    if (*at != ' ' && *at != '\0') {
      cell += *at;
      continue;
    }
    csv += "甘州区,2025-03-01," + (cell == "_" ? "" : cell) + "\n";
    cell.clear();
    if (*at == '\0') return csv;
  }
}

TEST(RecordsFilters, EachTestSaysWhatItsNameSays) {
  const std::vector<FilterCase> table = {
      {"one of", Passes::is_one_of, {"已结", "撤诉"}, "已结 撤诉 未结 已结案 _", "2"},
      {"after half width and trimming", Passes::is_one_of, {"A1"}, "Ａ１ 　A1 A1 A", "3"},
      {"bounds of the list too", Passes::is_one_of, {"Ａ１"}, "A1", "1"},
      {"none of, an empty cell included", Passes::is_none_of, {"未结"}, "已结 未结 _", "2"},
      {"contains", Passes::contains, {"合同", "借贷"}, "买卖合同 民间借贷 离婚", "2"},
      {"empty and the marks for missing", Passes::is_empty, {}, "_ — 无 0 x", "3"},
      {"filled", Passes::is_filled, {}, "_ — 无 0 x", "2"},
      {"at least a number, itself included", Passes::at_least, {"5"}, "4.99 5 5.0 100 _ -6", "3"},
      {"at most a number", Passes::at_most, {"5"}, "4.99 5 5.0 100 _ -6", "4"},
      {"numbers as what they are, not as texts", Passes::at_least, {"9"}, "10 9 １０ 8", "3"},
      {"at least a date",
       Passes::at_least,
       {"2025-03-01"},
       "2025-03-01 2025/2/28 2025年4月1日 _",
       "2"},
      {"at most a date",
       Passes::at_most,
       {"2025-03-01"},
       "2025-03-01 2025/2/28 2025年4月1日 _",
       "2"},
  };
  const Configuration plan = configuration(Measure::count, Window::month);
  for (const FilterCase& c : table) {
    SCOPED_TRACE(c.name);
    RecordAggregate made = aggregate(Kind::count);
    made.filters = {filter("值", c.test, c.values)};
    const auto counted = count(with_cells(c.cells), mapping({made}), plan);
    EXPECT_EQ(figures(counted, plan), Lines{std::string("甘州区 2025-03 ") + c.passing});
    EXPECT_EQ(refusals(counted), Lines{});
  }
}

TEST(RecordsFilters, ABoundIsInTheColumnsUnit) {
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordAggregate made = aggregate(Kind::count);
  made.filters = {filter("标的（万元）", Passes::at_least, {"500"})};
  const auto counted =
      count(with_cells("499.99 500 600 500万元", "标的（万元）"), mapping({made}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 3"});
}

TEST(RecordsFilters, AllFiltersHaveToPassAndTheFeedsOwnComeFirst) {
  const Configuration plan = configuration(Measure::ratio, Window::month);
  RecordAggregate made = aggregate(Kind::ratio);
  made.filters = {filter("类", Passes::is_one_of, {"民事"}),
                  filter("数", Passes::at_least, {"10"})};
  made.numerator = {filter("状", Passes::is_one_of, {"已结"})};
  RecordsMapping all = mapping({made});
  all.filters = {filter("删", Passes::is_none_of, {"1"})};
  const auto counted = count(
      "地区,立案,类,数,状,删\n"
      "甘州区,2025-03-01,民事,10,已结,0\n"
      "甘州区,2025-03-01,民事,10,未结,0\n"
      "甘州区,2025-03-01,民事,9,已结,0\n"
      "甘州区,2025-03-01,刑事,10,已结,0\n"
      "甘州区,2025-03-01,民事,10,已结,1\n"
      // What the feed's filters leave out is not even read.
      "不知道,哪天,民事,?,已结,1\n",
      all, plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 1/2"});
  EXPECT_EQ(refusals(counted), Lines{});
  EXPECT_TRUE(notes_contain(counted, "逐案记录 6 条，计入 4 条，筛选不计 2 条，拒收 0 条"));
}

TEST(RecordsFilters, ABoundThatIsNeitherNumberNorDateIsAnError) {
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordAggregate made = aggregate(Kind::count);
  made.filters = {filter("值", Passes::at_least, {"很多"})};
  EXPECT_NE(error_of(count(with_cells("1"), mapping({made}), plan)).find("既不是数，也不是日期"),
            std::string::npos);
}

TEST(RecordsFilters, ACellThatCannotBeComparedRefusesTheRecord) {
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordAggregate made = aggregate(Kind::count);
  made.filters = {filter("值", Passes::at_least, {"5"})};
  const auto counted = count(with_cells("约7 6"), mapping({made}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 1"});
  ASSERT_EQ(counted->rejected.size(), 1U);
  EXPECT_EQ(counted->rejected[0].where, "第2行第3列（值）");
}

struct AreaCase {
  const char* cell;
  const char* area;  // empty: refused
};

TEST(RecordsFilters, AreasByCodeNameOrTheMappingsNames) {
  const std::vector<AreaCase> table = {
      {"620702", "甘州区"},   {"甘州区", "甘州区"},
      {"甘 州 区", "甘州区"}, {"区法院", "甘州区"},
      {"临泽", "临泽县"},     {"６２０７２３", "临泽县"},
      {"高台县", ""},         {"", ""},
  };
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordsMapping named = mapping({aggregate(Kind::count)});
  named.area_names = {{"区法院", AreaCode("620702")}, {"临泽", AreaCode("620723")}};
  for (const AreaCase& c : table) {
    const auto counted = count(std::string("地区,立案\n") + c.cell + ",2025-03-01\n", named, plan);
    const std::string area = c.area;
    EXPECT_EQ(figures(counted, plan), area.empty() ? Lines{} : Lines{area + " 2025-03 1"});
    EXPECT_EQ(refusals(counted).size(), area.empty() ? 1U : 0U) << c.cell;
  }
}

TEST(RecordsFilters, WithoutAnAreaColumnAllBelongToThePlansArea) {
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordsMapping one = mapping({aggregate(Kind::count)});
  one.area.reset();
  EXPECT_EQ(figures(count("立案\n2025-03-01\n2025-03-02\n", one, plan), plan),
            Lines{"甘州区 2025-03 2"});
}

// Column, date of every record -> figures.
TEST(RecordsFilters, WindowsPutMonthsTogether) {
  const char* const csv =
      "地区,立案\n"
      "甘州区,2024-11-30\n"
      "甘州区,2025-01-31\n"
      "甘州区,2025-01-01\n"
      "甘州区,2025-03-15\n"
      "临泽县,2025-02-28\n";
  struct WindowCase {
    Window window;
    Lines expected;
  };
  const std::vector<WindowCase> table = {
      {Window::month,
       {"甘州区 2024-11 1", "甘州区 2024-12 0", "甘州区 2025-01 2", "甘州区 2025-02 0",
        "甘州区 2025-03 1", "临泽县 2025-02 1", "临泽县 2025-03 0"}},
      {Window::ytd,
       {"甘州区 2024-11 1", "甘州区 2024-12 1", "甘州区 2025-01 2", "甘州区 2025-02 2",
        "甘州区 2025-03 3", "临泽县 2025-02 1", "临泽县 2025-03 1"}},
      {Window::quarter, {"甘州区 2024-Q4 1", "甘州区 2025-Q1 3", "临泽县 2025-Q1 1"}},
      {Window::instant,
       {"甘州区 2024-11 1", "甘州区 2024-12 1", "甘州区 2025-01 3", "甘州区 2025-02 3",
        "甘州区 2025-03 4", "临泽县 2025-02 1", "临泽县 2025-03 1"}},
  };
  for (const WindowCase& c : table) {
    const Configuration plan = configuration(Measure::count, c.window);
    EXPECT_EQ(figures(count(csv, mapping({aggregate(Kind::count)}), plan), plan), c.expected);
  }
}

TEST(RecordsFilters, AQuarterThatHasBegunIsGiven) {
  const Configuration plan = configuration(Measure::count, Window::quarter);
  const auto counted = count("地区,立案\n甘州区,2025-02-01\n甘州区,2025-04-02\n",
                             mapping({aggregate(Kind::count)}), plan);
  EXPECT_EQ(figures(counted, plan), (Lines{"甘州区 2025-Q1 1", "甘州区 2025-Q2 1"}));
}

TEST(RecordsFilters, SeveralAggregatesInOnePass) {
  Configuration plan = configuration(Measure::count, Window::month, "filed");
  add_indicator(plan, "rate", Measure::ratio, Window::ytd);
  RecordAggregate rate = aggregate(Kind::ratio, "rate");
  rate.numerator = {filter("结案", Passes::is_filled)};
  const auto counted = count("地区,立案,结案\n甘州区,2025-01-02,2025-01-05\n甘州区,2025-02-02,\n",
                             mapping({aggregate(Kind::count, "filed"), rate}), plan);
  EXPECT_EQ(figures(counted, plan), (Lines{"filed 甘州区 2025-01 1", "rate 甘州区 2025-01 1/1",
                                           "filed 甘州区 2025-02 1", "rate 甘州区 2025-02 1/2"}));
}

TEST(RecordsFilters, ASheetWithTitleTotalsNotesAndMergedCells) {
  using namespace extract_testing;
  const Configuration plan = records_testing::configuration(Measure::amount, Window::month);
  Table table = sheet({texts({"2025年案件明细"}),
                       texts({"地区", "立案", "数额"}),
                       {text("甘州区"), date("2025-03-01"), number("10")},
                       {merged("甘州区"), date("2025-03-02"), number("5.5")},
                       texts({"地区", "立案", "数额"}),
                       {text("甘州区"), date("2025-03-03"), number("1")},
                       texts({"合计", "", "16.5"}),
                       texts({"注：以上为初步数"})});
  table.rows[5].hidden = true;
  Extracted out;
  ASSERT_TRUE(count_table(table, 1, mapping({aggregate(Kind::sum)}), plan, out));
  EXPECT_EQ(figures(out, plan), Lines{"甘州区 2025-03 16.5"});
  EXPECT_EQ(out.observations[0].place.sheet, 1);
  EXPECT_EQ(out.observations[0].place.row, 2U);
  EXPECT_TRUE(notes_contain(out, "跳过合计、小计 1 行：第 7 行"));
  EXPECT_TRUE(notes_contain(out, "跳过说明和签章 1 行：第 8 行"));
  EXPECT_TRUE(notes_contain(out, "跳过重复的表头 1 行：第 5 行"));
  EXPECT_TRUE(notes_contain(out, "读入隐藏的行 1 行：第 6 行"));
}

TEST(RecordsFilters, AMergedFigureCountsForNobody) {
  using namespace extract_testing;
  const Configuration plan = records_testing::configuration(Measure::count, Window::month);
  const Table table = sheet({texts({"地区", "立案", "数额"}),
                             {text("甘州区"), date("2025-03-01"), number("10")},
                             {text("甘州区"), date("2025-03-02"), merged("10")}});
  Extracted out;
  ASSERT_TRUE(count_table(table, 1, mapping({aggregate(Kind::sum)}), plan, out));
  EXPECT_EQ(figures(out, plan), Lines{"甘州区 2025-03 10"});
  EXPECT_EQ(refusals(out).size(), 1U);
  EXPECT_EQ(out.rejected[0].where, "Sheet1!C3（数额）");
}

}  // namespace
}  // namespace planwatch::records_testing
