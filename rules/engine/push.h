#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "rules/engine/engine.h"
#include "rules/engine/event.h"
#include "rules/engine/figure_outcome.h"
#include "rules/engine/quarantine.h"

namespace planwatch {

// Figures that a person or a department's own system hands in, instead of being asked for them.
struct Push {
  std::string person;
  std::string key;  // what makes a repeat recognisable (Idempotency-Key); empty: none
  std::shared_ptr<const Configuration> extracted_with;
  // In the order of the body, none left out: no two figures have the same place (of a pushed body
  // the position, from 1), and each one was found fit for the plan (why_not_taken).
  Extracted extracted;
  FeedId feed{};  // of a report that was handed in for one feed; empty: each figure's own feed
};

// The feed by which figures come that no running feed delivers.
const FeedId& push_feed();

// One event for each feed whose figures are among them, in file order; only the last one is judged.
// What is said in quarantine and in the report-due table then names the feed whose figure it is.
std::vector<ObservationsArrived> events_of(const Push& push, const Snapshot& running, Instant at);

// Reads out of the effects of these events what became of each figure.
class PushTally {
 public:
  // Before the first event: what was current and what was held back until then.
  PushTally(const Engine& engine, const Snapshot& before, const Push& push);
  void read(const std::vector<Effect>& effects);
  std::vector<FigureOutcome> finish() const;

 private:
  void note(const ObservationRow& row);
  FigureOutcome unread(const Observation& figure) const;

  const std::vector<Observation>& figures_;
  std::vector<QuarantineRow> held_;      // that waited before
  std::map<HistoryKey, int> revisions_;  // of the figures that are current
  using PlaceKey = std::tuple<std::uint16_t, std::uint32_t, std::uint16_t>;
  static PlaceKey key_of(const Place& place) { return {place.sheet, place.row, place.column}; }
  std::map<PlaceKey, FigureOutcome> read_;
};

}  // namespace planwatch
