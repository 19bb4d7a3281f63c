#include "tests/e2e/kill_oracle.h"

#include "gtest/gtest.h"

namespace planwatch::e2e {
namespace {

using Keys = std::set<std::string>;

Held held(std::int64_t figures, const Keys& notices, const Keys& waiting) {
  return {true, figures, 1, notices, waiting, false, false};
}

std::string what_is_wrong(KillOracle& oracle) {
  oracle.end_of_all();
  std::string text;
  for (const std::string& one : oracle.violations()) text += one + ";";
  return text;
}

TEST(KillOracle, ARepeatOfWhatWasNotConfirmedIsFine) {
  KillOracle oracle;
  oracle.end_of_life(0, {{"a", "k"}}, held(1, {"a", "b"}, {"a", "b"}));
  oracle.end_of_life(1, {{"a", "k"}, {"b", "l"}}, held(2, {"a", "b"}, {}));
  EXPECT_EQ(what_is_wrong(oracle), "");
  EXPECT_EQ(oracle.repeats(), 1);
  EXPECT_EQ(oracle.received(), 2);
}

TEST(KillOracle, SeesEverythingThatMustNotBe) {
  struct Row {
    const char* name;
    std::vector<Arrival> first, second;
    Held after_first, after_second;
    const char* wrong;
  };
  const Row rows[] = {{"repeated though confirmed",
                       {{"a", "k"}},
                       {{"a", "k"}},
                       held(1, {"a"}, {}),
                       held(1, {"a"}, {}),
                       "life 1: repeated though it was marked: a;"},
                      {"twice in one life",
                       {},
                       {{"a", "k"}, {"a", "k"}},
                       held(1, {"a"}, {"a"}),
                       held(1, {"a"}, {}),
                       "life 1: twice in one life: a;"},
                      {"another key",
                       {{"a", "k"}},
                       {{"a", "l"}},
                       held(1, {"a"}, {"a"}),
                       held(1, {"a"}, {}),
                       "life 1: repeated with another key: a;"},
                      {"sent before it was committed",
                       {{"a", "k"}},
                       {},
                       held(1, {}, {}),
                       held(1, {"a"}, {}),
                       "life 0: received, but not in the store: a;"},
                      {"a lost figure",
                       {},
                       {},
                       held(2, {}, {}),
                       held(1, {}, {}),
                       "life 1: what was committed is gone;"},
                      {"a lost notice",
                       {{"a", "k"}},
                       {},
                       held(1, {"a"}, {}),
                       held(1, {}, {}),
                       "life 1: what was committed is gone;"},
                      {"never sent",
                       {},
                       {},
                       held(1, {"a"}, {"a"}),
                       held(1, {"a"}, {}),
                       "decided and never received: a;"},
                      {"not confirmed at the end",
                       {{"a", "k"}},
                       {},
                       held(1, {"a"}, {"a"}),
                       held(1, {"a"}, {"a"}),
                       "still waits at the end: a;"}};
  for (const Row& row : rows) {
    KillOracle oracle;
    oracle.end_of_life(0, row.first, row.after_first);
    oracle.end_of_life(1, row.second, row.after_second);
    EXPECT_EQ(what_is_wrong(oracle), row.wrong) << row.name;
  }
}

}  // namespace
}  // namespace planwatch::e2e
