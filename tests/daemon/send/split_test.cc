#include "daemon/send/split.h"

#include <numeric>

#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

// Items whose texts have these sizes; FakeChannel adds a frame of 10 bytes.
Notice message_of(const std::vector<std::size_t>& sizes) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sizes.size(); ++i) names.push_back(std::to_string(i));
  Notice notice = message_for("a", 1, names);
  for (std::size_t i = 0; i < sizes.size(); ++i) notice.items[i].text.assign(sizes[i], 'x');
  return notice;
}

struct SplitTest : testing::Test {
  ManualClock clock;
  VirtualScheduler scheduler{clock};
  FakeChannel channel{scheduler};

  std::deque<std::size_t> plan(const std::vector<std::size_t>& sizes, std::size_t most,
                               std::size_t first = 0) {
    channel.limits_.most_bytes = most;
    return plan_parts(channel, message_of(sizes), first);
  }
};

TEST_F(SplitTest, AsManyItemsAPartAsFit) {
  using Plan = std::deque<std::size_t>;
  struct Case {
    const char* name;
    std::vector<std::size_t> sizes;
    std::size_t most;
    std::size_t first;
    Plan plan;
  };
  const Case cases[] = {
      {"no items", {}, 50, 0, {0}},
      {"one item", {20}, 50, 0, {1}},
      {"all fit exactly", {20, 20}, 50, 0, {2}},
      {"no limit", {20, 20, 9'999}, 0, 0, {3}},
      {"one byte too many", {20, 21}, 50, 0, {1, 1}},
      {"as many as fit", {10, 10, 10, 10, 10, 10, 10}, 40, 0, {3, 3, 1}},
      {"one that is too long goes alone", {10, 500, 10, 10}, 40, 0, {1, 1, 2}},
      {"all too long", {500, 500}, 40, 0, {1, 1}},
      {"from the middle on", {10, 10, 10, 10, 10}, 40, 2, {3}},
      {"the last one", {500, 10}, 40, 1, {1}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(plan(one.sizes, one.most, one.first), one.plan);
  }
}

TEST_F(SplitTest, EveryPartFitsAndNoneCouldTakeOneMore) {
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < 500; ++i) sizes.push_back(5 + i * 37 % 60);
  const auto parts = plan(sizes, 200);
  std::size_t first = 0;
  for (const std::size_t count : parts) {
    const auto bytes = [&](std::size_t items) {
      return std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(first),
                             sizes.begin() + static_cast<std::ptrdiff_t>(first + items),
                             std::size_t{10});
    };
    EXPECT_LE(bytes(count), 200U);
    if (first + count < sizes.size()) {
      EXPECT_GT(bytes(count + 1), 200U);
    }
    first += count;
  }
  EXPECT_EQ(first, sizes.size());
}

TEST_F(SplitTest, TenThousandItemsAreNotEncodedAgainAndAgain) {
  plan(std::vector<std::size_t>(10'000, 40), 4'096);
  EXPECT_LT(channel.encoded_items, 10'000U * 20) << "items that were encoded, repeats counted";
}

TEST_F(SplitTest, APartSaysWhichItIsAndHasItsOwnItemsAndText) {
  Notice whole = message_for("a", 1, {"a", "b", "c"});
  whole.also = {"另有一项"};
  whole.people = {{"张三", {}, {}, {}, {}, {}}};
  const Notice middle = part_of(whole, 1, 1, 2, 3);
  EXPECT_EQ(middle.key.part, 2);
  EXPECT_EQ(middle.parts, 3);
  EXPECT_EQ(middle.title, whole.title + "（2/3）");
  EXPECT_EQ(middle.text, "文 b");
  ASSERT_EQ(middle.items.size(), 1U);
  EXPECT_EQ(middle.items[0].title, "题 b");
  EXPECT_EQ(middle.people, whole.people);
  EXPECT_TRUE(middle.also.empty());
  NoticeKey key = middle.key;
  key.part = whole.key.part;
  EXPECT_EQ(key, whole.key);
  const Notice last = part_of(whole, 2, 1, 3, 3);
  EXPECT_EQ(last.also, whole.also);
  EXPECT_EQ(last.text, "文 c\n\n另有一项");
}

TEST_F(SplitTest, AMessageThatIsNotSplitIsLeftAsItIs) {
  const Notice whole = message_for("a", 1, {"a", "b"});
  const Notice same = part_of(whole, 0, 2, 1, 1);
  EXPECT_EQ(same.key, whole.key);
  EXPECT_EQ(same.title, whole.title);
  EXPECT_EQ(same.text, whole.text);
}

TEST_F(SplitTest, WhatDidNotArriveKeepsItsKey) {
  const Notice whole = message_for("a", 1, {"a", "b", "c"});
  const Notice rest = only_items(whole, {0, 2});
  EXPECT_EQ(rest.key, whole.key);
  EXPECT_EQ(rest.title, whole.title);
  EXPECT_EQ(rest.text, "文 a\n\n文 c");
  ASSERT_EQ(rest.items.size(), 2U);
  EXPECT_EQ(rest.items[1].title, "题 c");
  EXPECT_EQ(only_items(whole, {0, 1, 2}).text, whole.text);
}

}  // namespace
}  // namespace planwatch::send_test
