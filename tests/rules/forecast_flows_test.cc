#include <numeric>
#include <vector>

#include "gtest/gtest.h"

#include "rules/forecast/monthly_flows.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using Flows = std::vector<double>;
constexpr std::nullopt_t none = std::nullopt;

TEST(ForecastFlows, ReportsOfTheYearToDateBecomeMonths) {
  struct Case {
    const char* what;
    YearFigures totals;
    unsigned month;
    std::optional<Flows> flows;
  };
  const Case cases[] = {
      {"plain", {10, 25, 45}, 3, Flows{10, 15, 20}},
      {"January-February together", {none, 30, 45}, 3, Flows{15, 15, 15}},
      {"a month without a report", {10, none, none, 40}, 4, Flows{10, 10, 10, 10}},
      {"a later report corrects an earlier one", {10, 50, 40, 60}, 4, Flows{10, 30, 0, 20}},
      {"a report of zero", {0, 0, 12}, 3, Flows{0, 0, 12}},
      {"nothing after the month is read", {10, 20, 999}, 2, Flows{10, 10}},
      {"the month's own report is missing", {10, none, 45}, 2, std::nullopt},
      {"a negative total", {10, -1}, 2, std::nullopt},
      {"no month", {10}, 0, std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(flows_of_totals(c.totals, c.month), c.flows) << c.what;
}

TEST(ForecastFlows, ReportsOfSingleMonthsAreTakenAsTheyAre) {
  EXPECT_EQ(flows_of_months({3, 0, 5}, 3), (Flows{3, 0, 5}));
  EXPECT_FALSE(flows_of_months({3, none, 5}, 3)) << "a month that nobody reported is not 0";
  EXPECT_FALSE(flows_of_months({3, -1}, 2));
}

TEST(ForecastFlows, AStockIsItsRises) {
  EXPECT_EQ(flows_of_stock({102, 102, 110}, 100, 3), (Flows{2, 0, 8}));
  EXPECT_EQ(flows_of_stock({none, 104, 110}, 100, 3), (Flows{2, 2, 6}));
  EXPECT_FALSE(flows_of_stock({102, 101}, 100, 2)) << "a stock that fell is no sum of rises";
  EXPECT_FALSE(flows_of_stock({99}, 100, 1));
}

TEST(ForecastFlows, AWholeYearNeedsEveryMonthButJanuary) {
  YearFigures year;
  year.fill(1);
  EXPECT_TRUE(whole_year(year));
  year[0].reset();
  EXPECT_TRUE(whole_year(year));
  year[6].reset();
  EXPECT_FALSE(whole_year(year));
  EXPECT_EQ(last_month_of(year), 12u);
  EXPECT_EQ(last_month_of({1, none, 3}), 3u);
  EXPECT_EQ(last_month_of({}), 0u);
}

RC_GTEST_PROP(ForecastFlowsProperties, MonthsAddUpToTheReportAndAreNeverNegative, ()) {
  YearFigures totals;
  for (auto& total : totals) {
    if (*rc::gen::inRange(0, 4) > 0) total = *rc::gen::inRange(0, 500);
  }
  totals[static_cast<std::size_t>(*rc::gen::inRange(0, 12))] = *rc::gen::inRange(0, 500);
  const unsigned month = last_month_of(totals);
  const auto flows = flows_of_totals(totals, month);
  RC_ASSERT(flows && flows->size() == month);
  for (const double flow : *flows) RC_ASSERT(flow >= 0);
  const double sum = std::accumulate(flows->begin(), flows->end(), 0.0);
  RC_ASSERT(std::abs(sum - *totals[month - 1]) < 1e-9);
}

}  // namespace
}  // namespace planwatch
