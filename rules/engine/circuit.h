#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "rules/engine/rows.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// A feed that fails again and again is asked less and less often, so that the others and its own
// server are left in peace. Closed: asked at every poll. Open: after `circuit_opens_after` failures
// in a row each further one doubles the wait, up to `longest_circuit_wait`. Half open: the one try
// that an open circuit lets through is on its way; success closes the circuit, failure widens it.
enum class Circuit : std::uint8_t { closed, half_open, open };
inline constexpr int circuit_opens_after = 5;
inline constexpr std::chrono::hours longest_circuit_wait{6};
// While a report of the feed is due or late, an open circuit waits no longer than this.
inline constexpr std::chrono::hours circuit_wait_while_due{1};

std::string_view name_of(Circuit circuit, Lang lang);  // 熔断 / open
std::string_view metric_label(Circuit circuit);        // closed, half_open, open

Circuit circuit_of(const FeedStateRow& state);

// From the start of one fetch to the next one, on the plan's clock, when `failures` in a row have
// been seen. Up to an eighth less than the doubled poll, by the feed's name and the number of
// failures, so that feeds of one dead server do not come back at the same moment. Never less than
// the poll, and of a poll longer than the longest wait the poll itself.
std::chrono::seconds wait_of(const FeedSpec& feed, int failures, bool report_is_due);

}  // namespace planwatch
