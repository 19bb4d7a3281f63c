#include "daemon/send/alertmanager.h"
#include "daemon/send/alertmanager_body.h"
#include "tests/daemon/send/alertmanager_support.h"

namespace planwatch::send_test {
namespace {

constexpr const char* held =
    R"([{"labels":{"alertname":"PlanwatchHeartbeat","plan":"ganzhou","severity":"none","x":"y"}}])";

class AlertmanagerHeartbeat : public testing::Test {
 protected:
  AlertmanagerHeartbeat() {
    http_.answer = [this](const HttpRequest& request) {
      return request.method == "GET" ? get_ : post_;
    };
    sync_ = std::make_unique<AlertmanagerSync>(scheduler_, http_, clock_,
                                               AlertmanagerChannel{"http://127.0.0.1:9093/"});
    sync_->set_log([this](const std::string& line) { log_.push_back(line); });
    sync_->keep_heartbeat("ganzhou");
  }
  std::vector<HttpRequest> sent(const std::string& method) const {
    std::vector<HttpRequest> requests;
    for (const HttpRequest& request : http_.requests) {
      if (request.method == method) requests.push_back(request);
    }
    return requests;
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeHttp http_{scheduler_};
  Result<HttpResponse> post_ = http(200);
  Result<HttpResponse> get_ = http(200, held);
  std::unique_ptr<AlertmanagerSync> sync_;
  std::vector<std::string> log_;
};

TEST_F(AlertmanagerHeartbeat, FiresAlwaysEvenWhenNothingElseDoes) {
  sync_->update(snapshot_of({}));
  scheduler_.advance(minutes{10});
  const auto posts = sent("POST");
  EXPECT_GE(posts.size(), 10U);
  const auto body = boost::json::parse(posts.back().body);
  ASSERT_EQ(body.as_array().size(), 1U);
  EXPECT_EQ(boost::json::serialize(body.at(0).at("labels")),
            R"({"alertname":"PlanwatchHeartbeat","plan":"ganzhou","severity":"none"})");
  EXPECT_GT(parse_instant(std::string(body.at(0).at("endsAt").as_string())).value(), clock_.now());
}

TEST_F(AlertmanagerHeartbeat, IsPostedWithTheAlertsAndOutlivesThem) {
  sync_->update(snapshot_of({alert_about("a")}));
  scheduler_.advance(seconds{2});
  sync_->update(snapshot_of({}));
  scheduler_.advance(minutes{2});
  EXPECT_EQ(boost::json::parse(sent("POST").front().body).as_array().size(), 2U);
  EXPECT_EQ(boost::json::parse(sent("POST").back().body).as_array().size(), 1U);
}

TEST_F(AlertmanagerHeartbeat, AfterEveryWholePostItIsLookedFor) {
  sync_->update(snapshot_of({}));
  scheduler_.advance(seconds{1});
  const auto asked = sent("GET");
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].url,
            "http://127.0.0.1:9093/api/v2/alerts?filter=alertname%3D%22PlanwatchHeartbeat%22");
  EXPECT_EQ(sync_->heartbeat().last_success, start_of_test());
  scheduler_.advance(minutes{5});
  EXPECT_EQ(sent("GET").size(), 6U);
  EXPECT_EQ(sync_->heartbeat().sent, 6U);
  EXPECT_EQ(sync_->heartbeat().failures, 0U);
  EXPECT_TRUE(log_.empty());
}

TEST_F(AlertmanagerHeartbeat, TakenButNotHeldIsAFailureAndSaidOnce) {
  get_ = http(200, "[]");
  sync_->update(snapshot_of({}));
  scheduler_.advance(minutes{3});
  EXPECT_EQ(sync_->heartbeat().failures, 4U);
  EXPECT_EQ(sync_->heartbeat().last_success, std::nullopt);
  get_ = http(200, held);
  scheduler_.advance(minutes{3});
  ASSERT_EQ(log_.size(), 2U);
  EXPECT_EQ(log_[0].rfind("alertmanager does not hold the heartbeat", 0), 0U);
  EXPECT_NE(log_[0].find("not among its alerts"), std::string::npos);
  EXPECT_EQ(log_[1].rfind("alertmanager holds the heartbeat again", 0), 0U);
  EXPECT_EQ(sync_->counters().failures, 0U) << "the posts went well";
}

TEST_F(AlertmanagerHeartbeat, APostThatFailsIsAFailureToo) {
  post_ = http(500);
  sync_->update(snapshot_of({}));
  scheduler_.advance(milliseconds{1});
  EXPECT_EQ(sync_->heartbeat().failures, 1U);
  EXPECT_TRUE(sent("GET").empty());
}

TEST(HoldsAlert, AnswersThatDoNotHoldIt) {
  const LabelSet labels = heartbeat_labels("ganzhou");
  EXPECT_TRUE(holds_alert(held, labels));
  for (const char* answer :
       {"", "null", "{}", "[]", "[1]", "[{}]", R"([{"labels":3}])", R"([{"labels":{}}])",
        R"([{"labels":{"alertname":"PlanwatchHeartbeat","severity":"none"}}])",
        R"([{"labels":{"alertname":"PlanwatchHeartbeat","plan":"other","severity":"none"}}])",
        R"([{"labels":{"alertname":"PlanwatchHeartbeat","plan":7,"severity":"none"}}])"}) {
    EXPECT_FALSE(holds_alert(answer, labels)) << answer;
  }
}

}  // namespace
}  // namespace planwatch::send_test
