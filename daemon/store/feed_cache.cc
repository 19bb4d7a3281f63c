#include "daemon/store/feed_cache.h"

#include <utility>

namespace planwatch {

namespace {

std::string key_of(const FeedId& feed, const std::string& source) {
  return feed.text + '\n' + source;  // an id has no line break
}

template <class Map>
void make_room(Map& map, std::size_t most) {
  if (map.size() >= most) map.clear();
}

}  // namespace

void FeedCache::forget() {
  newest_.clear();
  memories_.clear();
}

void FeedCache::note(std::span<const Row> rows) {
  for (const Row& row : rows) {
    if (const auto* delivery = std::get_if<DeliveryRow>(&row)) {
      const Delivery& what = delivery->delivery;
      keep(delivery->feed, what.source, {delivery->id, what.sha256, true});
    } else if (const auto* memory = std::get_if<FeedMemoryRow>(&row)) {
      keep(memory->feed, memory->memory);
    }
  }
}

const FeedCache::Newest* FeedCache::newest(const FeedId& feed, const std::string& source) const {
  const auto found = newest_.find(key_of(feed, source));
  return found == newest_.end() ? nullptr : &found->second;
}

std::optional<FeedMemory> FeedCache::memory(const FeedId& feed) const {
  const auto found = memories_.find(feed.text);
  return found == memories_.end() ? std::nullopt : std::optional(found->second);
}

void FeedCache::keep(const FeedId& feed, const std::string& source, Newest newest) {
  make_room(newest_, most_kept);
  Newest& kept = newest_[key_of(feed, source)];
  if (newest.id >= kept.id) kept = std::move(newest);
}

void FeedCache::keep(const FeedId& feed, const FeedMemory& memory) {
  make_room(memories_, most_kept);
  if (memory.size() > longest_memory) {
    memories_.erase(feed.text);
  } else {
    memories_.insert_or_assign(feed.text, memory);
  }
}

}  // namespace planwatch
