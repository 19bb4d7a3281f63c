#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/fetcher.h"
#include "collectors/fetch/sha256.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TEST_F(HttpFetchTest, OneBodyWithItsSourceAndHash) {
  serve_in_turn({body("{}")});
  FeedSpec spec = feed("/rates?year={year}&token=geheim");
  auto& source = std::get<HttpSource>(spec.transport);
  source.bearer = Secret("bearer-word");
  source.headers = {{"X-Client", "planwatch"}};
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  ASSERT_THAT(*bodies, SizeIs(1));
  EXPECT_EQ(bodies->at(0).bytes, "{}");
  EXPECT_EQ(bodies->at(0).sha256, sha256_hex("{}"));
  EXPECT_EQ(bodies->at(0).source, server_->url("/rates?year=2025&token=<secret>"));
  const ServerRequest seen = server_->requests().at(0);
  EXPECT_EQ(seen.target, "/rates?year=2025&token=geheim");
  EXPECT_THAT(seen.head, HasSubstr("Authorization: Bearer bearer-word\r\n"));
  EXPECT_THAT(seen.head, HasSubstr("X-Client: planwatch\r\n"));
}

TEST_F(HttpFetchTest, PostsTheBodyAsJsonUnlessToldOtherwise) {
  serve_in_turn({body("{}")});
  FeedSpec spec = feed();
  auto& source = std::get<HttpSource>(spec.transport);
  source.method = "POST";
  source.body = "{\"year\":{year}}";
  ASSERT_TRUE(fetch(spec));
  source.headers = {{"content-type", "text/xml"}};
  ASSERT_TRUE(fetch(spec));
  const auto seen = server_->requests();
  EXPECT_EQ(seen.at(0).body, "{\"year\":2025}");
  EXPECT_THAT(seen.at(0).head, HasSubstr("Content-Type: application/json"));
  EXPECT_THAT(seen.at(1).head, HasSubstr("content-type: text/xml"));
  EXPECT_THAT(seen.at(1).head, Not(HasSubstr("application/json")));
}

TEST_F(HttpFetchTest, PagesUntilAShortOne) {
  serve_in_turn({body(page_of(0, 2)), body(page_of(2, 2)), body(page_of(4, 1))});
  const auto bodies = fetch(paged(2));
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(),
              ElementsAre("/rates?page=1&size=2", "/rates?page=2&size=2", "/rates?page=3&size=2"));
  ASSERT_THAT(*bodies, SizeIs(3));
  EXPECT_EQ(bodies->at(2).bytes, page_of(4, 1));
  EXPECT_THAT(bodies->at(2).source, HasSubstr("page=3"));
}

TEST_F(HttpFetchTest, AnEmptyPageEndsAndIsLeftOut) {
  serve_in_turn({body(page_of(0, 2)), body(page_of(0, 0))});
  const auto bodies = fetch(paged(2));
  ASSERT_TRUE(bodies);
  EXPECT_THAT(*bodies, SizeIs(1));
  EXPECT_THAT(targets(), SizeIs(2));
}

TEST_F(HttpFetchTest, AnEmptyFirstPageIsTheAnswer) {
  serve_in_turn({body(page_of(0, 0))});
  const auto bodies = fetch(paged(2));
  ASSERT_TRUE(bodies);
  EXPECT_THAT(*bodies, SizeIs(1));
}

// Some gateways answer every page beyond the last with the last one.
TEST_F(HttpFetchTest, ARepeatedPageEndsAndIsLeftOut) {
  serve_in_turn({body(page_of(0, 2)), body(page_of(2, 2)), body(page_of(2, 2))});
  const auto bodies = fetch(paged(2));
  ASSERT_TRUE(bodies);
  EXPECT_THAT(*bodies, SizeIs(2));
  EXPECT_THAT(targets(), SizeIs(3));
}

TEST_F(HttpFetchTest, APageThatIsNoJsonEndsAndIsHandedOn) {
  serve_in_turn({body(page_of(0, 2)), body("<html>登录</html>")});
  const auto bodies = fetch(paged(2));
  ASSERT_TRUE(bodies);
  ASSERT_THAT(*bodies, SizeIs(2)) << "decoding it says what it is";
  EXPECT_THAT(bodies->at(1).bytes, HasSubstr("html"));
}

TEST_F(HttpFetchTest, NoEndWithinMaxPagesIsAnError) {
  auto n = std::make_shared<int>(0);
  serve([n](const ServerRequest&) { return body(page_of(2 * (*n)++, 2)); });
  const auto bodies = fetch(paged(2, 3));
  ASSERT_FALSE(bodies);
  EXPECT_FALSE(bodies.error().transient);
  EXPECT_THAT(bodies.error().message, HasSubstr("max_pages"));
  EXPECT_THAT(targets(), SizeIs(3));
}

TEST_F(HttpFetchTest, AllPagesTogetherObeyTheLimit) {
  auto n = std::make_shared<int>(0);
  serve([n](const ServerRequest&) { return body(page_of(1000 + 2 * (*n)++, 2)); });
  FeedSpec spec = paged(2);
  spec.limits.bytes = 2 * page_of(1000, 2).size() + 1;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::too_large);
}

TEST_F(HttpFetchTest, TransientFailuresAreRetriedWithGrowingWaits) {
  serve_in_turn({body("", 503), body("", 429), body("", 408), body("{}")});
  const auto bodies = fetch(feed());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(), SizeIs(4));
  EXPECT_THAT(hasty_.delays,
              ElementsAre(retry_delay(FeedId("tax"), 0), retry_delay(FeedId("tax"), 1),
                          retry_delay(FeedId("tax"), 2)));
}

TEST_F(HttpFetchTest, RetriesEnd) {
  serve_in_turn({body("", 500)});
  FeedSpec spec = feed();
  spec.retries = 2;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_TRUE(bodies.error().transient);
  EXPECT_THAT(bodies.error().message, HasSubstr("HTTP 500"));
  EXPECT_THAT(targets(), SizeIs(3));
}

TEST_F(HttpFetchTest, BrokenAndSlowAnswersAreRetried) {
  serve_in_turn({{ServerReply::Manner::broken, 200, "half", {}},
                 {ServerReply::Manner::silent, 200, "", {}},
                 body("{}")});
  FeedSpec spec = feed();
  spec.limits.total_timeout = milliseconds(100);
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_EQ(bodies->at(0).bytes, "{}");
}

TEST_F(HttpFetchTest, EveryPageHasItsOwnRetries) {
  serve_in_turn({body("", 500), body(page_of(0, 2)), body("", 500), body(page_of(2, 1))});
  FeedSpec spec = paged(2);
  spec.retries = 1;
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(*bodies, SizeIs(2));
}

TEST_F(HttpFetchTest, EndlessAnswersAreCutOffAndNotRetried) {
  serve_in_turn({{ServerReply::Manner::endless, 200, "", {}}});
  FeedSpec spec = feed();
  spec.limits.bytes = 50'000;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::too_large);
  EXPECT_THAT(targets(), SizeIs(1));
}

struct StatusRow {
  int status;
  ErrorCode code;
  bool transient;
};

TEST_F(HttpFetchTest, StatusesThatAreNoSuccess) {
  const std::vector<StatusRow> rows = {
      {302, ErrorCode::refused, false},   {400, ErrorCode::refused, false},
      {401, ErrorCode::refused, false},   {403, ErrorCode::refused, false},
      {404, ErrorCode::not_found, false}, {408, ErrorCode::timeout, true},
      {429, ErrorCode::refused, true},    {500, ErrorCode::io, true},
      {503, ErrorCode::io, true}};
  for (const StatusRow& row : rows) {
    serve_in_turn(
        {{ServerReply::Manner::normal, row.status, "", {"Location: /login?token=geheim"}}});
    FeedSpec spec = feed("/rates?key=geheim");
    spec.retries = 0;
    const auto bodies = fetch(spec);
    ASSERT_FALSE(bodies) << row.status;
    EXPECT_EQ(bodies.error().code, row.code) << row.status;
    EXPECT_EQ(bodies.error().transient, row.transient) << row.status;
    EXPECT_THAT(bodies.error().message, HasSubstr(std::to_string(row.status)));
    EXPECT_THAT(bodies.error().message, Not(HasSubstr("geheim")));
  }
}

TEST_F(HttpFetchTest, DestroyingTheFetcherEndsSilently) {
  serve_in_turn({body("", 500)});
  bool called = false;
  auto fetcher = make_fetcher({hasty_, *client_, loop_, {}, ""});
  fetcher->fetch(feed(), {}, [&](auto) { called = true; });
  EXPECT_TRUE(loop_.run_until([&] { return !hasty_.delays.empty(); }));
  fetcher.reset();
  loop_.run_for(milliseconds(30));
  EXPECT_FALSE(called);
}

TEST(RetryDelay, DoublesWithJitterThatRepeats) {
  const FeedId tax("tax");
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto base = milliseconds(std::min(500 << std::min(attempt, 10), 60'000));
    EXPECT_GE(retry_delay(tax, attempt), base) << attempt;
    EXPECT_LT(retry_delay(tax, attempt), base + base / 2) << attempt;
    EXPECT_EQ(retry_delay(tax, attempt), retry_delay(tax, attempt)) << attempt;
  }
  EXPECT_NE(retry_delay(tax, 3), retry_delay(FeedId("court"), 3)) << "feeds do not retry in step";
}

}  // namespace
}  // namespace planwatch
