#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/web_metrics_server.h"

namespace planwatch {
namespace {

using servers_testing::MetricsServerTest;
using testing::HasSubstr;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// The last minutes of May and June 2025 in Shanghai, and a moment after June that is July's.
constexpr const char* history = R"(# TYPE closing_days gauge
closing_days{area="620702"} 31.25 1748707000
closing_days{area="620702"} 30.5 1751299100
closing_days{area="620700"} 29.75 1751299100
closing_days{area="620702"} 99 1751299200
# EOF
)";

// Debian's prometheus over blocks that promtool made; scrapes nothing.
class RealPrometheusTest : public MetricsServerTest {
 protected:
  void SetUp() override {
    folder_.write("history.txt", history);
    folder_.write("prometheus.yml", "global: {}\n");
    const Finished made = run_program({"promtool", "tsdb", "create-blocks-from", "openmetrics",
                                       folder_.file("history.txt"), folder_.file("data")});
    ASSERT_EQ(made.exit_code, 0) << made.output;
    start({"prometheus", "--config.file=" + folder_.file("prometheus.yml"),
           "--storage.tsdb.path=" + folder_.file("data"), "--storage.tsdb.retention.time=20y",
           "--web.listen-address=" + address()});
  }
};

TEST_F(RealPrometheusTest, FiguresOfPastPeriods) {
  std::size_t rejected = 0;
  EXPECT_THAT(
      figures(asking("closing_days"), rejected),
      UnorderedElementsAre("2025-05 620702 31.25", "2025-06 620702 30.5", "2025-06 620700 29.75"));
  EXPECT_THAT(figures(asking("no_such_series"), rejected), SizeIs(0));
  EXPECT_EQ(rejected, 0U);
  EXPECT_THAT(figures(asking("closing_days / 0 or closing_days * 0 / 0"), rejected), SizeIs(0))
      << "neither NaN nor Inf is a figure";
  EXPECT_EQ(rejected, 3U);

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
