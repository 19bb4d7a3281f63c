#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"

namespace planwatch {
namespace {

Calendar calendar_2025() {
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.off = {{make_date(2025, 1, 28), make_date(2025, 2, 4)},
              {make_date(2025, 10, 1), make_date(2025, 10, 8)}};
  year.work = {make_date(2025, 1, 26), make_date(2025, 2, 8), make_date(2025, 9, 28),
               make_date(2025, 10, 11)};
  return Calendar({year});
}

WorkingHours office_hours() {
  return {{{TimeOfDay{9 * 60}, TimeOfDay{12 * 60}},
           {TimeOfDay{14 * 60 + 30}, TimeOfDay{17 * 60 + 30}}}};
}

// The default ladder: contact at once; 3 working days without acknowledgement the deputy; the day
// after the deadline a formal reminder with a copy to the leader; 5 working days later supervision.
Route default_route() {
  Route route;
  route.receivers = {ReceiverId{"robot"}};
  route.by_role = {{Role::supervision, {ReceiverId{"office"}}}};
  route.ladder = {{StepAfter::firing, 0, Role::contact, {}},
                  {StepAfter::unacknowledged, 3, Role::deputy, {}},
                  {StepAfter::deadline_passed, 1, Role::contact, {Role::leader}},
                  {StepAfter::deadline_passed, 6, Role::supervision, {}}};
  return route;
}

Instant at(int month, int day, int hour, int minute = 0) {
  return instant_at(make_date(2025, static_cast<unsigned>(month), static_cast<unsigned>(day)),
                    TimeOfDay{hour * 60 + minute});
}

Alert firing_since(Instant when) {
  Alert alert;
  alert.state = AlertState::firing;
  alert.level = Light::red;
  alert.fired_at = when;
  alert.steps_taken = 1;
  alert.last_told_on = local_date(when);
  alert.told = {{Role::contact, ReceiverId{"robot"}}};
  return alert;
}

std::string text_of(const std::vector<NoticeDecision>& decisions) {
  std::string text;
  for (const NoticeDecision& one : decisions) {
    text += (text.empty() ? "" : " ") + std::string(name_of(one.kind, Lang::en)) + ":" +
            std::to_string(static_cast<int>(one.role)) + ":" + one.receiver.text;
  }
  return text;
}

TEST(DecideOnChange, TellsTheFirstStepOnceAndEverybodyToldAfterwards) {
  const Route route = default_route();
  AlertStep step;
  step.next = firing_since(at(7, 7, 10));
  step.transition = Transition::fired;
  EXPECT_EQ(text_of(decide_on_change(step, &route)), "fired:0:robot");
  step.next.told.push_back({Role::supervision, ReceiverId{"office"}});
  step.transition = Transition::worsened;
  EXPECT_EQ(text_of(decide_on_change(step, &route)), "worsened:0:robot worsened:3:office");
  step.transition = Transition::resolved;
  EXPECT_EQ(text_of(decide_on_change(step, &route)), "resolved:0:robot resolved:3:office");
  step.transition = Transition::none;
  EXPECT_TRUE(decide_on_change(step, &route).empty());
  step.transition = Transition::pended;
  EXPECT_TRUE(decide_on_change(step, &route).empty());
}

TEST(DecideOnChange, ACorrectionIsNeitherFiredNorRecovered) {
  const Route route = default_route();
  AlertStep step;
  step.next = firing_since(at(7, 7, 10));
  step.by_correction = true;
  for (const Transition transition : {Transition::fired, Transition::worsened, Transition::eased}) {
    step.transition = transition;
    EXPECT_EQ(text_of(decide_on_change(step, &route)), "correction:0:robot");
  }
  // Its ledger row waits for the supervision office.
  step.transition = Transition::resolved;
  EXPECT_EQ(text_of(decide_on_change(step, &route)), "correction:0:robot correction:3:office");
}

TEST(DecideOnChange, EveryNoticeSaysWhy) {
  const Route route = default_route();
  AlertStep step;
  step.next = firing_since(at(7, 7, 10));
  for (const Transition transition : {Transition::fired, Transition::worsened, Transition::eased,
                                      Transition::resolved, Transition::closed}) {
    step.transition = transition;
    for (const NoticeDecision& one : decide_on_change(step, &route)) {
      EXPECT_FALSE(one.why.zh.empty());
      EXPECT_FALSE(one.why.en.empty());
    }
  }
}

struct LadderRow {
  const char* what;
  Instant fired;
  Instant now;
  std::string told;
};

TEST(DecideOnChange, WhoWasToldHearsTheEndWhateverTheRoute) {
  AlertStep step;
  step.next = firing_since(at(7, 7, 10));
  step.transition = Transition::resolved;
  EXPECT_EQ(text_of(decide_on_change(step, nullptr)), "resolved:0:robot");
}

TEST(DecideOnChange, WorseningIntoARouteIsAFirstNotice) {
  const Route route = default_route();
  AlertStep step;
  step.next = firing_since(at(7, 7, 10));
  step.next.told.clear();
  step.transition = Transition::worsened;
  EXPECT_EQ(text_of(decide_on_change(step, &route)), "worsened:0:robot");
}

TEST(DecideOnTime, AWorseLightHasItsOwnTimeToBeAcknowledged) {
  Alert alert = firing_since(at(7, 7, 10));
  alert.level_since = at(7, 9, 10);
  EXPECT_TRUE(decide_on_time(alert, default_route(), office_hours(), calendar_2025(), at(7, 11, 10))
                  .empty());
  EXPECT_FALSE(
      decide_on_time(alert, default_route(), office_hours(), calendar_2025(), at(7, 14, 10))
          .empty());
}

TEST(DecideOnTime, ClimbsTheLadderByWorkingDaysInWorkingHours) {
  const std::vector<LadderRow> table = {
      {"two working days: nobody", at(7, 7, 10), at(7, 9, 10), ""},
      {"three working days: the deputy", at(7, 7, 10), at(7, 10, 10), "escalated:1:robot"},
      {"before nine: not yet", at(7, 7, 10), at(7, 10, 8, 59), ""},
      {"at nine", at(7, 7, 10), at(7, 10, 9), "escalated:1:robot"},
      {"at noon: not", at(7, 7, 10), at(7, 10, 12), ""},
      {"in the afternoon", at(7, 7, 10), at(7, 10, 14, 30), "escalated:1:robot"},
      {"at half past five: not", at(7, 7, 10), at(7, 10, 17, 30), ""},
      {"over a weekend", at(7, 10, 10), at(7, 12, 10), ""},
      {"after the weekend: Thursday + 3 is Tuesday", at(7, 10, 10), at(7, 15, 9),
       "escalated:1:robot"},
      {"Spring Festival: Friday 24 January + 3 is 5 February", at(1, 24, 10), at(1, 27, 10), ""},
      {"the make-up Sunday counts", at(1, 24, 10), at(2, 5, 9), "escalated:1:robot"},
      {"National Day: Monday 29 September + 3 is 10 October", at(9, 29, 10), at(10, 9, 17), ""},
      {"National Day over", at(9, 29, 10), at(10, 10, 9), "escalated:1:robot"},
      {"the make-up Saturday 11 October is a working day", at(10, 9, 10), at(10, 11, 9), ""},
      {"and counts: Thursday 9 + 3 is Tuesday 14", at(10, 9, 10), at(10, 14, 9),
       "escalated:1:robot"},
  };
  for (const LadderRow& row : table) {
    EXPECT_EQ(text_of(decide_on_time(firing_since(row.fired), default_route(), office_hours(),
                                     calendar_2025(), row.now)),
              row.told)
        << row.what;
  }
}

TEST(DecideOnTime, AnAcknowledgementStopsTheDeputyUntilAPromiseIsOverdue) {
  Alert alert = firing_since(at(7, 7, 10));
  alert.state = AlertState::acknowledged;
  alert.acknowledged_at = at(7, 8, 10);
  const auto told = [&](Instant now) {
    return text_of(decide_on_time(alert, default_route(), office_hours(), calendar_2025(), now));
  };
  EXPECT_EQ(told(at(7, 14, 10)), "");
  EXPECT_EQ(told(at(7, 15, 10)), "escalated:1:robot") << "five working days without a promise";
  alert.state = AlertState::promised;
  alert.promised_for = make_date(2025, 7, 25);
  EXPECT_EQ(told(at(7, 25, 10)), "");
  EXPECT_EQ(told(at(7, 28, 10)), "reminder:0:robot reminder:2:robot");
  alert.steps_taken = 0b101;
  EXPECT_EQ(told(at(8, 1, 10)), "");
  EXPECT_EQ(told(at(8, 4, 10)), "escalated:3:office");
}

TEST(DecideOnTime, UrgentAlertsGoOutAtAnyHour) {
  Alert alert = firing_since(at(7, 7, 10));
  alert.urgent = true;
  EXPECT_EQ(text_of(decide_on_time(alert, default_route(), office_hours(), calendar_2025(),
                                   at(7, 10, 3))),
            "escalated:1:robot");
}

TEST(DecideOnTime, ResolvedAlertsTellNobody) {
  Alert alert = firing_since(at(7, 7, 10));
  alert.state = AlertState::resolved;
  EXPECT_TRUE(decide_on_time(alert, default_route(), office_hours(), calendar_2025(), at(8, 7, 10))
                  .empty());
}

TEST(DecideOnTime, RemindsByWorkingDaysSinceTheLastNotice) {
  Route route = default_route();
  route.ladder.resize(1);
  route.remind_every_workdays = 5;
  const Alert alert = firing_since(at(7, 7, 10));
  EXPECT_EQ(text_of(decide_on_time(alert, route, office_hours(), calendar_2025(), at(7, 11, 10))),
            "");
  EXPECT_EQ(text_of(decide_on_time(alert, route, office_hours(), calendar_2025(), at(7, 14, 10))),
            "reminder:0:robot");
}

TEST(NextNotice, NamesTheInstantThatDecideOnTimeWillTake) {
  const Alert alert = firing_since(at(9, 29, 10));
  const auto next =
      next_notice(alert, default_route(), office_hours(), calendar_2025(), at(9, 29, 11));
  ASSERT_TRUE(next);
  EXPECT_EQ(to_string_local(next->at), "2025-10-10T09:00:00+08:00");
  EXPECT_EQ(next->role, Role::deputy);
  EXPECT_FALSE(
      decide_on_time(alert, default_route(), office_hours(), calendar_2025(), next->at).empty());
  EXPECT_TRUE(decide_on_time(alert, default_route(), office_hours(), calendar_2025(),
                             next->at - std::chrono::minutes{1})
                  .empty());
}

TEST(MatchRoute, TakesTheFirstThatFits) {
  Routing routing;
  Route court = default_route();
  court.id = RouteId{"court"};
  court.units = {UnitId{"区法院"}};
  Route tasks = default_route();
  tasks.id = RouteId{"tasks"};
  tasks.subjects = {SubjectKind::task};
  tasks.from = Light::red;
  routing.routes = {court, tasks};
  Alert alert = firing_since(at(7, 7, 10));
  alert.unit = UnitId{"区法院"};
  ASSERT_NE(match_route(routing, alert), nullptr);
  EXPECT_EQ(match_route(routing, alert)->id.text, "court");
  alert.unit = UnitId{"区税务局"};
  EXPECT_EQ(match_route(routing, alert), nullptr);
  alert.key.subject_kind = SubjectKind::task;
  EXPECT_EQ(match_route(routing, alert)->id.text, "tasks");
  alert.level = Light::yellow;
  EXPECT_EQ(match_route(routing, alert), nullptr);
}

}  // namespace
}  // namespace planwatch
