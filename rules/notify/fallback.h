#pragma once

#include <optional>
#include <string>

#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// A receiver's answer as a message quotes it: one line, at most 200 bytes and a sign that it went
// on.
std::string brief_answer(const std::string& answer);

// The message that goes to the fallback of `receiver`, which did not take `notice`: the same items
// with the reason before theirs, 原接收端“…”（…）未送达：…. Empty: no fallback is configured, or
// the notice came by it already (every receiver is tried once, however they point at each other).
std::optional<Notice> send_elsewhere(const Routing& routing, const Receiver& receiver,
                                     const Notice& notice, const std::string& answer, Instant now);

}  // namespace planwatch
