#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/send/channel.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Retry policy, machine's clock: 5 s, doubled up to 10 min, less a jitter of up to a fifth that the
// notice's key gives. A receiver that asked to slow down is left alone for as long as it said, else
// at least `slow_down`, up to `longest_block`. At the receiver's give_up_after, counted from the
// moment the notice was added, a last attempt is made (when the receiver's own pause is over); when
// that fails the notice expires.
struct RetryPolicy {
  std::chrono::milliseconds first{5'000};
  std::chrono::milliseconds most{600'000};
  std::chrono::milliseconds slow_down{60'000};
  std::chrono::milliseconds longest_block{3'600'000};
};
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempts, const std::string& key);

inline constexpr std::size_t send_classes = 7;
std::string_view metric_label(SendClass result);

struct OutboxCounters {
  std::uint64_t waiting = 0;    // messages
  std::uint64_t delivered = 0;  // messages, by all their parts
  std::uint64_t refused = 0;
  std::uint64_t expired = 0;
  std::uint64_t attempts_failed = 0;
  std::array<std::uint64_t, send_classes> attempts{};     // by SendClass
  std::map<NoticeKind, std::uint64_t> delivered_by_kind;  // of the message's worst item
  std::uint64_t people_missed = 0;
  std::optional<Instant> blocked_until;  // the receiver asked to be left alone; machine's clock
};

// What an attempt came to, or a refusal without one; everything in it is to be committed together.
struct SendOutcome {
  NoticeKey key;        // of the whole message
  OutboxResultRow row;  // waiting: more parts, or another try, at its next_try_at
  std::vector<PartResultRow> parts{};
  std::optional<RateStateRow> rate{};
  // Of a message that was refused or expired: what of it did not arrive; for the fallback.
  std::shared_ptr<const Notice> undelivered{};
};

// Sends what was committed, at least once, per receiver in order of decision: the next message
// waits until the one before it was delivered, refused or expired; urgent ones go first
// (SendOrder). Receivers do not wait for each other. A message that is too long for its channel
// goes in parts, at its items; a part that was delivered is never sent again. Nobody is sent more
// than he takes (Rate). Owner thread only.
class Outbox {
 public:
  // The outcome of every attempt and every refusal without one; the caller persists it and hands
  // the event to the engine. Never called from inside the functions below; it may call them.
  using Report = std::function<void(const SendOutcome&)>;
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
  // time of the next try, which parts were delivered, and the receivers' rates and pauses.
  void resume(const std::vector<WaitingNotice>& waiting,
              const std::vector<PartResultRow>& parts = {},
              const std::vector<RateStateRow>& rates = {});
  OutboxCounters counters(const ReceiverId& receiver) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
