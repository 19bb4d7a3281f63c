#include "rules/notify/round_times.h"

#include <algorithm>
#include <cstdint>

namespace planwatch {

namespace {

constexpr int first_shift = 3;
constexpr std::uint32_t shifts = 9;

// FNV-1a: the same on every machine and in every run.
std::uint32_t spread(const std::string& text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 16777619u;
  }
  return hash;
}

using Span = std::pair<TimeOfDay, TimeOfDay>;

bool holds(const Span& span, TimeOfDay time) {
  const auto& [from, to] = span;
  if (from <= to) return from <= time && time < to;
  return time >= from || time < to;
}

Instant end_of(const Span& span, Instant at) {
  const auto& [from, to] = span;
  const Date day = local_date(at);
  const bool past_midnight = from > to && local_time_of_day(at) >= from;
  return instant_at(past_midnight ? day + std::chrono::days{1} : day, to);
}

// The digest of the day or week that begins with `day`.
Instant digest_on(const Receiver& receiver, const Calendar& calendar, Date day) {
  const Digest& digest = receiver.digest;
  const Date on = digest.workdays_only ? calendar.next_workday_or_same(day) : day;
  return instant_at(on, spoken_at(receiver.id, digest.at));
}

Instant away_from_half_hours(const ReceiverId& receiver, Instant at) {
  const TimeOfDay time = local_time_of_day(at);
  const TimeOfDay moved = spoken_at(receiver, time);
  return moved == time ? at : instant_at(local_date(at), moved);
}

Date weekday_on_or_before(std::chrono::weekday weekday, Date day) {
  return day - (std::chrono::weekday{day} - weekday);
}

}  // namespace

TimeOfDay spoken_at(const ReceiverId& receiver, TimeOfDay time) {
  if (time.count() % 30 != 0) return time;
  return time + TimeOfDay{first_shift + static_cast<int>(spread(receiver.text) % shifts)};
}

bool is_quiet(const Route& route, Instant at) {
  const TimeOfDay time = local_time_of_day(at);
  return std::any_of(route.quiet_hours.begin(), route.quiet_hours.end(),
                     [time](const Span& span) { return holds(span, time); });
}

Instant end_of_quiet(const Route& route, const ReceiverId& receiver, Instant from) {
  Instant at = from;
  // One span may end in the next; spans that cover the whole day hold for a day at most.
  for (std::size_t turn = 0; turn <= route.quiet_hours.size() && is_quiet(route, at); ++turn) {
    const TimeOfDay time = local_time_of_day(at);
    const auto span = std::find_if(route.quiet_hours.begin(), route.quiet_hours.end(),
                                   [time](const Span& one) { return holds(one, time); });
    at = end_of(*span, at);
  }
  if (at == from) return from;
  const Date day = local_date(at);
  return instant_at(day, spoken_at(receiver, local_time_of_day(at)));
}

Instant next_digest(const Receiver& receiver, const Calendar& calendar, Instant from) {
  const Digest& digest = receiver.digest;
  if (digest.every == DigestEvery::never) return from;
  const bool weekly = digest.every == DigestEvery::week;
  const std::chrono::days step{weekly ? 7 : 1};
  // The digest of an earlier week may have been moved over a holiday to a day that is to come.
  constexpr std::chrono::days longest_holiday{21};
  Date day = local_date(from) - longest_holiday;
  if (weekly) day = weekday_on_or_before(digest.weekday, day);
  Instant at = digest_on(receiver, calendar, day);
  while (at < from) {
    day += step;
    at = digest_on(receiver, calendar, day);
  }
  return at;
}

Instant round_closes(const RoundRules& rules, const Calendar& calendar, Instant decided_at,
                     std::optional<Instant> open_until) {
  if (rules.urgent) return decided_at;
  Instant at = decided_at;
  if (rules.route != nullptr && rules.route->group_wait.count() > 0) {
    at += rules.route->group_wait;
    if (open_until && *open_until >= decided_at) at = std::min(at, *open_until);
  }
  const ReceiverId receiver = rules.receiver == nullptr ? ReceiverId{} : rules.receiver->id;
  if (rules.reminder) at = away_from_half_hours(receiver, at);
  if (rules.receiver != nullptr) at = next_digest(*rules.receiver, calendar, at);
  return rules.route == nullptr ? at : end_of_quiet(*rules.route, receiver, at);
}

}  // namespace planwatch
