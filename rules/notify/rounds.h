#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rules/notify/held_notice.h"

namespace planwatch {

// One message per receiver, role, unit and addressee of what is due at one moment. Groups come in
// the order of their first news; within a group the worst comes first: by level (what ended counts
// as none), then by kind (fired or worsened, corrected, escalated, reminder ...), then by key.
std::vector<std::vector<HeldNotice>> group_by_message(std::vector<HeldNotice> due);

// The message of one group, not empty, with the unit's other alerts in `also`.
Notice make_message(std::vector<HeldNotice> group, std::vector<std::string> also, Instant now,
                    Lang lang);

// One line for each of the unit's firing alerts that are not in the message, worst first; those
// after the 20th are counted in a last line. `alerts`: firing ones of the unit; `line_of` says one
// in the language of the message, empty: nothing.
inline constexpr std::size_t most_also = 20;
std::vector<std::string> list_others(std::vector<const Alert*> alerts,
                                     const std::vector<HeldNotice>& group, Lang lang,
                                     const std::function<std::string(const Alert&)>& line_of);

}  // namespace planwatch
