#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/snapshot.h"
#include "rules/model/routing.h"

namespace planwatch {

// Keeps an Alertmanager (API v2) in step with the firing alerts: grouped posts of the whole state,
// resent before they expire, resolved ones ended once and repeated until a post succeeded.
// startsAt and endsAt are the machine's clock (Alertmanager drops times in the past); the plan's
// date goes into an annotation. Owner thread only.
class AlertmanagerSync {
 public:
  AlertmanagerSync(Scheduler& scheduler, HttpClient& http, const Clock& machine_clock,
                   AlertmanagerChannel spec);
  ~AlertmanagerSync();
  // After every commit that changed an alert.
  void update(std::shared_ptr<const Snapshot> snapshot);
  struct Counters {
    std::uint64_t posts = 0;
    std::uint64_t failures = 0;
    std::string last_error;
  };
  Counters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
