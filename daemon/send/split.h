#pragma once

#include <cstddef>
#include <deque>

#include "daemon/send/channel.h"

namespace planwatch {

// The share of a message that goes as one: its items [first, first + count). Of a message that is
// split (`parts` > 1) the key and the title say which part it is: （2/3）; the text is that of its
// items, and the lines about other alerts go with the last item. Unsplit it is the message itself.
Notice part_of(const Notice& whole, std::size_t first, std::size_t count, int part, int parts);

// How the items from `first` on are shared out, as many a part as the destination takes
// (Channel::limits, counted by Channel::encoded_bytes). An item that is too long alone goes alone,
// and the channel shortens it. Encodes each item a few times, not each for every other. Never
// empty; a message without items is one part of none.
std::deque<std::size_t> plan_parts(const Channel& channel, const Notice& whole, std::size_t first);

// What of a message did not arrive: the items of these positions, in order, under the same key.
Notice only_items(const Notice& whole, const std::vector<std::size_t>& positions);

}  // namespace planwatch
