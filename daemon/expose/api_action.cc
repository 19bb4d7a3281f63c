#include "daemon/expose/api_action.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_reason_bytes = 2'000;
constexpr std::size_t most_person_bytes = 200;

ServerReply bad_body(const ApiCall& call, const TwoTexts& message) {
  return error_reply(
      400, "bad_body", call.lang, message,
      {R"(请求体形如 {"id": 12, "reason": "与单位核实无误"}（没有编号的操作不写 id）；没有令牌时再加 "person": "姓名")",
       R"(the body is {"id": 12, "reason": "checked with the unit"}, without id where the action has no number; without tokens also "person")"});
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

// The key that no action has; empty: all are known.
std::string unknown_key(const json::object& body, ActionId id) {
  for (const auto& member : body) {
    std::string key(member.key());
    if (key == "reason" || key == "person" || (key == "id" && id == ActionId::needed)) continue;
    return key;
  }
  return {};
}

tl::expected<ActionRequest, ServerReply> read_body(const ApiCall& call, ActionId id) {
  json::error_code error;
  const json::value parsed = json::parse(call.request.body, error);
  if (error || !parsed.is_object()) {
    return tl::make_unexpected(
        bad_body(call, {"请求体不是 JSON 对象", "the body is no JSON object"}));
  }
  const json::object& body = parsed.as_object();
  if (const std::string key = unknown_key(body, id); !key.empty()) {
    return tl::make_unexpected(
        bad_body(call, {"请求体中不认识的键 " + key, "the body has an unknown key " + key}));
  }
  ActionRequest request;
  const json::value* number = body.if_contains("id");
  bool ok =
      id == ActionId::none || (number != nullptr && number->is_int64() && number->as_int64() > 0);
  if (ok && number != nullptr) request.id = number->as_int64();
  request.reason = text_of(body, "reason", most_reason_bytes, ok);
  request.person = text_of(body, "person", most_person_bytes, ok);
  if (!ok) {
    return tl::make_unexpected(bad_body(
        call, {"id 须为正整数，reason、person 须为不太长的文字",
               "id has to be a positive integer, reason and person texts that are not too long"}));
  }
  if (is_blank(request.reason)) {
    return tl::make_unexpected(bad_body(call, {"缺少理由 reason", "the reason is missing"}));
  }
  return request;
}

// Who acts: the token's person, or without tokens whoever is named.
tl::expected<std::string, ServerReply> person_of(const ApiCall& call,
                                                 const ActionRequest& request) {
  const HttpSettings& settings = call.configuration().http;
  if (const AccessToken* token = find_token(settings, call.request.authorization)) {
    if (request.person.empty() || request.person == token->person) return token->person;
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
  if (!is_blank(request.person)) return request.person;
  return tl::make_unexpected(bad_body(
      call, {"没有配置令牌时，须写明经手人 person", "without tokens the person has to be named"}));
}

}  // namespace

tl::expected<ActionRequest, ServerReply> read_action(const ApiCall& call, ActionId id) {
  if (!is_json(call.request.content_type)) {
    return tl::make_unexpected(error_reply(415, "not_json", call.lang,
                                           {"请求须为 Content-Type: application/json",
                                            "the request needs Content-Type: application/json"},
                                           {"加上这个请求头", "send that header"}));
  }
  auto request = read_body(call, id);
  if (!request) return request;
  auto person = person_of(call, *request);
  if (!person) return tl::make_unexpected(person.error());
  request->person = std::move(*person);
  return request;
}

std::optional<ServerReply> carry_out(const ApiCall& call, const ApiBackend& backend,
                                     const ActionRequest& request, const PersonAction& action,
                                     const TwoTexts& hint) {
  const auto done = backend.act(request.person, action);
  if (done) return std::nullopt;
  const std::string& why = done.error().message;
  if (done.error().code == ErrorCode::conflict) {
    return error_reply(409, "conflict", call.lang, {why, why}, hint);
  }
  return error_reply(500, "store_failed", call.lang, {why, why},
                     {"请查看运行日志", "see the daemon's log"});
}

}  // namespace planwatch
