#include "gtest/gtest.h"

#include "rules/engine/access.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

const UnitId own{"人社局"};
const UnitId sharing{"科技局"};
const UnitId stranger{"法院"};
const ActionTarget target{own, {sharing}};

ProgressTask task_progress(const char* closed_by) {
  ProgressTask action;
  action.report.task = 1;
  action.report.closed_by = closed_by;
  return action;
}

struct RoleRow {
  const char* what;
  PersonAction action;
  const char* allowed;  // v viewer, u its own unit, c a co-responsible unit, x another unit,
                        // s supervising unit, o operations
};
const std::vector<RoleRow>& role_table() {
  static const std::vector<RoleRow> table = {
      {"acknowledge", Acknowledge{"a"}, "us"},
      {"promise", Promise{"a", day(8, 1), "补足"}, "us"},
      {"progress of an alert", AddProgress{"a", "已办", ""}, "ucs"},
      {"progress of a task", task_progress(""), "us"},
      {"confirm a task", task_progress("李四"), "s"},
      {"close a ledger row", CloseLedger{1, ""}, "s"},
      {"suspend", SuspendAlert{"a", day(8, 1), "汛期"}, "so"},
      {"resume", ResumeAlert{"a"}, "so"},
      {"silence", AddSilence{{}, day(8, 1), "切换"}, "so"},
      {"end a silence", EndSilence{1}, "so"},
      {"retry a feed", RetryFeed{FeedId{"hr"}}, "so"},
      {"release a figure", ReleaseFigure{1, "属实"}, "so"},
      {"discard a figure", DiscardFigure{1, "有误"}, "so"},
      {"close the plan", ClosePlan{"年终"}, "so"},
      {"reopen the plan", ReopenPlan{"更正"}, "so"},
  };
  return table;
}

TEST(Access, FollowsTheTable) {
  static_assert(std::variant_size_v<PersonAction> == 14, "a new action needs its row");
  const std::vector<std::tuple<char, AccessRole, UnitId>> who = {
      {'v', AccessRole::viewer, own},          {'u', AccessRole::unit, own},
      {'c', AccessRole::unit, sharing},        {'x', AccessRole::unit, stranger},
      {'s', AccessRole::supervisor, UnitId{}}, {'o', AccessRole::operator_, UnitId{}}};
  for (const RoleRow& row : role_table()) {
    for (const auto& [letter, role, unit] : who) {
      const auto why = refusal_by_role(role, unit, row.action, target);
      const bool allowed = std::string(row.allowed).find(letter) != std::string::npos;
      EXPECT_EQ(!why, allowed) << row.what << " by " << letter;
      EXPECT_TRUE(!why || why->find('(') != std::string::npos) << "in English, too: " << *why;
    }
  }
}

TEST(Access, AUnitWithoutANameOwnsNothing) {
  EXPECT_TRUE(refusal_by_role(AccessRole::unit, UnitId{}, Acknowledge{"a"}, target));
}

EngineUnderTest with_a_red() {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  return engine;
}

TEST(Access, TheEngineAsksWhoseAlertItIs) {
  EngineUnderTest engine = with_a_red();
  const std::string key = engine.alert_key("lights", trainings);
  const Actor court{"张三", AccessRole::unit, stranger, ""};
  EXPECT_NE(refusal_in(engine.act_as(court, Acknowledge{key}, at(7, 8))).find("人社局"),
            std::string::npos)
      << "says who may";
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::firing);
  const Actor labour{"李四", AccessRole::unit, own, ""};
  EXPECT_EQ(refusal_in(engine.act_as(labour, Acknowledge{key}, at(7, 8))), "");
  EXPECT_EQ(engine.alert("lights", trainings)->acknowledged_by, "李四");
  EXPECT_NE(refusal_in(engine.act_as(labour, CloseLedger{1, ""}, at(7, 8))), "");
  TaskReport report;
  report.task = 2;
  report.as_of = day(7, 8);
  EXPECT_NE(refusal_in(engine.act_as(labour, ProgressTask{report}, at(7, 8))), "")
      << "the court's task";
}

TEST(Access, ACoResponsibleUnitAddsProgressOnly) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[0].co = {sharing};
  EngineUnderTest engine(configuration);
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at(7, 7));
  const std::string key = engine.alert_key("lights", trainings);
  const Actor helper{"赵六", AccessRole::unit, sharing, ""};
  EXPECT_EQ(refusal_in(engine.act_as(helper, AddProgress{key, "提供场地", ""}, at(7, 8))), "");
  EXPECT_NE(refusal_in(engine.act_as(helper, Acknowledge{key}, at(7, 8))), "");
}

TEST(Access, WhoActsHasAName) {
  EngineUnderTest engine = with_a_red();
  const std::string key = engine.alert_key("lights", trainings);
  EXPECT_NE(refusal_in(engine.act(" ", Acknowledge{key}, at(7, 8))), "");
}

TEST(Access, ALinkCountsOnceAlsoAfterARestart) {
  EngineUnderTest engine = with_a_red();
  const std::string key = engine.alert_key("lights", trainings);
  const Actor linked{"李四", AccessRole::unit, own, "link-1"};
  // A refusal does not use it up.
  EXPECT_NE(refusal_in(engine.act_as(linked, Promise{key, day(7, 31), ""}, at(7, 8))), "");
  const auto effects = engine.act_as(linked, Acknowledge{key}, at(7, 8));
  EXPECT_EQ(refusal_in(effects), "");
  EXPECT_EQ(rows_of<PersonActionRow>(effects).at(0).link, "link-1");
  EXPECT_NE(refusal_in(engine.act_as(linked, Acknowledge{key}, at(7, 8))).find("链接"),
            std::string::npos);
  EngineUnderTest after = engine.reborn(at(7, 9));
  EXPECT_NE(refusal_in(after.act_as(linked, Acknowledge{key}, at(7, 9))), "");
  after.replace(*after.configuration(), at(7, 9));
  EXPECT_NE(refusal_in(after.act_as(linked, Acknowledge{key}, at(7, 9))), "");
  const Actor another{"李四", AccessRole::unit, own, "link-2"};
  EXPECT_EQ(refusal_in(after.act_as(another, Promise{key, day(7, 31), "补足"}, at(7, 9))), "");
}

}  // namespace
}  // namespace planwatch
