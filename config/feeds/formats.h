#pragma once

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

struct FormatWords {
  PartWords part;
  Format (*load)(const YamlNode& node, Draft& draft) = nullptr;
};
const std::vector<FormatWords>& formats();
// What the feed names, or what its transport says; null: the transport is not known.
Format load_format(Fields& fields, const TransportWords* transport, Draft& draft);

}  // namespace planwatch::feeds
