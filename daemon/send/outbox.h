#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/send/channel.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Retry policy, machine's clock: 5 s, doubled up to 10 min, less a jitter of up to a fifth that the
// notice's key gives. A receiver that asked to slow down is left alone for as long as it said, else
// at least `slow_down`, both up to `most`. At the receiver's give_up_after, counted from the moment
// the notice was added, a last attempt is made; when that fails the notice expires.
struct RetryPolicy {
  std::chrono::milliseconds first{5'000};
  std::chrono::milliseconds most{600'000};
  std::chrono::milliseconds slow_down{60'000};
};
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempts, const std::string& key);

struct OutboxCounters {
  std::uint64_t waiting = 0;
  std::uint64_t delivered = 0;
  std::uint64_t refused = 0;
  std::uint64_t expired = 0;
  std::uint64_t attempts_failed = 0;
};

// Sends what was committed, at least once, per receiver in order of decision: the next notice waits
// until the one before it was delivered, refused or expired. Receivers do not wait for each other.
// Owner thread only.
class Outbox {
 public:
  // The outcome of every attempt (waiting: with the next try) and every refusal without one; the
  // caller persists it and hands the event to the engine. Never called from inside the functions
  // below; it may call them.
  using Report = std::function<void(const NoticeKey&, const OutboxResultRow&)>;
  Outbox(Scheduler& scheduler, const Clock& machine_clock, Report report, RetryPolicy policy = {});
  ~Outbox();

  // Replaces the channels (start and reload). Notices of receivers that are gone are refused; one
  // that is being sent at that moment keeps its channel until its answer came. A receiver whose
  // channel was changed is tried at once. A null channel (Alertmanager, which takes states and not
  // notices; a refused webhook) refuses. Before the first call notices wait.
  void use_receivers(const std::vector<std::pair<Receiver, std::shared_ptr<Channel>>>& receivers);
  // Precondition: the notice's row is committed. A key that waits already is not added twice.
  void add(Notice notice);
  // What the store says is still to be sent, in order of decision. Keeps attempts, deadline and the
  // time of the next try.
  void resume(const std::vector<WaitingNotice>& waiting);
  OutboxCounters counters(const ReceiverId& receiver) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
