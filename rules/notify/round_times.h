#pragma once

#include "rules/model/calendar.h"
#include "rules/model/routing.h"

namespace planwatch {

// When news goes out. All times are the plan's clock, all functions pure.

// Minutes 0 and 30 belong to everybody's timers: a time there is moved by 3 to 11 minutes, always
// the same for one receiver. Other times stay.
TimeOfDay spoken_at(const ReceiverId& receiver, TimeOfDay time);

// Whether the instant is in quiet hours. [from, to); may pass midnight; from == to: none.
bool is_quiet(const Route& route, Instant at);
// `from` itself outside quiet hours, else their end, moved away from minutes 0 and 30.
Instant end_of_quiet(const Route& route, const ReceiverId& receiver, Instant from);

// The digest's first moment at or after `from`; `from` itself for a receiver without a digest. One
// that falls on a day off is moved to the next working day where the digest says so.
Instant next_digest(const Receiver& receiver, const Calendar& calendar, Instant from);

// When the round closes in which news decided at `decided_at` goes out. `open_until`: when the
// running round of the same receiver, role and unit closes; the grouping time counts from that
// round's first news. Urgent news waits for nothing. A reminder falls due by the calendar and not
// because something happened: it keeps away from minutes 0 and 30 as digests do. `route`: null
// where none takes the alert.
struct RoundRules {
  const Route* route = nullptr;
  const Receiver* receiver = nullptr;
  bool urgent = false;
  bool reminder = false;
};
Instant round_closes(const RoundRules& rules, const Calendar& calendar, Instant decided_at,
                     std::optional<Instant> open_until);

}  // namespace planwatch
