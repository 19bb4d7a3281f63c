#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/heartbeat.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/snapshot.h"
#include "rules/model/routing.h"

namespace planwatch {

// Keeps an Alertmanager (API v2) in step with the firing alerts, those that are not suspended:
// changes are posted at once (at most one round of posts a second), the whole state every `resend`,
// at most 200 alerts a post, one post at a time. An alert that stopped, or whose labels changed, is
// ended by a post with endsAt = now, repeated until a post that holds it succeeded. Failed rounds
// are repeated with backoff up to `resend`. startsAt and endsAt are the machine's clock
// (Alertmanager drops times in the past): startsAt is when this process first saw the alert firing;
// the plan's date goes into an annotation. Owner thread only.
class AlertmanagerSync {
 public:
  AlertmanagerSync(Scheduler& scheduler, HttpClient& http, const Clock& machine_clock,
                   AlertmanagerChannel spec);
  ~AlertmanagerSync();
  // Optional: generatorURL of every alert (an absolute URL; none is sent without), and where lines
  // go when Alertmanager stops or starts taking posts.
  void set_generator_url(std::string url);
  void set_log(std::function<void(const std::string& line)> log);
  // Beside the alerts, one that always fires (heartbeat_labels). After every post of the whole
  // state Alertmanager is asked whether it holds it; what it was asked and answered is counted, and
  // the log gets a line when that changes.
  void keep_heartbeat(const std::string& plan);
  // After every commit that changed an alert. Calls while a round runs are taken together.
  void update(std::shared_ptr<const Snapshot> snapshot);
  struct Counters {
    std::uint64_t posts = 0;
    std::uint64_t failures = 0;
    std::string last_error;  // without secrets; empty after a round that succeeded
  };
  Counters counters() const;
  HeartbeatCounters heartbeat() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
