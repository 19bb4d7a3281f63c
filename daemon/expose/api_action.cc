#include "daemon/expose/api_action.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_text_bytes = 2'000;
constexpr std::size_t most_person_bytes = 200;
constexpr std::array<std::string_view, 3> actor_keys{"person", "role", "unit"};

ServerReply bad_body(const ApiCall& call, const std::string& example, const TwoTexts& message) {
  return error_reply(400, "bad_body", call.lang, message,
                     {"请求体形如 " + example + R"(；没有令牌时再加 "person": "姓名")",
                      "the body is like " + example + R"(; without tokens also "person")"});
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

template <class Keys>
bool is_one_of(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

using ActionKeys = std::initializer_list<std::string_view>;

// Whatever the body says of who acts; texts that are absent are empty. A key that is the action's
// own (the unit of a silence) says nothing of it.
struct Claim {
  std::string person;
  std::string role;
  std::string unit;
};

tl::expected<Claim, ServerReply> read_claim(const ApiCall& call, const ActionBody& body,
                                            ActionKeys keys) {
  Claim claim;
  for (const auto& [key, into] : {std::pair{"person", &claim.person},
                                  std::pair{"role", &claim.role}, std::pair{"unit", &claim.unit}}) {
    const json::value* value = body.fields.if_contains(key);
    if (value == nullptr || is_one_of(keys, key)) continue;
    if (!value->is_string() || value->as_string().size() > most_person_bytes) {
      return tl::make_unexpected(bad_body(call, body.example,
                                          {std::string(key) + " 须为不太长的文字",
                                           std::string(key) + " has to be a text, not too long"}));
    }
    *into = std::string(value->as_string());
  }
  return claim;
}

std::optional<AccessRole> parse_role(const std::string& word) {
  for (const auto role :
       {AccessRole::viewer, AccessRole::unit, AccessRole::supervisor, AccessRole::operator_}) {
    if (word == word_of(role)) return role;
  }
  return std::nullopt;
}

tl::expected<Actor, ServerReply> actor_of_token(const ApiCall& call, const AccessToken& token,
                                                const Claim& claim, const std::string& example) {
  const bool same = (claim.person.empty() || claim.person == token.person) &&
                    (claim.role.empty() || claim.role == word_of(token.role)) &&
                    (claim.unit.empty() || claim.unit == token.unit.text);
  if (same) return Actor{token.person, token.role, token.unit, {}};
  return tl::make_unexpected(
      bad_body(call, example,
               {"person、role、unit 与令牌登记的不符；有令牌时不必写",
                "person, role or unit is not the token's; with a token leave them out"}));
}

ServerReply not_loopback(const ApiCall& call) {
  return error_reply(403, "forbidden", call.lang,
                     {"没有配置令牌时，只接受以本机地址发来的操作",
                      "without tokens, actions are taken at the loopback address only"},
                     {"用 http://127.0.0.1 访问，或在 http.tokens 中登记令牌",
                      "use http://127.0.0.1, or list tokens in http.tokens"});
}

// Without tokens, at this machine: whoever is named, as what they say they are.
tl::expected<Actor, ServerReply> actor_of_claim(const ApiCall& call, const Claim& claim,
                                                const std::string& example) {
  if (!names_loopback(call.request.host)) return tl::make_unexpected(not_loopback(call));
  if (is_blank(claim.person)) {
    return tl::make_unexpected(bad_body(
        call, example,
        {"没有配置令牌时，须写明经手人 person", "without tokens the person has to be named"}));
  }
  const auto role = claim.role.empty() ? AccessRole::supervisor : parse_role(claim.role);
  const UnitId unit(claim.unit);
  const bool known_unit = unit.empty() || call.plan().find_unit(unit) != nullptr;
  if (!role || !known_unit || (*role == AccessRole::unit && unit.empty())) {
    return tl::make_unexpected(
        bad_body(call, example,
                 {"role 须为 supervisor、operator、unit 或 viewer；role 为 unit 时 unit 须为方案"
                  "中的责任单位",
                  "role is supervisor, operator, unit or viewer; for unit also name a unit of the "
                  "plan"}));
  }
  if (!may_act(call.request.path, *role)) {
    return tl::make_unexpected(error_reply(
        403, "forbidden", call.lang,
        {"角色 " + claim.role + " 不能执行此操作", "the role " + claim.role + " may not do this"},
        {"请由有此权限的人执行", "ask somebody who may"}));
  }
  return Actor{claim.person, *role, unit, {}};
}

tl::expected<Actor, ServerReply> read_actor(const ApiCall& call, const ActionBody& body,
                                            ActionKeys keys) {
  const auto claim = read_claim(call, body, keys);
  if (!claim) return tl::make_unexpected(claim.error());
  const HttpSettings& settings = call.configuration().http;
  if (const AccessToken* token = find_token(settings, call.request.authorization)) {
    return actor_of_token(call, *token, *claim, body.example);
  }
  return actor_of_claim(call, *claim, body.example);
}

}  // namespace

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

tl::expected<ActionBody, ServerReply> read_body(const ApiCall& call,
                                                std::initializer_list<std::string_view> keys,
                                                const std::string& example) {
  if (!is_json(call.request.content_type)) {
    return tl::make_unexpected(error_reply(415, "not_json", call.lang,
                                           {"请求须为 Content-Type: application/json",
                                            "the request needs Content-Type: application/json"},
                                           {"加上这个请求头", "send that header"}));
  }
  json::error_code error;
  json::value parsed = json::parse(call.request.body, error);
  if (error || !parsed.is_object()) {
    return tl::make_unexpected(
        bad_body(call, example, {"请求体不是 JSON 对象", "the body is no JSON object"}));
  }
  ActionBody body{std::move(parsed.as_object()), {}, example};
  for (const auto& member : body.fields) {
    const std::string_view key(member.key().data(), member.key().size());
    if (is_one_of(actor_keys, key) || is_one_of(keys, key)) continue;
    return tl::make_unexpected(bad_body(call, example,
                                        {"请求体中不认识的键 " + std::string(key),
                                         "the body has an unknown key " + std::string(key)}));
  }
  auto actor = read_actor(call, body, keys);
  if (!actor) return tl::make_unexpected(actor.error());
  body.actor = std::move(*actor);
  return body;
}

const json::value* ActionFields::find(std::string_view key) const {
  return body_.fields.if_contains(json::string_view(key.data(), key.size()));
}

void ActionFields::refuse(const std::string& zh, const std::string& en) {
  if (!refusal_) refusal_ = bad_body(call_, body_.example, {zh, en});
}

std::string ActionFields::optional_text(std::string_view key) {
  const json::value* value = find(key);
  if (value == nullptr) return {};
  if (value->is_string() && value->as_string().size() <= most_text_bytes) {
    return std::string(value->as_string());
  }
  refuse(std::string(key) + " 须为不太长的文字",
         std::string(key) + " has to be a text, not too long");
  return {};
}

std::string ActionFields::text(std::string_view key) {
  std::string text = optional_text(key);
  if (is_blank(text)) refuse("缺少 " + std::string(key), std::string(key) + " is missing");
  return text;
}

std::int64_t ActionFields::number(std::string_view key) {
  const json::value* value = find(key);
  if (value != nullptr && value->is_int64() && value->as_int64() > 0) return value->as_int64();
  refuse(std::string(key) + " 须为正整数", std::string(key) + " has to be a positive integer");
  return 0;
}

Date ActionFields::date(std::string_view key) {
  const auto day = parse_date(optional_text(key));
  if (day) return *day;
  refuse(std::string(key) + " 须为日期，形如 2025-10-31",
         std::string(key) + " has to be a day like 2025-10-31");
  return {};
}

bool ActionFields::flag(std::string_view key) {
  const json::value* value = find(key);
  if (value == nullptr) return false;
  if (value->is_bool()) return value->as_bool();
  refuse(std::string(key) + " 须为 true 或 false", std::string(key) + " has to be true or false");
  return false;
}

std::optional<Decimal> ActionFields::share(std::string_view key) {
  const json::value* value = find(key);
  if (value == nullptr) return std::nullopt;
  std::string text;
  if (value->is_string()) text = std::string(value->as_string());
  if (value->is_int64()) text = std::to_string(value->as_int64());
  const auto percent = Decimal::parse(text);
  const auto share = percent ? percent->shifted(-2) : std::nullopt;
  if (share && *share >= Decimal(0) && *share <= Decimal(1)) return share;
  refuse(std::string(key) + R"( 须为 0 到 100 的百分数，如 85 或 "85.5")",
         std::string(key) + R"( has to be a percentage of 0 to 100, as 85 or "85.5")");
  return std::nullopt;
}

tl::expected<ActionRequest, ServerReply> read_action(const ApiCall& call, ActionId id) {
  const bool numbered = id == ActionId::needed;
  const auto body =
      numbered ? read_body(call, {"id", "reason"}, R"({"id": 12, "reason": "与单位核实无误"})")
               : read_body(call, {"reason"}, R"({"reason": "年终数已齐"})");
  if (!body) return tl::make_unexpected(body.error());
  ActionFields fields(call, *body);
  ActionRequest request{numbered ? fields.number("id") : 0, fields.text("reason"), body->actor};
  if (fields.refusal()) return tl::make_unexpected(*fields.refusal());
  return request;
}

std::optional<ServerReply> carry_out(const ApiCall& call, const ApiBackend& backend,
                                     const Actor& actor, const PersonAction& action,
                                     const TwoTexts& hint) {
  const auto done = backend.act(actor, action);
  if (done) return std::nullopt;
  const std::string& why = done.error().message;
  if (done.error().code == ErrorCode::conflict) {
    return error_reply(409, "conflict", call.lang, {why, why}, hint);
  }
  return error_reply(500, "store_failed", call.lang, {why, why},
                     {"请查看运行日志", "see the daemon's log"});
}

}  // namespace planwatch
