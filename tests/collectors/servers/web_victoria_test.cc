#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/web_metrics_server.h"

namespace planwatch {
namespace {

using servers_testing::MetricsServerTest;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// The last minutes of May and June 2025 in Shanghai, and a moment after June that is July's.
constexpr const char* history =
    R"(closing_days{area="620702"} 31.25 1748707000000
closing_days{area="620702"} 30.5 1751299100000
closing_days{area="620700"} 29.75 1751299100000
closing_days{area="620702"} 99 1751299200000
)";

// Hands the history in and has it written down.
constexpr const char* hand_in = R"py(
import base64, sys, urllib.request
steps = (("/api/v1/import/prometheus", sys.argv[2].encode()), ("/internal/force_flush", None))
for path, data in steps:
    request = urllib.request.Request(sys.argv[1] + path, data=data)
    request.add_header("Authorization", "Basic " + base64.b64encode(sys.argv[3].encode()).decode())
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).read()
)py";

// Debian's victoria-metrics on loopback, which lets nobody in without a login.
class RealVictoriaTest : public MetricsServerTest {
 protected:
  void SetUp() override {
    login_ = BasicLogin{"gz", Secret("open sesame")};
    start({"victoria-metrics", "-storageDataPath=" + folder_.file("data"),
           "-httpListenAddr=" + address(), "-retentionPeriod=20y", "-memory.allowedBytes=64MB",
           "-httpAuth.username=gz", "-httpAuth.password=open sesame"});
    const Finished handed_in =
        run_program({"/usr/bin/python3", "-c", hand_in, url(), history, "gz:open sesame"});
    ASSERT_EQ(handed_in.exit_code, 0) << handed_in.output;
  }
};

TEST_F(RealVictoriaTest, FiguresOfPastPeriodsByTheirLabels) {
  std::size_t rejected = 0;
  EXPECT_THAT(
      figures(asking("closing_days"), rejected),
      UnorderedElementsAre("2025-05 620702 31.25", "2025-06 620702 30.5", "2025-06 620700 29.75"));
  EXPECT_THAT(figures(asking("no_such_series"), rejected), SizeIs(0));
  EXPECT_EQ(rejected, 0U);
  // A label that names no area of the plan brings no figure, nor do NaN and Inf.
  EXPECT_THAT(figures(asking("label_set(sum(closing_days), \"area\", \"110000\")"), rejected),
              SizeIs(0));
  EXPECT_GT(rejected, 0U);
  rejected = 0;
  EXPECT_THAT(figures(asking("closing_days / 0"), rejected), SizeIs(0));
  EXPECT_GT(rejected, 0U);

  for (const auto& [query, said] : std::vector<std::pair<const char*, const char*>>{
           {"closing_days{", "labelFilterExpr"},
           {"closing_days[5m]", "matrix"},
           {"closing_days * on() closing_days", "duplicate time series"}}) {
    const auto error = fetch(asking(query));
    ASSERT_FALSE(error) << query;
    EXPECT_FALSE(error.error().transient) << query;
    EXPECT_THAT(error.error().message, HasSubstr(said)) << query;
  }

  for (const char* password : {"", "geheim"}) {
    FeedSpec stranger = asking("closing_days");
    auto& source = std::get<PrometheusSource>(stranger.transport);
    source.basic.reset();
    if (*password != '\0') source.basic = BasicLogin{"gz", Secret(password)};
    const auto refused = fetch(stranger);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::refused);
    EXPECT_FALSE(refused.error().transient);
    EXPECT_THAT(refused.error().message, AllOf(HasSubstr("HTTP 401"), Not(HasSubstr("geheim"))));
  }
}

}  // namespace
}  // namespace planwatch
