#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "daemon/expose/api_quality.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_reason_bytes = 2'000;
constexpr std::size_t most_person_bytes = 200;

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

// ---- deciding ----

struct Decision {
  std::int64_t id = 0;
  std::string reason;
  std::string person;
};

ServerReply bad_body(const ApiCall& call, const TwoTexts& message) {
  return error_reply(
      400, "bad_body", call.lang, message,
      {R"(请求体形如 {"id": 12, "reason": "与单位核实无误"}；没有令牌时再加 "person": "姓名")",
       R"(the body is {"id": 12, "reason": "checked with the unit"}; without tokens also "person")"});
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// The text of a key; empty where it is absent. `ok` turns false when it is no text or too long.
std::string text_of(const json::object& body, const char* key, std::size_t most, bool& ok) {
  const json::value* value = body.if_contains(key);
  if (value == nullptr) return {};
  ok = ok && value->is_string() && value->as_string().size() <= most;
  return ok ? std::string(value->as_string()) : std::string{};
}

tl::expected<Decision, ServerReply> read_decision(const ApiCall& call) {
  json::error_code error;
  const json::value body = json::parse(call.request.body, error);
  if (error || !body.is_object()) {
    return tl::make_unexpected(
        bad_body(call, {"请求体不是 JSON 对象", "the body is no JSON object"}));
  }
  for (const auto& member : body.as_object()) {
    const std::string key(member.key());
    if (key == "id" || key == "reason" || key == "person") continue;
    return tl::make_unexpected(
        bad_body(call, {"请求体中不认识的键 " + key, "the body has an unknown key " + key}));
  }
  Decision decision;
  const json::value* id = body.as_object().if_contains("id");
  bool ok = id != nullptr && id->is_int64() && id->as_int64() > 0;
  if (ok) decision.id = id->as_int64();
  decision.reason = text_of(body.as_object(), "reason", most_reason_bytes, ok);
  decision.person = text_of(body.as_object(), "person", most_person_bytes, ok);
  if (!ok) {
    return tl::make_unexpected(bad_body(
        call, {"id 须为正整数，reason、person 须为不太长的文字",
               "id has to be a positive integer, reason and person texts that are not too long"}));
  }
  if (is_blank(decision.reason)) {
    return tl::make_unexpected(bad_body(call, {"缺少理由 reason", "the reason is missing"}));
  }
  return decision;
}

// A page of another site cannot send this type without asking first, and nobody here says yes.
bool is_json(const std::string& content_type) {
  const std::string wanted = "application/json";
  if (!content_type.starts_with(wanted)) return false;
  return content_type.size() == wanted.size() || content_type[wanted.size()] == ';' ||
         content_type[wanted.size()] == ' ';
}

// "127.0.0.1:9720" without its port. A site that lets its own name point here has another one.
bool names_loopback(const std::string& host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  return is_loopback(host.substr(0, colon));
}

// Who decides: the token's person, or without tokens whoever is named.
tl::expected<std::string, ServerReply> person_of(const ApiCall& call, const Decision& decision) {
  const HttpSettings& settings = call.configuration().http;
  if (const AccessToken* token = find_token(settings, call.request.authorization)) {
    if (decision.person.empty() || decision.person == token->person) return token->person;
    return tl::make_unexpected(
        bad_body(call, {"person 与令牌登记的姓名不符；有令牌时不必写 person",
                        "person is not the token's; with a token leave it out"}));
  }
  if (!names_loopback(call.request.host)) {
    return tl::make_unexpected(
        error_reply(403, "forbidden", call.lang,
                    {"没有配置令牌时，只接受以本机地址发来的操作",
                     "without tokens, actions are taken at the loopback address only"},
                    {"用 http://127.0.0.1 访问，或在 http.tokens 中登记令牌",
                     "use http://127.0.0.1, or list tokens in http.tokens"}));
  }
  if (!is_blank(decision.person)) return decision.person;
  return tl::make_unexpected(bad_body(
      call, {"没有配置令牌时，须写明经手人 person", "without tokens the person has to be named"}));
}

ServerReply not_decided(const ApiCall& call, const Error& error) {
  if (error.code != ErrorCode::conflict) {
    return error_reply(500, "store_failed", call.lang, {error.message, error.message},
                       {"请查看运行日志", "see the daemon's log"});
  }
  return error_reply(
      409, "conflict", call.lang, {error.message, error.message},
      {"待处理的数据见 GET /api/v1/quarantine", "GET /api/v1/quarantine lists what is pending"});
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
  if (!is_json(call.request.content_type)) {
    return error_reply(415, "not_json", call.lang,
                       {"请求须为 Content-Type: application/json",
                        "the request needs Content-Type: application/json"},
                       {"加上这个请求头", "send that header"});
  }
  const auto decision = read_decision(call);
  if (!decision) return decision.error();
  const auto person = person_of(call, *decision);
  if (!person) return person.error();
  const bool releases = what == QuarantineDecision::release;
  const PersonAction action = releases
                                  ? PersonAction(ReleaseFigure{decision->id, decision->reason})
                                  : PersonAction(DiscardFigure{decision->id, decision->reason});
  if (const auto done = backend.act(*person, action); !done) {
    return not_decided(call, done.error());
  }
  json::object out = answer_head(call);
  out["id"] = decision->id;
  out["state"] = releases ? "released" : "discarded";
  out["person"] = *person;
  return json_reply(out);
}

}  // namespace planwatch
