#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/expose/api_reply.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {

// What a person asks for by POST: a JSON object of which every key is known, and who asks.
struct ActionBody {
  boost::json::object fields;
  Actor actor;
  std::string example;  // a body as it should be, for a hint
};

// Reads and checks a body: application/json only, so that no page of another site can send it. Who
// acts is the token's person with the token's role and unit; without tokens, at the loopback
// address only, "person" names somebody and "role" (supervisor where it is absent) and "unit" say
// as what. `keys` are the action's own. The error is the reply.
tl::expected<ActionBody, ServerReply> read_body(const ApiCall& call,
                                                std::initializer_list<std::string_view> keys,
                                                const std::string& example);

// Takes the values out of a body. The first that is absent, of the wrong kind or too long is what
// `refusal` tells; then nothing that was taken is to be used.
class ActionFields {
 public:
  ActionFields(const ApiCall& call, const ActionBody& body) : call_(call), body_(body) {}
  std::string text(std::string_view key);              // not blank
  std::string optional_text(std::string_view key);     // empty where absent
  std::int64_t number(std::string_view key);           // a positive integer
  Date date(std::string_view key);                     // "2025-10-31"
  bool flag(std::string_view key);                     // false where absent
  std::optional<Decimal> share(std::string_view key);  // percent as "85" or 85: 0.85
  void refuse(const std::string& zh, const std::string& en);
  const std::optional<ServerReply>& refusal() const { return refusal_; }

 private:
  const boost::json::value* find(std::string_view key) const;

  const ApiCall& call_;
  const ActionBody& body_;
  std::optional<ServerReply> refusal_;
};

// The older actions: {"id": 12, "reason": "..."}.
struct ActionRequest {
  std::int64_t id = 0;
  std::string reason;
  Actor actor;
};
enum class ActionId { needed, none };
tl::expected<ActionRequest, ServerReply> read_action(const ApiCall& call, ActionId id);

// Hands the action to the engine; empty: it is done and on the disk. `hint` is for a refusal.
std::optional<ServerReply> carry_out(const ApiCall& call, const ApiBackend& backend,
                                     const Actor& actor, const PersonAction& action,
                                     const TwoTexts& hint);

bool is_blank(const std::string& text);

}  // namespace planwatch
