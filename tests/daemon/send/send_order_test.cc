#include "daemon/send/send_order.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

using Ids = std::vector<SendOrder::Id>;

Ids drained(SendOrder order) {
  Ids ids;
  while (const auto next = order.next()) {
    ids.push_back(*next);
    order.remove(*next);
  }
  return ids;
}

struct OrderCase {
  const char* name;
  // urgent?, alerts; numbered from 1
  std::vector<std::pair<bool, std::set<std::string>>> messages;
  Ids goes;
};

TEST(SendOrder, UrgentOnesOvertakeButNeverAnEarlierOneAboutTheSameAlert) {
  const OrderCase cases[] = {
      {"nothing", {}, {}},
      {"in order of decision", {{false, {"a"}}, {false, {"b"}}, {false, {"a"}}}, {1, 2, 3}},
      {"urgent first", {{false, {"a"}}, {false, {"b"}}, {true, {"c"}}}, {3, 1, 2}},
      {"urgent ones in their order", {{true, {"a"}}, {false, {"b"}}, {true, {"c"}}}, {1, 3, 2}},
      {"takes along what it must follow",
       {{false, {"a"}}, {false, {"b"}}, {true, {"b"}}},
       {2, 3, 1}},
      {"takes along in turn",
       {{false, {"a", "b"}}, {false, {"x"}}, {false, {"b", "c"}}, {true, {"c"}}},
       {1, 3, 4, 2}},
      {"but nothing that came later than what it takes along",
       {{false, {"a", "b"}}, {false, {"b"}}, {true, {"a"}}},
       {1, 3, 2}},
      {"all of one alert", {{false, {"a"}}, {false, {"a"}}, {true, {"a"}}}, {1, 2, 3}},
      {"later ones of the same alert wait in line",
       {{false, {"z"}}, {true, {"a"}}, {false, {"a"}}},
       {2, 1, 3}},
  };
  for (const OrderCase& one : cases) {
    SCOPED_TRACE(one.name);
    SendOrder order;
    SendOrder::Id id = 0;
    for (const auto& [urgent, alerts] : one.messages) order.add(++id, urgent, alerts);
    EXPECT_EQ(drained(order), one.goes);
  }
}

TEST(SendOrder, RemovedOnesHoldNobodyBack) {
  SendOrder order;
  order.add(1, false, {"a"});
  order.add(2, true, {"b"});
  order.remove(1);
  order.add(3, true, {"a"});
  order.remove(2);
  order.remove(77);
  EXPECT_EQ(drained(order), (Ids{3}));
}

// Whatever comes: everything goes once, urgent or not, and no alert's messages change places.
TEST(SendOrder, NoAlertsNewsChangePlaces) {
  std::uint64_t state = 20'251'020;
  const auto roll = [&state](std::uint64_t sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33U) % sides;
  };
  for (int round = 0; round < 200; ++round) {
    SendOrder order;
    std::map<SendOrder::Id, std::set<std::string>> about;
    for (SendOrder::Id id = 1; id <= 30; ++id) {
      for (std::uint64_t i = 0; i <= roll(3); ++i) about[id].insert(std::to_string(roll(12)));
      order.add(id, roll(5) == 0, about[id]);
    }
    std::map<std::string, SendOrder::Id> last;
    const Ids ids = drained(order);
    EXPECT_EQ(ids.size(), 30U);
    for (const auto id : ids) {
      for (const std::string& alert : about[id]) {
        EXPECT_GT(id, last[alert]) << "round " << round;
        last[alert] = id;
      }
    }
  }
}

}  // namespace
}  // namespace planwatch
