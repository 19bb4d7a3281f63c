#include "tests/daemon/send/book.h"

namespace planwatch::send_test {
namespace {

const SendResult taken{SendClass::success, "ok"};
const SendResult busy{SendClass::retry_soon, "HTTP 500"};
const SendResult too_long{SendClass::split, "460101 too long"};
const SendResult refused{SendClass::permanent, "93000"};
const SendResult lost{SendClass::unknown, "timeout"};

// Messages that go in parts, and people whom they miss.
class OutboxParts : public testing::Test {
 protected:
  OutboxParts() {
    channel_->limits_.most_bytes = 10 + 2 * item_bytes;
    start();
  }
  void start() {
    outbox_ = std::make_unique<Outbox>(scheduler_, clock_, [this](const SendOutcome& told) {
      told_.push_back(told);
      book_.take(told);
    });
    outbox_->use_receivers({{receiver_named("a"), channel_}});
    outbox_->resume(book_.waiting(), book_.parts(), book_.rates());
  }
  void kill() {
    outbox_.reset();
    scheduler_.forget_everything();
  }
  void decide(const Notice& notice) {
    book_.decide(notice);
    outbox_->add(notice);
  }
  void decide_about(const std::vector<std::string>& about) { decide(message_for("a", 1, about)); }
  // part/parts[items] of everything that was sent
  std::string sent() const {
    std::string text;
    for (const Notice& notice : channel_->notices) {
      text += std::to_string(notice.key.part) + "/" + std::to_string(notice.parts) + "[";
      for (const NoticeItem& item : notice.items)
        text += item.title.substr(item.title.rfind(' ') + 1);
      text += "] ";
    }
    return text;
  }
  // part/parts:items state of the rows of the last outcome
  std::string rows() const {
    std::string text;
    for (const PartResultRow& row : told_.back().parts) {
      text += std::to_string(row.part) + "/" + std::to_string(row.parts) + ":" +
              std::to_string(row.items) + " " + std::to_string(static_cast<int>(row.state)) +
              (row.person.empty() ? "" : " " + row.person + "<" + row.address + ">") + " (" +
              row.answer + ") ";
    }
    return text;
  }
  std::string undelivered() const {
    std::string text;
    if (!told_.back().undelivered) return "-";
    for (const NoticeItem& item : told_.back().undelivered->items) {
      text += item.title.substr(item.title.rfind(' ') + 1);
    }
    return text;
  }

  static constexpr std::size_t item_bytes = 5;  // 文 and one letter
  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  std::shared_ptr<FakeChannel> channel_ = std::make_shared<FakeChannel>(scheduler_, &clock_);
  Book book_;
  std::vector<SendOutcome> told_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxParts, AMessageThatFitsIsOne) {
  decide_about({"a", "b"});
  scheduler_.run_ready();
  EXPECT_EQ(sent(), "0/1[ab] ");
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(rows(), "1/1:2 1 (ok) ");
  EXPECT_EQ(told_[0].parts[0].receiver, ReceiverId(std::string("a")));
  EXPECT_EQ(told_[0].parts[0].attempts, 1);
  EXPECT_EQ(told_[0].parts[0].tried_at, start_of_test());
  EXPECT_EQ(told_[0].parts[0].key, told_[0].row.key);
}

TEST_F(OutboxParts, ALongOneGoesInPartsInOrderAndIsDeliveredWithTheLast) {
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  EXPECT_EQ(sent(), "1/3[ab] 2/3[cd] 3/3[e] ");
  ASSERT_EQ(told_.size(), 3U);
  EXPECT_EQ(told_[0].row.state, OutboxState::waiting);
  EXPECT_EQ(told_[0].row.next_try_at, clock_.now());
  EXPECT_EQ(told_[1].row.state, OutboxState::waiting);
  EXPECT_EQ(told_[2].row.state, OutboxState::delivered);
  EXPECT_EQ(told_[2].row.attempts, 3);
  EXPECT_EQ(rows(), "3/3:1 1 (ok) ");
  const OutboxCounters counters = outbox_->counters(ReceiverId(std::string("a")));
  EXPECT_EQ(counters.delivered, 1U);
  EXPECT_EQ(counters.attempts_failed, 0U);
}

TEST_F(OutboxParts, ARetrySendsOnlyThePartThatFailed) {
  channel_->script = {taken, busy, lost};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.advance(minutes{2});
  EXPECT_EQ(sent(), "1/3[ab] 2/3[cd] 2/3[cd] 2/3[cd] 3/3[e] ");
  EXPECT_EQ(channel_->sent[1], channel_->sent[3]) << "the same key";
}

TEST_F(OutboxParts, AfterARestartDeliveredPartsAreNotSentAgain) {
  channel_->script = {taken, busy};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  EXPECT_EQ(rows(), "2/3:2 0 (HTTP 500) ");
  kill();
  start();
  scheduler_.advance(minutes{1});
  EXPECT_EQ(sent(), "1/3[ab] 2/3[cd] 2/3[cd] 3/3[e] ");
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
}

TEST_F(OutboxParts, TheRestIsSplitAnewWhenTheChannelTakesMoreNow) {
  channel_->script = {taken, busy};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  kill();
  channel_->limits_.most_bytes = 0;
  start();
  scheduler_.advance(minutes{1});
  EXPECT_EQ(sent(), "1/3[ab] 2/3[cd] 2/2[cde] ");
}

TEST_F(OutboxParts, APartThatWasSentButNotConfirmedIsRepeatedWithTheSameKey) {
  channel_->script = {taken};
  channel_->otherwise = busy;
  decide_about({"a", "b", "c"});
  scheduler_.run_ready();
  kill();
  channel_->otherwise = taken;
  start();
  scheduler_.advance(minutes{1});
  ASSERT_EQ(sent(), "1/2[ab] 2/2[c] 2/2[c] ");
  EXPECT_EQ(channel_->sent[1], channel_->sent[2]);
}

TEST_F(OutboxParts, TooLongForTheReceiverIsHalvedUntilItGoes) {
  channel_->limits_.most_bytes = 0;
  channel_->script = {too_long, too_long, taken};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  EXPECT_EQ(sent(), "0/1[abcde] 1/2[abc] 1/3[ab] 2/3[c] 3/3[de] ");
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
  EXPECT_EQ(clock_.now(), start_of_test()) << "no pause for that";
}

TEST_F(OutboxParts, AnItemThatIsTooLongAloneIsLeftOutAndTheOthersGo) {
  channel_->script = {too_long, too_long, taken, taken, taken};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  EXPECT_EQ(sent(), "1/3[ab] 1/4[a] 2/4[b] 3/4[cd] 4/4[e] ");
  EXPECT_EQ(told_.back().row.state, OutboxState::refused);
  EXPECT_EQ(told_.back().row.answer, "ok；第1部分过长，没有送达（460101 too long）");
  EXPECT_EQ(undelivered(), "a");
}

TEST_F(OutboxParts, WhatWasLeftOutIsRememberedOverARestart) {
  channel_->script = {too_long, too_long, taken, busy};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.run_ready();
  kill();
  channel_->script.clear();
  start();
  scheduler_.advance(minutes{1});
  EXPECT_EQ(sent(), "1/3[ab] 1/4[a] 2/4[b] 3/4[cd] 3/4[cd] 4/4[e] ");
  EXPECT_EQ(told_.back().row.state, OutboxState::refused);
  EXPECT_EQ(undelivered(), "a");
}

TEST_F(OutboxParts, ASingleItemThatIsTooLongIsRefusedForGood) {
  channel_->otherwise = too_long;
  decide_about({"a"});
  decide(notice_for("a", 9));  // of none
  scheduler_.advance(minutes{60});
  EXPECT_EQ(channel_->sent.size(), 2U);
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_[0].row.state, OutboxState::refused);
  EXPECT_EQ(told_[1].row.state, OutboxState::refused);
  EXPECT_EQ(told_[1].undelivered->text, notice_for("a", 9).text);
}

TEST_F(OutboxParts, RefusedForGoodHandsBackWhatDidNotArrive) {
  channel_->script = {taken, refused};
  decide_about({"a", "b", "c", "d", "e"});
  scheduler_.advance(minutes{60});
  EXPECT_EQ(sent(), "1/3[ab] 2/3[cd] ");
  EXPECT_EQ(told_.back().row.state, OutboxState::refused);
  EXPECT_EQ(rows(), "2/2:3 2 (93000) ");
  EXPECT_EQ(undelivered(), "cde");
}

TEST_F(OutboxParts, AReceiverThatIsTakenAwayHandsBackWhatDidNotArrive) {
  channel_->script = {taken, busy};
  decide_about({"a", "b", "c"});
  scheduler_.run_ready();
  outbox_->use_receivers({});
  scheduler_.run_ready();
  EXPECT_EQ(told_.back().row.state, OutboxState::refused);
  EXPECT_EQ(undelivered(), "c");
  EXPECT_EQ(told_.back().parts.at(0).part, 2);
}

TEST_F(OutboxParts, WhoWasMissedIsNamedAndTheMessageIsDelivered) {
  channel_->reaches = {"zhang", "li"};
  channel_->script = {{SendClass::partial, "errcode 0", {}, {{"li", "invaliduser"}}}};
  Notice message = message_for("a", 1, {"a"});
  message.people = {{"张三", {}, {}, "zhang", {}, {}}, {"李四", {}, {}, "li", {}, {}}};
  decide(message);
  scheduler_.advance(minutes{60});
  EXPECT_EQ(channel_->sent.size(), 1U);
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
  EXPECT_EQ(told_.back().row.answer, "errcode 0；未送达 李四：invaliduser");
  EXPECT_EQ(rows(), "1/1:1 1 (errcode 0) 1/1:1 2 李四<li> (invaliduser) 1/1:1 1 张三<zhang> () ");
  const OutboxCounters counters = outbox_->counters(ReceiverId(std::string("a")));
  EXPECT_EQ(counters.people_missed, 1U);
  EXPECT_EQ(counters.attempts.at(static_cast<std::size_t>(SendClass::partial)), 1U);
  EXPECT_EQ(counters.attempts_failed, 0U);
}

TEST_F(OutboxParts, PeopleAreKnownByAnyOfTheirAddresses) {
  channel_->reaches = {"13800000001", "b@example.gov.cn", "13800000009", "", "13800000002"};
  Notice message = message_for("a", 1, {"a"});
  message.people = {{"张三", "+8613800000001", {}, {}, {}, {}},
                    {"张三", "13800000002", {}, {}, {}, {}},
                    {"李四", {}, "b@example.gov.cn", {}, {}, {}}};
  decide(message);
  scheduler_.run_ready();
  EXPECT_EQ(rows(),
            "1/1:1 1 (ok) 1/1:1 1 张三<13800000001> () 1/1:1 1 李四<b@example.gov.cn> () "
            "1/1:1 1 13800000009<13800000009> () 1/1:1 1 （地址不详）<> () "
            "1/1:1 1 张三 13800000002<13800000002> () ");
}

TEST_F(OutboxParts, WhoWasMissedByAnEarlierPartIsNamedAtTheEnd) {
  channel_->script = {{SendClass::partial, "ok", {}, {{"li", "invaliduser"}}}, busy};
  Notice message = message_for("a", 1, {"a", "b", "c"});
  message.people = {{"李四", {}, {}, "li", {}, {}}};
  decide(message);
  scheduler_.run_ready();
  kill();
  start();
  scheduler_.advance(minutes{1});
  EXPECT_EQ(told_.back().row.answer, "ok；未送达 李四：invaliduser");
}

TEST_F(OutboxParts, UrgentNewsGoBetweenTheParts) {
  channel_->hold = true;
  decide_about({"a", "b", "c"});
  Notice urgent = message_for("a", 2, {"z"});
  urgent.urgent = true;
  decide(urgent);
  channel_->finish(taken);
  channel_->finish(taken);
  channel_->finish(taken);
  EXPECT_EQ(sent(), "1/2[ab] 0/1[z] 2/2[c] ");
}

}  // namespace
}  // namespace planwatch::send_test
