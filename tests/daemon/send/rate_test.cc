#include "daemon/send/rate.h"

#include <vector>

#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

Rate rate_of(int per_minute, int per_second = 0) {
  Rate rate;
  rate.use({per_minute, per_second});
  return rate;
}

// Sends as often as it may for so long; the instants.
std::vector<Instant> send_all(Rate& rate, Instant from, minutes time) {
  std::vector<Instant> sent;
  for (Instant now = from;;) {
    const milliseconds wait = rate.wait(now);
    if (wait > milliseconds{0}) {
      now += wait;
      continue;
    }
    if (now >= from + time) return sent;
    rate.take(now);
    sent.push_back(now);
  }
}

std::size_t most_within(const std::vector<Instant>& sent, milliseconds window) {
  std::size_t most = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    while (sent[i] - sent[first] >= window) ++first;
    most = std::max(most, i - first + 1);
  }
  return most;
}

TEST(Rate, NeverMoreThanTheLimitWithinAnyMinuteAndNotMuchLess) {
  for (const int limit : {1, 2, 3, 15, 18, 20, 90, 100}) {
    SCOPED_TRACE(limit);
    Rate rate = rate_of(limit);
    const auto sent = send_all(rate, start_of_test(), minutes{60});
    EXPECT_LE(most_within(sent, minutes{1}), static_cast<std::size_t>(limit));
    EXPECT_GE(sent.size(), static_cast<std::size_t>(limit) * 60 * 7 / 10);
  }
}

TEST(Rate, TheFirstOnesGoAtOnceAndTheNextWhenABucketHasFilled) {
  Rate rate = rate_of(18);
  int at_once = 0;
  while (rate.wait(start_of_test()) == milliseconds{0}) {
    rate.take(start_of_test());
    ++at_once;
  }
  EXPECT_EQ(at_once, 5);
  EXPECT_EQ(rate.wait(start_of_test()), milliseconds{4286});  // 14 a minute
  EXPECT_LE(rate.wait(start_of_test() + milliseconds{4285}), milliseconds{5});
  EXPECT_GT(rate.wait(start_of_test() + milliseconds{4285}), milliseconds{0});
  EXPECT_EQ(rate.wait(start_of_test() + milliseconds{4286}), milliseconds{0});
  rate.take(start_of_test() + milliseconds{4286});
  EXPECT_EQ(rate.wait(start_of_test() + minutes{10}), milliseconds{0});
}

TEST(Rate, ASecondsLimitSpacesThem) {
  Rate rate = rate_of(90, 4);
  const auto sent = send_all(rate, start_of_test(), minutes{2});
  EXPECT_LE(most_within(sent, seconds{1}), 4U);
  EXPECT_LE(most_within(sent, minutes{1}), 90U);
  EXPECT_EQ(sent[1] - sent[0], milliseconds{250});
}

TEST(Rate, NoLimitIsNone) {
  Rate rate = rate_of(0);
  EXPECT_FALSE(rate.limited());
  EXPECT_EQ(send_all(rate, start_of_test(), minutes{0}).size(), 0U);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(rate.wait(start_of_test()), milliseconds{0});
    rate.take(start_of_test());
  }
}

TEST(Rate, WhatIsConfiguredGoesBeforeTheManual) {
  const ChannelLimits manual{0, 18, 4};
  EXPECT_EQ(rate_for({}, manual), (RateSpec{18, 4}));
  EXPECT_EQ(rate_for({6, 0}, manual), (RateSpec{6, 4}));
  EXPECT_EQ(rate_for({0, 1}, {}), (RateSpec{0, 1}));
}

TEST(Rate, ARestartFillsNoBucket) {
  Rate before = rate_of(18);
  send_all(before, start_of_test(), minutes{1});
  const Instant now = start_of_test() + minutes{1};
  Rate after = rate_of(18);
  after.restore(before.state(ReceiverId(std::string("a"))), now, minutes{60});
  EXPECT_EQ(after.wait(now), before.wait(now));
  EXPECT_GT(after.wait(now), milliseconds{0});
}

TEST(Rate, ARestartEndsNoPenalty) {
  Rate before = rate_of(18);
  before.block(start_of_test() + minutes{10});
  before.block(start_of_test() + minutes{2});  // never shortened
  Rate after = rate_of(18);
  after.restore(before.state(ReceiverId(std::string("a"))), start_of_test() + minutes{4},
                minutes{60});
  EXPECT_EQ(after.wait(start_of_test() + minutes{4}), minutes{6});
  EXPECT_EQ(after.wait(start_of_test() + minutes{10}), milliseconds{0});
}

TEST(Rate, AClockThatWasSetBackCostsNoMoreThanTheLongestPause) {
  Rate rate = rate_of(18);
  for (int i = 0; i < 5; ++i) rate.take(start_of_test());
  const Instant past = start_of_test() - minutes{24 * 60};
  EXPECT_EQ(rate.wait(past), milliseconds{4286});
  EXPECT_EQ(rate.wait(past + milliseconds{4286}), milliseconds{0}) << "it counts on from there";
  Rate restored = rate_of(18);
  restored.restore({ReceiverId(std::string("a")), 0, start_of_test(), start_of_test() + minutes{5}},
                   past, minutes{60});
  EXPECT_EQ(restored.wait(past), minutes{60});
  restored.unblock();
  EXPECT_LT(restored.wait(past), seconds{5});
}

TEST(Rate, ALowerLimitHoldsAtOnce) {
  Rate rate = rate_of(100);
  rate.take(start_of_test());
  rate.use({2, 0});
  const auto sent = send_all(rate, start_of_test() + milliseconds{1}, minutes{10});
  EXPECT_LE(most_within(sent, minutes{1}), 2U);
}

}  // namespace
}  // namespace planwatch::send_test
