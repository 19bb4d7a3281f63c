#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class FollowPagesTest : public HttpFetchTest {
 protected:
  FeedSpec by_cursor(const std::string& target = "/rates", int max_pages = 5) {
    FeedSpec made = feed(target);
    http(made).paging = CursorPaging{"after", "/next", max_pages};
    return made;
  }
  FeedSpec by_link(const std::string& pointer = "", int max_pages = 5) {
    FeedSpec made = feed("/rates?size=2");
    http(made).paging = LinkPaging{pointer, max_pages};
    return made;
  }
  static ServerReply linked(std::string bytes, const std::string& header) {
    return {ServerReply::Manner::normal, 200, std::move(bytes), {"Link: " + header}};
  }
};

TEST_F(FollowPagesTest, CursorsUntilThereIsNone) {
  serve_in_turn({body(page_of(0, 2, R"("next":"a+/=",)")), body(page_of(2, 2, R"("next":77,)")),
                 body(page_of(4, 2, R"("next":null,)"))});
  const auto bodies = fetch(by_cursor());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(), ElementsAre("/rates", "/rates?after=a%2B%2F%3D", "/rates?after=77"));
  ASSERT_THAT(*bodies, SizeIs(3));
  EXPECT_EQ(bodies->at(2).source, server_->url("/rates?after=77"));
}

TEST_F(FollowPagesTest, WhatEndsACursor) {
  for (const char* end : {R"("next":"",)", R"("next":null,)", ""}) {
    serve_in_turn({body(page_of(0, 2, end)), body(page_of(2, 2, end))});
    ASSERT_TRUE(fetch(by_cursor())) << end;
    EXPECT_THAT(targets(), SizeIs(1)) << end;
  }
}

// Some gateways filter after paging: an empty page may stand in the middle.
TEST_F(FollowPagesTest, AnEmptyPageWithANewCursorIsPassedOver) {
  serve_in_turn({body(page_of(0, 2, R"("next":"a",)")), body(page_of(0, 0, R"("next":"b",)")),
                 body(page_of(2, 1))});
  const auto bodies = fetch(by_cursor());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(), SizeIs(3));
  EXPECT_THAT(*bodies, SizeIs(2));
}

// Others go on naming the last cursor when there is nothing more.
TEST_F(FollowPagesTest, AnEmptyPageWithAKnownCursorEnds) {
  serve_in_turn({body(page_of(0, 2, R"("next":"a",)")), body(page_of(0, 0, R"("next":"a",)"))});
  const auto bodies = fetch(by_cursor());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(), SizeIs(2));
  EXPECT_THAT(*bodies, SizeIs(1));
}

struct FaultRow {
  const char* what;
  std::vector<ServerReply> replies;
  ErrorCode code;
  const char* said;
  std::size_t requests;
};

TEST_F(FollowPagesTest, CursorsThatLeadNowhere) {
  const std::vector<FaultRow> rows = {
      {"the parameter is ignored: the same page again and again",
       {body(page_of(0, 2, R"("next":"a",)"))},
       ErrorCode::invalid,
       "参数名",
       2},
      {"back to an earlier one",
       {body(page_of(0, 2, R"("next":"a",)")), body(page_of(2, 2, R"("next":"b",)")),
        body(page_of(4, 2, R"("next":"a",)"))},
       ErrorCode::invalid,
       "已经取过",
       3},
      {"an object", {body(page_of(0, 2, R"("next":{"id":1},)"))}, ErrorCode::invalid, "/next", 1},
      {"a login page in the middle",
       {body(page_of(0, 2, R"("next":"a",)")), body("<html><form>登录</form></html>")},
       ErrorCode::invalid,
       "第 2 页",
       2},
      {"cut off",
       {body(page_of(0, 2, R"("next":"a",)")), body(R"({"data":[{"n":1},)")},
       ErrorCode::corrupt,
       "第 2 页",
       2}};
  for (const FaultRow& row : rows) {
    serve_in_turn(row.replies);
    const auto bodies = fetch(by_cursor());
    ASSERT_FALSE(bodies) << row.what;
    EXPECT_EQ(bodies.error().code, row.code) << row.what << bodies.error().message;
    EXPECT_FALSE(bodies.error().transient) << row.what;
    EXPECT_THAT(bodies.error().message, HasSubstr(row.said)) << row.what;
    EXPECT_THAT(targets(), SizeIs(row.requests)) << row.what;
  }
}

TEST_F(FollowPagesTest, ACursorThatNeverEnds) {
  auto n = std::make_shared<int>(0);
  serve([n](const ServerRequest&) {
    const int page = (*n)++;
    return body(page_of(2 * page, 2, "\"next\":" + std::to_string(page) + ","));
  });
  const auto bodies = fetch(by_cursor("/rates", 4));
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::too_large);
  EXPECT_THAT(bodies.error().message, HasSubstr("max_pages"));
  EXPECT_THAT(targets(), SizeIs(4));
}

TEST_F(FollowPagesTest, LinksOfTheHeader) {
  serve_in_turn({linked(page_of(0, 2), R"(</rates?size=2&p=2>; rel="next", </>; rel="first")"),
                 linked(page_of(2, 2), R"(<?p=3>; rel="next")"),
                 linked(page_of(4, 1), R"(</rates>; rel="first")")});
  const auto bodies = fetch(by_link());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(targets(), ElementsAre("/rates?size=2", "/rates?size=2&p=2", "/rates?p=3"));
  EXPECT_THAT(*bodies, SizeIs(3));
}

TEST_F(FollowPagesTest, LinksOfTheBodyAndOfOtherFormats) {
  serve_in_turn({body(page_of(0, 2, R"("next":"/rates?p=2",)")), body(page_of(2, 2))});
  ASSERT_TRUE(fetch(by_link("/next")));
  EXPECT_THAT(targets(), ElementsAre("/rates?size=2", "/rates?p=2"));
  serve_in_turn({linked("月份,值\n2025-01,1\n", R"(</rates?p=2>; rel="next")"),
                 body("月份,值\n2025-02,2\n")});
  FeedSpec spec = by_link();
  spec.format = CsvFormat{};
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(*bodies, SizeIs(2)) << "links do not need JSON";
}

// Credentials would go with the request.
TEST_F(FollowPagesTest, LinksToOtherServersAreRefused) {
  TestServer other([](const ServerRequest&) { return body(page_of(0, 1)); });
  for (const std::string& target :
       {other.url("/rates?token=geheim"), std::string("//evil.example/rates"),
        std::string("https://127.0.0.1/rates"), std::string("file:///etc/hosts")}) {
    serve_in_turn({linked(page_of(0, 2), "<" + target + ">; rel=\"next\"")});
    FeedSpec spec = by_link();
    http(spec).bearer = Secret("bearer-word");
    const auto bodies = fetch(spec);
    ASSERT_FALSE(bodies) << target;
    EXPECT_THAT(bodies.error().message, HasSubstr("第 1 页")) << target;
    EXPECT_THAT(bodies.error().message, Not(HasSubstr("geheim")));
  }
  EXPECT_THAT(other.requests(), SizeIs(0));
}

TEST_F(FollowPagesTest, ASecretThatComesBackInALinkIsInNoSource) {
  serve_in_turn({linked(page_of(0, 2), R"(</rates?page=2&as=bearer-word>; rel="next")"),
                 body(page_of(2, 1))});
  FeedSpec spec = by_link();
  http(spec).bearer = Secret("bearer-word");
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  ASSERT_THAT(*bodies, SizeIs(2));
  EXPECT_THAT(bodies->back().source, HasSubstr("as=<secret>"));
  EXPECT_THAT(targets().back(), HasSubstr("as=bearer-word")) << "asked for as the server says";
}

TEST_F(FollowPagesTest, ALinkToItselfIsAnError) {
  serve_in_turn({linked(page_of(0, 2), R"(</rates?size=2>; rel="next")")});
  const auto bodies = fetch(by_link());
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::invalid);
  EXPECT_THAT(targets(), SizeIs(1));
}

TEST_F(FollowPagesTest, AllPagesTogetherObeyTheLimit) {
  auto n = std::make_shared<int>(0);
  serve([n](const ServerRequest&) {
    return body(page_of(0, 2, "\"next\":" + std::to_string((*n)++) + ","));
  });
  FeedSpec spec = by_cursor("/rates", 1000);
  spec.limits.bytes = 200;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::too_large);
  EXPECT_THAT(targets(), SizeIs(testing::Le(200U / page_of(0, 2).size() + 1)));
}

}  // namespace
}  // namespace planwatch
