#include <deque>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "daemon/app/runtime.h"
#include "tests/support/small_plan.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Instant start = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

class OneFeed : public Fetcher {
 public:
  void fetch(const FeedSpec& feed, const FetchMemory&, Done done) override {
    std::vector<FetchedBody> bodies;
    if (feed.id.text == "hr") {
      bodies = {{"june.csv", "统计期,报送日期,trainings\n2025-06,2025-07-07,500\n", "sha"}};
    }
    done(Fetched{bodies});
  }
};

// Answers by script, then takes everything.
struct Answers {
  std::deque<SendResult> script;
  std::vector<NoticeKey> sent;
  ChannelLimits limits;
};
class Robot : public Channel {
 public:
  Robot(Scheduler& scheduler, Answers& answers) : scheduler_(scheduler), answers_(answers) {}
  void send(const Notice& notice, Done done) override {
    answers_.sent.push_back(notice.key);
    SendResult result{SendClass::success, "ok"};
    if (!answers_.script.empty()) {
      result = answers_.script.front();
      answers_.script.pop_front();
    }
    scheduler_.post([result, done] { done(result); });
  }
  ChannelLimits limits() const override { return answers_.limits; }
  std::vector<std::string> addresses(const Notice&) const override { return {"zhang", "li"}; }

 private:
  Scheduler& scheduler_;
  Answers& answers_;
};

class Web : public HttpClient {
 public:
  explicit Web(Scheduler& scheduler) : scheduler_(scheduler) {}
  void start(HttpRequest request, Done done) override {
    requests.push_back(request.method + " " + request.url);
    HttpResponse response;
    response.status = 200;
    response.body =
        R"([{"labels":{"alertname":"PlanwatchHeartbeat","plan":"small","severity":"none"}}])";
    scheduler_.post([response, done] { done(response); });
  }
  std::size_t count(const std::string& wanted) const {
    return static_cast<std::size_t>(std::count(requests.begin(), requests.end(), wanted));
  }
  std::vector<std::string> requests;

 private:
  Scheduler& scheduler_;
};

struct Sending : testing::Test {
  VirtualScheduler scheduler{start};
  OneFeed feed;
  Web web{scheduler};
  std::unique_ptr<Store> store = make_memory_store();
  Metrics metrics;
  std::map<std::string, Answers> answers;  // by receiver
  std::vector<std::string> log;
  Configuration configuration = SmallPlan::configuration();
  std::unique_ptr<Runtime> runtime;

  void live() {
    runtime.reset();
    scheduler.forget_all();
    runtime = std::make_unique<Runtime>(
        std::make_shared<const Configuration>(configuration), FeedSelection::real,
        RuntimeParts{.scheduler = scheduler,
                     .plan_clock = scheduler.machine_clock(),
                     .machine_clock = scheduler.machine_clock(),
                     .store = *store,
                     .fetcher = feed,
                     .make_channel =
                         [this](const Receiver& receiver) {
                           return std::make_shared<Robot>(scheduler, answers[receiver.id.text]);
                         },
                     .http = &web,
                     .metrics = &metrics,
                     .log = [this](const Report& report) { log.push_back(report.text); },
                     .fatal = [](const Error& error) { FAIL() << error.message; },
                     .before_tick = {},
                     .address = {}});
    ASSERT_TRUE(runtime->start());
    scheduler.run_for(seconds{5});
  }
  std::string metric(const std::string& name) {
    runtime->refresh_metrics();
    const std::string text = metrics.render();
    const std::size_t at = text.find("\n" + name + " ");
    if (at == std::string::npos) return "-";
    const std::size_t from = at + name.size() + 2;
    return text.substr(from, text.find('\n', from) - from);
  }
};

TEST_F(Sending, TheDeliveryLogHoldsEveryPersonOfEveryMessage) {
  answers["first"].script = {{SendClass::partial, "errcode 0", {}, {{"li", "invaliduser"}}}};
  live();
  DeliveryFilter filter;
  filter.receiver = ReceiverId(std::string("first"));
  const auto records = store->deliveries(filter);
  ASSERT_TRUE(records);
  ASSERT_FALSE(records->empty());
  std::map<std::string, int> lines;
  for (const DeliveryRecord& record : *records) {
    ++lines[record.person + (record.state == OutboxState::delivered ? " yes" : " no")];
  }
  const int messages = lines[" yes"];
  EXPECT_GT(messages, 0);
  EXPECT_EQ(lines["zhang yes"], messages);
  EXPECT_EQ(lines["li no"], 1);
  EXPECT_EQ(lines["li yes"], messages - 1);
  EXPECT_EQ(metric("planwatch_notification_people_missed_total{receiver=\"first\"}"), "1");
  EXPECT_EQ(metric("planwatch_notification_attempts_total{receiver=\"first\",class=\"partial\"}"),
            "1");
  EXPECT_EQ(metric("planwatch_notifications_total{receiver=\"first\",kind=\"fired\"}"),
            std::to_string(messages));
  EXPECT_EQ(metric("planwatch_outbox_waiting"), "0");
}

TEST_F(Sending, APenaltyOutlivesARestart) {
  answers["first"].script = {{SendClass::retry_later, "130101", minutes{10}}};
  live();
  ASSERT_EQ(answers["first"].sent.size(), 1u);
  EXPECT_EQ(
      metric("planwatch_notification_rate_blocked_until_timestamp_seconds{receiver=\"first\"}"),
      std::to_string((start + minutes{10}).time_since_epoch() / seconds{1}));
  ASSERT_EQ(store->load()->rates.size(), 1u);
  live();
  scheduler.run_until(start + minutes{10} - seconds{1});
  EXPECT_EQ(answers["first"].sent.size(), 1u);
  EXPECT_NE(metric("planwatch_outbox_waiting"), "0");
  scheduler.run_until(start + minutes{10} + seconds{1});
  EXPECT_GT(answers["first"].sent.size(), 1u);
  EXPECT_EQ(answers["first"].sent[0], answers["first"].sent[1]);
  EXPECT_EQ(metric("planwatch_outbox_waiting"), "0");
}

TEST_F(Sending, ARefusalIsAnEventAndInTheLog) {
  answers["first"].script = {{SendClass::permanent, "93000 invalid webhook url"}};
  live();
  DeliveryFilter filter;
  filter.state = OutboxState::refused;
  const auto records = store->deliveries(filter);
  ASSERT_EQ(records->size(), 1u);
  EXPECT_EQ(records->at(0).answer, "93000 invalid webhook url");
  EXPECT_EQ(metric("planwatch_events_total{kind=\"notice_refused\"}"), "1");
}

TEST_F(Sending, TheHeartbeatFollowsTheConfiguration) {
  live();
  EXPECT_TRUE(web.requests.empty());
  EXPECT_EQ(metric("planwatch_heartbeat_failures_total{to=\"heartbeat\"}"), "-");
  configuration.routing.heartbeat = Heartbeat{"http://one/", seconds{60}, {}, {}};
  ASSERT_TRUE(runtime->replace(std::make_shared<const Configuration>(configuration)));
  scheduler.run_for(seconds{59});
  ASSERT_TRUE(runtime->replace(std::make_shared<const Configuration>(configuration)));
  scheduler.run_for(seconds{2});
  EXPECT_EQ(web.count("POST http://one/"), 2u) << "a reload does not disturb it";
  EXPECT_EQ(metric("planwatch_heartbeat_failures_total{to=\"heartbeat\"}"), "0");
  EXPECT_NE(metric("planwatch_heartbeat_last_success_timestamp_seconds{to=\"heartbeat\"}"), "0");
  configuration.routing.heartbeat->url = "http://two/";
  ASSERT_TRUE(runtime->replace(std::make_shared<const Configuration>(configuration)));
  scheduler.run_for(minutes{2});
  EXPECT_EQ(web.count("POST http://one/"), 2u);
  EXPECT_EQ(web.count("POST http://two/"), 3u);
  configuration.routing.heartbeat.reset();
  ASSERT_TRUE(runtime->replace(std::make_shared<const Configuration>(configuration)));
  scheduler.run_for(minutes{5});
  EXPECT_EQ(web.count("POST http://two/"), 3u);
}

TEST_F(Sending, AnAlertmanagerIsSentTheHeartbeatAndAskedForIt) {
  Receiver alertmanager;
  alertmanager.id = ReceiverId(std::string("am"));
  alertmanager.channel = AlertmanagerChannel{"http://am:9093"};
  configuration.routing.receivers.push_back(alertmanager);
  configuration.plan.id = "small";
  live();
  scheduler.run_for(minutes{3});
  EXPECT_GE(web.count("POST http://am:9093/api/v2/alerts"), 3u);
  EXPECT_GE(web.count("GET http://am:9093/api/v2/alerts"
                      "?filter=alertname%3D%22PlanwatchHeartbeat%22"),
            3u);
  EXPECT_EQ(metric("planwatch_heartbeat_failures_total{to=\"am\"}"), "0");
  EXPECT_NE(metric("planwatch_heartbeat_last_success_timestamp_seconds{to=\"am\"}"), "0");
}

}  // namespace
}  // namespace planwatch
