#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "collectors/fetch/http_client.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/model/routing.h"

namespace planwatch {

// How a destination of signs of life fares. Machine's clock.
struct HeartbeatCounters {
  std::uint64_t sent = 0;
  std::uint64_t failures = 0;
  std::optional<Instant> last_success;
};

// 心跳: tells somebody outside, every so often, that this program runs, so that he notices when it
// stops. POST of {"from":"planwatch","plan":"ganzhou-2025","at":"2025-10-20T01:00:00.000Z"} (the
// machine's clock); 2xx says that it was received. Failures are counted and not repeated: the next
// sign comes in its time. One line in the log when it fails, and one when it goes again. Redirects
// are not followed. Stops when it is destroyed. Owner thread only.
class HeartbeatSender {
 public:
  HeartbeatSender(Scheduler& scheduler, HttpClient& http, const Clock& machine_clock,
                  Heartbeat spec, std::string plan);
  ~HeartbeatSender();
  HeartbeatSender(const HeartbeatSender&) = delete;
  HeartbeatSender& operator=(const HeartbeatSender&) = delete;

  void set_log(std::function<void(const std::string& line)> log);
  // The first sign goes at once.
  void start();
  HeartbeatCounters counters() const;

 private:
  struct Beat;
  std::shared_ptr<Beat> beat_;
};

bool same_heartbeat(const Heartbeat& a, const Heartbeat& b);

}  // namespace planwatch
