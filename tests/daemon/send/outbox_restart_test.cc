#include <set>

#include "daemon/send/outbox.h"
#include "tests/daemon/send/book.h"

namespace planwatch::send_test {
namespace {

const SendResult busy{SendClass::retry_soon, "HTTP 500"};

class OutboxRestartTest : public testing::Test {
 protected:
  void start(Receiver receiver = receiver_named("a")) {
    outbox_ = std::make_unique<Outbox>(scheduler_, clock_, [this](const SendOutcome& told) {
      told_.push_back(told.row);
      book_.take(told);
    });
    outbox_->use_receivers({{std::move(receiver), channel_}});
    outbox_->resume(book_.waiting(), book_.parts(), book_.rates());
  }
  void kill() {
    outbox_.reset();
    scheduler_.forget_everything();
  }
  void decide(int number) {
    book_.decide(notice_for("a", number));
    outbox_->add(notice_for("a", number));
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  std::shared_ptr<FakeChannel> channel_ = std::make_shared<FakeChannel>(scheduler_);
  Book book_;
  std::vector<OutboxResultRow> told_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxRestartTest, RepeatsNothingThatWasDelivered) {
  start();
  decide(1);
  decide(2);
  scheduler_.run_ready();
  kill();
  start();
  scheduler_.advance(minutes{60});
  EXPECT_EQ(numbers(channel_->sent), (std::vector<int>{1, 2}));
}

TEST_F(OutboxRestartTest, RepeatsWithTheSameKeyWhatWasSentButNotConfirmed) {
  channel_->hold = true;
  start();
  decide(1);
  decide(2);
  kill();
  channel_->hold = false;
  start();
  scheduler_.run_ready();
  EXPECT_EQ(numbers(channel_->sent), (std::vector<int>{1, 1, 2}));
}

TEST_F(OutboxRestartTest, KeepsAttemptsAndTheTimeOfTheNextTry) {
  channel_->script = {busy, busy, busy};
  start();
  decide(1);
  scheduler_.advance(seconds{16});
  ASSERT_EQ(channel_->sent.size(), 3U);
  const Instant next = told_.back().next_try_at;
  ASSERT_GT(next, clock_.now());
  kill();
  start();
  scheduler_.advance(next - clock_.now() - milliseconds{1});
  EXPECT_EQ(channel_->sent.size(), 3U);
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(channel_->sent.size(), 4U);
  EXPECT_EQ(told_.back().attempts, 4);
  EXPECT_EQ(told_.back().state, OutboxState::delivered);
}

TEST_F(OutboxRestartTest, TheDeadlineRunsFromTheFirstTryNotFromTheRestart) {
  channel_->otherwise = busy;
  start(receiver_named("a", seconds{3600}));
  decide(1);
  scheduler_.advance(minutes{50});
  kill();
  start(receiver_named("a", seconds{3600}));
  scheduler_.advance(minutes{10});
  EXPECT_EQ(told_.back().state, OutboxState::expired);
  EXPECT_EQ(told_.back().tried_at, start_of_test() + minutes{60});
}

TEST_F(OutboxRestartTest, AfterALongStopTheOldestGetsOneMoreAttemptBeforeItExpires) {
  channel_->otherwise = busy;
  start(receiver_named("a", seconds{3600}));
  decide(1);
  scheduler_.run_ready();
  kill();
  clock_.set(clock_.now() + minutes{1440});
  channel_->otherwise = {SendClass::success, "ok"};
  start(receiver_named("a", seconds{3600}));
  scheduler_.run_ready();
  EXPECT_EQ(told_.back().state, OutboxState::delivered);
}

TEST_F(OutboxRestartTest, AClockThatWasSetBackDelaysTheNextTryByNoMoreThanTheLongestPause) {
  channel_->script = {busy};
  start();
  decide(1);
  scheduler_.run_ready();
  kill();
  clock_.set(clock_.now() - minutes{24 * 60 * 30});
  start();
  scheduler_.advance(minutes{10});
  EXPECT_EQ(channel_->sent.size(), 2U);
  EXPECT_EQ(told_.back().state, OutboxState::delivered);
}

// A small generator of its own, so that a seed gives the same run everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
  int roll(int sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
  }

 private:
  std::uint64_t state_;
};

// Answers badly for a while, as the dice say; notes what arrived, and in which order first.
class MoodyChannel : public Channel {
 public:
  MoodyChannel(Scheduler& scheduler, Dice& dice) : scheduler_(scheduler), dice_(dice) {}
  void send(const Notice& notice, Done done) override {
    const int mood = healthy ? 9 : dice_.roll(10);
    const bool arrives = mood >= 4;
    if (arrives && !arrived.contains(notice.key)) in_order.push_back(notice.key.step);
    if (arrives) arrived.insert(notice.key);
    EXPECT_FALSE(confirmed.contains(notice.key)) << "sent again after it was confirmed";
    SendResult result = busy;
    if (mood == 4) result = {SendClass::unknown, "timeout"};
    if (mood > 4) result = {SendClass::success, "ok"};
    scheduler_.after(milliseconds{1 + dice_.roll(2000)},
                     [result, done = std::move(done)] { done(result); });
  }
  bool healthy = false;
  std::set<NoticeKey> arrived;
  std::set<NoticeKey> confirmed;
  std::vector<int> in_order;

 private:
  Scheduler& scheduler_;
  Dice& dice_;
};

TEST(OutboxUnderFaults, EverythingArrivesInOrderAndNothingConfirmedIsRepeated) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    ManualClock clock;
    VirtualScheduler scheduler(clock);
    Book book;
    auto channel = std::make_shared<MoodyChannel>(scheduler, dice);
    std::unique_ptr<Outbox> outbox;
    const auto start = [&] {
      outbox = std::make_unique<Outbox>(scheduler, clock, [&](const SendOutcome& told) {
        book.take(told);
        if (told.row.state == OutboxState::delivered) channel->confirmed.insert(told.key);
      });
      outbox->use_receivers({{receiver_named("a"), channel}});
      outbox->resume(book.waiting(), book.parts(), book.rates());
    };
    start();
    std::vector<int> decided;
    for (int i = 0; i < 40; ++i) {
      book.decide(notice_for("a", i));
      outbox->add(notice_for("a", i));
      decided.push_back(i);
      scheduler.advance(seconds{dice.roll(40)});
      if (dice.roll(8) == 0) outbox->use_receivers({{receiver_named("a"), channel}});
      if (dice.roll(8) == 0) {
        outbox.reset();
        scheduler.forget_everything();
        start();
      }
    }
    channel->healthy = true;
    scheduler.advance(minutes{60});
    EXPECT_EQ(channel->in_order, decided);
    EXPECT_EQ(channel->confirmed.size(), decided.size());
    EXPECT_TRUE(book.waiting().empty());
  }
}

}  // namespace
}  // namespace planwatch::send_test
