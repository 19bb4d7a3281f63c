#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "rules/engine/effect.h"
#include "rules/engine/rows.h"
#include "tests/sim/faults.h"
#include "tests/sim/outside.h"
#include "tests/sim/truth.h"

namespace planwatch::sim {

// What must hold all year, whatever goes wrong. Each finding says which rule was broken and when.
class Oracles {
 public:
  Oracles(const Truth& truth, const Faults& faults) : truth_(truth), faults_(faults) {}

  // No notice without a firing; the first notice once per episode and receiver; never more alerts
  // in a message than the receiver takes; nobody is told by a receiver that it refuses.
  void see_attempt(const std::string& receiver, const Notice& notice, Seen seen, Instant now);
  // A feed that is unknown closes nothing.
  void see_report(const Report& report, Instant now);
  // After healing every alert that should fire has fired, at the right level, and was told; and no
  // other fires. What a receiver refused reached its fallback.
  void see_healed(const Restored& stored, Instant now);
  // At the year's end: whoever runs the daemon heard of refused notices.
  void see_end(Instant now);

  const std::vector<std::string>& violations() const { return violations_; }
  const std::vector<std::string>& delivered() const { return delivered_; }
  int repeats() const { return repeats_; }

 private:
  void violated(const std::string& rule, const std::string& what, Instant now);
  void see_item(const std::string& receiver, const NoticeItem& item, Instant now);
  void check_told(const Restored& stored, const Alert& alert, Instant now);
  void check_refused(Instant now);
  bool was_bad(const NoticeKey& key, Instant now) const;

  const Truth& truth_;
  const Faults& faults_;
  std::vector<std::string> violations_;
  std::vector<std::string> delivered_;
  std::set<std::string> keys_;
  int repeats_ = 0;
  // (alert, episode, receiver) -> keys of first notices
  std::map<std::tuple<std::string, int, std::string>, std::set<std::string>> first_;
  std::set<std::tuple<std::string, int, std::string>> told_;
  // By alert and episode: when the receiver with a fallback last refused news of it, and when it or
  // the fallback last took some.
  using Episode = std::pair<std::string, int>;
  std::map<Episode, Instant> refused_;
  std::map<Episode, Instant> arrived_;
  std::set<std::string> answer_lost_;  // keys
  bool ops_told_ = false;
};

// The feed that an indicator of the small plan comes from.
std::string feed_of(const std::string& indicator);
// The subject between the slashes of an alert's key.
std::string subject_of(const std::string& alert);

}  // namespace planwatch::sim
