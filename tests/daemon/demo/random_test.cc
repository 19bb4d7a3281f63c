#include "daemon/demo/random.h"

#include <gtest/gtest.h>
#include <set>

namespace planwatch::demo {
namespace {

TEST(Random, TheSameKeyGivesTheSameDraw) {
  EXPECT_EQ(draw({7, "court", 2025, 9}), draw({7, "court", 2025, 9}));
}

TEST(Random, EveryPartOfTheKeyMatters) {
  const std::set<std::uint64_t> draws = {draw({7, "court", 2025, 9}), draw({8, "court", 2025, 9}),
                                         draw({7, "tax", 2025, 9}), draw({7, "court", 2024, 9}),
                                         draw({7, "court", 2025, 8})};
  EXPECT_EQ(draws.size(), 5u);
}

TEST(Random, JitterReachesBothEndsAndNoFurther) {
  std::set<int> seen;
  for (unsigned month = 0; month < 500; ++month) seen.insert(jitter({1, "x", 2025, month}, 3));
  EXPECT_EQ(seen, (std::set<int>{-3, -2, -1, 0, 1, 2, 3}));
}

TEST(Random, NoAmplitudeIsNoJitter) {
  EXPECT_EQ(jitter({1, "x", 2025, 4}, 0), 0);
}

}  // namespace
}  // namespace planwatch::demo
