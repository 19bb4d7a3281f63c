#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"
#include "tests/rules/two_year_calendar.h"

namespace planwatch {
namespace {

// 2025-01-24 16:00
Instant moment(const std::string& text) {
  return parse_instant(text.substr(0, 10) + "T" + text.substr(11) + ":00+08:00").value();
}
std::string text_of(Instant instant) {
  std::string text = to_string_local(instant).substr(0, 16);
  text[10] = ' ';
  return text;
}

WorkingHours office_hours() {
  return {{{TimeOfDay{9 * 60}, TimeOfDay{12 * 60}},
           {TimeOfDay{14 * 60 + 30}, TimeOfDay{17 * 60 + 30}}}};
}

enum Step { contact_step, deputy_step, reminder_step, supervision_step };

Route default_route() {
  Route route;
  route.receivers = {ReceiverId{"robot"}};
  route.ladder = {{StepAfter::firing, 0, Role::contact, {}},
                  {StepAfter::unacknowledged, 3, Role::deputy, {}},
                  {StepAfter::deadline_passed, 1, Role::contact, {Role::leader}},
                  {StepAfter::deadline_passed, 6, Role::supervision, {}}};
  return route;
}

Alert fired(const std::string& when, const std::string& deadline) {
  Alert alert;
  alert.state = AlertState::firing;
  alert.level = Light::red;
  alert.fired_at = alert.level_since = moment(when);
  alert.steps_taken = 1;
  alert.deadline = parse_date(deadline);
  return alert;
}

// Climbs the whole ladder from one instant that `next_notice` names to the next, and proves each:
// then it is decided, a minute earlier it is not. When each step was taken.
std::map<int, std::string> climb(Alert alert) {
  static const Calendar calendar = two_year_calendar();
  const Route route = default_route();
  std::map<int, std::string> taken;
  Instant now = *alert.fired_at;
  while (const auto next = next_notice(alert, route, office_hours(), calendar, now)) {
    const auto decided = [&](Instant when) {
      return decide_on_time(alert, route, office_hours(), calendar, when);
    };
    if (next->at > now) {
      EXPECT_TRUE(decided(next->at - std::chrono::minutes{1}).empty()) << text_of(next->at);
    }
    now = next->at;
    const auto decisions = decided(now);
    EXPECT_FALSE(decisions.empty()) << text_of(now);
    if (decisions.empty()) break;
    for (const NoticeDecision& one : decisions) {
      take_step(alert, one.step);
      taken.emplace(one.step, text_of(now));
    }
  }
  return taken;
}

// Of the default ladder. The dates were worked out by a script of its own from the announced days.
struct DatesRow {
  const char* what;
  const char* fired;
  const char* deadline;
  const char* deputy;           // nobody acknowledged: 3 working days
  const char* acknowledged;     // the next working day, 10:00, without a promise
  const char* deputy_after_it;  // 5 working days after that
  const char* reminder;         // the working day after the deadline, with a copy to the leader
  const char* supervision;      // 5 working days after the reminder
};
const DatesRow dates_table[] = {
    {"an ordinary week", "2025-07-07 16:00", "2025-07-11", "2025-07-10 09:00", "2025-07-08",
     "2025-07-15 09:00", "2025-07-14 09:00", "2025-07-21 09:00"},
    {"Spring Festival 2025: the make-up Sunday 26 January counts", "2025-01-24 16:00", "2025-01-26",
     "2025-02-05 09:00", "2025-01-26", "2025-02-08 09:00", "2025-01-27 09:00", "2025-02-10 09:00"},
    {"fired on that Sunday, deadline on the last day off", "2025-01-26 16:00", "2025-02-04",
     "2025-02-06 09:00", "2025-01-27", "2025-02-10 09:00", "2025-02-05 09:00", "2025-02-11 09:00"},
    {"Spring Festival 2026, nine days off, deadline among them", "2026-02-13 16:00", "2026-02-20",
     "2026-02-25 09:00", "2026-02-14", "2026-02-28 09:00", "2026-02-24 09:00", "2026-03-02 09:00"},
    {"fired on the make-up Saturday before it, deadline on the one after", "2026-02-14 16:00",
     "2026-02-28", "2026-02-26 09:00", "2026-02-24", "2026-03-02 09:00", "2026-03-02 09:00",
     "2026-03-09 09:00"},
    {"National Day 2025: the make-up Sunday 28 September counts", "2025-09-26 16:00", "2025-09-30",
     "2025-09-30 09:00", "2025-09-28", "2025-10-11 09:00", "2025-10-09 09:00", "2025-10-15 09:00"},
    {"fired on its eve, deadline among the days off", "2025-09-30 16:00", "2025-10-05",
     "2025-10-11 09:00", "2025-10-09", "2025-10-15 09:00", "2025-10-09 09:00", "2025-10-15 09:00"},
    {"the make-up Saturday 11 October 2025 takes the reminder", "2025-10-09 16:00", "2025-10-10",
     "2025-10-13 09:00", "2025-10-10", "2025-10-16 09:00", "2025-10-11 09:00", "2025-10-17 09:00"},
    {"Mid-Autumn and National Day 2026", "2026-09-24 16:00", "2026-09-30", "2026-09-30 09:00",
     "2026-09-28", "2026-10-10 09:00", "2026-10-08 09:00", "2026-10-14 09:00"},
    {"fired on its eve 2026", "2026-09-30 16:00", "2026-10-09", "2026-10-10 09:00", "2026-10-08",
     "2026-10-14 09:00", "2026-10-10 09:00", "2026-10-16 09:00"},
    {"fired on a day off", "2026-10-03 16:00", "2026-10-10", "2026-10-10 09:00", "2026-10-08",
     "2026-10-14 09:00", "2026-10-12 09:00", "2026-10-19 09:00"},
    {"Labour Day 2025 with its make-up Sunday", "2025-04-25 16:00", "2025-04-30",
     "2025-04-29 09:00", "2025-04-27", "2025-05-07 09:00", "2025-05-06 09:00", "2025-05-13 09:00"},
    {"Labour Day 2026 with its make-up Saturday", "2026-04-30 16:00", "2026-05-08",
     "2026-05-08 09:00", "2026-05-06", "2026-05-12 09:00", "2026-05-09 09:00", "2026-05-15 09:00"},
    {"over New Year, into the make-up Sunday 4 January", "2025-12-31 16:00", "2026-01-03",
     "2026-01-06 09:00", "2026-01-04", "2026-01-09 09:00", "2026-01-04 09:00", "2026-01-09 09:00"},
};

TEST(LadderDates, NobodyAnswers) {
  for (const DatesRow& row : dates_table) {
    const auto taken = climb(fired(row.fired, row.deadline));
    const std::map<int, std::string> expected = {{deputy_step, row.deputy},
                                                 {reminder_step, row.reminder},
                                                 {supervision_step, row.supervision}};
    EXPECT_EQ(taken, expected) << row.what;
  }
}

TEST(LadderDates, AcknowledgedWithoutAPromise) {
  for (const DatesRow& row : dates_table) {
    Alert alert = fired(row.fired, row.deadline);
    alert.state = AlertState::acknowledged;
    alert.acknowledged_at = moment(std::string(row.acknowledged) + " 10:00");
    const std::map<int, std::string> expected = {{deputy_step, row.deputy_after_it},
                                                 {reminder_step, row.reminder},
                                                 {supervision_step, row.supervision}};
    EXPECT_EQ(climb(alert), expected) << row.what << ": the deadline's timer does not stop";
  }
}

TEST(LadderDates, APromiseTakesTheDeadlinesPlace) {
  for (const DatesRow& row : dates_table) {
    Alert alert = fired(row.fired, "2026-12-31");
    alert.state = AlertState::promised;
    alert.acknowledged_at = moment(std::string(row.acknowledged) + " 10:00");
    alert.promised_for = parse_date(row.deadline);
    const std::map<int, std::string> expected = {{reminder_step, row.reminder},
                                                 {supervision_step, row.supervision}};
    EXPECT_EQ(climb(alert), expected) << row.what;
  }
}

// Urgent ones do not wait for nine o'clock; working days are counted all the same.
TEST(LadderDates, UrgentGoesUpAtMidnight) {
  for (const DatesRow& row : dates_table) {
    Alert alert = fired(row.fired, row.deadline);
    alert.urgent = true;
    const auto midnight = [](const char* nine) { return std::string(nine, 10) + " 00:00"; };
    const std::map<int, std::string> expected = {{deputy_step, midnight(row.deputy)},
                                                 {reminder_step, midnight(row.reminder)},
                                                 {supervision_step, midnight(row.supervision)}};
    EXPECT_EQ(climb(alert), expected) << row.what;
  }
}

struct HourRow {
  const char* what;
  const char* from;
  const char* at;
};
const HourRow hour_table[] = {
    {"before nine", "2025-10-09 08:59", "2025-10-09 09:00"},
    {"at nine", "2025-10-09 09:00", "2025-10-09 09:00"},
    {"just before noon", "2025-10-09 11:59", "2025-10-09 11:59"},
    {"noon is out", "2025-10-09 12:00", "2025-10-09 14:30"},
    {"in the midday break", "2025-10-09 13:15", "2025-10-09 14:30"},
    {"half past five is out", "2025-10-09 17:30", "2025-10-10 09:00"},
    {"Friday evening before a make-up Saturday", "2025-10-10 20:00", "2025-10-11 09:00"},
    {"that Saturday's evening", "2025-10-11 20:00", "2025-10-13 09:00"},
    {"on National Day", "2025-10-01 10:00", "2025-10-09 09:00"},
    {"the evening before it", "2025-09-30 18:00", "2025-10-09 09:00"},
    {"in Spring Festival 2026", "2026-02-17 10:00", "2026-02-24 09:00"},
    {"Saturday before a make-up Sunday", "2026-09-19 10:00", "2026-09-20 09:00"},
};

TEST(LadderDates, WorkingHoursBeginAt) {
  const Calendar calendar = two_year_calendar();
  for (const HourRow& row : hour_table) {
    const Instant at = next_working_instant(office_hours(), calendar, moment(row.from));
    EXPECT_EQ(text_of(at), row.at) << row.what;
    EXPECT_TRUE(may_send(office_hours(), calendar, at, false)) << row.what;
    EXPECT_EQ(may_send(office_hours(), calendar, moment(row.from), false),
              std::string(row.from) == row.at)
        << row.what;
    EXPECT_TRUE(may_send(office_hours(), calendar, moment(row.from), true)) << row.what;
  }
}

// A ladder whose first unanswered step comes late: an acknowledgement brings it no nearer.
TEST(LadderDates, AnAcknowledgementNeverBringsAStepForward) {
  LadderStep step{StepAfter::unacknowledged, 10, Role::deputy, {}};
  Alert alert = fired("2025-07-07 16:00", "2025-12-31");
  const auto unanswered = step_due(alert, step, two_year_calendar());
  EXPECT_EQ(unanswered, make_date(2025, 7, 21));
  alert.acknowledged_at = moment("2025-07-08 10:00");
  EXPECT_EQ(step_due(alert, step, two_year_calendar()), unanswered);
  alert.acknowledged_at = moment("2025-07-18 10:00");
  EXPECT_EQ(step_due(alert, step, two_year_calendar()), make_date(2025, 7, 25));
}

struct JumpRow {
  const char* what;
  Light level;
  int red_run;
  int steps_taken;
  bool jumped;
  const char* told;  // roles
};
const JumpRow jump_table[] = {
    {"two red reports do not jump", Light::red, 2, 0b0001, false, ""},
    {"the third takes the deputy's step", Light::red, 3, 0b0001, false, "分管领导"},
    {"the deputy was told: the reminder with its copy", Light::red, 3, 0b0011, false,
     "经办人 主要负责人"},
    {"both: supervision", Light::red, 3, 0b0111, false, "督查"},
    {"no step is left", Light::red, 3, 0b1111, false, ""},
    {"once per episode", Light::red, 4, 0b0011, true, ""},
    {"a later one too, when the third was not told", Light::red, 5, 0b0001, false, "分管领导"},
    {"yellow now", Light::yellow, 0, 0b0001, false, ""},
};

TEST(ThirdRed, JumpsOneStep) {
  for (const JumpRow& row : jump_table) {
    Alert alert = fired("2025-07-07 16:00", "2025-12-31");
    alert.level = row.level;
    alert.red_run = row.red_run;
    alert.steps_taken = row.steps_taken;
    alert.jumped = row.jumped;
    std::string told;
    for (const NoticeDecision& one : decide_jump(alert, default_route())) {
      told += (told.empty() ? "" : " ") + std::string(name_of(one.role, Lang::zh));
      EXPECT_EQ(one.kind, NoticeKind::escalated) << row.what;
      EXPECT_TRUE(one.why.zh.starts_with("连续三期红灯，提前升级")) << one.why.zh;
    }
    EXPECT_EQ(told, row.told) << row.what;
  }
}

TEST(Copies, AreMarkedAsSuch) {
  Alert alert = fired("2025-07-07 16:00", "2025-07-11");
  alert.steps_taken = 0b0011;
  const auto decisions = decide_on_time(alert, default_route(), office_hours(), two_year_calendar(),
                                        moment("2025-07-14 09:00"));
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_EQ(decisions[0].why.zh, "承诺或任务期限已过1个工作日");
  EXPECT_EQ(decisions[1].why.zh, "承诺或任务期限已过1个工作日（抄送主要负责人）");
}

TEST(CoUnits, HearTheBeginningAndTheEndOnly) {
  Route route = default_route();
  route.inform_co_units = true;
  AlertStep step;
  step.next = fired("2025-07-07 16:00", "2025-12-31");
  step.has_co_units = true;
  const auto co_told = [&](Transition transition) {
    step.transition = transition;
    std::string why = "-";
    for (const NoticeDecision& one : decide_on_change(step, &route)) {
      if (one.role == Role::co_unit) why = one.why.zh;
    }
    return why;
  };
  EXPECT_EQ(co_told(Transition::fired), "首次达到预警条件（抄送配合单位，仅供知悉）");
  step.next.told = {{Role::contact, ReceiverId{"robot"}}, {Role::co_unit, ReceiverId{"robot"}}};
  EXPECT_EQ(co_told(Transition::worsened), "-");
  EXPECT_EQ(co_told(Transition::eased), "-");
  EXPECT_NE(co_told(Transition::resolved).find("抄送配合单位"), std::string::npos);
  EXPECT_NE(co_told(Transition::closed), "-");
  step.next.told.clear();
  step.has_co_units = false;
  EXPECT_EQ(co_told(Transition::fired), "-") << "nobody shares the work";
  step.has_co_units = true;
  route.inform_co_units = false;
  EXPECT_EQ(co_told(Transition::fired), "-") << "the route informs nobody";
}

}  // namespace
}  // namespace planwatch
