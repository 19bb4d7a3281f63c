#include "rules/engine/circuit.h"

#include <algorithm>

namespace planwatch {

namespace {

// FNV-1a.
std::uint64_t hash_of(const std::string& text, int number) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  const auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * 1'099'511'628'211ULL; };
  for (const char c : text) mix(static_cast<unsigned char>(c));
  mix(static_cast<unsigned char>(number));
  return hash;
}

// Doubled that often, every wait is the longest one.
constexpr int most_doublings = 20;

}  // namespace

std::string_view name_of(Circuit circuit, Lang lang) {
  switch (circuit) {
    case Circuit::closed:
      return lang == Lang::zh ? "正常" : "closed";
    case Circuit::half_open:
      return lang == Lang::zh ? "试探" : "half open";
    case Circuit::open:
      return lang == Lang::zh ? "熔断" : "open";
  }
  return "";
}

std::string_view metric_label(Circuit circuit) {
  return circuit == Circuit::half_open ? "half_open" : name_of(circuit, Lang::en);
}

Circuit circuit_of(const FeedStateRow& state) {
  if (state.failures < circuit_opens_after) return Circuit::closed;
  return state.in_flight ? Circuit::half_open : Circuit::open;
}

std::chrono::seconds wait_of(const FeedSpec& feed, int failures, bool report_is_due) {
  if (failures < circuit_opens_after) return feed.poll;
  const std::chrono::seconds longest = longest_circuit_wait;
  const int doublings = std::min(failures - circuit_opens_after + 1, most_doublings);
  // A poll longer than the longest wait is not doubled, so that nothing overflows.
  std::chrono::seconds wait = feed.poll >= longest ? feed.poll
                                                   : std::min<std::chrono::seconds>(
                                                         feed.poll * (1LL << doublings), longest);
  const auto less = static_cast<std::uint64_t>(wait.count() / 8 + 1);
  wait -= std::chrono::seconds{static_cast<std::int64_t>(hash_of(feed.id.text, failures) % less)};
  if (report_is_due) wait = std::min<std::chrono::seconds>(wait, circuit_wait_while_due);
  return std::max(wait, feed.poll);
}

}  // namespace planwatch
