// Records that are not counted, and what is said about them.

#include <gtest/gtest.h>

#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;

struct RefusalCase {
  const char* name;
  const char* row;
  const char* where;
  const char* text;
  const char* says;
};

// A good record before and after each bad one: those two count.
TEST(RecordsRefusals, ABadRecordIsRefusedWithItsPlaceAndCountedNowhere) {
  const std::vector<RefusalCase> table = {
      {"no date", "甘州区,,2025-03-09,5", "第3行第2列（立案）", "", "没有日期"},
      {"a mark instead of a date", "甘州区,—,2025-03-09,5", "第3行第2列（立案）", "—", "没有日期"},
      {"no such day", "甘州区,2025-02-30,2025-03-09,5", "第3行第2列（立案）", "2025-02-30",
       "看不出是哪一天"},
      {"a word", "甘州区,三月,2025-03-09,5", "第3行第2列（立案）", "三月", "看不出是哪一天"},
      {"an unknown area", "不知道县,2025-03-01,2025-03-09,5", "第3行第1列（地区）", "不知道县",
       "没有这个行政区"},
      {"a bad closing date", "甘州区,2025-03-01,2025-13-01,5", "第3行第3列（结案）", "2025-13-01",
       "看不出是哪一天"},
      {"closed before it was filed", "甘州区,2025-03-10,2025-03-09,5", "第3行第3列（结案）",
       "2025-03-09", "早于开始日期"},
      {"a hundred years", "甘州区,2000-03-10,2099-12-31,5", "", "", ""},
      {"no number", "甘州区,2025-03-01,2025-03-09,约5", "第3行第4列（数额）", "约5", "约数"},
      {"too many digits", "甘州区,2025-03-01,2025-03-09,1234567890123456789", "第3行第4列（数额）",
       "1234567890123456789", "18 位"},
      {"a unit that does not fit", "甘州区,2025-03-01,2025-03-09,5%", "第3行第4列（数额）", "5%",
       ""},
  };
  Configuration plan = configuration(Measure::count, Window::instant, "filed");
  add_indicator(plan, "days", Measure::days, Window::instant);
  add_indicator(plan, "sum", Measure::count, Window::instant);
  const RecordsMapping all =
      mapping({aggregate(Kind::count, "filed"), aggregate(Kind::mean_days, "days"),
               aggregate(Kind::sum, "sum")});
  for (const RefusalCase& c : table) {
    SCOPED_TRACE(c.name);
    const auto counted =
        count(std::string("地区,立案,结案,数额\n甘州区,2025-03-01,2025-03-02,1\n") + c.row +
                  "\n甘州区,2025-03-01,2025-03-04,2\n",
              all, plan);
    if (std::string(c.where).empty()) {
      EXPECT_EQ(refusals(counted), Lines{});
      continue;
    }
    EXPECT_EQ(figures(counted, plan),
              (Lines{"filed 甘州区 2025-03 2", "days 甘州区 2025-03 4/2", "sum 甘州区 2025-03 3"}));
    ASSERT_EQ(counted->rejected.size(), 1U);
    EXPECT_EQ(counted->rejected[0].where, c.where);
    EXPECT_EQ(counted->rejected[0].text, c.text);
    EXPECT_EQ(counted->rejected[0].place.row, 3U);
    EXPECT_NE(counted->rejected[0].reason.find(c.says), std::string::npos)
        << counted->rejected[0].reason;
  }
}

TEST(RecordsRefusals, OneHalfOfAFractionIsNoFraction) {
  const Configuration plan = configuration(Measure::ratio, Window::month);
  const auto counted = count(
      "地区,立案,数额,基数\n"
      "甘州区,2025-03-01,1,2\n"
      "甘州区,2025-03-01,1,\n"
      "甘州区,2025-03-01,—,2\n"
      "甘州区,2025-03-01,,\n",
      mapping({aggregate(Kind::sum_ratio)}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 1/2"});
  ASSERT_EQ(counted->rejected.size(), 2U);
  EXPECT_EQ(counted->rejected[0].where, "第3行第4列（基数）");
  EXPECT_EQ(counted->rejected[1].where, "第4行第3列（数额）");
}

TEST(RecordsRefusals, AnEndWithoutABeginningIsRefusedAnOpenCaseIsNot) {
  const Configuration plan = configuration(Measure::days, Window::month);
  RecordAggregate made = aggregate(Kind::mean_days);
  made.from = "受理";
  const auto counted = count(
      "地区,立案,受理,结案\n"
      "甘州区,2025-03-01,2025-03-01,2025-03-03\n"
      "甘州区,2025-03-01,2025-03-01,\n"
      "甘州区,2025-03-01,,2025-03-03\n"
      "甘州区,2025-03-01,,\n",
      mapping({made}), plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 2/1"});
  ASSERT_EQ(counted->rejected.size(), 1U);
  EXPECT_EQ(counted->rejected[0].where, "第4行第3列（受理）");
  EXPECT_TRUE(notes_contain(counted, "“figure”有 2 条记录没有数值或尚未结束"));
}

TEST(RecordsRefusals, ARepeatedKeyIsRefusedTheFirstGoodOneCounts) {
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordsMapping keyed = mapping({aggregate(Kind::count)});
  keyed.key = "案号";
  const auto counted = count(
      "案号,地区,立案\n"
      "民初1,甘州区,三月\n"  // refused for its date: it does not take the key
      "民初1,甘州区,2025-03-01\n"
      " 民初1 ,甘州区,2025-03-02\n"
      "民初11,甘州区,2025-03-02\n"
      "民初1,临泽县,2025-03-02\n"
      ",甘州区,2025-03-02\n",
      keyed, plan);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 2"});
  ASSERT_EQ(counted->rejected.size(), 4U);
  EXPECT_EQ(counted->rejected[0].where, "第2行第3列（立案）");
  EXPECT_EQ(counted->rejected[1].where, "第4行第1列（案号）");
  EXPECT_NE(counted->rejected[1].reason.find("重复"), std::string::npos);
  EXPECT_EQ(counted->rejected[2].where, "第6行第1列（案号）");
  EXPECT_EQ(counted->rejected[3].where, "第7行第1列（案号）");
  EXPECT_NE(counted->rejected[3].reason.find("没有编号"), std::string::npos);
}

TEST(RecordsRefusals, ManyKeysAreToldApart) {
  KeySet128 keys;
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(keys.insert("甘0702民初" + std::to_string(i)));
  for (int i = 0; i < 100'000; ++i) EXPECT_FALSE(keys.insert("甘0702民初" + std::to_string(i)));
  EXPECT_EQ(keys.size(), 100'000U);
  EXPECT_TRUE(keys.insert(""));
  EXPECT_TRUE(keys.insert(std::string(1, '\0')));
  EXPECT_TRUE(keys.insert(std::string(2, '\0')));
  EXPECT_FALSE(keys.insert(""));
}

TEST(RecordsRefusals, TheFirstThousandAreListedTheOthersCounted) {
  const Configuration plan = configuration(Measure::count, Window::month);
  std::string csv = "地区,立案\n甘州区,2025-03-01\n";
  for (int i = 0; i < 1'500; ++i) csv += "甘州区,不详\n";
  const auto counted = count_streamed(csv, mapping({aggregate(Kind::count)}), plan, 4096);
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->rejected.size(), RecordCounter::most_refused_kept);
  EXPECT_EQ(counted->rejected.back().place.row, 1'002U);
  EXPECT_TRUE(notes_contain(counted, "拒收 1500 条"));
  EXPECT_TRUE(notes_contain(counted, "只列出前 1000 条"));
}

TEST(RecordsRefusals, TotalsAndNotesOfACsvAreNoRecords) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const auto counted = count(
      "2025年案件明细\n地区,立案\n甘州区,2025-03-01\n合计,1\n小计,,\n注：初步数\n\n"
      "地区,立案\n临泽县,2025-03-01\n填表人：张三\n",
      mapping({aggregate(Kind::count)}), plan);
  EXPECT_EQ(figures(counted, plan), (Lines{"甘州区 2025-03 1", "临泽县 2025-03 1"}));
  EXPECT_EQ(refusals(counted), Lines{});
  EXPECT_TRUE(notes_contain(counted, "跳过合计、小计 2 行：第 4、5 行"));
}

TEST(RecordsRefusals, AHeaderThatWasRenamedNamesWhatIsThere) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const auto counted =
      count("地区,受理日期\n甘州区,2025-03-01\n", mapping({aggregate(Kind::count)}), plan);
  EXPECT_NE(error_of(counted).find("找不到映射的列 “立案”"), std::string::npos);
  EXPECT_NE(error_of(counted).find("“受理日期”"), std::string::npos) << error_of(counted);
}

TEST(RecordsRefusals, NoRowsAndNoRecords) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const RecordsMapping all = mapping({aggregate(Kind::count)});
  EXPECT_NE(error_of(count("", all, plan)).find("内容为空"), std::string::npos);
  EXPECT_NE(error_of(count(" \n\n", all, plan)).find("内容为空"), std::string::npos);
  const auto counted = count("地区,立案\n", all, plan);
  EXPECT_EQ(figures(counted, plan), Lines{});
  EXPECT_TRUE(notes_contain(counted, "逐案记录 0 条"));
}

}  // namespace
}  // namespace planwatch::records_testing
