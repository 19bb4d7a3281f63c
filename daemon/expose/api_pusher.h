#pragma once

#include <optional>
#include <set>
#include <string>

#include "daemon/expose/api.h"
#include "daemon/expose/api_reply.h"
#include "rules/model/observation.h"

namespace planwatch {

// Who hands figures in, by POST of observations or of a report: everything, or only the figures of
// `unit`.
struct Pusher {
  std::string person;
  std::optional<UnitId> unit;
};
// Either the whole reply, or what is wrong with the request (400, in the route's own words).
struct PusherRefusal {
  std::optional<ServerReply> reply;
  TwoTexts why;
};
// The token's person; without tokens the one that is `named`, at the loopback address only.
tl::expected<Pusher, PusherRefusal> pusher_of(const ApiCall& call, const std::string& named);

// Idempotency-Key: at most 200 visible ASCII characters.
std::optional<ServerReply> refuse_key(const ApiCall& call);
// A unit's token writes the figures and tasks that the unit answers for, and no others.
std::optional<ServerReply> refuse_foreign(const Plan& plan, Lang lang, const Pusher& pusher,
                                          const Extracted& figures);
// What the engine or the store refused.
ServerReply refused_push(Lang lang, const Error& error);

}  // namespace planwatch
