#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "daemon/expose/api.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;
using Query = std::vector<std::pair<std::string, std::string>>;

std::string body_of(const std::string& path, Query query, std::shared_ptr<Snapshot> snapshot) {
  ApiBackend backend;
  backend.snapshot = [&] { return snapshot; };
  backend.provenance = [](const IndicatorId&, const AreaCode&) {
    return std::vector<Provenance>{};
  };
  ServerRequest request;
  request.method = "GET";
  request.path = path;
  request.query = std::move(query);
  const auto reply = answer(request, backend);
  EXPECT_EQ(reply.status, 200) << reply.body;
  return reply.body;
}

json::value ask(const std::string& path, Query query = {}) {
  return json::parse(body_of(path, std::move(query), test::small_snapshot()));
}

// Values of one key of all objects in a list, joined by commas.
std::string column(const json::value& list, const std::string& key) {
  std::string out;
  for (const auto& item : list.as_array()) {
    const auto* value = item.as_object().if_contains(key);
    if (!out.empty()) out += ",";
    if (value == nullptr) {
      out += "-";
    } else {
      out += value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
    }
  }
  return out;
}

std::string keys_of(const json::value& object) {
  std::string out;
  for (const auto& member : object.as_object()) {
    out += (out.empty() ? "" : " ") + std::string(member.key());
  }
  return out;
}

TEST(ApiStatus, ListsIndicatorsWithExactFigures) {
  const auto body = ask("/api/v1/status");
  EXPECT_EQ(body.at("now").as_string(), "2025-10-20T09:00:00+08:00");
  EXPECT_EQ(body.at("plan").at("year").as_int64(), 2025);
  const auto& list = body.at("indicators");
  EXPECT_EQ(column(list, "indicator"), "trainings,sme_share,approval_days,visits");
  EXPECT_EQ(column(list, "light"), "attention,red,yellow,grey");
  EXPECT_EQ(column(list, "light_code"), "2,5,4,0");
  EXPECT_EQ(column(list, "value"), "2100,0.523,90,-");
  EXPECT_EQ(column(list, "target"), "2800,0.9,75,4");
  EXPECT_EQ(column(list, "expected"), "2333,0.9,75,-");
  EXPECT_EQ(column(list, "gap_points"), "8.333333333,37.7,-,-");
  EXPECT_EQ(column(list, "gap_ratio"), "-,-,0.2,-");
  EXPECT_EQ(column(list, "numerator"), "-,523,-,-");
  EXPECT_EQ(column(list, "period"), "2025-09,2025-08,2025-09,-");
  EXPECT_EQ(column(list, "section"), "市场化,市场化,法治化,法治化");
  EXPECT_EQ(column(list, "deadline"), "2025-12-31,2025-12-31,2025-12-31,2025-12-31");
}

TEST(ApiStatus, KeysKeepTheirOrder) {
  const auto body = ask("/api/v1/status");
  EXPECT_EQ(keys_of(body), "plan now lights indicators");
  EXPECT_EQ(keys_of(body.at("lights")), "red yellow blue attention green grey");
  EXPECT_EQ(keys_of(body.at("indicators").as_array().at(1)),
            "indicator name area area_name task section unit light light_code light_name reason "
            "data measure measure_name target deadline period revision received value numerator "
            "denominator expected gap_points findings forecast");
}

TEST(ApiStatus, CountsWhatItLists) {
  const auto all = ask("/api/v1/status");
  EXPECT_EQ(json::serialize(all.at("lights")),
            R"({"red":1,"yellow":1,"blue":0,"attention":1,"green":0,"grey":1})");
  const auto court = ask("/api/v1/status", {{"unit", "区法院"}});
  EXPECT_EQ(column(court.at("indicators"), "indicator"), "approval_days,visits");
  EXPECT_EQ(court.at("lights").at("red").as_int64(), 0);
}

TEST(ApiStatus, LightsAreFoundByWordNumberAndChineseName) {
  for (const char* light : {"red", "5", "红"}) {
    const auto body = ask("/api/v1/status", {{"light", light}});
    EXPECT_EQ(column(body.at("indicators"), "indicator"), "sme_share") << light;
  }
  const auto both = ask("/api/v1/status", {{"light", "red"}, {"unit", "区法院"}});
  EXPECT_TRUE(both.at("indicators").as_array().empty());
}

TEST(ApiStatus, DataStatesStandBesideTheLight) {
  const auto body = ask("/api/v1/status");
  EXPECT_EQ(column(body.at("indicators").as_array().at(1).at("data"), "state"), "corrected,stale");
}

TEST(ApiStatus, EnglishNamesWhenAsked) {
  const auto body = ask("/api/v1/status", {{"lang", "en"}});
  EXPECT_EQ(body.at("plan").at("name").as_string(), "Sample plan");
  EXPECT_EQ(body.at("indicators").as_array().at(1).at("light_name").as_string(), "red");
  EXPECT_EQ(ask("/api/v1/status").at("indicators").as_array().at(1).at("light_name").as_string(),
            "红");
}

TEST(ApiStatus, TheSameStateGivesTheSameBytes) {
  EXPECT_EQ(body_of("/api/v1/status", {}, test::small_snapshot()),
            body_of("/api/v1/status", {}, test::small_snapshot()));
}

TEST(ApiTasks, ListsAllWithTheirLights) {
  const auto body = ask("/api/v1/tasks");
  const auto& list = body.at("tasks");
  EXPECT_EQ(column(list, "task"), "2,8,16");
  EXPECT_EQ(column(list, "light"), "red,grey,green");
  EXPECT_EQ(column(list, "known"), "true,false,true");
  EXPECT_EQ(column(list, "state"), "in_progress,-,done");
  EXPECT_EQ(column(list, "state_name"), "进行中,-,已完成");
  EXPECT_EQ(column(list, "progress"), "0.75,-,-");
  EXPECT_EQ(column(list, "closed_by"), "-,-,李四");
  EXPECT_EQ(column(list, "deadline"), "2025-09-30,2025-12-31,2025-12-31");
  EXPECT_EQ(column(list, "departments"), "[\"区人社局\"],[\"区财政局\"],[\"区法院\"]");
}

TEST(ApiTasks, FiltersByUnitAndLight) {
  EXPECT_EQ(column(ask("/api/v1/tasks", {{"unit", "区法院"}}).at("tasks"), "task"), "16");
  EXPECT_EQ(column(ask("/api/v1/tasks", {{"light", "grey"}}).at("tasks"), "task"), "8");
}

TEST(ApiAlerts, ListsOpenOnes) {
  const auto body = ask("/api/v1/alerts");
  const auto& list = body.at("alerts");
  EXPECT_EQ(column(list, "subject"), "sme_share,approval_days,visits");
  EXPECT_EQ(column(list, "light"), "red,yellow,yellow");
  EXPECT_EQ(column(list, "state"), "firing,acknowledged,acknowledged");
  EXPECT_EQ(column(list, "fired_at"),
            "2025-10-09T12:00:00+08:00,2025-10-09T12:00:00+08:00,"
            "2025-10-09T12:00:00+08:00");
  EXPECT_EQ(column(list, "promised_for"), "null,null,null");
  EXPECT_EQ(list.as_array().at(0).at("alert").as_string(),
            "ganzhou/lights/indicator/sme_share/620702/2025");
  const auto court = ask("/api/v1/alerts", {{"unit", "区法院"}});
  EXPECT_EQ(column(court.at("alerts"), "subject"), "approval_days,visits");
}

TEST(ApiFeeds, ListsFetchesAndReports) {
  const auto body = ask("/api/v1/feeds");
  const auto& list = body.at("feeds");
  EXPECT_EQ(column(list, "feed"), "court,finance");
  EXPECT_EQ(column(list, "up"), "false,true");
  EXPECT_EQ(column(list, "last_error"), "没有这个地址：请核对 url,");
  EXPECT_EQ(column(ask("/api/v1/feeds", {{"lang", "en"}}).at("feeds"), "last_error"),
            "no such address: check url,");
  EXPECT_EQ(column(list, "rejected_rows"), "7,0");
  EXPECT_EQ(column(list, "last_success"), "null,2025-10-20T12:00:00+08:00");
  const auto& reports = list.as_array().at(0).at("reports");
  EXPECT_EQ(column(reports, "period"), "2025-06,2025-07,2025-08,2025-09,2025-10");
  EXPECT_EQ(column(reports, "state"), "reported,missing,late,awaited,due_soon");
  EXPECT_EQ(column(reports, "due"), "2025-07-05,2025-08-05,2025-09-05,2025-10-05,2025-11-05");
}

TEST(ApiStatus, SaysWhatIsOddAboutTheLatestFigure) {
  const auto body = ask("/api/v1/status");
  const auto& list = body.at("indicators").as_array();
  const auto& findings = list.at(1).at("findings");
  EXPECT_EQ(column(findings, "finding"), "same_as_last_period,jump");
  EXPECT_EQ(column(findings, "consequence"), "note,doubtful");
  EXPECT_EQ(list.at(0).as_object().if_contains("findings"), nullptr);
}

TEST(ApiFeeds, SaysWhatIsOddWhereAndCountsByUnit) {
  const auto body = ask("/api/v1/feeds");
  const auto& feeds = body.at("feeds");
  EXPECT_EQ(column(feeds, "quarantined_figures"), "1,0");
  const auto& findings = feeds.as_array().at(1).at("findings");
  EXPECT_EQ(column(findings, "indicator"), "sme_share");
  EXPECT_EQ(column(findings, "period"), "2025-08");
  EXPECT_EQ(column(findings, "where"), "报表!C6");
  EXPECT_TRUE(feeds.as_array().at(0).at("findings").as_array().empty());
  EXPECT_EQ(column(body.at("units"), "unit"), "区法院,区财政局");
  EXPECT_EQ(column(body.at("units"), "reports_late"), "1,0");
  EXPECT_EQ(column(body.at("units"), "reports_missing"), "1,0");
}

TEST(ApiQuarantine, ListsWhatIsPendingUnlessAskedForMore) {
  const auto pending = ask("/api/v1/quarantine").at("quarantine");
  EXPECT_EQ(column(pending, "id"), "2");
  EXPECT_EQ(keys_of(pending.as_array().at(0)),
            "id state state_name indicator name area period numerator denominator feed unit source "
            "where received findings decided_at decided_by reason");
  EXPECT_EQ(column(pending, "where"), "报表!C7");
  EXPECT_EQ(column(pending, "unit"), "区财政局");
  EXPECT_EQ(column(pending.as_array().at(0).at("findings"), "finding"),
            "numerator_over_denominator");
  const auto all = ask("/api/v1/quarantine", {{"state", "all"}}).at("quarantine");
  EXPECT_EQ(column(all, "state"), "released,pending");
  EXPECT_EQ(column(all, "decided_by"), "张三,");
  EXPECT_EQ(column(ask("/api/v1/quarantine", {{"state", "released"}}).at("quarantine"), "id"), "1");
  EXPECT_TRUE(ask("/api/v1/quarantine", {{"unit", "区法院"}}).at("quarantine").as_array().empty());
}

TEST(ApiExplain, ReturnsThePartsForThePlansAreaByDefault) {
  const auto body = ask("/api/v1/explain", {{"indicator", "sme_share"}});
  EXPECT_EQ(body.at("indicator").as_string(), "sme_share");
  EXPECT_EQ(body.at("area").as_string(), "620702");
  ASSERT_FALSE(body.at("parts").as_array().empty());
  EXPECT_EQ(keys_of(body.at("parts").as_array().at(0)), "title lines");
}

TEST(ApiExplain, AsksForSourcesOfThatIndicatorAndArea) {
  const auto snapshot = test::small_snapshot();
  std::string asked;
  ApiBackend backend;
  backend.snapshot = [&] { return snapshot; };
  backend.provenance = [&](const IndicatorId& id, const AreaCode& area) {
    asked = id.text + "@" + area.text;
    return std::vector<Provenance>{};
  };
  ServerRequest request;
  request.method = "GET";
  request.path = "/api/v1/explain";
  request.query = {{"indicator", "trainings"}, {"area", "620702"}};
  EXPECT_EQ(answer(request, backend).status, 200);
  EXPECT_EQ(asked, "trainings@620702");
  request.query[1].second = "620701";
  EXPECT_EQ(answer(request, backend).status, 404);
}

}  // namespace
}  // namespace planwatch
