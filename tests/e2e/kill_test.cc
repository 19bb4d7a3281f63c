#include "gtest/gtest.h"

#include "tests/e2e/kill_run.h"

namespace planwatch::e2e {
namespace {

TEST(Kills, NothingCommittedIsLostAndOnlyWhatWasNotConfirmedIsRepeated) {
  KillPlan plan;
  plan.kills = 10;
  plan.seed = 20'250'930;
  const KillReport report = run_kills(plan);
  std::string violations;
  for (const std::string& one : report.violations) violations += one + "\n";
  EXPECT_EQ(violations, "");
  EXPECT_EQ(report.kills, 10);
  EXPECT_GT(report.pushes_answered, 0);
  EXPECT_GT(report.notices_decided, 0);
  EXPECT_EQ(report.notices_received, report.notices_decided);
  EXPECT_GE(report.figures_stored, report.pushes_answered);
}

}  // namespace
}  // namespace planwatch::e2e
