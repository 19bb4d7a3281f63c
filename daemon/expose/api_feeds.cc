#include <map>

#include "collectors/read/in_english.h"
#include "daemon/expose/api_action.h"
#include "daemon/expose/api_quality.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::object report_object(const ReportStatus& report, Lang lang) {
  json::object out;
  out["period"] = to_string(report.period);
  out["due"] = to_string(report.due);
  const auto state = metric_label(report.state);
  const auto name = name_of(report.state, lang);
  out["state"] = json::string_view(state.data(), state.size());
  out["state_name"] = json::string_view(name.data(), name.size());
  out["came_late"] = report.came_late;
  out["unconfirmed_calendar"] = report.unconfirmed_calendar;
  return out;
}

// What is odd about the figures that the feed delivered, notes included.
json::array finding_objects(const ApiCall& call, const FeedId& feed) {
  json::array out;
  for (const FigureFindings& figure : call.snapshot.findings) {
    if (figure.feed != feed) continue;
    json::object one;
    one["indicator"] = call.plan().indicators[figure.indicator.value].id.text;
    one["area"] = call.plan().areas[figure.area.value].code.text;
    one["period"] = to_string(figure.period);
    one["source"] = figure.source;
    one["where"] = figure.where;
    one["findings"] = json_findings(call, figure.findings);
    out.push_back(std::move(one));
  }
  return out;
}

// Reports that are late or missing now, by the unit whose they are.
json::array unit_objects(const ApiCall& call) {
  std::map<UnitId, std::pair<int, int>> counts;
  for (const FeedStatus& status : call.snapshot.feeds) {
    auto& [late, missing] = counts[call.configuration().feeds[status.feed.value].unit];
    for (const ReportStatus& report : status.reports) {
      late += report.state == DataState::late ? 1 : 0;
      missing += report.state == DataState::missing ? 1 : 0;
    }
  }
  json::array out;
  for (const auto& [unit, count] : counts) {
    json::object one;
    one["unit"] = unit.text;
    one["reports_late"] = count.first;
    one["reports_missing"] = count.second;
    out.push_back(std::move(one));
  }
  return out;
}

json::object feed_object(const ApiCall& call, const FeedStatus& status) {
  const FeedSpec& feed = call.configuration().feeds[status.feed.value];
  json::array reports;
  for (const auto& report : status.reports) reports.push_back(report_object(report, call.lang));
  json::object out;
  out["feed"] = feed.id.text;
  out["name"] = call.lang == Lang::en && !feed.name_en.empty() ? feed.name_en : feed.name;
  out["unit"] = feed.unit.text;
  out["contact"] = feed.contact;
  out["sample"] = feed.sample;
  out["up"] = status.up;
  out["last_attempt"] = json_instant(status.state.last_attempt);
  out["last_success"] = json_instant(status.state.last_success);
  out["failures"] = status.state.failures;
  out["last_error"] =
      call.lang == Lang::en ? in_english(status.state.last_error) : status.state.last_error;
  const auto circuit = metric_label(status.circuit);
  const auto circuit_name = name_of(status.circuit, call.lang);
  out["circuit"] = json::string_view(circuit.data(), circuit.size());
  out["circuit_name"] = json::string_view(circuit_name.data(), circuit_name.size());
  out["next_attempt"] = json_instant(status.next_attempt);
  out["delivered_bytes"] = status.bytes;
  out["delivered_figures"] = status.figures;
  out["quarantined_until"] = json_instant(status.state.quarantined_until);
  out["rejected_rows"] = status.rejected_rows;
  out["rejected_now"] = status.rejected_now;
  out["quarantined_figures"] = status.quarantined;
  out["findings"] = finding_objects(call, feed.id);
  out["reports"] = std::move(reports);
  return out;
}

const TwoTexts retry_hint{"数据源及其状态见 GET /api/v1/feeds",
                          "GET /api/v1/feeds lists the feeds"};

}  // namespace

ServerReply answer_feeds(const ApiCall& call) {
  json::array feeds;
  for (const auto& status : call.snapshot.feeds) feeds.push_back(feed_object(call, status));
  json::object out = answer_head(call);
  out["feeds"] = std::move(feeds);
  out["units"] = unit_objects(call);
  return json_reply(out);
}

ServerReply retry_feed(const ApiCall& call, const ApiBackend& backend) {
  const auto body = read_body(call, {"feed"}, R"({"feed": "court"})");
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const RetryFeed action{FeedId{fields.text("feed")}};
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = carry_out(call, backend, body->actor, action, retry_hint)) return *refused;
  json::object out = answer_head(call);
  out["person"] = body->actor.person;
  out["feed"] = action.feed.text;
  return json_reply(out);
}

}  // namespace planwatch
