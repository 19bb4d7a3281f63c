#pragma once

#include <cstdint>
#include <string_view>

#include "rules/model/light.h"

namespace planwatch {

// What became of one figure that was handed in. The numbers are stored: they stay.
enum class FigureOutcome : std::uint8_t {
  accepted,     // the first one known for its period, or the same stated again on a later day
  revised,      // current now instead of another one
  superseded,   // kept, but one of a later report date is current
  repeated,     // known already: nothing changed
  quarantined,  // held back until a person decides
  refused,      // so many wait in quarantine already that this one was not even kept
};
inline constexpr int figure_outcome_count = 6;
std::string_view name_of(FigureOutcome outcome, Lang lang);

}  // namespace planwatch
