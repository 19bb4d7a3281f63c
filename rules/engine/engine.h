#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rules/engine/effect.h"
#include "rules/engine/event.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

struct EngineState;

// Which feeds run: the demo runs those marked `sample`, the daemon the others.
enum class FeedSelection { real, samples };

// The pure core: (state, event) -> effects. No clock, no I/O, no threads; the same events in the
// same order give the same effects, in the daemon, in replay and in a simulated year.
class Engine {
 public:
  Engine(std::shared_ptr<const Configuration> configuration, FeedSelection feeds);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // Takes up what the store knows. Called once, before the first event; has no effects: everything
  // in it was persisted and told, or waits in the outbox.
  void restore(const Restored& restored, Instant now);

  std::vector<Effect> handle(const Event& event);

  // Everything as of `now` (plan's clock); costs time in proportion to the series.
  std::shared_ptr<const Snapshot> snapshot(Instant now) const;
  const Configuration& configuration() const;
  // The revision of what is current about a figure's indicator, area and period; empty: nothing is.
  // Precondition: the figure is one that the plan takes (why_not_taken).
  std::optional<int> revision_of(const Observation& figure) const;

 private:
  std::unique_ptr<EngineState> state_;
};

}  // namespace planwatch
