#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/rehearse/rehearse.h"

namespace planwatch {

// Sees what the engine does and keeps what changed. Purely a reader: the engine's effects and
// snapshots go in, the parts of a Rehearsal come out.
class ChangeWatch {
 public:
  // Nothing is told before this moment, but everything is remembered.
  ChangeWatch(Rehearsal& into, Instant told_from) : into_(into), told_from_(told_from) {}

  void see(const std::vector<Effect>& effects, Instant at);
  void see(const Snapshot& snapshot, Instant at);

 private:
  struct SeenPeriod {
    Light light = Light::grey;
    int revision = 0;
  };
  struct SeenSeries {
    Light light = Light::grey;
    std::map<Period, SeenPeriod> periods;
  };
  struct SeenAlert {
    AlertState state = AlertState::resolved;
    Light level = Light::grey;
  };

  void see_alert(const Alert& alert, Instant at);
  void see_message(const Notice& notice);
  void see_indicator(const IndicatorStatus& status, SeenSeries& seen, Instant at);
  void see_task(const TaskStatus& status, int number, Instant at);
  void tell(LightChange change) {
    if (change.at >= told_from_) into_.lights.push_back(std::move(change));
  }

  Rehearsal& into_;
  Instant told_from_;
  std::vector<SeenSeries> series_;  // as the snapshot's indicators
  std::map<int, Light> tasks_;      // by number
  std::map<std::string, SeenAlert> alerts_;
  std::map<std::string, bool> corrected_;  // by alert: what its last change was brought by
};

}  // namespace planwatch
