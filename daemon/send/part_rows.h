#pragma once

#include <string>
#include <vector>

#include "daemon/send/channel.h"
#include "rules/engine/rows.h"

namespace planwatch {

// The delivery log's rows about the people of one part, beside the row about the part as a whole:
// who was reached by it, and who not and why. Pure.
std::vector<PartResultRow> people_rows(const PartResultRow& whole, const Notice& part,
                                       const std::vector<std::string>& addresses,
                                       const std::vector<MissedPerson>& missed);

// ；未送达 张三：invaliduser；未送达 ... for the record of the whole message; empty when nobody was
// missed.
std::string missed_in_words(const Notice& notice, const std::vector<MissedPerson>& missed);

}  // namespace planwatch
