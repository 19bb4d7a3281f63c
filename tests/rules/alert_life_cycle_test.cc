#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/alert/life_cycle.h"

namespace planwatch {
namespace {

// One letter a report: g green, a attention, y yellow, r red, n good but not by the margin,
// . no figure.
std::vector<JudgedLight> lights(const std::string& letters) {
  std::vector<JudgedLight> out;
  for (const char c : letters) {
    JudgedLight light;
    light.known = c != '.';
    light.recovered = c == 'g' || c == 'a';
    light.light = c == 'r'   ? Light::red
                  : c == 'y' ? Light::yellow
                  : c == 'a' ? Light::attention
                  : c == '.' ? Light::grey
                             : Light::green;
    out.push_back(light);
  }
  return out;
}

struct FoldRow {
  const char* what;
  const char* reports;
  int for_reports;
  int recover_reports;
  Light level;
  bool pending;
};

const FoldRow fold_table[] = {
    {"nothing reported", "............", 1, 1, Light::grey, false},
    {"green stays quiet", "gggg", 1, 1, Light::grey, false},
    {"attention notifies nobody", "gaag", 1, 1, Light::grey, false},
    {"one yellow fires at once", "gy", 1, 1, Light::yellow, false},
    {"one red fires at once", "gr", 1, 1, Light::red, false},
    {"hold of two: one bad report is pending", "gy", 2, 1, Light::grey, true},
    {"hold of two: two in a row fire", "gyy", 2, 1, Light::yellow, false},
    {"hold of two: a good one between starts again", "ygy", 2, 1, Light::grey, true},
    {"hold of two: the level is that of the last report", "yr", 2, 1, Light::red, false},
    {"worsens while firing", "yr", 1, 1, Light::red, false},
    {"eases while firing", "ry", 1, 1, Light::yellow, false},
    {"recovers with one good report", "rg", 1, 1, Light::grey, false},
    {"recovery of two: one good report is not enough", "rg", 1, 2, Light::yellow, false},
    {"recovery of two: two good reports are", "rgg", 1, 2, Light::grey, false},
    {"recovery of two: a bad one between starts again", "rgrg", 1, 2, Light::yellow, false},
    {"good, but not by the margin: still firing at the lowest level", "rn", 1, 1, Light::yellow,
     false},
    {"good by the margin later", "rng", 1, 1, Light::grey, false},
    {"missing data resolves nothing", "r....", 1, 1, Light::red, false},
    {"missing data does not count as a report", "y.y", 2, 1, Light::yellow, false},
    {"fires again after recovery", "rgy", 1, 1, Light::yellow, false},
};

TEST(FoldLevels, FollowsTheTable) {
  for (const FoldRow& row : fold_table) {
    Rule rule;
    rule.for_reports = row.for_reports;
    rule.recover_reports = row.recover_reports;
    const LevelResult result = fold_levels(lights(row.reports), rule);
    EXPECT_EQ(result.level, row.level) << row.what;
    EXPECT_EQ(result.pending, row.pending) << row.what;
  }
}

TEST(FoldLevels, CountsRunsOfBadAndOfRed) {
  const LevelResult result = fold_levels(lights("gyrrr"), Rule{});
  EXPECT_EQ(result.bad_run, 4);
  EXPECT_EQ(result.red_run, 3);
  EXPECT_EQ(fold_levels(lights("rrg"), Rule{}).red_run, 0);
}

TEST(FoldLevels, ARuleForRedOnlyIgnoresYellow) {
  Rule rule;
  rule.alert_from = Light::red;
  EXPECT_EQ(fold_levels(lights("yyy"), rule).level, Light::grey);
  EXPECT_EQ(fold_levels(lights("yr"), rule).level, Light::red);
}

const Instant monday = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});
const AlertKey key{"small",  RuleId{"lights"},   SubjectKind::indicator,
                   "trains", AreaCode{"620702"}, 2025};

Condition bad(Light level) {
  Condition condition;
  condition.level = level;
  condition.reason = Reason::behind_schedule;
  condition.period = Period::month(2025, 6);
  return condition;
}
Condition good() {
  return Condition{};
}
Condition pending() {
  Condition condition;
  condition.pending = true;
  return condition;
}

Alert step_through(const std::vector<Condition>& conditions) {
  std::optional<Alert> alert;
  for (const Condition& one : conditions) alert = step_alert(alert, key, one, monday).next;
  return *alert;
}

struct StepRow {
  const char* what;
  std::vector<Condition> before;
  Condition now;
  Transition transition;
  AlertState state;
  int episode;
};

TEST(StepAlert, FollowsTheTable) {
  const std::vector<StepRow> table = {
      {"first bad condition fires",
       {},
       bad(Light::yellow),
       Transition::fired,
       AlertState::firing,
       1},
      {"a hold is pending first", {}, pending(), Transition::pended, AlertState::pending, 0},
      {"pending fires", {pending()}, bad(Light::red), Transition::fired, AlertState::firing, 1},
      {"pending that turns good is gone quietly",
       {pending()},
       good(),
       Transition::none,
       AlertState::resolved,
       0},
      {"the same level again changes nothing",
       {bad(Light::yellow)},
       bad(Light::yellow),
       Transition::none,
       AlertState::firing,
       1},
      {"yellow to red worsens",
       {bad(Light::yellow)},
       bad(Light::red),
       Transition::worsened,
       AlertState::firing,
       1},
      {"red to yellow eases",
       {bad(Light::red)},
       bad(Light::yellow),
       Transition::eased,
       AlertState::firing,
       1},
      {"good resolves", {bad(Light::red)}, good(), Transition::resolved, AlertState::resolved, 1},
      {"firing again is a new episode",
       {bad(Light::red), good()},
       bad(Light::yellow),
       Transition::fired,
       AlertState::firing,
       2},
  };
  for (const StepRow& row : table) {
    std::optional<Alert> before;
    if (!row.before.empty()) before = step_through(row.before);
    const AlertStep step = step_alert(before, key, row.now, monday);
    EXPECT_EQ(step.transition, row.transition) << row.what;
    EXPECT_EQ(step.next.state, row.state) << row.what;
    EXPECT_EQ(step.next.episode, row.episode) << row.what;
  }
}

TEST(StepAlert, UnknownChangesNothing) {
  const Alert firing = step_through({bad(Light::red)});
  Condition unknown;
  unknown.known = false;
  const AlertStep step = step_alert(firing, key, unknown, monday);
  EXPECT_EQ(step.transition, Transition::none);
  EXPECT_EQ(step.next.state, AlertState::firing);
  EXPECT_EQ(step.next.level, Light::red);
}

TEST(StepAlert, AWorseLightAsksAgainForAnAcknowledgement) {
  Alert alert = step_through({bad(Light::yellow)});
  alert.state = AlertState::acknowledged;
  alert.acknowledged_at = monday;
  alert.acknowledged_by = "张三";
  const Alert worse = step_alert(alert, key, bad(Light::red), monday).next;
  EXPECT_EQ(worse.state, AlertState::firing);
  EXPECT_FALSE(worse.acknowledged_at);
  const Alert eased = step_alert(alert, key, bad(Light::yellow), monday).next;
  EXPECT_EQ(eased.state, AlertState::acknowledged);
}

// A quarter without its event is red for good; later good quarters end the run, not the level.
TEST(WorstLevel, CountsTheRedRunAtTheEnd) {
  EXPECT_EQ(worst_level(lights("grrr"), Rule{}).red_run, 3);
  EXPECT_EQ(worst_level(lights("rr.r"), Rule{}).red_run, 3) << "missing data is no report";
  EXPECT_EQ(worst_level(lights("rrg"), Rule{}).red_run, 0);
  EXPECT_EQ(worst_level(lights("rrg"), Rule{}).level, Light::red);
}

struct AnswerRow {
  const char* what;
  AlertState state;
  bool acknowledged;
  bool promised;
  Condition now;
  AlertState then;
  bool still_acknowledged;
};

// Every state meets a worse light, an easing, the same again, and the end; it was yellow before.
TEST(StepAlert, AnswersMeetLights) {
  using S = AlertState;
  const std::vector<AnswerRow> table = {
      {"acknowledged, worse", S::acknowledged, true, false, bad(Light::red), S::firing, false},
      {"acknowledged, the same", S::acknowledged, true, false, bad(Light::yellow), S::acknowledged,
       true},
      {"acknowledged, milder", S::acknowledged, true, false, bad(Light::blue), S::acknowledged,
       true},
      {"acknowledged, over", S::acknowledged, true, false, good(), S::resolved, true},
      {"promised, worse", S::promised, true, true, bad(Light::red), S::promised, true},
      {"promised, over", S::promised, true, true, good(), S::resolved, true},
      {"suspended, worse", S::suspended, false, false, bad(Light::red), S::suspended, false},
      {"suspended and acknowledged, worse", S::suspended, true, false, bad(Light::red),
       S::suspended, false},
      {"suspended and promised, worse", S::suspended, true, true, bad(Light::red), S::suspended,
       true},
      {"suspended, over", S::suspended, false, false, good(), S::resolved, false},
  };
  for (const AnswerRow& row : table) {
    Alert alert = step_through({bad(Light::yellow)});
    alert.state = row.state;
    if (row.acknowledged) alert.acknowledged_at = monday;
    if (row.promised) alert.promised_for = make_date(2025, 8, 1);
    const Alert next = step_alert(alert, key, row.now, monday).next;
    EXPECT_EQ(next.state, row.then) << row.what;
    EXPECT_EQ(next.acknowledged_at.has_value(), row.still_acknowledged) << row.what;
    EXPECT_EQ(next.promised_for.has_value(), row.promised) << row.what;
  }
}

TEST(StepAlert, AnyOpenStateIsClosedForARuleChange) {
  for (const AlertState state : {AlertState::firing, AlertState::acknowledged, AlertState::promised,
                                 AlertState::suspended}) {
    Alert alert = step_through({bad(Light::red)});
    alert.state = state;
    EXPECT_EQ(close_for_rule_change(alert, monday).transition, Transition::closed);
  }
}

TEST(Suspension, EndsAfterItsLastDayAndLeavesTheAnswer) {
  Alert alert = step_through({bad(Light::red)});
  suspend(alert, make_date(2025, 7, 9), "王主任", "汛期");
  EXPECT_TRUE(is_firing(alert));
  EXPECT_FALSE(suspension_is_over(alert, make_date(2025, 7, 9)));
  EXPECT_TRUE(suspension_is_over(alert, make_date(2025, 7, 10)));
  alert.acknowledged_at = monday;
  end_suspension(alert);
  EXPECT_EQ(alert.state, AlertState::acknowledged);
  EXPECT_FALSE(alert.suspended_until);
  alert.promised_for = make_date(2025, 8, 1);
  suspend(alert, make_date(2025, 7, 9), "王主任", "汛期");
  end_suspension(alert);
  EXPECT_EQ(alert.state, AlertState::promised);
  alert.state = AlertState::resolved;
  end_suspension(alert);
  EXPECT_EQ(alert.state, AlertState::resolved) << "what is over stays over";
}

TEST(StepAlert, WhoIsOwedAnEndIsNotForgotten) {
  Alert alert = step_through({bad(Light::red), good()});
  alert.told = {{Role::contact, ReceiverId{"first"}}};
  alert.told_level = Light::red;
  alert.held_back = true;
  alert.fired_on = {make_date(2025, 7, 1)};
  const Alert again = step_alert(alert, key, bad(Light::yellow), monday).next;
  EXPECT_EQ(again.told.size(), 1u);
  EXPECT_EQ(again.told_level, Light::red);
  EXPECT_EQ(again.fired_on.size(), 1u) << "damping counts over episodes";
}

TEST(StepAlert, ANewEpisodeForgetsWhoWasTold) {
  Alert alert = step_through({bad(Light::red), good()});
  alert.told = {{Role::contact, ReceiverId{"first"}}};
  alert.steps_taken = 2;
  const Alert again = step_alert(alert, key, bad(Light::red), monday).next;
  EXPECT_TRUE(again.told.empty());
  EXPECT_EQ(again.steps_taken, 0);
}

TEST(StepAlert, ARemovedRuleClosesAndIsNoRecovery) {
  const AlertStep step = close_for_rule_change(step_through({bad(Light::red)}), monday);
  EXPECT_EQ(step.transition, Transition::closed);
  EXPECT_EQ(step.next.state, AlertState::closed);
}

TEST(AlertKeys, AreStableText) {
  EXPECT_EQ(to_string(key), "small/lights/indicator/trains/620702/2025");
  const AlertKey task{"small", RuleId{"task"}, SubjectKind::task, "7", AreaCode{}, 2025};
  EXPECT_EQ(to_string(task), "small/task/task/7/-/2025");
}

}  // namespace
}  // namespace planwatch
