#include "daemon/demo/http_answers.h"

#include <gtest/gtest.h>

#include "collectors/decode/table.h"
#include "daemon/demo/samples.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

class HttpAnswers : public ::testing::Test {
 protected:
  ServerReply get(const std::string& path,
                  std::vector<std::pair<std::string, std::string>> query = {},
                  Instant now = demo_start()) const {
    return departments_.answer({"GET", path, std::move(query), "", ""}, now);
  }
  static std::size_t rows(const ServerReply& reply, const std::string& pointer) {
    const auto document = decode(reply.body, JsonFormat{pointer}, FeedLimits{});
    EXPECT_TRUE(document.has_value()) << reply.body.substr(0, 200);
    return document ? document->tables[0].rows.size() : 0;
  }

  std::shared_ptr<const Configuration> configuration_ = small_configuration();
  SampleDepartments departments_{configuration_, "unused"};
};

// 12 months of last year and 9 of this one.
TEST_F(HttpAnswers, PagesEndWithAShortOne) {
  const std::size_t expected[] = {10, 10, 1, 0};
  for (int page = 1; page <= 4; ++page) {
    const ServerReply reply = get("/tax/rows", {{"page", std::to_string(page)}, {"size", "10"}});
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(rows(reply, "/data/list"), expected[page - 1]) << "page " << page;
  }
}

TEST_F(HttpAnswers, WithoutAPageTheFirstOneOfTheUsualSize) {
  EXPECT_EQ(rows(get("/tax/rows"), "/data/list"), 10u);
  EXPECT_EQ(rows(get("/housing/rows"), "/records"), 21u);
}

TEST_F(HttpAnswers, KnowOnlyWhatWasDeliveredByThen) {
  const Instant spring = instant_at(make_date(2025, 4, 1), TimeOfDay{0});
  EXPECT_EQ(rows(get("/housing/rows", {}, spring), "/records"), 14u);
  EXPECT_EQ(rows(get("/housing/rows", {}, end_of_all()), "/records"), 24u);
}

TEST_F(HttpAnswers, OneRowPerIndicatorWhereTheMappingSaysSo) {
  EXPECT_EQ(rows(get("/business_environment/rows", {{"size", "500"}}), "/data/rows"), 42u);
}

TEST_F(HttpAnswers, AreMarkedAsSamples) {
  const std::string body = get("/tax/rows").body;
  EXPECT_NE(body.find("\"sample\":true"), std::string::npos);
  EXPECT_NE(body.find("\"remark\":\"样例数据\""), std::string::npos);
}

TEST_F(HttpAnswers, TheSameQuestionGetsTheSameAnswer) {
  EXPECT_EQ(get("/tax/rows").body, get("/tax/rows").body);
}

struct Refusal {
  const char* method;
  const char* path;
  std::vector<std::pair<std::string, std::string>> query;
  int status;
};

TEST_F(HttpAnswers, RefuseWhatTheyDoNotKnow) {
  const Refusal refusals[] = {{"GET", "/nowhere", {}, 404},
                              {"GET", "/court/rows", {}, 404},
                              {"POST", "/tax/rows", {}, 405},
                              {"GET", "/tax/rows", {{"page", "0"}}, 400},
                              {"GET", "/tax/rows", {{"page", "-1"}}, 400},
                              {"GET", "/tax/rows", {{"page", "x"}}, 400},
                              {"GET", "/tax/rows", {{"size", "0"}}, 400},
                              {"GET", "/tax/rows", {{"size", "99999999999999999999"}}, 400}};
  for (const Refusal& one : refusals) {
    const ServerReply reply =
        departments_.answer({one.method, one.path, one.query, "", ""}, demo_start());
    EXPECT_EQ(reply.status, one.status) << one.method << ' ' << one.path;
    EXPECT_NE(reply.body.find("\"message\":"), std::string::npos);
  }
}

TEST(SamplePath, IsWhatFollowsTheVariable) {
  FeedSpec feed;
  feed.transport = HttpSource{.url = "${samples_url}/tax/services?kind=1"};
  EXPECT_EQ(sample_path_of(feed), "/tax/services");
  feed.transport = HttpSource{.url = "https://example.gov.cn/tax"};
  EXPECT_EQ(sample_path_of(feed), "");
  feed.transport = FileSource{};
  EXPECT_EQ(sample_path_of(feed), "");
}

}  // namespace
}  // namespace planwatch::demo
