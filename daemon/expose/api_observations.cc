#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <set>

#include "collectors/fetch/sha256.h"
#include "daemon/expose/api_pushed.h"
#include "daemon/expose/api_routes.h"
#include "rules/engine/by_hand.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_person_bytes = 200;
constexpr std::size_t most_key_bytes = 200;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

ServerReply bad_body(const ApiCall& call, const TwoTexts& message) {
  return error_reply(
      400, "bad_body", call.lang, message,
      {R"(请求体形如 {"observations": [{"indicator": "e_invoice_coverage", "period": "2025-09", "value": "91.2%", "report_date": "2025-10-08"}]}；没有令牌时再加 "person": "姓名")",
       R"(the body is {"observations": [{"indicator": "e_invoice_coverage", "period": "2025-09", "value": "91.2%", "report_date": "2025-10-08"}]}; without tokens also "person")"});
}

// A page of another site cannot send this type without asking first, and nobody here says yes.
std::optional<ServerReply> refuse_type(const ApiCall& call) {
  const std::string& type = call.request.content_type;
  const std::string wanted = "application/json";
  const bool fits =
      type.starts_with(wanted) &&
      (type.size() == wanted.size() || type[wanted.size()] == ';' || type[wanted.size()] == ' ');
  if (fits) return std::nullopt;
  return error_reply(415, "not_json", call.lang,
                     {"请求须为 Content-Type: application/json",
                      "the request needs Content-Type: application/json"},
                     {"加上这个请求头", "send that header"});
}

std::optional<ServerReply> refuse_key(const ApiCall& call) {
  const std::string& key = call.request.idempotency_key;
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
  });
  if (printable && key.size() <= most_key_bytes) return std::nullopt;
  return error_reply(400, "bad_idempotency_key", call.lang,
                     {"请求头 Idempotency-Key 须为不超过 200 个可见 ASCII 字符",
                      "Idempotency-Key has to be at most 200 visible ASCII characters"},
                     {"用一个随机的 UUID 即可", "a random UUID will do"});
}

// ---- who pushes ----

bool is_name(const std::string& person) {
  const bool has_control = std::any_of(person.begin(), person.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  return !has_control && person.size() <= most_person_bytes &&
         person.find_first_not_of(' ') != std::string::npos;
}

// "127.0.0.1:9720" without its port. A site that lets its own name point here has another one.
bool names_loopback(const std::string& host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  return is_loopback(host.substr(0, colon));
}

// Somebody who may push: everything, or only the figures of `unit`.
struct Pusher {
  std::string person;
  std::optional<UnitId> unit;
};

tl::expected<Pusher, ServerReply> pusher_of(const ApiCall& call, const std::string& named) {
  const HttpSettings& settings = call.configuration().http;
  if (const AccessToken* token = find_token(settings, call.request.authorization)) {
    if (!named.empty() && named != token->person) {
      return tl::make_unexpected(
          bad_body(call, {"person 与令牌登记的姓名不符；有令牌时不必写 person",
                          "person is not the token's; with a token leave it out"}));
    }
    Pusher pusher{token->person, std::nullopt};
    if (token->role == AccessRole::unit) pusher.unit = token->unit;
    return pusher;
  }
  if (!names_loopback(call.request.host)) {
    return tl::make_unexpected(
        error_reply(403, "forbidden", call.lang,
                    {"没有配置令牌时，只接受以本机地址发来的报送",
                     "without tokens, figures are taken at the loopback address only"},
                    {"用 http://127.0.0.1 访问，或在 http.tokens 中登记令牌",
                     "use http://127.0.0.1, or list tokens in http.tokens"}));
  }
  if (is_name(named)) return Pusher{named, std::nullopt};
  return tl::make_unexpected(
      bad_body(call, {"没有配置令牌时，须写明报送人 person（不超过 200 字节，不含控制字符）",
                      "without tokens the person has to be named, in at most 200 bytes"}));
}

// A unit's token writes the figures that the unit answers for, and no others.
std::optional<ServerReply> refuse_foreign(const ApiCall& call, const Pusher& pusher,
                                          const Extracted& figures) {
  if (!pusher.unit) return std::nullopt;
  std::set<std::string> foreign;
  for (const Observation& figure : figures.observations) {
    const Indicator& indicator = call.plan().indicators[figure.indicator.value];
    if (indicator.answerable != *pusher.unit) foreign.insert(indicator.id.text);
  }
  if (foreign.empty()) return std::nullopt;
  json::array names;
  std::string listed;
  for (const std::string& id : foreign) {
    names.emplace_back(id);
    listed += (listed.empty() ? "" : ", ") + id;
  }
  json::object error;
  error["code"] = "forbidden";
  error["message"] = TwoTexts{"责任单位不是“" + pusher.unit->text + "”的指标不能报送：" + listed,
                              "not answered for by '" + pusher.unit->text + "': " + listed}
                         .in(call.lang);
  error["hint"] = TwoTexts{"去掉这些指标后重新报送；本次全部没有接收",
                           "leave them out and push again; nothing was taken"}
                      .in(call.lang);
  return json_reply({{"error", std::move(error)}, {"indicators", std::move(names)}}, 403);
}

// ---- answers ----

ServerReply problems_reply(const ApiCall& call, const PushedBody& body) {
  json::array problems;
  for (const PushProblem& problem : body.problems) {
    problems.push_back(json::object{
        {"pointer", problem.pointer}, {"reason", problem.reason}, {"text", problem.text}});
  }
  json::object error;
  error["code"] = "bad_figures";
  error["message"] =
      TwoTexts{"有数据不能接收，本次全部没有接收", "some figures cannot be taken, so nothing was"}
          .in(call.lang);
  error["hint"] = TwoTexts{"按 problems 逐条改正后整批重新报送",
                           "mend what problems lists and push the whole again"}
                      .in(call.lang);
  return json_reply({{"error", std::move(error)}, {"problems", std::move(problems)}}, 422);
}

json::object figure_object(const ApiCall& call, const Observation& figure, FigureOutcome outcome) {
  json::object out;
  out["pointer"] = "/observations/" + std::to_string(figure.place.row - 1);
  out["indicator"] = call.plan().indicators[figure.indicator.value].id.text;
  out["area"] = call.plan().areas[figure.area.value].code.text;
  out["period"] = to_string(figure.period);
  out["outcome"] = text_value(name_of(outcome, Lang::en));
  out["outcome_name"] = text_value(name_of(outcome, call.lang));
  return out;
}

ServerReply outcomes_reply(const ApiCall& call, const Extracted& figures,
                           const std::vector<FigureOutcome>& outcomes) {
  std::array<int, figure_outcome_count> counts{};
  json::array list;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ++counts.at(static_cast<std::size_t>(outcomes[i]));
    list.push_back(figure_object(call, figures.observations.at(i), outcomes[i]));
  }
  json::object out;
  for (std::size_t o = 0; o < counts.size(); ++o) {
    const std::string_view name = name_of(static_cast<FigureOutcome>(o), Lang::en);
    out[json::string_view(name.data(), name.size())] = counts.at(o);
  }
  out["figures"] = std::move(list);
  return json_reply(out);
}

ServerReply refusal_reply(const ApiCall& call, const Error& error) {
  const TwoTexts why{error.message, error.message};
  if (error.code == ErrorCode::conflict) {
    return error_reply(
        409, "conflict", call.lang, why,
        {"各方案是否已终结见 GET /api/v1/plans", "GET /api/v1/plans says which plans are closed"});
  }
  if (error.code == ErrorCode::invalid) {
    return error_reply(422, "idempotency_key_reused", call.lang, why,
                       {"每次报送换一个新的 Idempotency-Key", "use a new key for every push"});
  }
  return error_reply(500, "store_failed", call.lang, why,
                     {"没有确认的报送请稍后用同一个 Idempotency-Key 重发",
                      "send it again later with the same Idempotency-Key"});
}

}  // namespace

ServerReply push_observations(const ApiCall& call, const ApiBackend& backend) {
  if (auto refused = refuse_type(call)) return *refused;
  if (auto refused = refuse_key(call)) return *refused;
  const Date today = local_date(call.snapshot.plan_now);
  PushedBody body = read_pushed(call.request.body, call.configuration(), today);
  if (body.unreadable) return bad_body(call, *body.unreadable);
  const auto pusher = pusher_of(call, body.person);
  if (!pusher) return pusher.error();
  if (!body.problems.empty()) return problems_reply(call, body);
  if (auto refused = refuse_foreign(call, *pusher, body.figures)) return *refused;
  Push push;
  push.person = pusher->person;
  push.key = call.request.idempotency_key;
  push.extracted_with = call.snapshot.configuration;
  push.extracted = std::move(body.figures);
  push.extracted.delivery.source = push_source(push.person);
  push.extracted.delivery.sha256 = sha256_hex(call.request.body);
  push.extracted.delivery.bytes = call.request.body.size();
  const auto outcomes = backend.push(push);
  if (!outcomes) return refusal_reply(call, outcomes.error());
  return outcomes_reply(call, push.extracted, *outcomes);
}

}  // namespace planwatch
