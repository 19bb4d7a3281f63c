#include "daemon/expose/api_advice.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {
namespace {

namespace json = boost::json;

ServerReply unknown(const ApiCall& call, const std::string& what_zh, const std::string& what_en,
                    const std::string& text) {
  return error_reply(
      404, "not_found", call.lang,
      {"方案中没有" + what_zh + "“" + text + "”", "the plan has no " + what_en + " '" + text + "'"},
      {"可用 GET /api/v1/status 查看全部指标和区划",
       "GET /api/v1/status lists all indicators and areas"});
}

const IndicatorStatus* find_status(const Snapshot& snapshot, IndicatorIndex indicator,
                                   AreaIndex area) {
  for (const auto& status : snapshot.indicators) {
    if (status.indicator == indicator && status.area == area) return &status;
  }
  return nullptr;
}

json::array json_parts(const std::vector<ExplanationPart>& parts) {
  json::array out;
  for (const auto& part : parts) {
    json::array lines;
    for (const auto& line : part.lines) lines.emplace_back(line);
    json::object object;
    object["title"] = part.title;
    object["lines"] = std::move(lines);
    out.push_back(std::move(object));
  }
  return out;
}

}  // namespace

ServerReply answer_explain(const ApiCall& call, const ApiBackend& backend) {
  const std::string* id = call.request.query_value("indicator");
  if (id == nullptr || id->empty()) {
    return error_reply(400, "missing_parameter", call.lang,
                       {"缺少参数 indicator", "parameter indicator is missing"},
                       {"例如 /api/v1/explain?indicator=ID，ID 见 /api/v1/status",
                        "such as /api/v1/explain?indicator=ID, see /api/v1/status for ids"});
  }
  const std::string* asked = call.request.query_value("area");
  const AreaCode code = asked != nullptr ? AreaCode(*asked) : call.plan().area;
  const auto indicator = call.plan().find_indicator(IndicatorId(*id));
  if (!indicator) return unknown(call, "指标", "indicator", *id);
  const auto area = call.plan().find_area(code);
  const auto* status = area ? find_status(call.snapshot, *indicator, *area) : nullptr;
  if (status == nullptr) return unknown(call, "行政区", "area", code.text);
  const bool now = call.known_sources == nullptr;
  const auto sources = now ? backend.provenance(IndicatorId(*id), code) : *call.known_sources;
  std::vector<NoticeRecord> notices;
  if (now && backend.notices) {
    notices = backend.notices(alerts_about(call.snapshot, IndicatorId(*id), code));
  }
  json::object out = answer_head(call);
  out["indicator"] = *id;
  out["area"] = code.text;
  add_light(out, status->light, call.lang);
  add_advice(out, call.plan().indicators[indicator->value], status->advice.get(), call.lang);
  out["parts"] = json_parts(explain_indicator(call.snapshot, *status, sources, call.lang, notices));
  return json_reply(out);
}

}  // namespace planwatch
