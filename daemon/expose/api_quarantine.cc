#include <boost/json/value.hpp>

#include "daemon/expose/api_action.h"
#include "daemon/expose/api_quality.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

// ---- reading ----

std::string_view word_of(QuarantineState state) {
  return name_of(state, Lang::en);
}

// Empty: all. `known` turns false for a word that names no state.
std::optional<QuarantineState> parse_state(const std::string& text, bool& known) {
  for (const auto state : {QuarantineState::pending, QuarantineState::released,
                           QuarantineState::discarded, QuarantineState::settled}) {
    if (text == word_of(state)) return state;
  }
  known = text == "all";
  return std::nullopt;
}

UnitId unit_of(const ApiCall& call, const QuarantineRow& row) {
  const FeedSpec* feed = call.configuration().find_feed(row.feed);
  return feed == nullptr ? UnitId{} : feed->unit;
}

json::object row_object(const ApiCall& call, const QuarantineRow& row) {
  const Observation& o = row.observation;
  const Indicator& indicator = call.plan().indicators[o.indicator.value];
  const bool english = call.lang == Lang::en && !indicator.name_en.empty();
  json::object out;
  out["id"] = row.id;
  out["state"] = text_value(word_of(row.state));
  out["state_name"] = text_value(name_of(row.state, call.lang));
  out["indicator"] = indicator.id.text;
  out["name"] = english ? indicator.name_en : indicator.name;
  out["area"] = call.plan().areas[o.area.value].code.text;
  out["period"] = to_string(o.period);
  if (o.has_value) out["value"] = json_decimal(o.value);
  if (o.has_parts) {
    out["numerator"] = json_decimal(o.numerator);
    out["denominator"] = json_decimal(o.denominator);
  }
  out["feed"] = row.feed.text;
  out["unit"] = unit_of(call, row).text;
  out["source"] = row.source;
  out["where"] = row.where;
  out["received"] = json_instant(row.received);
  out["findings"] = json_findings(call, row.findings);
  out["decided_at"] = json_instant(row.decided_at);
  out["decided_by"] = row.decided_by;
  out["reason"] = row.reason;
  return out;
}

}  // namespace

json::array json_findings(const ApiCall& call, FindingSet findings) {
  json::array out;
  findings.each([&](QualityFinding one) {
    json::object object;
    object["finding"] = text_value(id_of(one));
    object["consequence"] = text_value(name_of(call.configuration().quality.of(one), Lang::en));
    object["text"] = text_value(describe(one, call.lang));
    out.push_back(std::move(object));
  });
  return out;
}

ServerReply answer_quarantine(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  const std::string* asked = call.request.query_value("state");
  bool known = true;
  const auto state = asked == nullptr ? QuarantineState::pending : parse_state(*asked, known);
  if (!known) {
    return error_reply(400, "unknown_state", call.lang,
                       {"参数 state：没有“" + *asked + "”这种状态",
                        "parameter state: no such state '" + *asked + "'"},
                       {"可用 pending released discarded settled all",
                        "use pending, released, discarded, settled or all"});
  }
  json::array rows;
  for (const QuarantineRow& row : call.snapshot.quarantine) {
    if ((state && row.state != *state) || !filter->takes(unit_of(call, row))) continue;
    rows.push_back(row_object(call, row));
  }
  json::object out = answer_head(call);
  out["quarantine"] = std::move(rows);
  return json_reply(out);
}

ServerReply decide_quarantine(const ApiCall& call, const ApiBackend& backend,
                              QuarantineDecision what) {
  const auto wanted = read_action(call, ActionId::needed);
  if (!wanted) return wanted.error();
  const bool releases = what == QuarantineDecision::release;
  const PersonAction action = releases ? PersonAction(ReleaseFigure{wanted->id, wanted->reason})
                                       : PersonAction(DiscardFigure{wanted->id, wanted->reason});
  if (auto refused = carry_out(call, backend, wanted->actor, action,
                               {"待处理的数据见 GET /api/v1/quarantine",
                                "GET /api/v1/quarantine lists what is pending"})) {
    return *refused;
  }
  json::object out = answer_head(call);
  out["id"] = wanted->id;
  out["state"] = releases ? "released" : "discarded";
  out["person"] = wanted->actor.person;
  return json_reply(out);
}

}  // namespace planwatch
