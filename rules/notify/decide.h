#pragma once

#include <string>
#include <vector>

#include "rules/alert/life_cycle.h"
#include "rules/alert/silence.h"
#include "rules/model/calendar.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"
#include "rules/notify/phrase.h"

namespace planwatch {

// First route that takes the alert; null: nobody is told (the loader warns).
const Route* match_route(const Routing& routing, const Alert& alert);

// One message that is to be sent now.
struct NoticeDecision {
  NoticeKind kind = NoticeKind::fired;
  Role role = Role::contact;
  ReceiverId receiver;
  int step = 0;
  Phrase why;
};

// Whether and whom to tell because the alert changed: a first notice to the ladder's first step, a
// change of level, a recovery and a correction to everybody who was told. What is due at once goes
// at once, at any hour; reminders and escalation keep to working hours (decide_on_time).
// Who was told of an episode hears of its end and of its changes whatever the route says of the new
// level; `route` (null: none takes the alert) only says who is told first. Co-responsible units
// hear of the beginning and of the end, where the route informs them. The third red report in a
// row takes the lowest untaken step with it (decide_jump).
std::vector<NoticeDecision> decide_on_change(const AlertStep& step, const Route* route);

// Red reports in a row that jump one step of the ladder, once per episode.
inline constexpr int red_run_that_jumps = 3;
bool is_long_red(const Alert& alert);
// The step that such a run takes before its time, at any hour; nobody where it was taken already
// or no step is left. The alert is to remember it (Alert::jumped).
std::vector<NoticeDecision> decide_jump(const Alert& alert, const Route& route);

// Instead of the notice of a firing that is damped from now on: everybody who was told and who is
// told first hears that it comes and goes.
std::vector<NoticeDecision> decide_flapping(const Alert& alert, const Route* route,
                                            const Damping& damping);

// One piece of news for everything that was held back while the alert was suppressed: a first
// notice where nobody knows of it, a change of level or an end to those who know; nothing where
// nothing is different from what they know, unless they were told that it comes and goes.
std::vector<NoticeDecision> decide_catch_up(const Alert& alert, const Route* route,
                                            bool has_co_units);

// To the supervision office, that a silence ends soon and what then is told again.
std::vector<NoticeDecision> decide_silence_ending(const Alert& alert, const Route& route,
                                                  const Silence& silence, std::size_t covered);

// Whom to tell because time passed: the ladder's steps and reminders that are due at `now`
// (plan's clock), in working hours unless urgent.
std::vector<NoticeDecision> decide_on_time(const Alert& alert, const Route& route,
                                           const WorkingHours& hours, const Calendar& calendar,
                                           Instant now);

// Working hours of a working day (no spans: all day); urgent alerts at any hour.
bool may_send(const WorkingHours& hours, const Calendar& calendar, Instant now, bool urgent);

// When the next notice is due if nothing happens; what `explain` says. Empty: none.
struct NextNotice {
  Instant at;
  NoticeKind kind = NoticeKind::reminder;
  Role role = Role::contact;
  int step = 0;
};
std::optional<NextNotice> next_notice(const Alert& alert, const Route& route,
                                      const WorkingHours& hours, const Calendar& calendar,
                                      Instant now);

}  // namespace planwatch
