#include "daemon/send/rate.h"

#include <algorithm>

namespace planwatch {

namespace {

using std::chrono::milliseconds;

constexpr std::int64_t one_message = 1'000;
constexpr std::int64_t minute = 60'000;  // milliseconds

std::int64_t rounded_up(std::int64_t dividend, std::int64_t divisor) {
  return (dividend + divisor - 1) / divisor;
}

}  // namespace

RateSpec rate_for(const RateSpec& configured, const ChannelLimits& limits) {
  return {configured.per_minute > 0 ? configured.per_minute : limits.per_minute,
          configured.per_second > 0 ? configured.per_second : limits.per_second};
}

void Rate::use(const RateSpec& spec) {
  spec_ = spec;
  milli_tokens_ = std::min(milli_tokens_, burst() * one_message);
}

// Within any 60 s: at most the burst that waits at their beginning, and less than a minute's
// refill.
std::int64_t Rate::burst() const {
  return 1 + spec_.per_minute / 4;
}
std::int64_t Rate::refill() const {
  return spec_.per_minute + 1 - burst();
}

void Rate::restore(const RateStateRow& row, Instant now, milliseconds longest) {
  counted_at_ = std::min(row.counted_at, now);
  milli_tokens_ = std::clamp<std::int64_t>(row.milli_tokens, 0, burst() * one_message);
  blocked_until_ = row.blocked_until;
  if (blocked_until_) blocked_until_ = std::min(*blocked_until_, now + longest);
}

std::int64_t Rate::tokens(Instant now) const {
  const std::int64_t full = burst() * one_message;
  if (!counted_at_) return full;
  const std::int64_t elapsed = (now - *counted_at_).count();
  if (elapsed <= 0) return milli_tokens_;
  if (elapsed >= minute) return full;  // a minute brings a whole burst
  return std::min(full, milli_tokens_ + elapsed * refill() * one_message / minute);
}

milliseconds Rate::wait(Instant now) {
  if (counted_at_) counted_at_ = std::min(*counted_at_, now);
  milliseconds longest{0};
  if (blocked_until_) longest = std::max(longest, *blocked_until_ - now);
  if (counted_at_ && spec_.per_second > 0) {
    const milliseconds apart{rounded_up(1'000, spec_.per_second)};
    longest = std::max(longest, std::min(*counted_at_ + apart - now, apart));
  }
  if (spec_.per_minute > 0) {
    const std::int64_t missing = one_message - tokens(now);
    if (missing > 0) {
      longest =
          std::max(longest, milliseconds{rounded_up(missing * minute, refill() * one_message)});
    }
  }
  return longest;
}

void Rate::take(Instant now) {
  milli_tokens_ = std::max<std::int64_t>(tokens(now) - one_message, 0);
  counted_at_ = now;
}

void Rate::block(Instant until) {
  if (!blocked_until_ || *blocked_until_ < until) blocked_until_ = until;
}

RateStateRow Rate::state(const ReceiverId& receiver) const {
  return {receiver, milli_tokens_, counted_at_.value_or(Instant{}), blocked_until_};
}

}  // namespace planwatch
