#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rules/alert/alert.h"

namespace planwatch {

// Which alerts a silence covers: every condition that is not empty must hold.
struct SilenceMatch {
  std::string alert;  // to_string(AlertKey)
  UnitId unit;
  RuleId rule;
  std::optional<SubjectKind> subject_kind;
  std::string subject;
  friend bool operator==(const SilenceMatch&, const SilenceMatch&) = default;
};

inline constexpr int most_silence_days = 31;
inline constexpr int warn_before_end_workdays = 2;

// 静默: hides notifications for a while, never a light. Kept for good with its reason.
struct Silence {
  std::int64_t id = 0;  // given by the engine, increasing; what people name it by
  SilenceMatch match;
  std::string reason;
  std::string author;
  Instant created_at{};
  Date until;  // the last day on which it holds; at most most_silence_days after its creation
  bool warned = false;              // that it ends soon
  std::optional<Instant> ended_at;  // over: expired, or ended by a person
  std::string ended_by;             // empty: expired
  friend bool operator==(const Silence&, const Silence&) = default;
};

// A silence that covers everything would hide everything: at least one condition is asked for.
bool is_empty(const SilenceMatch& match);
// A feed's id as subject covers the cases of that feed, too (feed:period, feed:file).
bool covers(const SilenceMatch& match, const Alert& alert);
// From its creation to the end of its last day, unless it was ended.
bool holds(const Silence& silence, Date today);

}  // namespace planwatch
