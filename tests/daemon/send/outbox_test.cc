#include "daemon/send/outbox.h"

#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

const SendResult busy{SendClass::retry_soon, "HTTP 500"};
const SendResult lost{SendClass::unknown, "timeout"};
const SendResult refused{SendClass::permanent, "HTTP 400"};

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    outbox_ = std::make_unique<Outbox>(scheduler_, clock_,
                                       [this](const SendOutcome& told) { told_.push_back(told); });
  }
  void use(std::vector<std::pair<Receiver, std::shared_ptr<Channel>>> receivers) {
    outbox_->use_receivers(std::move(receivers));
  }
  std::vector<OutboxState> states() const {
    std::vector<OutboxState> states;
    for (const SendOutcome& told : told_) states.push_back(told.row.state);
    return states;
  }
  OutboxCounters counters(const std::string& receiver) const {
    return outbox_->counters(ReceiverId(receiver));
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  std::shared_ptr<FakeChannel> a_ = std::make_shared<FakeChannel>(scheduler_);
  std::shared_ptr<FakeChannel> b_ = std::make_shared<FakeChannel>(scheduler_);
  std::vector<SendOutcome> told_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxTest, DeliversInOrderOfDecisionAndReportsEach) {
  use({{receiver_named("a"), a_}});
  for (int i = 1; i <= 3; ++i) outbox_->add(notice_for("a", i));
  scheduler_.run_ready();
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 2, 3}));
  ASSERT_EQ(told_.size(), 3U);
  EXPECT_EQ(told_[0].row.state, OutboxState::delivered);
  EXPECT_EQ(told_[0].row.key, to_string(notice_for("a", 1).key));
  EXPECT_EQ(told_[0].row.attempts, 1);
  EXPECT_EQ(told_[0].row.tried_at, start_of_test());
  EXPECT_EQ(told_[0].row.next_try_at, Instant{});
  EXPECT_EQ(told_[0].row.answer, "ok");
  EXPECT_EQ(counters("a").delivered, 3U);
  EXPECT_EQ(counters("a").waiting, 0U);
}

TEST_F(OutboxTest, OneNoticeInFlightPerReceiver) {
  a_->hold = true;
  use({{receiver_named("a"), a_}});
  for (int i = 1; i <= 3; ++i) outbox_->add(notice_for("a", i));
  scheduler_.advance(minutes{5});
  EXPECT_EQ(a_->held(), 1U);
  EXPECT_EQ(counters("a").waiting, 3U);
  a_->finish({SendClass::success, ""});
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 2}));
}

TEST_F(OutboxTest, AReceiverThatHangsHoldsNobodyElseUp) {
  a_->hold = true;
  use({{receiver_named("a"), a_}, {receiver_named("b"), b_}});
  for (int i = 1; i <= 3; ++i) {
    outbox_->add(notice_for("a", i));
    outbox_->add(notice_for("b", i));
  }
  scheduler_.run_ready();
  EXPECT_EQ(numbers(b_->sent), (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(counters("b").delivered, 3U);
  EXPECT_EQ(counters("a").delivered, 0U);
}

TEST_F(OutboxTest, ANoticeIsDeliveredAfterFailuresAndTheNextOneWaitedForIt) {
  a_->script = {busy, busy, busy, busy};
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  scheduler_.advance(minutes{10});
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 1, 1, 1, 1, 2}));
  EXPECT_EQ(states(), (std::vector<OutboxState>{OutboxState::waiting, OutboxState::waiting,
                                                OutboxState::waiting, OutboxState::waiting,
                                                OutboxState::delivered, OutboxState::delivered}));
  EXPECT_EQ(told_[4].row.attempts, 5);
  EXPECT_EQ(told_[5].row.attempts, 1);
  EXPECT_EQ(counters("a").attempts_failed, 4U);
}

TEST_F(OutboxTest, AWaitingReportSaysWhenTheNextTryIsAndKeepsItsWord) {
  a_->script = {busy, busy};
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 1));
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].row.answer, "HTTP 500");
  const milliseconds pause = told_[0].row.next_try_at - clock_.now();
  EXPECT_EQ(pause, backoff({}, 1, told_[0].row.key));
  scheduler_.advance(pause - milliseconds{1});
  EXPECT_EQ(a_->sent.size(), 1U);
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(a_->sent.size(), 2U);
}

TEST_F(OutboxTest, UnknownIsTriedAgainWithTheSameKey) {
  a_->script = {lost};
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 7));
  scheduler_.advance(minutes{1});
  ASSERT_EQ(a_->sent.size(), 2U);
  EXPECT_EQ(a_->sent[0], a_->sent[1]);
  EXPECT_EQ(states(), (std::vector<OutboxState>{OutboxState::waiting, OutboxState::delivered}));
}

TEST_F(OutboxTest, ARefusedNoticeIsReportedAndTheNextOneGoes) {
  a_->script = {refused};
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  scheduler_.run_ready();
  EXPECT_EQ(states(), (std::vector<OutboxState>{OutboxState::refused, OutboxState::delivered}));
  EXPECT_EQ(told_[0].row.answer, "HTTP 400");
  EXPECT_EQ(counters("a").refused, 1U);
}

TEST_F(OutboxTest, ANoticeExpiresAtTheDeadlineAfterALastAttemptThere) {
  a_->otherwise = busy;
  use({{receiver_named("a", seconds{3600}), a_}});
  outbox_->add(notice_for("a", 1));
  scheduler_.advance(minutes{60} - milliseconds{1});
  const std::size_t before = a_->sent.size();
  EXPECT_EQ(counters("a").expired, 0U);
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(a_->sent.size(), before + 1);
  EXPECT_EQ(counters("a").expired, 1U);
  EXPECT_EQ(told_.back().row.state, OutboxState::expired);
  EXPECT_EQ(told_.back().row.tried_at, start_of_test() + minutes{60});
  EXPECT_EQ(told_.back().row.answer, "HTTP 500");
  scheduler_.advance(minutes{600});
  EXPECT_EQ(a_->sent.size(), before + 1);
}

TEST_F(OutboxTest, ANoticeThatQueuedPastItsDeadlineStillGetsOneAttempt) {
  a_->hold = true;
  use({{receiver_named("a", seconds{60}), a_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  outbox_->add(notice_for("a", 3));
  scheduler_.advance(minutes{5});
  a_->finish(busy);
  EXPECT_EQ(told_.back().row.state, OutboxState::expired);
  a_->finish({SendClass::success, ""});
  EXPECT_EQ(told_.back().row.state, OutboxState::delivered);
  a_->finish(busy);
  EXPECT_EQ(told_.back().row.state, OutboxState::expired);
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 2, 3}));
}

struct PauseCase {
  const char* name;
  SendResult result;
  milliseconds at_least;
  milliseconds at_most;
};

TEST_F(OutboxTest, PausesByTheReceiversWord) {
  const PauseCase cases[] = {
      {"plain failure", busy, seconds{4}, seconds{5}},
      {"slow down, no word", {SendClass::retry_later, ""}, seconds{60}, seconds{60}},
      {"two minutes asked", {SendClass::retry_later, "", minutes{2}}, minutes{2}, minutes{2}},
      {"less than our own", {SendClass::retry_later, "", seconds{1}}, seconds{4}, seconds{5}},
      {"ten minutes of penalty",
       {SendClass::retry_later, "", minutes{10}},
       minutes{10},
       minutes{10}},
      {"a day asked, capped",
       {SendClass::retry_later, "", minutes{1440}},
       minutes{60},
       minutes{60}},
      {"asked with a 503", {SendClass::retry_soon, "", seconds{30}}, seconds{30}, seconds{30}},
  };
  for (const PauseCase& one : cases) {
    SCOPED_TRACE(one.name);
    told_.clear();
    a_->script = {one.result};
    use({{receiver_named("a"), a_}});
    outbox_->add(notice_for("a", 1));
    scheduler_.run_ready();
    ASSERT_EQ(told_.size(), 1U);
    const milliseconds pause = told_[0].row.next_try_at - clock_.now();
    EXPECT_GE(pause, one.at_least);
    EXPECT_LE(pause, one.at_most);
    scheduler_.advance(minutes{61});
    EXPECT_EQ(counters("a").waiting, 0U);
  }
}

TEST_F(OutboxTest, AKeyThatWaitsIsNotAddedTwice) {
  a_->hold = true;
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  outbox_->add(notice_for("a", 2));
  EXPECT_EQ(counters("a").waiting, 2U);
  a_->finish({SendClass::success, ""});
  a_->finish({SendClass::success, ""});
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 2}));
}

TEST_F(OutboxTest, TheReportMayAddTheNextNotice) {
  outbox_ = std::make_unique<Outbox>(scheduler_, clock_, [this](const SendOutcome& told) {
    if (told.key.step < 4) outbox_->add(notice_for("a", told.key.step + 1));
  });
  a_->script = {busy};
  use({{receiver_named("a"), a_}});
  outbox_->add(notice_for("a", 1));
  scheduler_.advance(minutes{1});
  EXPECT_EQ(numbers(a_->sent), (std::vector<int>{1, 1, 2, 3, 4}));
}

TEST_F(OutboxTest, ASecondAnswerToTheSameAttemptIsNotCounted) {
  a_->hold = true;
  use({{receiver_named("a"), a_}});
  struct Twice : Channel {
    Done kept;
    void send(const Notice&, Done done) override { kept = std::move(done); }
  };
  const auto twice = std::make_shared<Twice>();
  use({{receiver_named("c"), twice}});
  outbox_->add(notice_for("c", 1));
  outbox_->add(notice_for("c", 2));
  const Channel::Done first = twice->kept;
  first({SendClass::success, ""});
  first({SendClass::success, ""});
  EXPECT_EQ(counters("c").delivered, 1U);
  EXPECT_EQ(counters("c").waiting, 1U);
}

TEST_F(OutboxTest, CountsAttemptsByWhatTheyCameToAndMessagesByTheirKind) {
  a_->script = {busy, lost, {SendClass::retry_later, ""}, {SendClass::success, ""}, refused};
  use({{receiver_named("a"), a_}});
  for (int i = 1; i <= 3; ++i) outbox_->add(notice_for("a", i));
  scheduler_.advance(minutes{10});
  const OutboxCounters all = counters("a");
  const auto attempts = [&all](SendClass one) {
    return all.attempts.at(static_cast<std::size_t>(one));
  };
  EXPECT_EQ(attempts(SendClass::success), 2U);
  EXPECT_EQ(attempts(SendClass::retry_soon), 1U);
  EXPECT_EQ(attempts(SendClass::unknown), 1U);
  EXPECT_EQ(attempts(SendClass::retry_later), 1U);
  EXPECT_EQ(attempts(SendClass::permanent), 1U);
  EXPECT_EQ(all.attempts_failed, 4U);
  EXPECT_EQ(all.delivered_by_kind.at(NoticeKind::fired), 2U);
  EXPECT_EQ(metric_label(SendClass::retry_later), "retry_later");
}

TEST_F(OutboxTest, WhatDidNotArriveIsHandedBackForSomebodyElse) {
  a_->script = {refused, busy};
  use({{receiver_named("a", seconds{4}), a_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 2U);
  ASSERT_NE(told_[0].undelivered, nullptr);
  EXPECT_EQ(told_[0].undelivered->key, notice_for("a", 1).key);
  EXPECT_EQ(told_[0].undelivered->text, notice_for("a", 1).text);
  EXPECT_EQ(told_[1].undelivered, nullptr) << "it still waits";
  a_->script = {busy};
  scheduler_.advance(seconds{4});
  ASSERT_EQ(told_.back().row.state, OutboxState::expired);
  ASSERT_NE(told_.back().undelivered, nullptr);
  EXPECT_EQ(told_.back().undelivered->key.step, 2);
  ASSERT_EQ(told_.back().parts.size(), 1U);
  EXPECT_EQ(told_.back().parts[0].state, OutboxState::expired);
}

TEST_F(OutboxTest, CountersOfAReceiverNeverHeardOfAreZero) {
  EXPECT_EQ(counters("nobody").waiting, 0U);
  EXPECT_EQ(counters("nobody").delivered, 0U);
}

}  // namespace
}  // namespace planwatch::send_test
