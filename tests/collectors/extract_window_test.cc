#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/extract.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;

// The period that a figure gets, or "refused".
std::string period_given(const char* indicator_id, const char* period, bool with_february = false) {
  const char* value = std::string(indicator_id) == "recovery" ? "98%" : "5";
  FeedSpec spec = feed_of({value_of(indicator_id, "数")});
  spec.due.january_with_february = with_february;
  const auto out = run(spec, csv({texts({"月份", "数"}), texts({period, value})}));
  if (!out) return out.error().message;
  if (out->observations.empty()) return out->rejected.empty() ? "nothing" : "refused";
  return to_string(out->observations[0].period);
}

struct Row {
  const char* indicator;
  const char* stated;
  const char* period;
};

TEST(Window, AFigureInAnotherWindowIsRefused) {
  const std::vector<Row> rows = {
      // year to date: the span from January is the month's figure
      {"recovery", "2025年6月", "2025-06"},
      {"recovery", "2025年1-6月", "2025-06"},
      {"recovery", "2025年一季度", "2025-03"},
      {"recovery", "2025年上半年", "2025-06"},
      {"recovery", "2025年前三季度", "2025-09"},
      {"recovery", "2025年全年", "2025-12"},
      {"recovery", "截至2025年6月底", "2025-06"},
      {"recovery", "2025年二季度", "refused"},
      {"recovery", "2025年4-6月", "refused"},
      {"recovery", "2025年下半年", "refused"},
      // month
      {"monthly", "2025年6月", "2025-06"},
      {"monthly", "2025年1-6月", "refused"},
      {"monthly", "2025年1-2月", "refused"},
      {"monthly", "2025年二季度", "refused"},
      {"monthly", "截至2025年6月底", "refused"},
      // quarter
      {"visits", "2025年二季度", "2025-Q2"},
      {"visits", "2025Q1", "2025-Q1"},
      {"visits", "2025年1-3月", "2025-Q1"},
      {"visits", "2025年10-12月", "2025-Q4"},
      {"visits", "2025年3月", "refused"},
      {"visits", "2025年上半年", "refused"},
      {"visits", "2025年2-4月", "refused"},
      // a stock has the state at the end of whatever is stated
      {"enterprises", "2025年6月", "2025-06"},
      {"enterprises", "截至2025年6月30日", "2025-06"},
      {"enterprises", "2025年二季度", "2025-06"},
      {"enterprises", "2025年1-6月", "2025-06"},
      // last year is history, not an error
      {"recovery", "2024年12月", "2024-12"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(period_given(row.indicator, row.stated), row.period)
        << row.indicator << " " << row.stated;
  }
}

TEST(Window, JanuaryWithFebruaryWhereTheFeedSaysSo) {
  EXPECT_EQ(period_given("monthly", "2025年1-2月", true), "2025-01..2025-02");
  EXPECT_EQ(period_given("monthly", "2025年1-3月", true), "refused");
}

TEST(Window, TheRefusalNamesTheWindowAndTheFigure) {
  const auto out = run(feed_of({value_of("recovery", "到位率")}),
                       sheet({texts({"月份", "到位率"}), texts({"2025年二季度", "98%"}),
                              texts({"2025年三季度", "—"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(refused(*out), ElementsAre("Sheet1!B2 98%")) << "nothing stated, nothing refused";
  EXPECT_THAT(out->rejected[0].reason, HasSubstr("口径不符"));
  EXPECT_THAT(out->rejected[0].reason, HasSubstr("民商事案件执行到位率"));
}

std::vector<std::string> without_column(const std::string& source, const char* title,
                                        const char* sheet_name = "Sheet1") {
  const auto out = run(
      feed_of({value_of("training", "培训人次"), value_of("recovery", "到位率")}, ""),
      sheet({texts({title, ""}), texts({"培训人次", "到位率"}), texts({"5", "98%"})}, sheet_name),
      source);
  if (!out) return {out.error().message};
  return shown(*out);
}

TEST(PeriodOfDocument, FromFileNameTitleOrSheet) {
  const auto june = ElementsAre("training 2025-06 5", "recovery 2025-06 0.98");
  EXPECT_THAT(without_column("区法院_202506.xlsx", ""), june);
  EXPECT_THAT(without_column("区法院2025年6月.xlsx", "情况表"), june);
  EXPECT_THAT(without_column("区法院.xlsx", "2025年1-6月情况表"), june);
  EXPECT_THAT(without_column("区法院.xlsx", "情况表（截至2025年6月30日）"), june);
  EXPECT_THAT(without_column("区法院2025年.xlsx", "", "6月"), june);
  EXPECT_THAT(without_column("区法院_202506.xlsx", "2025年6月情况表"), june);
}

TEST(PeriodOfDocument, UnknownOrContradictoryIsAnError) {
  EXPECT_THAT(without_column("区法院.xlsx", "情况表"),
              ElementsAre(HasSubstr("不知道数据是哪一期")));
  EXPECT_THAT(without_column("区法院_202507.xlsx", "2025年6月情况表"),
              ElementsAre(HasSubstr("不止一个期")));
  EXPECT_THAT(without_column("区法院_20250705.xlsx", "情况表"),
              ElementsAre(HasSubstr("不知道数据是哪一期")))
      << "the day on which a file was made is no period";
}

std::vector<std::string> with_year_from(const std::string& source, const char* title) {
  const auto out =
      run(feed_of({value_of("training", "培训人次")}),
          sheet({texts({title, ""}), texts({"月份", "培训人次"}), texts({"6月", "5"})}), source);
  if (!out) return {out.error().message};
  return out->observations.empty() ? refused(*out) : shown(*out);
}

TEST(PeriodOfDocument, TheYearOfTheRowsFromFileNameOrTitle) {
  EXPECT_THAT(with_year_from("区法院2025年.xlsx", ""), ElementsAre("training 2025-06 5"));
  EXPECT_THAT(with_year_from("区法院_202506.xlsx", ""), ElementsAre("training 2025-06 5"));
  EXPECT_THAT(with_year_from("区法院.xlsx", "2024年度情况表"), ElementsAre("training 2024-06 5"));
  EXPECT_THAT(with_year_from("区法院.xlsx", ""), ElementsAre("Sheet1!A3 6月"));
  EXPECT_THAT(with_year_from("区法院2025年.xlsx", "2024年度情况表"), ElementsAre("Sheet1!A3 6月"));
}

}  // namespace
}  // namespace planwatch
