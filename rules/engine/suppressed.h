#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/engine/snapshot.h"
#include "rules/notify/decide.h"
#include "rules/notify/suppress.h"

namespace planwatch {

struct EngineState;

// What suppression_of asks about, of the state as it is now.
SuppressionContext suppression_context(const EngineState& state, Instant now);

// Why nobody is told of this alert now; for explain, the API and metrics. Pure.
std::optional<Suppression> suppression_of(const Snapshot& snapshot, const Alert& alert);

struct SuppressedAlert {
  const Alert* alert = nullptr;  // of the snapshot
  Suppression why;
};
// All of the snapshot that fire or that have news held back, in its order.
std::vector<SuppressedAlert> suppressed_alerts(const Snapshot& snapshot);

// When the next notice of this alert is due if nothing happens, a suppression taken in: after its
// last day. Empty: none, or none before the alert ends that inhibits it.
std::optional<NextNotice> next_notice_of(const Snapshot& snapshot, const Alert& alert);

}  // namespace planwatch
