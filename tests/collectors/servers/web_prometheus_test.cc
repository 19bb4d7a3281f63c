#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/read/read_body.h"
#include "tests/collectors/extract_support.h"
#include "tests/collectors/fetch_http_support.h"
#include "tests/support/process.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::HasSubstr;
using testing::SizeIs;

// The last minutes of May and June 2025 in Shanghai, and a moment after June that is July's.
constexpr const char* history = R"(# TYPE closing_days gauge
closing_days{area="620702"} 31.25 1748707000
closing_days{area="620702"} 30.5 1751299100
closing_days{area="620700"} 29.75 1751299100
closing_days{area="620702"} 99 1751299200
# EOF
)";

// Debian's prometheus over blocks that promtool made; scrapes nothing.
class RealPrometheusTest : public HttpFetchTest {
 protected:
  void SetUp() override {
    folder_.write("history.txt", history);
    folder_.write("prometheus.yml", "global: {}\n");
    const Finished made = run_program({"promtool", "tsdb", "create-blocks-from", "openmetrics",
                                       folder_.file("history.txt"), folder_.file("data")});
    ASSERT_EQ(made.exit_code, 0) << made.output;
    process_.emplace(
        std::vector<std::string>{"prometheus", "--config.file=" + folder_.file("prometheus.yml"),
                                 "--storage.tsdb.path=" + folder_.file("data"),
                                 "--storage.tsdb.retention.time=20y",
                                 "--web.listen-address=127.0.0.1:" + std::to_string(port_)},
        folder_.file("output"));
    const bool ready = wait_until(
        [this] {
          FeedSpec spec = asking("vector(1)");
          spec.retries = 0;
          return !process_->running() || fetch(spec).has_value();
        },
        std::chrono::seconds(20));
    ASSERT_TRUE(ready && process_->running()) << process_->output();
  }
  FeedSpec asking(const std::string& query) const {
    ObservationMapping mapping;
    mapping.area = "/metric/area";
    mapping.values = {extract_testing::value_of("closing_days", "/value/1")};
    FeedSpec made = extract_testing::feed(mapping);
    made.format = JsonFormat{"/data/result"};
    PrometheusSource source;
    source.url = "http://127.0.0.1:" + std::to_string(port_);
    source.query = query;
    made.transport = source;
    return made;
  }

  TestFolder folder_;
  int port_ = free_port();
  std::optional<Process> process_;
};

TEST_F(RealPrometheusTest, FiguresOfPastPeriods) {
  const FeedSpec spec = asking("closing_days");
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  ASSERT_THAT(*bodies, SizeIs(2));
  std::vector<std::string> figures;
  for (const FetchedBody& body : *bodies) {
    const auto read = read_body(body, spec, extract_testing::configuration());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(read->rejected, SizeIs(0));
    for (const Observation& one : read->observations) {
      figures.push_back(to_string(one.period) + " " + one.value.to_string());
    }
  }
  EXPECT_THAT(figures,
              testing::UnorderedElementsAre("2025-05 31.25", "2025-06 30.5", "2025-06 29.75"));

  const auto nothing = fetch(asking("no_such_series"));
  ASSERT_TRUE(nothing) << nothing.error().message;
  const FeedSpec odd = asking("closing_days / 0 or closing_days * 0 / 0");
  const auto infinite = fetch(odd);
  ASSERT_TRUE(infinite) << infinite.error().message;
  const auto read = read_body(infinite->at(1), odd, extract_testing::configuration());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->observations, SizeIs(0)) << "neither NaN nor Inf is a figure";
  EXPECT_THAT(read->rejected, SizeIs(2));

  const std::vector<std::pair<const char*, const char*>> refused = {
      {"closing_days{", "parse error"},
      {"closing_days[5m]", "matrix"},
      {"scalar(vector(1))", "scalar"},
      {"closing_days * on() closing_days", "duplicate series"}};
  for (const auto& [query, said] : refused) {
    const auto error = fetch(asking(query));
    ASSERT_FALSE(error) << query;
    EXPECT_THAT(error.error().message, HasSubstr(said)) << query;
  }
}

}  // namespace
}  // namespace planwatch
