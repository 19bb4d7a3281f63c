#pragma once

#include <string>
#include <vector>

#include "rules/alert/life_cycle.h"
#include "rules/model/calendar.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// First route that takes the alert; null: nobody is told (the loader warns).
const Route* match_route(const Routing& routing, const Alert& alert);

// One message that is to be sent now.
struct NoticeDecision {
  NoticeKind kind = NoticeKind::fired;
  Role role = Role::contact;
  ReceiverId receiver;
  int step = 0;
  std::string why;
};

// Whether and whom to tell because the alert changed: a first notice to the ladder's first step, a
// change of level, a recovery and a correction to everybody who was told. What is due at once goes
// at once, at any hour; reminders and escalation keep to working hours (decide_on_time).
// Who was told of an episode hears of its end and of its changes whatever the route says of the new
// level; `route` (null: none takes the alert) only says who is told first.
std::vector<NoticeDecision> decide_on_change(const AlertStep& step, const Route* route);

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
