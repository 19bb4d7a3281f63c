#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/engine/snapshot.h"

namespace planwatch {

using LabelSet = std::map<std::string, std::string>;

// One alert as Alertmanager takes it. Times are the machine's clock.
struct WireAlert {
  LabelSet labels;
  std::map<std::string, std::string> annotations;
  Instant starts_at{};
  Instant ends_at{};
};

// alertname (PlanwatchIndicator, PlanwatchTask, PlanwatchFeed), plan, rule, subject, area, unit and
// level (English). Empty ones are left out, as Alertmanager drops them. Pure.
LabelSet alert_labels(const Alert& alert);
// summary, summary_en, plan_date, reason, period; empty ones are left out. Pure.
std::map<std::string, std::string> alert_annotations(const Alert& alert, const Snapshot& snapshot);

// The alert that always fires: PlanwatchHeartbeat, with the plan and severity none. Pure.
LabelSet heartbeat_labels(const std::string& plan);

// Which alerts Alertmanager has to be told of, by label set: to Alertmanager another level is
// another alert. No I/O and no clock.
class AlertmanagerState {
 public:
  // Takes up the alerts that fire now. Those that are gone are to be ended, unless no post ever
  // held them.
  void follow(const Snapshot& snapshot, Instant now);
  // From the next `follow` on the heartbeat of this plan fires beside them, always.
  void keep_heartbeat(const std::string& plan) { heartbeat_of_ = plan; }
  // What to post: the ended ones first, then the new and the changed ones, or all of them.
  enum class Scope { changes, everything };
  std::vector<std::vector<LabelSet>> groups(Scope scope, std::size_t most_per_group) const;
  // The group in wire form at `now`; marks its alerts as offered.
  std::vector<WireAlert> offer(const std::vector<LabelSet>& group, Instant now,
                               std::chrono::milliseconds ends_after);
  // A post that held the group succeeded.
  void confirm(const std::vector<LabelSet>& group);
  bool empty() const { return firing_.empty() && ended_.empty(); }

 private:
  struct Entry {
    std::map<std::string, std::string> annotations;
    Instant starts_at{};
    bool offered = false;    // was in a post, whatever became of it
    bool confirmed = false;  // was in a post that succeeded, with these annotations
  };
  std::optional<std::string> heartbeat_of_;
  std::map<LabelSet, Entry> firing_;
  std::map<LabelSet, Entry> ended_;
};

}  // namespace planwatch
