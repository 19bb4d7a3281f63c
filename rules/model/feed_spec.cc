#include "rules/model/feed_spec.h"

#include <algorithm>

namespace planwatch {

std::vector<IndicatorId> indicators_of(const FeedSpec& feed) {
  std::vector<IndicatorId> ids;
  const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
  if (mapping == nullptr) return ids;
  const auto add = [&ids](const IndicatorId& id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  for (const auto& columns : mapping->values) {
    if (columns.indicator) add(*columns.indicator);
  }
  for (const auto& [text, id] : mapping->indicator_names) add(id);
  return ids;
}

}  // namespace planwatch
