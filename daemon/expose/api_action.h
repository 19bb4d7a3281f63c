#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/expose/api_reply.h"
#include "daemon/expose/api_routes.h"

namespace planwatch {

// What a person asks for by POST: who and why, and of what where the action has a number.
struct ActionRequest {
  std::int64_t id = 0;
  std::string reason;
  std::string person;  // the token's, or without tokens the one that is named
};
enum class ActionId { needed, none };

// Reads and checks the body {"id": 12, "reason": "...", "person": "..."}: application/json only, so
// that no page of another site can send it; without tokens at the loopback address only, and then
// the person has to be named. The error is the reply.
tl::expected<ActionRequest, ServerReply> read_action(const ApiCall& call, ActionId id);

// Hands the action to the engine; empty: it is done and on the disk. `hint` is for a refusal.
std::optional<ServerReply> carry_out(const ApiCall& call, const ApiBackend& backend,
                                     const ActionRequest& request, const PersonAction& action,
                                     const TwoTexts& hint);

}  // namespace planwatch
