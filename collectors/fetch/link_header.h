#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

// The target of the first link of a Link header (RFC 8288 section 3) whose relation types have
// `next` and that is about the answer itself (no anchor). Relation types are compared without case.
// Targets come as written, relative ones too. Empty when there is none; what is malformed ends the
// reading there.
std::optional<std::string> next_link(std::string_view header);

}  // namespace planwatch
