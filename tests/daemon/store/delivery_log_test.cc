#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

constexpr const char* closing = "ganzhou/lights/indicator/closing/620702/2025";
constexpr const char* contracts = "ganzhou/lights/indicator/contracts/620702/2025";

// Who was told what, and what became of it: asked for by people afterwards.
template <class Kind>
struct DeliveryLog : StoreContract<Kind> {
  void SetUp() override { this->use(); }

  static Notice message(int number, const std::string& receiver, int day) {
    Notice notice = full_notice(receiver);
    notice.key.number = number;
    notice.decided_at = instant_at(make_date(2025, 10, static_cast<unsigned>(day)),
                                   TimeOfDay{std::chrono::hours{1}});
    notice.items = {full_item(closing)};
    return notice;
  }
  // number/part[person]state of every line
  std::string lines(const DeliveryFilter& filter) {
    const auto found = this->store().deliveries(filter);
    EXPECT_TRUE(found) << found.error().message;
    std::string text;
    for (const DeliveryRecord& record : *found) {
      const std::size_t number = record.key.find("/n") + 2;
      text += record.key.substr(number, record.key.find('/', number) - number) + "/" +
              std::to_string(record.part) + "[" + record.person + "]" +
              std::to_string(static_cast<int>(record.state)) + " ";
    }
    return text;
  }
  // 1: two parts, one person missed. 2: not tried yet, other receiver. 3: refused.
  void fill() {
    const Notice first = message(1, "log", 20);
    Notice second = message(2, "file", 21);
    second.items.push_back(full_item(contracts));
    const Notice third = message(3, "log", 22);
    this->commit({OutboxRow{first}, OutboxRow{second}, OutboxRow{third}});
    this->commit(
        {full_part_result(first, 2, "孙某"), full_part_result(first, 2), full_part_result(first, 1),
         OutboxResultRow{to_string(first.key), OutboxState::delivered, 2, at(91), at(0), "ok"},
         OutboxResultRow{to_string(third.key), OutboxState::refused, 1, at(92), at(0), "93000"}});
  }
};
TYPED_TEST_SUITE(DeliveryLog, StoreKinds);

TYPED_TEST(DeliveryLog, IsEmptyAtFirst) {
  EXPECT_EQ(this->lines({}), "");
}

TYPED_TEST(DeliveryLog, NewestMessageFirstInItByPartThenByPerson) {
  this->fill();
  EXPECT_EQ(this->lines({}), "3/1[]2 2/1[]0 1/1[]1 1/2[]1 1/2[孙某]2 ");
}

TYPED_TEST(DeliveryLog, ALineSaysEverything) {
  this->fill();
  DeliveryFilter filter;
  filter.person = "孙某";
  const auto found = this->store().deliveries(filter);
  ASSERT_EQ(found->size(), 1u);
  DeliveryRecord wanted;
  const Notice notice = this->message(1, "log", 20);
  wanted.key = to_string(notice.key);
  wanted.alert = closing;
  wanted.kind = NoticeKind::correction;
  wanted.level = Light::blue;
  wanted.role = Role::supervision;
  wanted.unit = UnitId{"区法院"};
  wanted.addressee = "区法院 分管领导 孙某";
  wanted.title = "更正：红 -> 黄";
  wanted.decided_at = notice.decided_at;
  wanted.receiver = ReceiverId{"log"};
  wanted.part = 2;
  wanted.parts = 4;
  wanted.person = "孙某";
  wanted.address = "ding-孙某";
  wanted.state = OutboxState::refused;
  wanted.items = 6;
  wanted.attempts = 2;
  wanted.tried_at = at(91);
  wanted.answer = "invaliduser";
  EXPECT_EQ(show(found->at(0)), show(wanted));
}

TYPED_TEST(DeliveryLog, AMessageThatNobodyTriedHasALineOfItsOwn) {
  this->fill();
  DeliveryFilter filter;
  filter.receiver = ReceiverId{"file"};
  const auto found = this->store().deliveries(filter);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->at(0).state, OutboxState::waiting);
  EXPECT_EQ(found->at(0).attempts, 0);
  EXPECT_EQ(found->at(0).tried_at, std::nullopt);
  EXPECT_EQ(found->at(0).items, 2);
  EXPECT_EQ(found->at(0).parts, 3);
}

TYPED_TEST(DeliveryLog, IsAskedForByWhatPeopleKnow) {
  this->fill();
  const auto day = [](unsigned d) { return std::optional(make_date(2025, 10, d)); };
  struct Case {
    const char* name;
    DeliveryFilter filter;
    const char* lines;
  };
  const Case cases[] = {
      {"receiver", {ReceiverId{"log"}, {}, {}, {}, {}, {}}, "3/1[]2 1/1[]1 1/2[]1 1/2[孙某]2 "},
      {"alert that came second in a message", {{}, contracts, {}, {}, {}, {}}, "2/1[]0 "},
      {"no such alert", {{}, "ganzhou/lights/indicator/clos", {}, {}, {}, {}}, ""},
      {"address", {{}, {}, "ding-孙某", {}, {}, {}}, "1/2[孙某]2 "},
      {"state", {{}, {}, {}, OutboxState::refused, {}, {}}, "3/1[]2 1/2[孙某]2 "},
      {"from a day on", {{}, {}, {}, {}, day(21), {}}, "3/1[]2 2/1[]0 "},
      {"up to a day, inclusive", {{}, {}, {}, {}, {}, day(21)}, "2/1[]0 1/1[]1 1/2[]1 1/2[孙某]2 "},
      {"one day", {{}, {}, {}, {}, day(21), day(21)}, "2/1[]0 "},
      {"at most two", {{}, {}, {}, {}, {}, {}, 2}, "3/1[]2 2/1[]0 "},
      {"all", {{}, {}, {}, {}, {}, {}, 0}, "3/1[]2 2/1[]0 1/1[]1 1/2[]1 1/2[孙某]2 "},
      {"together",
       {ReceiverId{"log"}, closing, {}, OutboxState::delivered, day(20), day(20), 1},
       "1/1[]1 "},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(this->lines(one.filter), one.lines);
  }
}

}  // namespace
}  // namespace planwatch
