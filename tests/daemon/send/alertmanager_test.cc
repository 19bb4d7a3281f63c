#include "daemon/send/alertmanager.h"

#include <algorithm>
#include <set>

#include "tests/daemon/send/alertmanager_support.h"

namespace planwatch::send_test {
namespace {

class AlertmanagerTest : public testing::Test {
 protected:
  AlertmanagerTest() {
    http_.answer = [this](const HttpRequest&) { return verdict_; };
    make_sync({"http://127.0.0.1:9093"});
  }
  void make_sync(AlertmanagerChannel spec) {
    sync_ = std::make_unique<AlertmanagerSync>(scheduler_, http_, clock_, std::move(spec));
    sync_->set_log([this](const std::string& line) { log_.push_back(line); });
  }
  void update(std::vector<Alert> alerts) { sync_->update(snapshot_of(std::move(alerts))); }
  // What was posted since the last call, posts joined.
  std::vector<Posted> take_posted() {
    std::vector<Posted> posted;
    for (; read_ < http_.requests.size(); ++read_) {
      for (Posted& one : posted_in(http_.requests[read_])) posted.push_back(std::move(one));
    }
    return posted;
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeHttp http_{scheduler_};
  Result<HttpResponse> verdict_ = http(200);
  std::unique_ptr<AlertmanagerSync> sync_;
  std::vector<std::string> log_;
  std::size_t read_ = 0;
};

TEST_F(AlertmanagerTest, AFiringAlertIsPostedAtOnceByTheMachinesClock) {
  sync_->set_generator_url("http://127.0.0.1:9720/");
  update({alert_about("a")});
  scheduler_.advance(milliseconds{0});
  ASSERT_EQ(http_.requests.size(), 1U);
  const HttpRequest& request = http_.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "http://127.0.0.1:9093/api/v2/alerts");
  EXPECT_FALSE(request.follow_redirects);
  EXPECT_NE(request.body.find("\"plan_date\":\"2025-03-04\""), std::string::npos);
  EXPECT_NE(request.body.find("\"generatorURL\":\"http://127.0.0.1:9720/\""), std::string::npos);
  const auto posted = take_posted();
  ASSERT_EQ(posted.size(), 1U);
  EXPECT_EQ(posted[0].starts_at, start_of_test());
  EXPECT_EQ(posted[0].ends_at, start_of_test() + seconds{300});
  EXPECT_EQ(sync_->counters().posts, 1U);
  EXPECT_EQ(sync_->counters().failures, 0U);
}

TEST_F(AlertmanagerTest, IsResentBeforeItExpiresAndKeepsItsStart) {
  update({alert_about("a")});
  scheduler_.advance(minutes{60});
  const auto posted = take_posted();
  ASSERT_GE(posted.size(), 60U);
  for (std::size_t i = 0; i < posted.size(); ++i) {
    EXPECT_EQ(posted[i].starts_at, start_of_test());
    if (i > 0) {
      EXPECT_LT(posted[i].ends_at - seconds{300}, posted[i - 1].ends_at);
    }
  }
  EXPECT_GT(posted.back().ends_at, clock_.now());
}

TEST_F(AlertmanagerTest, NothingFiringMeansNoPosts) {
  update({alert_about("a", Light::yellow, AlertState::pending)});
  scheduler_.advance(minutes{30});
  EXPECT_TRUE(http_.requests.empty());
  EXPECT_EQ(scheduler_.timers(), 0U);
}

TEST_F(AlertmanagerTest, AnotherLevelEndsTheOldAlertAndStartsANewOne) {
  update({alert_about("a", Light::yellow)});
  scheduler_.advance(seconds{90});
  take_posted();
  update({alert_about("a", Light::red)});
  scheduler_.advance(seconds{2});
  const auto posted = take_posted();
  ASSERT_EQ(posted.size(), 2U);
  EXPECT_EQ(posted[0].level, "yellow");
  EXPECT_EQ(posted[0].starts_at, start_of_test());
  EXPECT_LE(posted[0].ends_at, clock_.now());
  EXPECT_EQ(posted[1].level, "red");
  EXPECT_EQ(posted[1].starts_at, posted[0].ends_at);
  EXPECT_GT(posted[1].ends_at, clock_.now());
  scheduler_.advance(minutes{10});
  for (const Posted& one : take_posted()) EXPECT_EQ(one.level, "red");
}

TEST_F(AlertmanagerTest, AResolvedAlertIsEndedOnce) {
  update({alert_about("a"), alert_about("b")});
  scheduler_.advance(seconds{10});
  take_posted();
  update({alert_about("a", Light::red, AlertState::resolved), alert_about("b")});
  scheduler_.advance(minutes{10});
  const auto posted = take_posted();
  const auto ended = std::count_if(posted.begin(), posted.end(),
                                   [](const Posted& one) { return one.subject == "a"; });
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(posted[0].subject, "a");
  EXPECT_EQ(posted[0].ends_at, start_of_test() + seconds{10});
}

TEST_F(AlertmanagerTest, TheEndIsRepeatedUntilAPostThatHeldItSucceeded) {
  update({alert_about("a")});
  scheduler_.advance(seconds{10});
  take_posted();
  verdict_ = http(503);
  update({});
  scheduler_.advance(minutes{3});
  const auto tried = take_posted();
  EXPECT_GE(tried.size(), 3U);
  for (const Posted& one : tried) EXPECT_LE(one.ends_at, clock_.now());
  verdict_ = http(200);
  scheduler_.advance(minutes{2});
  EXPECT_EQ(take_posted().size(), 1U);
  scheduler_.advance(minutes{30});
  EXPECT_TRUE(take_posted().empty());
  EXPECT_EQ(scheduler_.timers(), 0U);
}

TEST_F(AlertmanagerTest, DownForAnHourIsCountedLoggedOnceAndMadeGood) {
  verdict_ = fail(ErrorCode::io, "无法连接 127.0.0.1:9093", true);
  update({alert_about("a"), alert_about("short")});
  scheduler_.advance(minutes{30});
  update({alert_about("a"), alert_about("late")});
  scheduler_.advance(minutes{30});
  const auto counters = sync_->counters();
  EXPECT_EQ(counters.failures, counters.posts);
  EXPECT_GE(counters.failures, 50U);
  EXPECT_LE(counters.failures, 90U);
  EXPECT_NE(counters.last_error.find("127.0.0.1:9093"), std::string::npos);
  EXPECT_EQ(log_.size(), 1U);
  take_posted();

  verdict_ = http(200);
  scheduler_.advance(seconds{61});
  std::set<std::string> firing;
  std::set<std::string> ended;
  for (const Posted& one : take_posted()) {
    (one.ends_at > clock_.now() ? firing : ended).insert(one.subject);
  }
  EXPECT_EQ(firing, (std::set<std::string>{"a", "late"}));
  EXPECT_EQ(ended, (std::set<std::string>{"short"}));
  EXPECT_EQ(sync_->counters().last_error, "");
  ASSERT_EQ(log_.size(), 2U);
  EXPECT_NE(log_[1].find("again"), std::string::npos);
}

TEST_F(AlertmanagerTest, UpdatesDoNotHammerAnAlertmanagerThatIsDown) {
  verdict_ = http(500);
  update({alert_about("a")});
  for (int i = 0; i < 600; ++i) {
    scheduler_.advance(seconds{1});
    update({alert_about("a"), alert_about("s" + std::to_string(i))});
  }
  EXPECT_LE(http_.requests.size(), 25U);
}

TEST_F(AlertmanagerTest, AThousandAlertsGoInGroupsOfTwoHundredOneAfterAnother) {
  std::vector<Alert> alerts;
  for (int i = 0; i < 1000; ++i) alerts.push_back(alert_about("s" + std::to_string(i)));
  update(alerts);
  scheduler_.advance(milliseconds{0});
  ASSERT_EQ(http_.requests.size(), 5U);
  std::set<std::string> subjects;
  for (const HttpRequest& request : http_.requests) {
    const auto posted = posted_in(request);
    EXPECT_EQ(posted.size(), 200U);
    for (const Posted& one : posted) subjects.insert(one.subject);
  }
  EXPECT_EQ(subjects.size(), 1000U);
  EXPECT_EQ(http_.most_running, 1);
}

TEST_F(AlertmanagerTest, OnlyWhatChangedIsPostedBetweenTheWholeStates) {
  std::vector<Alert> alerts;
  for (int i = 0; i < 1000; ++i) alerts.push_back(alert_about("s" + std::to_string(i)));
  update(alerts);
  scheduler_.advance(seconds{5});
  take_posted();
  alerts.push_back(alert_about("new"));
  update(alerts);
  scheduler_.advance(seconds{5});
  const auto posted = take_posted();
  ASSERT_EQ(posted.size(), 1U);
  EXPECT_EQ(posted[0].subject, "new");
  scheduler_.advance(seconds{60});
  EXPECT_EQ(take_posted().size(), 1001U);
}

TEST_F(AlertmanagerTest, UpdatesWhileAPostRunsAreTakenTogetherAfterIt) {
  http_.answer = nullptr;
  update({alert_about("a")});
  scheduler_.advance(milliseconds{0});
  ASSERT_EQ(http_.open(), 1U);
  for (int i = 0; i < 10; ++i) {
    update({alert_about("a"), alert_about("b" + std::to_string(i))});
    scheduler_.advance(milliseconds{100});
  }
  EXPECT_EQ(http_.requests.size(), 1U);
  http_.finish(http(200));
  scheduler_.advance(seconds{1});
  ASSERT_EQ(http_.requests.size(), 2U);
  const auto posted = posted_in(http_.requests[1]);
  ASSERT_EQ(posted.size(), 1U);
  EXPECT_EQ(posted[0].subject, "b9");
}

TEST_F(AlertmanagerTest, AStreamOfUpdatesMakesAtMostOneRoundASecond) {
  for (int i = 0; i < 100; ++i) {
    update({alert_about("s" + std::to_string(i))});
    scheduler_.advance(milliseconds{100});
  }
  EXPECT_LE(http_.requests.size(), 11U);
  EXPECT_GE(http_.requests.size(), 9U);
}

TEST_F(AlertmanagerTest, AGroupThatIsRefusedKeepsNoOtherBack) {
  http_.answer = [](const HttpRequest& request) -> Result<HttpResponse> {
    const bool bad = request.body.find("\"subject\":\"bad\"") != std::string::npos;
    return bad ? http(400, "invalid label") : http(200);
  };
  std::vector<Alert> alerts{alert_about("bad")};
  for (int i = 0; i < 300; ++i) alerts.push_back(alert_about("s" + std::to_string(i)));
  update(alerts);
  scheduler_.advance(milliseconds{0});
  EXPECT_EQ(http_.requests.size(), 2U);
  EXPECT_EQ(sync_->counters().failures, 1U);
  EXPECT_NE(sync_->counters().last_error.find("invalid label"), std::string::npos);
}

TEST_F(AlertmanagerTest, ARedirectIsAFailureWithAHint) {
  verdict_ = http(302);
  update({alert_about("a")});
  scheduler_.advance(milliseconds{0});
  EXPECT_EQ(sync_->counters().failures, 1U);
  EXPECT_NE(sync_->counters().last_error.find("重定向"), std::string::npos);
}

TEST_F(AlertmanagerTest, NeitherErrorNorLogHoldsASecret) {
  make_sync({"http://bob:hunter2@127.0.0.1:9093/prefix/"});
  verdict_ =
      fail(ErrorCode::io, "http://bob:hunter2@127.0.0.1:9093/prefix/api/v2/alerts down", true);
  update({alert_about("a")});
  scheduler_.advance(milliseconds{0});
  EXPECT_EQ(http_.requests[0].url, "http://bob:hunter2@127.0.0.1:9093/prefix/api/v2/alerts");
  EXPECT_EQ(sync_->counters().last_error.find("hunter2"), std::string::npos);
  ASSERT_EQ(log_.size(), 1U);
  EXPECT_EQ(log_[0].find("hunter2"), std::string::npos);
}

TEST_F(AlertmanagerTest, AClockThatWasSetBackDoesNotStopTheResending) {
  update({alert_about("a")});
  scheduler_.advance(seconds{70});
  take_posted();
  clock_.set(clock_.now() - minutes{600});
  scheduler_.advance(minutes{5});
  EXPECT_GE(take_posted().size(), 4U);
}

TEST_F(AlertmanagerTest, IsSafeToDestroyWithAPostUnderWayAndATimerSet) {
  http_.answer = nullptr;
  update({alert_about("a")});
  scheduler_.advance(milliseconds{0});
  sync_.reset();
  http_.finish(http(200));
  scheduler_.advance(minutes{10});
  EXPECT_EQ(http_.requests.size(), 1U);
  EXPECT_EQ(scheduler_.timers(), 0U);
}

}  // namespace
}  // namespace planwatch::send_test
