#pragma once

#include <chrono>
#include <optional>

#include "daemon/send/channel.h"
#include "rules/engine/rows.h"

namespace planwatch {

// What the operator configured, over what the channel's manual says; 0 stays no limit.
RateSpec rate_for(const RateSpec& configured, const ChannelLimits& limits);

// How often one destination may be sent to. A token bucket that never lets more than `per_minute`
// messages through within any 60 seconds: burst and refill together are the limit, since vendors
// count by windows and answer an excess with minutes of silence. `per_second` spaces them. Beside
// it the pause that the destination itself asked for. Machine's clock, as an argument: no clock in
// here, and one that was set back costs no more than it shows.
class Rate {
 public:
  // Keeps what was counted.
  void use(const RateSpec& spec);
  // As the store knows it; a pause of more than `longest` from `now` is none that was asked for.
  void restore(const RateStateRow& row, Instant now, std::chrono::milliseconds longest);

  // From now until the next message may go; 0: at once. Notices when the clock was set back.
  std::chrono::milliseconds wait(Instant now);
  // A message goes.
  void take(Instant now);
  // The destination wants to be left alone until then.
  void block(Instant until);
  // That pause is over, whatever the clock says by now.
  void unblock() { blocked_until_.reset(); }

  bool limited() const { return spec_.per_minute > 0 || spec_.per_second > 0; }
  const std::optional<Instant>& blocked_until() const { return blocked_until_; }
  RateStateRow state(const ReceiverId& receiver) const;

 private:
  std::int64_t burst() const;              // messages
  std::int64_t refill() const;             // messages a minute
  std::int64_t tokens(Instant now) const;  // thousandths of a message

  RateSpec spec_;
  std::optional<Instant> counted_at_;  // the last message; empty: the bucket is full
  std::int64_t milli_tokens_ = 0;
  std::optional<Instant> blocked_until_;
};

}  // namespace planwatch
