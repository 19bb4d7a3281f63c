#include <algorithm>

#include "tests/daemon/send/book.h"

namespace planwatch::send_test {
namespace {

const SendResult taken{SendClass::success, "ok"};
const SendResult busy{SendClass::retry_soon, "HTTP 500"};
const SendResult penalty{SendClass::retry_later, "130101", minutes{10}};

// What a receiver takes, its penalties, and who may go first.
class OutboxRates : public testing::Test {
 protected:
  OutboxRates() {
    channel_->limits_.per_minute = 18;
    start();
  }
  void start() {
    outbox_ = std::make_unique<Outbox>(scheduler_, clock_, [this](const SendOutcome& told) {
      told_.push_back(told);
      book_.take(told);
    });
    outbox_->use_receivers({{receiver_, channel_}});
    outbox_->resume(book_.waiting(), book_.parts(), book_.rates());
  }
  void restart() {
    outbox_.reset();
    scheduler_.forget_everything();
    start();
  }
  void decide(int number, const std::string& about = "x", bool urgent = false) {
    Notice notice = message_for("a", number, {about});
    notice.urgent = urgent;
    book_.decide(notice);
    outbox_->add(notice);
  }
  std::size_t most_within_a_minute() const {
    std::size_t most = 0;
    for (std::size_t i = 0; i < channel_->at.size(); ++i) {
      const auto end = std::upper_bound(channel_->at.begin(), channel_->at.end(),
                                        channel_->at[i] + minutes{1} - milliseconds{1});
      most = std::max(most, static_cast<std::size_t>(end - channel_->at.begin()) - i);
    }
    return most;
  }
  OutboxCounters counters() const { return outbox_->counters(ReceiverId(std::string("a"))); }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  std::shared_ptr<FakeChannel> channel_ = std::make_shared<FakeChannel>(scheduler_, &clock_);
  Receiver receiver_ = receiver_named("a");
  Book book_;
  std::vector<SendOutcome> told_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxRates, NobodyIsSentMoreThanHeTakes) {
  for (int i = 1; i <= 100; ++i) decide(i);
  scheduler_.advance(minutes{10});
  EXPECT_EQ(counters().delivered, 100U);
  EXPECT_LE(most_within_a_minute(), 18U);
  EXPECT_EQ(counters().attempts_failed, 0U);
}

TEST_F(OutboxRates, WhatIsConfiguredGoesBeforeTheChannelsOwn) {
  receiver_.rate.per_minute = 2;
  outbox_->use_receivers({{receiver_, channel_}});
  for (int i = 1; i <= 10; ++i) decide(i);
  scheduler_.advance(minutes{10});
  EXPECT_EQ(counters().delivered, 10U);
  EXPECT_LE(most_within_a_minute(), 2U);
}

TEST_F(OutboxRates, ARestartFillsNoBucket) {
  for (int i = 1; i <= 60; ++i) {
    decide(i);
    scheduler_.advance(seconds{1});
    if (i % 10 == 0) restart();
  }
  scheduler_.advance(minutes{10});
  EXPECT_EQ(channel_->sent.size(), 60U);
  EXPECT_LE(most_within_a_minute(), 18U);
}

TEST_F(OutboxRates, ARestartEndsNoPenalty) {
  channel_->script = {penalty};
  decide(1);
  decide(2);
  scheduler_.advance(minutes{2});
  ASSERT_TRUE(told_.at(0).rate);
  EXPECT_EQ(told_[0].rate->blocked_until, start_of_test() + minutes{10});
  EXPECT_EQ(told_[0].row.next_try_at, start_of_test() + minutes{10});
  EXPECT_EQ(counters().blocked_until, start_of_test() + minutes{10});
  restart();
  decide(3, "z", true);  // not even for urgent ones
  scheduler_.advance(minutes{8} - milliseconds{1});
  EXPECT_EQ(channel_->sent.size(), 1U);
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(numbers(channel_->sent), (std::vector<int>{1, 3, 1, 2}));
}

TEST_F(OutboxRates, APenaltyIsSatOutEvenPastTheDeadline) {
  receiver_.give_up_after = seconds{60};
  outbox_->use_receivers({{receiver_, channel_}});
  channel_->script = {penalty};
  decide(1);
  scheduler_.advance(minutes{10} - milliseconds{1});
  EXPECT_EQ(channel_->sent.size(), 1U);
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
}

TEST_F(OutboxRates, AnotherDestinationStartsAfresh) {
  channel_->script = {penalty};
  decide(1);
  scheduler_.run_ready();
  receiver_.channel = FileChannel{"other"};
  outbox_->use_receivers({{receiver_, channel_}});
  scheduler_.run_ready();
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
}

TEST_F(OutboxRates, AnUnlimitedReceiverLeavesNoRateRows) {
  channel_->limits_.per_minute = 0;
  outbox_->use_receivers({{receiver_, channel_}});
  decide(1);
  scheduler_.run_ready();
  EXPECT_FALSE(told_.at(0).rate);
}

TEST_F(OutboxRates, UrgentNewsDoNotWaitBehindTheOthers) {
  for (int i = 1; i <= 50; ++i) decide(i);
  scheduler_.run_ready();
  const std::size_t before = channel_->sent.size();
  decide(99, "z", true);
  scheduler_.advance(seconds{5});
  EXPECT_EQ(channel_->sent.at(before).step, 99);
}

TEST_F(OutboxRates, UrgentNewsGoAtOnceWhileAnotherMessageWaitsForItsNextTry) {
  channel_->script = {busy, busy, busy, busy, busy};
  decide(1);
  scheduler_.advance(minutes{2});
  const std::size_t before = channel_->sent.size();
  channel_->script.clear();
  decide(2, "z", true);
  scheduler_.run_ready();
  EXPECT_EQ(channel_->sent.at(before).step, 2);
  scheduler_.advance(minutes{10});
  EXPECT_EQ(channel_->sent.back().step, 1) << "its own pause was kept";
}

TEST_F(OutboxRates, ButNotAnEarlierMessageAboutTheSameAlert) {
  channel_->script = {busy};
  decide(1, "a");
  decide(2, "z");
  scheduler_.run_ready();
  decide(3, "a", true);
  scheduler_.advance(minutes{1});
  EXPECT_EQ(numbers(channel_->sent), (std::vector<int>{1, 1, 3, 2}));
}

TEST_F(OutboxRates, TenThousandMessagesThatWaitAreNotLookedThroughEachTime) {
  channel_->limits_.most_bytes = 4'096;
  channel_->limits_.per_minute = 0;
  channel_->hold = true;
  outbox_->use_receivers({{receiver_, channel_}});
  for (int i = 1; i <= 10'000; ++i) decide(i, "i" + std::to_string(i % 700), i % 10 == 0);
  EXPECT_EQ(counters().waiting, 10'000U);
  EXPECT_LE(scheduler_.timers(), 1U);
  for (int i = 1; i <= 10'000; ++i) channel_->finish(taken);
  EXPECT_EQ(counters().delivered, 10'000U);
  EXPECT_EQ(channel_->encoded, 0U) << "one item needs no counting";
}

}  // namespace
}  // namespace planwatch::send_test
