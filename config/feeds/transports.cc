#include "config/feeds/transports.h"

namespace planwatch::feeds {

const std::vector<TransportWords>& transports() {
  static const std::vector<TransportWords> all = [] {
    std::vector<TransportWords> words;
    for (const auto make : transport_words) words.push_back(make());
    return words;
  }();
  return all;
}

const TransportWords* load_transport(Fields& fields, FeedDraft& feed) {
  std::vector<std::string_view> keys;
  for (const TransportWords& one : transports()) keys.push_back(one.part.key);
  const auto key = fields.one_of(keys);
  const YamlNode* node = key ? fields.node(*key) : nullptr;
  if (!node) return nullptr;
  feed.places.transport = node->at;
  for (const TransportWords& one : transports()) {
    if (one.part.key != *key) continue;
    feed.feed.transport = one.load(*node, feed);
    return &one;
  }
  return nullptr;
}

}  // namespace planwatch::feeds
