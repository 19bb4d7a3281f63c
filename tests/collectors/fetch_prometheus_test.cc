#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/name_period.h"
#include "collectors/read/read_body.h"
#include "tests/collectors/extract_support.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string vector_of(const std::string& samples) {
  return R"({"status":"success","data":{"resultType":"vector","result":[)" + samples + "]}}";
}
std::string sample(const std::string& area, const std::string& value) {
  return R"({"metric":{"area":")" + area + R"("},"value":[1751299199,")" + value + "\"]}";
}

class PrometheusFetchTest : public HttpFetchTest {
 protected:
  FeedSpec asking(Frequency frequency = Frequency::month, int periods = 2) {
    ObservationMapping mapping;
    mapping.area = "/metric/area";
    mapping.values = {extract_testing::value_of("closing_days", "/value/1")};
    FeedSpec made = extract_testing::feed(mapping);
    made.format = JsonFormat{"/data/result"};
    made.due.frequency = frequency;
    PrometheusSource source;
    source.url = server_->url("/prom/");
    source.query = R"(closing_days{court="甘州"} + 0)";
    source.periods = periods;
    made.transport = source;
    return made;
  }
};

TEST_F(PrometheusFetchTest, TheNewestCompletePeriodsAtTheirLastInstant) {
  serve_in_turn({body(vector_of(sample("620702", "30.5"))), body(vector_of(""))});
  const auto bodies = fetch(asking());
  ASSERT_TRUE(bodies) << bodies.error().message;
  const std::string query = "query=closing_days%7Bcourt%3D%22%E7%94%98%E5%B7%9E%22%7D%20%2B%200";
  // 31 May and 30 June 2025, 23:59:59 in Shanghai.
  EXPECT_THAT(targets(), ElementsAre("/prom/api/v1/query?" + query + "&time=1748707199",
                                     "/prom/api/v1/query?" + query + "&time=1751299199"));
  ASSERT_THAT(*bodies, SizeIs(2));
  EXPECT_EQ(bodies->at(0).source, server_->url("/prom/api/v1/query 2025-05"));
  EXPECT_EQ(bodies->at(1).source, server_->url("/prom/api/v1/query 2025-06"));
}

struct PeriodRow {
  Frequency frequency;
  int periods;
  std::vector<std::string> asked;
};

// Today is 5 July 2025.
TEST_F(PrometheusFetchTest, PeriodsOfEveryFrequency) {
  const std::vector<PeriodRow> rows = {
      {Frequency::month, 1, {"2025-06"}},
      {Frequency::month,
       8,
       {"2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"}},
      {Frequency::quarter, 3, {"2024-Q4", "2025-Q1", "2025-Q2"}},
      {Frequency::half, 2, {"2024-H2", "2025-H1"}},
      {Frequency::year, 2, {"2023", "2024"}}};
  for (const PeriodRow& row : rows) {
    serve_in_turn({body(vector_of(""))});
    const auto bodies = fetch(asking(row.frequency, row.periods));
    ASSERT_TRUE(bodies) << bodies.error().message;
    std::vector<std::string> asked;
    for (const FetchedBody& one : *bodies) {
      asked.push_back(one.source.substr(one.source.rfind(' ') + 1));
      const NamePeriod read = period_of_source(one.source);
      ASSERT_TRUE(read.period) << one.source;
      EXPECT_EQ(to_string(read.period->period), asked.back());
    }
    EXPECT_EQ(asked, row.asked);
  }
}

// The period comes from the source; values that are no numbers are refused, with their place.
TEST_F(PrometheusFetchTest, ReadWithoutAPeriodColumn) {
  serve_in_turn({body(vector_of(sample("620702", "30.5") + "," + sample("620700", "NaN") + "," +
                                sample("620700", "+Inf") + "," + sample("620700", "-Inf")))});
  const FeedSpec spec = asking(Frequency::month, 1);
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  const auto read = read_body(bodies->at(0), spec, extract_testing::configuration());
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_THAT(read->observations, SizeIs(1));
  EXPECT_EQ(read->observations[0].period, Period::month(2025, 6));
  EXPECT_THAT(read->rejected, SizeIs(3));
}

TEST_F(PrometheusFetchTest, NoSeriesIsNoFigureAndNoError) {
  serve_in_turn({body(vector_of(""))});
  const FeedSpec spec = asking(Frequency::month, 1);
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies);
  const auto read = read_body(bodies->at(0), spec, extract_testing::configuration());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->observations, SizeIs(0));
  EXPECT_THAT(read->rejected, SizeIs(0));
}

struct FaultRow {
  const char* what;
  ServerReply reply;
  const char* said;
};

TEST_F(PrometheusFetchTest, AnswersThatAreNoFigures) {
  const std::vector<FaultRow> rows = {
      {"bad query",
       body(R"({"status":"error","errorType":"bad_data","error":"parse error: unexpected end"})",
            400),
       "parse error: unexpected end"},
      {"an error with status 200",
       body(R"({"status":"error","errorType":"internal","error":"block gone"})"), "block gone"},
      {"warnings",
       body(R"({"status":"success","warnings":["store is down"],"data":{"resultType":"vector",)"
            R"("result":[]}})"),
       "store is down"},
      {"VictoriaMetrics, a node is missing",
       body(R"({"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}})"),
       "isPartial"},
      {"a range", body(R"({"status":"success","data":{"resultType":"matrix","result":[]}})"),
       "matrix"},
      {"a scalar", body(R"({"status":"success","data":{"resultType":"scalar","result":[1,"2"]}})"),
       "scalar"},
      {"a login page", body("<html>登录</html>"), "网页"}};
  for (const FaultRow& row : rows) {
    serve_in_turn({row.reply});
    const auto bodies = fetch(asking());
    ASSERT_FALSE(bodies) << row.what;
    EXPECT_FALSE(bodies.error().transient) << row.what;
    EXPECT_THAT(bodies.error().message, HasSubstr(row.said)) << row.what;
    EXPECT_THAT(targets(), SizeIs(1)) << row.what;
  }
}

TEST_F(PrometheusFetchTest, NothingCompleteIsSaid) {
  serve_in_turn({body(vector_of(""))});
  FeedSpec spec = asking();
  for (unsigned month = 1; month <= 12; ++month) spec.due.skip.push_back(month);
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, HasSubstr("skip"));
}

}  // namespace
}  // namespace planwatch
