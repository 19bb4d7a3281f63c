#include <gtest/gtest.h>

#include "rules/model/plan_label.h"

namespace planwatch {
namespace {

TEST(PlanLabel, NamesThePlanAndItsYearSoThatTwoYearsStandSideBySide) {
  Plan plan;
  plan.id = "ganzhou";
  plan.year = 2025;
  EXPECT_EQ(plan_label(plan), "ganzhou-2025");
  plan.year = 2026;
  EXPECT_EQ(plan_label(plan), "ganzhou-2026");
}

}  // namespace
}  // namespace planwatch
