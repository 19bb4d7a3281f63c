#include "daemon/send/heartbeat.h"

#include <boost/json.hpp>

#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

class HeartbeatTest : public testing::Test {
 protected:
  HeartbeatTest() {
    http_.answer = [this](const HttpRequest&) { return verdict_; };
    Heartbeat spec;
    spec.url = "https://watch.example/ping?key=TopSecret1";
    spec.every = seconds{300};
    spec.bearer = Secret(std::string("BearerSecret"));
    make(spec);
  }
  void make(const Heartbeat& spec) {
    sender_ = std::make_unique<HeartbeatSender>(scheduler_, http_, clock_, spec, "ganzhou-2025");
    sender_->set_log([this](const std::string& line) { log_.push_back(line); });
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeHttp http_{scheduler_};
  Result<HttpResponse> verdict_ = http(204);
  std::unique_ptr<HeartbeatSender> sender_;
  std::vector<std::string> log_;
};

TEST_F(HeartbeatTest, TheFirstGoesAtOnceAndSaysWhoItIs) {
  sender_->start();
  scheduler_.run_ready();
  ASSERT_EQ(http_.requests.size(), 1U);
  const HttpRequest& request = http_.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://watch.example/ping?key=TopSecret1");
  EXPECT_FALSE(request.follow_redirects);
  EXPECT_EQ(request.body,
            R"({"from":"planwatch","plan":"ganzhou-2025","at":"2025-10-20T01:00:00.000Z"})");
  ASSERT_NE(find_header(request, "Authorization"), nullptr);
  EXPECT_EQ(*find_header(request, "Authorization"), "Bearer BearerSecret");
  EXPECT_EQ(sender_->counters().last_success, start_of_test());
  EXPECT_EQ(sender_->counters().failures, 0U);
}

TEST_F(HeartbeatTest, GoesOnEverySoOftenWhateverBecomesOfIt) {
  sender_->start();
  sender_->start();  // once is enough
  scheduler_.advance(minutes{10});
  EXPECT_EQ(http_.requests.size(), 3U);
  verdict_ = fail(ErrorCode::io, "no route", true);
  scheduler_.advance(minutes{10});
  EXPECT_EQ(http_.requests.size(), 5U);
  EXPECT_EQ(sender_->counters().failures, 2U);
  EXPECT_EQ(sender_->counters().last_success, start_of_test() + minutes{10});
}

TEST_F(HeartbeatTest, AnAnswerThatDoesNotComeHoldsUpNoOther) {
  http_.answer = {};
  sender_->start();
  scheduler_.advance(minutes{5});
  EXPECT_EQ(http_.open(), 2U);
  EXPECT_EQ(sender_->counters().last_success, std::nullopt);
  EXPECT_LE(http_.requests[0].total_timeout, seconds{300});
}

TEST_F(HeartbeatTest, OneLineWhenItFailsAndOneWhenItGoesAgain) {
  verdict_ = http(404, "no check of TopSecret1");
  sender_->start();
  scheduler_.advance(minutes{20});
  verdict_ = http(200);
  scheduler_.advance(minutes{20});
  ASSERT_EQ(log_.size(), 2U);
  EXPECT_EQ(log_[0].rfind("heartbeat is not received url=https://watch.example/ping", 0), 0U);
  EXPECT_EQ(log_[1].rfind("heartbeat is received again", 0), 0U);
  for (const std::string& line : log_) {
    EXPECT_EQ(line.find("TopSecret1"), std::string::npos) << line;
    EXPECT_EQ(line.find("BearerSecret"), std::string::npos) << line;
  }
}

TEST_F(HeartbeatTest, OnlyA2xxSaysThatItWasReceived) {
  for (const long status : {200L, 299L, 302L, 400L, 500L, 429L}) {
    verdict_ = http(status);
    make({"http://h/", seconds{60}, {}, {}});
    sender_->start();
    scheduler_.run_ready();
    EXPECT_EQ(sender_->counters().failures, status < 300 ? 0U : 1U) << status;
  }
}

TEST_F(HeartbeatTest, StopsWithItsOwner) {
  http_.answer = {};
  sender_->start();
  sender_.reset();
  EXPECT_EQ(scheduler_.timers(), 0U);
  http_.finish(http(200));
  scheduler_.advance(minutes{60});
  EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(HeartbeatTest, IsTheSameByAllThatMakesIt) {
  const Heartbeat one{"http://h/", seconds{60}, Secret(std::string("a")), {}};
  EXPECT_TRUE(same_heartbeat(one, one));
  EXPECT_FALSE(same_heartbeat(one, {"http://i/", seconds{60}, Secret(std::string("a")), {}}));
  EXPECT_FALSE(same_heartbeat(one, {"http://h/", seconds{61}, Secret(std::string("a")), {}}));
  EXPECT_FALSE(same_heartbeat(one, {"http://h/", seconds{60}, Secret(std::string("b")), {}}));
}

}  // namespace
}  // namespace planwatch::send_test
