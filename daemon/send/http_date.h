#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "rules/model/date.h"

namespace planwatch {

// A date of HTTP in its preferred form, RFC 9110 section 5.6.7: Sun, 06 Nov 1994 08:49:37 GMT.
std::optional<Instant> parse_http_date(std::string_view text);

// The value of Retry-After: seconds, or a date that is counted from `date`, the answer's own Date
// header, so that no clock of ours takes part. At most a day; never negative. Empty when it cannot
// be understood.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           std::string_view date);

}  // namespace planwatch
