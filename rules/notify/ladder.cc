#include "rules/notify/ladder.h"

#include <algorithm>
#include <bit>

#include "rules/notify/decide.h"

namespace planwatch {

bool is_taken(const Alert& alert, int step) {
  return (alert.steps_taken >> step & 1) != 0;
}

int highest_step(const Alert& alert) {
  return std::max(static_cast<int>(std::bit_width(static_cast<unsigned>(alert.steps_taken))) - 1,
                  0);
}

void take_step(Alert& alert, int step) {
  alert.steps_taken |= 1 << step;
}

void give_back_step(Alert& alert, int step) {
  alert.steps_taken &= ~(1 << step);
}

void ask_again_after(Alert& alert, const Route& route, StepAfter after) {
  for (std::size_t i = 0; i < route.ladder.size(); ++i) {
    if (route.ladder[i].after == after) alert.steps_taken &= ~(1 << i);
  }
}

NoticeKind kind_of_step(const LadderStep& step) {
  const bool reminds = step.after == StepAfter::deadline_passed && step.role == Role::contact;
  return reminds ? NoticeKind::reminder : NoticeKind::escalated;
}

std::optional<int> lowest_untaken_step(const Alert& alert, const Route& route) {
  for (int i = 0; i < static_cast<int>(route.ladder.size()); ++i) {
    const LadderStep& step = route.ladder[static_cast<std::size_t>(i)];
    const bool is_first = step.after == StepAfter::firing && step.workdays == 0;
    if (!is_first && !is_taken(alert, i)) return i;
  }
  return std::nullopt;
}

namespace {

// A worse light asks again, with the full time to answer. An acknowledgement gives the time for a
// promise; without one it counts as none.
std::optional<Date> unacknowledged_due(const Alert& alert, Date fired, int workdays,
                                       const Calendar& calendar) {
  if (alert.promised_for) return std::nullopt;
  const Date since = alert.level_since ? std::max(fired, local_date(*alert.level_since)) : fired;
  const Date due = calendar.add_workdays(since, workdays);
  if (!alert.acknowledged_at) return due;
  return std::max(
      due, calendar.add_workdays(local_date(*alert.acknowledged_at), promise_within_workdays));
}

}  // namespace

std::optional<Date> step_due(const Alert& alert, const LadderStep& step, const Calendar& calendar) {
  if (!alert.fired_at) return std::nullopt;
  const Date fired = local_date(*alert.fired_at);
  switch (step.after) {
    case StepAfter::firing:
      return calendar.add_workdays(fired, step.workdays);
    case StepAfter::unacknowledged:
      return unacknowledged_due(alert, fired, step.workdays, calendar);
    case StepAfter::deadline_passed: {
      const std::optional<Date> deadline = alert.promised_for ? alert.promised_for : alert.deadline;
      if (!deadline) return std::nullopt;
      // An alert that fires after its deadline starts counting when it fired.
      return calendar.add_workdays(std::max(*deadline, fired), step.workdays);
    }
  }
  return std::nullopt;
}

bool may_send(const WorkingHours& hours, const Calendar& calendar, Instant now, bool urgent) {
  if (urgent) return true;
  if (!calendar.is_working_day(local_date(now))) return false;
  if (hours.spans.empty()) return true;
  const TimeOfDay time = local_time_of_day(now);
  return std::any_of(hours.spans.begin(), hours.spans.end(),
                     [time](const auto& span) { return span.first <= time && time < span.second; });
}

Instant next_working_instant(const WorkingHours& hours, const Calendar& calendar, Instant from) {
  if (hours.spans.empty() || may_send(hours, calendar, from, false)) return from;
  Date day = local_date(from);
  if (calendar.is_working_day(day)) {
    for (const auto& [begin, end] : hours.spans) {
      if (instant_at(day, begin) >= from) return instant_at(day, begin);
    }
  }
  day = calendar.next_workday_or_same(day + std::chrono::days{1});
  return instant_at(day, hours.spans.front().first);
}

std::optional<NextNotice> next_notice(const Alert& alert, const Route& route,
                                      const WorkingHours& hours, const Calendar& calendar,
                                      Instant now) {
  if (!is_firing(alert)) return std::nullopt;
  std::optional<NextNotice> next;
  const auto take = [&](Date due, NoticeKind kind, Role role, int step) {
    const Instant begin = std::max(now, instant_at(due, TimeOfDay{0}));
    const Instant at = alert.urgent ? begin : next_working_instant(hours, calendar, begin);
    if (!next || at < next->at) next = NextNotice{at, kind, role, step};
  };
  for (const NoticeDecision& one : decide_jump(alert, route)) {
    take(local_date(now), one.kind, one.role, one.step);
  }
  for (int i = 0; i < static_cast<int>(route.ladder.size()); ++i) {
    if (is_taken(alert, i)) continue;
    const LadderStep& step = route.ladder[static_cast<std::size_t>(i)];
    if (const auto due = step_due(alert, step, calendar)) {
      take(*due, kind_of_step(step), step.role, i);
    }
  }
  if (route.remind_every_workdays > 0 && alert.last_told_on) {
    take(calendar.add_workdays(*alert.last_told_on, route.remind_every_workdays),
         NoticeKind::reminder, Role::contact, highest_step(alert));
  }
  return next;
}

}  // namespace planwatch
