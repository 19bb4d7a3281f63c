#include <set>

#include "daemon/send/outbox.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

TEST(Backoff, DoublesFromFiveSecondsToTenMinutesLessUpToAFifth) {
  struct Case {
    int attempts;
    seconds longest;
  };
  const Case cases[] = {{0, seconds{5}},   {1, seconds{5}},     {2, seconds{10}},
                        {3, seconds{20}},  {4, seconds{40}},    {5, seconds{80}},
                        {6, seconds{160}}, {7, seconds{320}},   {8, seconds{600}},
                        {9, seconds{600}}, {1000, seconds{600}}};
  for (const Case& one : cases) {
    SCOPED_TRACE(one.attempts);
    for (const char* key : {"a", "b", "区法院"}) {
      const milliseconds delay = backoff({}, one.attempts, key);
      EXPECT_LE(delay, one.longest);
      EXPECT_GE(delay, milliseconds{one.longest} * 8 / 10);
    }
  }
}

TEST(Backoff, IsTheSameForTheSameKeyAndSpreadsDifferentOnes) {
  std::set<milliseconds> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string key = "notice " + std::to_string(i);
    EXPECT_EQ(backoff({}, 3, key), backoff({}, 3, key));
    seen.insert(backoff({}, 3, key));
  }
  EXPECT_GT(seen.size(), 50U);
}

TEST(Backoff, NeverExceedsMostAndNeverIsZero) {
  EXPECT_LE(backoff({seconds{60}, seconds{10}}, 1, "k"), seconds{10});
  EXPECT_EQ(backoff({milliseconds{0}, milliseconds{0}}, 5, "k"), milliseconds{1});
}

}  // namespace
}  // namespace planwatch::send_test
