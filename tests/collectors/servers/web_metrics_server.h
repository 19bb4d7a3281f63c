#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/read/read_body.h"
#include "tests/collectors/extract_support.h"
#include "tests/collectors/fetch_http_support.h"
#include "tests/support/process.h"

namespace planwatch::servers_testing {

// A server of Prometheus' kind on a free loopback port, asked for closing_days of areas.
class MetricsServerTest : public fetch_testing::HttpFetchTest {
 protected:
  // Starts it and waits until it answers; the test fails with its words when it does not.
  void start(const std::vector<std::string>& arguments) {
    process_.emplace(arguments, folder_.file("output"));
    const bool ready = wait_until(
        [this] {
          FeedSpec spec = asking("vector(1)");
          spec.retries = 0;
          return !process_->running() || fetch(spec).has_value();
        },
        std::chrono::seconds(20));
    ASSERT_TRUE(ready && process_->running()) << process_->output();
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string url() const { return "http://" + address(); }
  FeedSpec asking(const std::string& query) const {
    ObservationMapping mapping;
    mapping.area = "/metric/area";
    mapping.values = {extract_testing::value_of("closing_days", "/value/1")};
    FeedSpec made = extract_testing::feed(mapping);
    made.format = JsonFormat{"/data/result"};
    PrometheusSource source;
    source.url = url();
    source.query = query;
    source.basic = login_;
    made.transport = source;
    return made;
  }
  // "2025-06 620702 30.5" of each figure, and how many were refused besides.
  std::vector<std::string> figures(const FeedSpec& spec, std::size_t& rejected) {
    std::vector<std::string> found;
    const auto bodies = fetch(spec);
    if (!bodies) return {bodies.error().message};
    const Configuration& configuration = extract_testing::configuration();
    for (const FetchedBody& body : *bodies) {
      const auto read = read_body(body, spec, configuration);
      if (!read) return {read.error().message};
      rejected += read->rejected.size();
      for (const Observation& one : read->observations) {
        found.push_back(to_string(one.period) + " " +
                        configuration.plan.areas[one.area.value].code.text + " " +
                        one.value.to_string());
      }
    }
    return found;
  }

  std::optional<BasicLogin> login_;
  TestFolder folder_;
  int port_ = free_port();
  std::optional<Process> process_;
};

}  // namespace planwatch::servers_testing
