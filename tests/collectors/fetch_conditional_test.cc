#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/http_conditional.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* modified = "Last-Modified: Tue, 01 Jul 2025 00:00:00 GMT";
constexpr const char* later = "Date: Sat, 05 Jul 2025 00:00:00 GMT";

class ConditionalTest : public HttpFetchTest {
 protected:
  FeedSpec conditional(const std::string& target = "/rates") {
    FeedSpec made = feed(target);
    http(made).conditional = true;
    return made;
  }
  // 304 to who knows the validators, else a body with them.
  void serve_document(std::vector<std::string> headers) {
    serve([headers = std::move(headers)](const ServerRequest& request) -> ServerReply {
      const bool knows = request.head.find("If-None-Match: \"v1\"") != std::string::npos ||
                         request.head.find("If-Modified-Since: Tue, 01") != std::string::npos;
      if (knows) return {ServerReply::Manner::normal, 304, "", {}};
      return {ServerReply::Manner::normal, 200, page_of(0, 1), headers};
    });
  }
};

TEST_F(ConditionalTest, UnchangedDocumentsBringNothingAndKeepTheMemory) {
  const std::vector<std::vector<std::string>> kinds = {
      {"ETag: \"v1\""}, {modified, later}, {"ETag: \"v1\"", modified, later}};
  for (const auto& headers : kinds) {
    serve_document(headers);
    const auto first = fetch_with(conditional(), {});
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_THAT(first->bodies, SizeIs(1));
    EXPECT_THAT(first->memory, Not(IsEmpty()));
    const auto second = fetch_with(conditional(), first->memory);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_THAT(second->bodies, IsEmpty());
    EXPECT_EQ(second->memory, first->memory);
  }
}

TEST_F(ConditionalTest, AnotherRequestAsksInFull) {
  serve_document({"ETag: \"v1\""});
  const auto first = fetch_with(conditional("/rates?token=geheim"), {});
  ASSERT_TRUE(first);
  for (const auto& [key, value] : first->memory) {
    EXPECT_THAT(value, Not(HasSubstr("geheim"))) << "the memory is stored";
  }
  FeedSpec other_year = conditional("/rates?year=2026");
  FeedSpec unconditional = feed("/rates?token=geheim");
  FeedSpec with_pages = conditional("/rates?token=geheim");
  http(with_pages).paging = Paging{"page", "size", 1, 2, 10};
  FeedSpec posted = conditional("/rates?token=geheim");
  http(posted).method = "POST";
  for (const FeedSpec& spec : {other_year, unconditional, with_pages, posted}) {
    const auto fetched = fetch_with(spec, first->memory);
    ASSERT_TRUE(fetched);
    EXPECT_THAT(fetched->bodies, SizeIs(1));
  }
  const auto seen = server_->requests();
  for (const ServerRequest& request : seen) EXPECT_THAT(request.head, Not(HasSubstr("If-None")));
}

TEST_F(ConditionalTest, A304ThatNobodyAskedForIsAnError) {
  serve_in_turn({body("", 304)});
  for (const FeedSpec& spec : {feed(), conditional()}) {
    const auto fetched = fetch_with(spec, {});
    ASSERT_FALSE(fetched) << "there is nothing to fall back on";
    EXPECT_THAT(fetched.error().message, HasSubstr("304"));
  }
}

struct MemoryRow {
  const char* what;
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t kept;
};

TEST_F(ConditionalTest, WhichValidatorsAreKept) {
  const std::string day = "Tue, 01 Jul 2025 00:00:00 GMT";
  const std::string next = "Tue, 01 Jul 2025 00:00:01 GMT";
  const std::vector<MemoryRow> rows = {
      {"none", {}, 0},
      {"etag", {{"etag", "W/\"v1\""}}, 2},
      {"both", {{"etag", "\"v1\""}, {"last-modified", day}, {"date", next}}, 3},
      {"changed in the second in which it was sent",
       {{"etag", "\"v1\""}, {"last-modified", day}, {"date", day}},
       0},
      {"no date to compare with", {{"last-modified", day}}, 0},
      {"too long", {{"etag", "\"" + std::string(600, 'x') + "\""}}, 0},
      {"control characters", {{"etag", "\"a\tb\""}}, 0}};
  for (const MemoryRow& row : rows) {
    HttpResponse response;
    response.headers = row.headers;
    EXPECT_EQ(memory_of("identity", response).size(), row.kept) << row.what;
  }
}

TEST_F(ConditionalTest, ANewAnswerReplacesTheMemory) {
  serve_in_turn({{ServerReply::Manner::normal, 200, "{}", {"ETag: \"v2\""}}, body("{}")});
  const auto first = fetch_with(conditional(), {{"etag", "\"v1\""}, {"validators_of", "else"}});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->memory.at("etag"), "\"v2\"");
  const auto second = fetch_with(conditional(), first->memory);
  ASSERT_TRUE(second);
  EXPECT_THAT(second->memory, IsEmpty()) << "an answer without validators";
}

}  // namespace
}  // namespace planwatch
