#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <random>

#include "tests/bench/alerts_bench.h"
#include "tests/bench/alerts_rivals.h"
#include "tests/e2e/alert_plan.h"
#include "tests/e2e/daemon_under_test.h"

namespace planwatch::bench {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{30'000};
constexpr double aim_ms = 50;

std::string text_of(const ReceivedCall& call, const char* key) {
  json::error_code error;
  const json::value body = json::parse(call.body, error);
  if (error || !body.is_object()) return {};
  const json::value* value = body.as_object().if_contains(key);
  return value != nullptr && value->is_string() ? json::value_to<std::string>(*value)
                                                : std::string{};
}

// Every indicator fires once, with January, and resolves once, with February (in January: by a
// correction). Empty: a push was refused or nobody was told.
std::vector<Milliseconds> time_pushes(int pushes) {
  TestFolder folder;
  WebhookReceiver receiver;
  e2e::AlertPlan plan;
  plan.pushed = (pushes + 1) / 2;
  plan.webhook_url = receiver.url();
  e2e::write_alert_plan(folder, plan);
  e2e::DaemonUnderTest daemon(folder.path(), folder.file("data"));
  std::vector<Milliseconds> samples;
  if (!daemon.wait_ready()) {
    std::printf("planwatch did not start:\n%s\n", daemon.process().output().c_str());
    return samples;
  }
  for (int i = 0; i < pushes; ++i) {
    const std::string indicator = e2e::pushed_indicator(i / 2);
    const bool fires = i % 2 == 0;
    const int month = fires ? 1 : std::min(2, e2e::alert_plan_months());
    const std::size_t before = receiver.count();
    const std::string body = e2e::push_body(indicator, month, fires ? 45'000 : 99'000);
    const auto sent = Clock::now();
    const HttpAnswer answer = http_post_json(daemon.url("/api/v1/observations"), body);
    const auto told = receiver.wait_for(
        before,
        [&](const ReceivedCall& call) {
          return text_of(call, "alert").find("/" + indicator + "/") != std::string::npos;
        },
        longest_wait);
    if (answer.status != 200 || !told) {
      std::printf("push %d: status %d, %s\n%s\n", i, answer.status,
                  told ? "told" : "nobody was told", answer.body.c_str());
      return {};
    }
    samples.push_back(told->at - sent);
  }
  return samples;
}

// From the flip of the value to the webhook with that status; at seeded moments of the scrape's
// second.
std::vector<Milliseconds> time_flips(int flips) {
  WebhookReceiver receiver;
  PrometheusPair pair(receiver.url());
  std::vector<Milliseconds> samples;
  if (!pair.wait_ready()) {
    std::printf("prometheus did not start:\n%s\n", pair.output().c_str());
    return samples;
  }
  std::mt19937_64 random(1);
  const auto nothing = [](const ReceivedCall&) { return false; };
  receiver.wait_for(0, nothing, milliseconds{3'000});  // first scrapes
  for (int i = 0; i < flips; ++i) {
    receiver.wait_for(0, nothing, milliseconds{1'000 + static_cast<int>(random() % 1'000)});
    const bool fires = i % 2 == 0;
    const std::size_t before = receiver.count();
    const auto flipped = Clock::now();
    pair.set_value(fires);
    const auto told = receiver.wait_for(
        before,
        [&](const ReceivedCall& call) {
          return text_of(call, "status") == (fires ? "firing" : "resolved");
        },
        longest_wait);
    if (!told) {
      std::printf("flip %d: nobody was told\n%s\n", i, pair.output().c_str());
      return {};
    }
    samples.push_back(told->at - flipped);
  }
  return samples;
}

}  // namespace

int run_latency(int pushes, int flips) {
  std::printf("== latency: from a figure to the webhook, on loopback, grouping wait 0\n");
  std::fflush(stdout);
  const std::vector<Milliseconds> ours = time_pushes(pushes);
  print_percentiles("planwatch, pushed", ours);
  std::fflush(stdout);
  const std::vector<Milliseconds> theirs = time_flips(flips);
  print_percentiles("Prometheus + Alertmanager, 1 s", theirs);
  if (ours.empty() || theirs.empty()) return 1;
  const double p50 = percentile(theirs, 0.5) / percentile(ours, 0.5);
  const double p99 = percentile(theirs, 0.99) / percentile(ours, 0.99);
  std::printf("times faster: p50 %.0f, p99 %.0f; aim p99 < %.0f ms: %s\n", p50, p99, aim_ms,
              percentile(ours, 0.99).count() < aim_ms ? "met" : "missed");
  return 0;
}

}  // namespace planwatch::bench
