#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "daemon/expose/api.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;

// The store answers with the small snapshot of 2025-10-20, said to be known on the day asked for.
struct Known {
  std::shared_ptr<Snapshot> present = test::small_snapshot();
  std::string asked;
  ApiBackend backend;

  Known() {
    backend.snapshot = [this] { return present; };
    backend.provenance = [](const IndicatorId&, const AreaCode&) {
      ADD_FAILURE() << "the owner's store must not be asked";
      return std::vector<Provenance>{};
    };
    backend.as_known_on = [this](const auto& configuration, Date day, const IndicatorId& indicator,
                                 const AreaCode& area) -> Result<KnownPlan> {
      asked = to_string(day) + " " + indicator.text + "@" + area.text;
      auto snapshot = std::make_shared<Snapshot>(*present);
      snapshot->configuration = configuration;
      snapshot->as_known_on = day;
      Provenance source;
      source.period = Period::month(2025, 6);
      source.source = "june.csv";
      source.report_date = make_date(2025, 7, 5);
      return KnownPlan{snapshot, {source}};
    };
  }
  ServerReply ask(const std::string& path, std::vector<std::pair<std::string, std::string>> query) {
    ServerRequest request;
    request.method = "GET";
    request.path = path;
    request.query = std::move(query);
    ServerReply reply = answer(request, backend);
    return reply.later ? reply.later() : reply;
  }
};

TEST(ApiAsKnownOn, StatusTasksAndExplainSayTheDay) {
  Known known;
  for (const char* path : {"/api/v1/status", "/api/v1/tasks", "/api/v1/explain"}) {
    std::vector<std::pair<std::string, std::string>> query{{"as_known_on", "2025-07-10"}};
    if (std::string(path).ends_with("explain")) query.emplace_back("indicator", "sme_share");
    const ServerReply reply = known.ask(path, query);
    ASSERT_EQ(reply.status, 200) << path << "\n" << reply.body;
    EXPECT_EQ(json::parse(reply.body).at("as_known_on").as_string(), "2025-07-10") << path;
  }
  EXPECT_EQ(known.asked, "2025-07-10 sme_share@620702");
}

TEST(ApiAsKnownOn, IsWorkedOutLater) {
  Known known;
  ServerRequest request;
  request.method = "GET";
  request.path = "/api/v1/status";
  request.query = {{"as_known_on", "2025-07-10"}};
  EXPECT_TRUE(answer(request, known.backend).later);
  EXPECT_EQ(known.asked, "") << "the owner thread did not read the store";
}

TEST(ApiAsKnownOn, OtherParametersStillCount) {
  Known known;
  const ServerReply reply =
      known.ask("/api/v1/status", {{"light", "red"}, {"as_known_on", "2025-07-10"}});
  EXPECT_EQ(json::parse(reply.body).at("indicators").as_array().size(), 1u);
  EXPECT_EQ(known.ask("/api/v1/status", {{"light", "pink"}, {"as_known_on", "2025-07-10"}}).status,
            400);
}

TEST(ApiAsKnownOn, SourcesAreThoseKnownThen) {
  Known known;
  const auto ask = [&](const char* day) {
    return known.ask("/api/v1/explain", {{"indicator", "sme_share"}, {"as_known_on", day}}).body;
  };
  EXPECT_NE(ask("2025-07-05").find("june.csv"), std::string::npos);
  EXPECT_EQ(ask("2025-07-04").find("june.csv"), std::string::npos);
}

TEST(ApiAsKnownOn, ADayThatIsNoneOrYetToComeIsRefusedWithAHint) {
  Known known;
  for (const char* day : {"2025-7-1", "gestern", "", "2025-02-30", "2025-10-21"}) {
    const ServerReply reply = known.ask("/api/v1/status", {{"as_known_on", day}});
    EXPECT_EQ(reply.status, 400) << day;
    const auto error = json::parse(reply.body).at("error");
    EXPECT_EQ(error.at("code").as_string(), "invalid_day");
    EXPECT_NE(std::string(error.at("hint").as_string()).find("2025-10-20"), std::string::npos);
  }
  EXPECT_EQ(known.asked, "");
}

TEST(ApiAsKnownOn, AlertsAndFeedsDoNotTakeIt) {
  Known known;
  for (const char* path : {"/api/v1/alerts", "/api/v1/feeds"}) {
    EXPECT_EQ(known.ask(path, {{"as_known_on", "2025-07-10"}}).status, 400) << path;
  }
}

TEST(ApiAsKnownOn, AStoreThatCannotBeReadIsSaid) {
  Known known;
  known.backend.as_known_on = [](const auto&, Date, const IndicatorId&,
                                 const AreaCode&) -> Result<KnownPlan> {
    return fail(ErrorCode::io, "磁盘不可读");
  };
  const ServerReply reply = known.ask("/api/v1/status", {{"as_known_on", "2025-07-10"}});
  EXPECT_EQ(reply.status, 503);
  EXPECT_NE(reply.body.find("磁盘不可读"), std::string::npos);
}

TEST(ApiExplain, TellsTheNoticesOfItsAlerts) {
  Known known;
  known.backend.provenance = [](const IndicatorId&, const AreaCode&) {
    return std::vector<Provenance>{};
  };
  std::vector<std::string> asked;
  known.backend.notices = [&](const std::vector<std::string>& alerts) {
    asked = alerts;
    NoticeRecord record;
    record.notice.addressee = "区财政局 经办人";
    record.state = OutboxState::refused;
    record.answer = "invalid webhook url";
    return std::vector<NoticeRecord>{record};
  };
  const std::string body = known.ask("/api/v1/explain", {{"indicator", "sme_share"}}).body;
  ASSERT_FALSE(asked.empty());
  for (const std::string& alert : asked) EXPECT_NE(alert.find("/sme_share/"), std::string::npos);
  EXPECT_NE(body.find("区财政局 经办人"), std::string::npos) << body;
  EXPECT_NE(body.find("invalid webhook url"), std::string::npos) << body;
}

}  // namespace
}  // namespace planwatch
