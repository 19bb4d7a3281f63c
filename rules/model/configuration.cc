#include "rules/model/configuration.h"

#include <algorithm>

namespace planwatch {

const Bands* Configuration::find_bands(const BandsId& id) const {
  const auto found = std::ranges::find(bands, id, &Bands::id);
  return found == bands.end() ? nullptr : &*found;
}

const FeedSpec* Configuration::find_feed(const FeedId& id) const {
  const auto found = std::ranges::find(feeds, id, &FeedSpec::id);
  return found == feeds.end() ? nullptr : &*found;
}

}  // namespace planwatch
