#include "daemon/send/lane.h"
#include "daemon/send/outbox.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

const SendResult busy{SendClass::retry_soon, "HTTP 500"};
const SendResult taken{SendClass::success, "ok"};

class OutboxReloadTest : public testing::Test {
 protected:
  OutboxReloadTest() { make_outbox(); }
  void make_outbox() {
    outbox_ = std::make_unique<Outbox>(
        scheduler_, clock_, [this](const SendOutcome& told) { told_.push_back(told.row); });
  }
  Receiver webhook(const std::string& url) const {
    Receiver receiver = receiver_named("a");
    receiver.channel = WebhookChannel{url, {}, {}};
    return receiver;
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  std::shared_ptr<FakeChannel> old_ = std::make_shared<FakeChannel>(scheduler_);
  std::shared_ptr<FakeChannel> new_ = std::make_shared<FakeChannel>(scheduler_);
  std::vector<OutboxResultRow> told_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxReloadTest, NoticesWaitUntilReceiversAreKnown) {
  outbox_->add(notice_for("a", 1));
  outbox_->resume({{notice_for("a", 2), 0, {}, {}}});
  scheduler_.advance(minutes{5});
  EXPECT_TRUE(told_.empty());
  outbox_->use_receivers({{receiver_named("a"), new_}});
  scheduler_.run_ready();
  EXPECT_EQ(numbers(new_->sent), (std::vector<int>{1, 2}));
}

TEST_F(OutboxReloadTest, ASendUnderWayKeepsItsChannelAndItsAnswerCounts) {
  old_->hold = true;
  outbox_->use_receivers({{receiver_named("a"), old_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  const std::weak_ptr<FakeChannel> alive = old_;
  FakeChannel& old = *old_;
  old_.reset();
  outbox_->use_receivers({{receiver_named("a"), new_}});
  ASSERT_FALSE(alive.expired());
  EXPECT_TRUE(new_->sent.empty());
  old.finish(taken);
  scheduler_.run_ready();
  EXPECT_TRUE(alive.expired());
  EXPECT_EQ(numbers(new_->sent), (std::vector<int>{2}));
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_[0].state, OutboxState::delivered);
}

TEST_F(OutboxReloadTest, ASendUnderWayThatFailsGoesOnThroughTheNewChannel) {
  old_->hold = true;
  outbox_->use_receivers({{receiver_named("a"), old_}});
  outbox_->add(notice_for("a", 1));
  outbox_->use_receivers({{receiver_named("a"), new_}});
  old_->finish(busy);
  scheduler_.advance(minutes{1});
  EXPECT_EQ(numbers(old_->sent), (std::vector<int>{1}));
  EXPECT_EQ(numbers(new_->sent), (std::vector<int>{1}));
  EXPECT_EQ(told_.back().attempts, 2);
}

TEST_F(OutboxReloadTest, NoticesOfAReceiverThatIsGoneAreRefusedFromOutsideTheCall) {
  old_->otherwise = busy;
  outbox_->use_receivers({{receiver_named("a"), old_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  scheduler_.run_ready();
  told_.clear();
  outbox_->use_receivers({});
  EXPECT_TRUE(told_.empty());
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_[0].state, OutboxState::refused);
  EXPECT_EQ(told_[0].attempts, 1);
  EXPECT_EQ(told_[1].attempts, 0);
  EXPECT_NE(told_[0].answer.find("routing.yaml"), std::string::npos);
  EXPECT_EQ(outbox_->counters(ReceiverId(std::string("a"))).refused, 2U);
  scheduler_.advance(minutes{60});
  EXPECT_EQ(old_->sent.size(), 1U);
}

TEST_F(OutboxReloadTest, TheAnswerOfASendUnderWayDecidesForAReceiverThatIsGone) {
  for (const bool arrives : {true, false}) {
    SCOPED_TRACE(arrives ? "arrived" : "failed");
    told_.clear();
    old_->hold = true;
    outbox_->use_receivers({{receiver_named("a"), old_}});
    outbox_->add(notice_for("a", 1));
    outbox_->use_receivers({});
    scheduler_.run_ready();
    EXPECT_TRUE(told_.empty());
    old_->finish(arrives ? taken : busy);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_EQ(told_[0].state, arrives ? OutboxState::delivered : OutboxState::refused);
  }
}

TEST_F(OutboxReloadTest, ANoticeForAnUnknownReceiverIsRefused) {
  outbox_->use_receivers({{receiver_named("a"), new_}});
  outbox_->add(notice_for("nobody", 1));
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].state, OutboxState::refused);
  EXPECT_NE(told_[0].answer.find("nobody"), std::string::npos);
}

TEST_F(OutboxReloadTest, AReceiverThatComesBackIsServedAgain) {
  outbox_->use_receivers({{receiver_named("a"), old_}});
  outbox_->use_receivers({});
  outbox_->use_receivers({{receiver_named("a"), new_}});
  outbox_->add(notice_for("a", 1));
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].state, OutboxState::delivered);
}

TEST_F(OutboxReloadTest, ARepairedReceiverIsTriedAtOnceAnUnchangedOneKeepsItsPause) {
  old_->otherwise = busy;
  outbox_->use_receivers({{webhook("http://wrong.example/"), old_}});
  outbox_->add(notice_for("a", 1));
  scheduler_.run_ready();
  outbox_->use_receivers({{webhook("http://wrong.example/"), new_}});
  scheduler_.run_ready();
  EXPECT_TRUE(new_->sent.empty());
  outbox_->use_receivers({{webhook("http://right.example/"), new_}});
  scheduler_.run_ready();
  EXPECT_EQ(numbers(new_->sent), (std::vector<int>{1}));
  EXPECT_EQ(scheduler_.timers(), 0U);
}

TEST_F(OutboxReloadTest, ReceiversWithoutAChannelRefuseAndSayWhy) {
  Receiver alertmanager = receiver_named("am");
  alertmanager.channel = AlertmanagerChannel{"http://127.0.0.1:9093"};
  Receiver broken = receiver_named("broken");
  broken.channel = WebhookChannel{"http://h/", {{"X-Team", "a\r\nX-Evil: 1"}}, {}};
  outbox_->use_receivers({{alertmanager, nullptr}, {broken, nullptr}});
  outbox_->add(notice_for("am", 1));
  outbox_->add(notice_for("broken", 1));
  scheduler_.run_ready();
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_NE(told_[0].answer.find("Alertmanager"), std::string::npos);
  EXPECT_NE(told_[1].answer.find("X-Team"), std::string::npos);
  EXPECT_EQ(told_[1].state, OutboxState::refused);
}

TEST_F(OutboxReloadTest, CallbacksThatComeAfterTheOutboxIsGoneDoNothing) {
  old_->hold = true;
  outbox_->use_receivers({{receiver_named("a"), old_}, {receiver_named("b"), new_}});
  new_->otherwise = busy;
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("b", 1));
  outbox_->add(notice_for("nobody", 1));
  outbox_.reset();
  old_->finish(taken);
  scheduler_.advance(minutes{60});
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ(new_->sent.size(), 1U);
}

TEST_F(OutboxReloadTest, TheReportMayDestroyTheOutbox) {
  outbox_ = std::make_unique<Outbox>(scheduler_, clock_, [this](const SendOutcome& told) {
    told_.push_back(told.row);
    outbox_.reset();
  });
  outbox_->use_receivers({{receiver_named("a"), new_}});
  outbox_->add(notice_for("a", 1));
  outbox_->add(notice_for("a", 2));
  scheduler_.run_ready();
  EXPECT_EQ(told_.size(), 1U);
  EXPECT_EQ(new_->sent.size(), 1U);
}

TEST(SameChannel, ComparesWhatDecidesWhereANoticeGoes) {
  const WebhookChannel base{"http://h/", {{"X-A", "1"}}, Secret("t")};
  struct Case {
    const char* name;
    ChannelSpec a, b;
    bool same;
  };
  const Case cases[] = {
      {"log", LogChannel{}, LogChannel{}, true},
      {"other kind", LogChannel{}, FileChannel{"x"}, false},
      {"same file", FileChannel{"x"}, FileChannel{"x"}, true},
      {"other file", FileChannel{"x"}, FileChannel{"y"}, false},
      {"same webhook", base, base, true},
      {"other url", base, WebhookChannel{"http://i/", base.headers, base.bearer}, false},
      {"other header", base, WebhookChannel{base.url, {{"X-A", "2"}}, base.bearer}, false},
      {"other bearer", base, WebhookChannel{base.url, base.headers, Secret("u")}, false},
      {"no bearer", base, WebhookChannel{base.url, base.headers, {}}, false},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(same_channel(one.a, one.b), one.same) << one.name;
  }
}

}  // namespace
}  // namespace planwatch::send_test
