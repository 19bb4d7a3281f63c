#include <set>

#include "gtest/gtest.h"

#include "tests/sim/seeds.h"
#include "tests/sim/world.h"

namespace planwatch::sim {
namespace {

std::string all_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text;
}

// One simulated year for each seed (PLANWATCH_SIM_SEEDS names others), with feeds and receivers in
// trouble and the process dying at commits: the oracles hold, and it ends as if nobody had died.
class Year : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Year, WithTroublesAndDeathsKeepsEveryOracleAndEndsAsWithoutDeaths) {
  SimOptions options;
  options.seed = GetParam();
  const SimResult result = run_year(options);
  EXPECT_TRUE(result.violations.empty()) << all_of(result.violations);
  EXPECT_GT(result.restarts, 0);
  EXPECT_GT(result.delivered, 20);
  EXPECT_GT(result.acts, 10);
  EXPECT_GT(result.refused_acts, 0);
  EXPECT_GT(result.checkpoints, 20);

  options.deaths = false;
  const SimResult without = run_year(options);
  EXPECT_TRUE(without.violations.empty()) << "without deaths:" << all_of(without.violations);
  EXPECT_EQ(result.final_levels, without.final_levels);
  EXPECT_EQ(without.restarts, 0);
  EXPECT_EQ(without.repeats, 0) << "nothing is told twice when nobody dies";
}

INSTANTIATE_TEST_SUITE_P(Seeds, Year, testing::ValuesIn(seeds_to_run()),
                         [](const auto& seed) { return std::to_string(seed.param); });

TEST(Seeds, AreARangeOrOneAndNothingElse) {
  using Seeds = std::vector<std::uint64_t>;
  EXPECT_EQ(parse_seeds("7-9"), (Seeds{7, 8, 9}));
  EXPECT_EQ(parse_seeds("1234"), (Seeds{1234}));
  for (const char* const wrong : {"", "0", "-", "9-7", "7-", "-7", "1-2-3", "all", "7 - 9"}) {
    EXPECT_EQ(parse_seeds(wrong), Seeds{}) << wrong;
  }
}

TEST(Simulator, GivesTheSameDigestForTheSameSeedAndAnotherForAnother) {
  SimOptions options;
  std::set<std::string> digests;
  for (options.seed = 1; options.seed <= 5; ++options.seed) {
    const SimResult once = run_year(options);
    EXPECT_EQ(once.digest, run_year(options).digest) << "seed " << options.seed;
    digests.insert(once.digest);
  }
  EXPECT_EQ(digests.size(), 5u);
}

int seeds_that_catch(Canary canary, const std::string& rule) {
  int caught = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SimOptions options;
    options.seed = seed;
    options.canary = canary;
    bool found = false;
    for (const std::string& line : run_year(options).violations) {
      found = found || line.find(rule) != std::string::npos;
    }
    caught += found ? 1 : 0;
  }
  return caught;
}

TEST(Simulator, CatchesAnOutboxThatIsLostAtRestart) {
  EXPECT_GT(seeds_that_catch(Canary::outbox_lost_at_restart, "every alert that fires is told"), 0);
}

TEST(Simulator, CatchesAnswersThatAreLostAtRestart) {
  EXPECT_GT(seeds_that_catch(Canary::answers_lost_at_restart, "a promise stops"), 0);
}

TEST(Simulator, CatchesSilencesThatAreLostAtRestart) {
  EXPECT_GT(
      seeds_that_catch(Canary::silences_lost_at_restart, "nothing is told of what is silenced"), 0);
}

TEST(Simulator, CatchesARefusalThatIsTakenForADelivery) {
  EXPECT_GT(seeds_that_catch(Canary::refusals_unheard, "reaches its fallback"), 0);
}

// Nobody answers all year: every alert climbs its ladder, and the oracles hold as well.
TEST(Simulator, AYearInWhichNobodyAnswersEscalates) {
  SimOptions options;
  options.people = false;
  const SimResult result = run_year(options);
  EXPECT_TRUE(result.violations.empty()) << all_of(result.violations);
  EXPECT_EQ(result.acts, 0);
}

TEST(Simulator, CatchesSilenceThatResolves) {
  EXPECT_GT(seeds_that_catch(Canary::silence_resolves, "a feed that is unknown closes nothing"), 0);
}

}  // namespace
}  // namespace planwatch::sim
