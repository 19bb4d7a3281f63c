#include "daemon/feed_draft/likeness.h"

#include <gmock/gmock.h>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

struct Row {
  const char* header;
  const char* name;
  double least;
  double most;
};

TEST(Likeness, OfHeadersAndNames) {
  constexpr Row table[] = {
      {"结案率", "结案率", 1, 1},
      {"结案率（%）", "结案率", 1, 1},
      {" 结 案\n率 ", "结案率", 1, 1},
      {"网上立案/率", "网上立案率", 1, 1},
      {"ＡＢＣ率", "abc率", 1, 1},
      {"民事一审结案率", "民事一审涉企结案率", 0.7, 0.99},
      {"平均结案天数", "平均结案时间", 0.5, 0.99},
      {"网上立案率", "班列发运", 0, 0},
      {"填报人", "网上立案率", 0, 0},
      {"", "网上立案率", 0, 0},
      {"（%）", "网上立案率", 0, 0},
      {"\xff\xfe", "网上立案率", 0, 0},
  };
  for (const Row& row : table) {
    EXPECT_GE(likeness(row.header, row.name), row.least) << row.header;
    EXPECT_LE(likeness(row.header, row.name), row.most) << row.header;
  }
}

TEST(Likeness, TheBestComesFirstAndStrangersNotAtAll) {
  Plan plan;
  for (const char* name : {"班列发运", "网上立案率", "网上缴费率"}) {
    Indicator one;
    one.id = IndicatorId("i" + std::to_string(plan.indicators.size()));
    one.name = name;
    plan.indicators.push_back(one);
  }
  const auto matches = match_indicators("立案/网上立案率", plan);
  ASSERT_GE(matches.size(), 1u);
  EXPECT_EQ(matches[0].indicator.value, 1u);
  EXPECT_EQ(matches[0].likeness, 1);
  EXPECT_TRUE(match_indicators("备注", plan).empty());
  EXPECT_EQ(match_indicators("I2", plan).at(0).indicator.value, 2u);
}

}  // namespace
}  // namespace planwatch
