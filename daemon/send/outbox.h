#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/send/channel.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Retry policy, machine's clock: 5 s, doubled up to 10 min, with jitter from the notice's key;
// gives up at the receiver's give_up_after.
struct RetryPolicy {
  std::chrono::milliseconds first{5'000};
  std::chrono::milliseconds most{600'000};
};
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempts, const std::string& key);

struct OutboxCounters {
  std::uint64_t waiting = 0;
  std::uint64_t delivered = 0;
  std::uint64_t refused = 0;
  std::uint64_t expired = 0;
  std::uint64_t attempts_failed = 0;
};

// Sends what was committed, at least once, per receiver in order of decision. Owner thread only.
class Outbox {
 public:
  // Every change of a notice's state; the caller persists it and hands the event to the engine.
  using Report = std::function<void(const NoticeKey&, const OutboxResultRow&)>;
  Outbox(Scheduler& scheduler, const Clock& machine_clock, Report report, RetryPolicy policy = {});
  ~Outbox();

  // Replaces the channels (start and reload). Notices of receivers that are gone are refused.
  void use_receivers(std::vector<std::pair<Receiver, std::shared_ptr<Channel>>> receivers);
  // Precondition: the notice's row is committed.
  void add(Notice notice);
  void resume(const std::vector<WaitingNotice>& waiting);
  OutboxCounters counters(const ReceiverId& receiver) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
