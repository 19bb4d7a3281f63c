#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collectors/fetch/fetcher.h"
#include "tests/collectors/fetch_support.h"

namespace planwatch::fetch_testing {

// A JSON page of `rows` rows, the first one carrying `start`; `more` stands beside them.
inline std::string page_of(int start, int rows, const std::string& more = "") {
  std::string list;
  for (int i = 0; i < rows; ++i) {
    list += (i == 0 ? "" : ",") + ("{\"n\":" + std::to_string(start + i) + "}");
  }
  return "{" + more + "\"data\":[" + list + "]}";
}

inline ServerReply body(std::string bytes, int status = 200) {
  return {ServerReply::Manner::normal, status, std::move(bytes), {}};
}

// Fetches over HTTP from a server of the test's own making. The machine's clock stands still, the
// plan's today is 5 July 2025.
class HttpFetchTest : public testing::Test {
 protected:
  void serve(TestServer::Handler handler) { server_.emplace(std::move(handler)); }
  // Replies one after another, the last one again and again.
  void serve_in_turn(std::vector<ServerReply> replies) {
    auto next = std::make_shared<std::size_t>(0);
    serve([replies = std::move(replies), next](const ServerRequest&) {
      const ServerReply& reply = replies[std::min(*next, replies.size() - 1)];
      ++*next;
      return reply;
    });
  }
  FeedSpec feed(const std::string& target = "/rates") {
    FeedSpec made;
    made.id = FeedId("tax");
    made.format = JsonFormat{"/data"};
    HttpSource source;
    source.url = server_->url(target);
    made.transport = source;
    return made;
  }
  static HttpSource& http(FeedSpec& spec) { return std::get<HttpSource>(spec.transport); }
  FeedSpec paged(int page_size, int max_pages = 10) {
    FeedSpec made = feed();
    http(made).paging = Paging{"page", "size", 1, page_size, max_pages};
    return made;
  }
  FetchTools tools() {
    const SourceVariables variables{{{"year", "2025"}}};
    return {hasty_,
            *client_,
            loop_,
            variables,
            "",
            [this] { return machine_now_; },
            [] { return make_date(2025, 7, 5); }};
  }
  Result<Fetched> fetch_all(Fetcher& fetcher, const FeedSpec& spec, const FetchMemory& memory) {
    std::optional<Result<Fetched>> outcome;
    fetcher.fetch(spec, memory, [&](auto result) {
      EXPECT_FALSE(outcome) << "called back twice";
      outcome = std::move(result);
    });
    EXPECT_FALSE(outcome) << "called back from inside fetch";
    EXPECT_TRUE(loop_.run_until([&] { return outcome.has_value(); }));
    if (!outcome) return fail(ErrorCode::timeout, "never called back");
    return *std::move(outcome);
  }
  Result<Fetched> fetch_with(const FeedSpec& spec, const FetchMemory& memory) {
    return fetch_all(*make_fetcher(tools()), spec, memory);
  }
  Result<std::vector<FetchedBody>> fetch(const FeedSpec& spec) {
    return fetch_with(spec, {}).map([](Fetched fetched) { return std::move(fetched.bodies); });
  }
  std::vector<std::string> targets() {
    std::vector<std::string> all;
    for (const ServerRequest& request : server_->requests()) all.push_back(request.target);
    return all;
  }

  PollLoop loop_;
  HastyLoop hasty_{loop_};
  std::optional<TestServer> server_;
  std::unique_ptr<HttpClient> client_ = make_curl_client(loop_);
  Instant machine_now_{std::chrono::milliseconds(1'735'660'800'000)};
};

}  // namespace planwatch::fetch_testing
