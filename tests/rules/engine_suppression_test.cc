#include "gtest/gtest.h"

#include "rules/engine/explain_parts.h"
#include "rules/engine/suppressed.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

const char* const red_in_june = "500";
const char* const yellow_in_june = "1000";

void deliver(EngineUnderTest& engine, unsigned month, const char* value, Instant when) {
  engine.deliver("hr", {{trainings, month, value, local_date(when)}}, when);
}

// Ticks on every hour of every day, both included, and keeps the feeds alive.
void live(EngineUnderTest& engine, Date from, Date until) {
  for (Date date = from; date <= until; date += std::chrono::days{1}) {
    for (int hour = 0; hour < 24; ++hour) {
      engine.tick(instant_at(date, std::chrono::hours{hour}));
    }
  }
}

// Without the warnings that a silence ends soon, which have a test of their own.
std::string told(const EngineUnderTest& engine) {
  const std::string warning = "silence ending:red:supervision office";
  std::string text = engine.told("lights", trainings);
  for (auto at = text.find(warning); at != std::string::npos; at = text.find(warning)) {
    text.erase(at, warning.size() + 1);
    if (text.ends_with(' ')) text.pop_back();
  }
  return text;
}

AddSilence silence_of_hr(Date until) {
  AddSilence action;
  action.match.unit = UnitId{"人社局"};
  action.until = until;
  action.reason = "系统切换";
  return action;
}

// ---- silences ----

TEST(EngineSilence, HidesNoticesAndNoLight) {
  EngineUnderTest engine;
  engine.act("李四", silence_of_hr(day(7, 18)), at(7, 4));
  deliver(engine, 6, red_in_june, at(7, 7));
  EXPECT_EQ(told(engine), "");
  EXPECT_EQ(engine.indicator(trainings, at(7, 7)).light, Light::red);
  EXPECT_TRUE(engine.alert("lights", trainings)->held_back);
  EXPECT_EQ(engine.ledger().size(), 1u) << "the ledger goes on";
  live(engine, day(7, 8), day(7, 18));
  EXPECT_EQ(told(engine), "") << "nor does the ladder climb";
  engine.tick(at(7, 21, 8));
  EXPECT_EQ(told(engine), "") << "not before nine";
  engine.tick(at(7, 21, 9));
  EXPECT_EQ(told(engine), "fired:red:contact escalated:red:deputy leader")
      << "one piece of news, and the step that fell due meanwhile";
  EXPECT_FALSE(engine.alert("lights", trainings)->held_back);
}

struct AfterRow {
  const char* what;
  std::vector<std::pair<unsigned, const char*>> meanwhile;  // month, value
  const char* told;
};

// Fired yellow on 7 July and told; silenced from the 8th to 29 August.
TEST(EngineSilence, WhatHappenedMeanwhileIsOnePieceOfNews) {
  const std::vector<AfterRow> table = {
      {"nothing", {}, "fired:yellow:contact"},
      {"it got worse", {{7, "700"}}, "fired:yellow:contact worsened:red:contact"},
      {"worse and back", {{7, "700"}, {8, "1400"}}, "fired:yellow:contact"},
      {"it recovered", {{7, "1700"}}, "fired:yellow:contact resolved:yellow:contact"},
      {"recovered and fired again",
       {{7, "1700"}, {8, "700"}},
       "fired:yellow:contact worsened:red:contact"},
  };
  for (const AfterRow& row : table) {
    Configuration configuration = SmallPlan::configuration();
    configuration.routing.routes[0].ladder.resize(1);
    EngineUnderTest engine(configuration);
    deliver(engine, 6, yellow_in_june, at(7, 7));
    engine.act("李四", silence_of_hr(day(8, 8)), at(7, 9));
    unsigned date = 14;
    for (const auto& [month, value] : row.meanwhile) deliver(engine, month, value, at(7, date++));
    EngineUnderTest after = engine.reborn(at(8, 8));
    after.tick(at(8, 8, 11));
    EXPECT_EQ(told(after), "") << row.what;
    after.tick(at(8, 11, 9));
    const std::string all = told(engine) + (told(after).empty() ? "" : " ") + told(after);
    EXPECT_EQ(all, row.told) << row.what;
  }
}

TEST(EngineSilence, EndedByAPersonItTellsAtOnce) {
  EngineUnderTest engine;
  engine.act("李四", silence_of_hr(day(7, 18)), at(7, 4));
  deliver(engine, 6, red_in_june, at(7, 7));
  engine.act("王五", EndSilence{1}, at(7, 8, 10));
  EXPECT_EQ(told(engine), "fired:red:contact");
  const Silence ended = engine.snapshot(at(7, 8))->silences.at(0);
  EXPECT_EQ(ended.ended_by, "王五");
  EXPECT_NE(refusal_in(engine.act("王五", EndSilence{1}, at(7, 8, 11))), "") << "over already";
  EXPECT_NE(refusal_in(engine.act("王五", EndSilence{9}, at(7, 8, 11))), "");
}

TEST(EngineSilence, ExpiresByItselfAndIsKeptWithItsReason) {
  EngineUnderTest engine;
  engine.act("李四", silence_of_hr(day(7, 8)), at(7, 7));
  engine.tick(at(7, 8, 23));
  EXPECT_FALSE(engine.snapshot(at(7, 8, 23))->silences.at(0).ended_at);
  engine.tick(at(7, 9, 0));
  const Silence ended = engine.snapshot(at(7, 9, 0))->silences.at(0);
  EXPECT_EQ(ended.ended_at, at(7, 9, 0));
  EXPECT_EQ(ended.ended_by, "") << "nobody ended it";
  EXPECT_EQ(ended.reason, "系统切换");
  EngineUnderTest after = engine.reborn(at(7, 9, 1));
  after.act("李四", silence_of_hr(day(7, 18)), at(7, 9, 1));
  EXPECT_EQ(after.snapshot(at(7, 9, 1))->silences.at(1).id, 2) << "numbers go on";
}

struct RefusedRow {
  const char* what;
  AddSilence action;
};

TEST(EngineSilence, NeedsAReasonAnEndAndAMeaning) {
  EngineUnderTest engine;
  const auto but = [](auto change) {
    AddSilence action = silence_of_hr(day(7, 18));
    change(action);
    return action;
  };
  const std::vector<RefusedRow> table = {
      {"no reason", but([](AddSilence& a) { a.reason = " "; })},
      {"past", but([](AddSilence& a) { a.until = day(7, 6); })},
      {"32 days", but([](AddSilence& a) { a.until = day(8, 8); })},
      {"everything", but([](AddSilence& a) { a.match = {}; })},
      {"no such unit", but([](AddSilence& a) { a.match.unit = UnitId{"水务局"}; })},
      {"no such rule", but([](AddSilence& a) { a.match.rule = RuleId{"light"}; })},
      {"no such alert", but([](AddSilence& a) { a.match.alert = "small/x"; })},
      {"no such subject", but([](AddSilence& a) { a.match.subject = "training"; })},
  };
  for (const RefusedRow& row : table) {
    EXPECT_NE(refusal_in(engine.act("李四", row.action, at(7, 7))), "") << row.what;
  }
  EXPECT_TRUE(engine.snapshot(at(7, 7))->silences.empty());
  EXPECT_EQ(refusal_in(engine.act("李四", silence_of_hr(day(8, 7)), at(7, 7))), "") << "31 days";
}

// A reminder is decided when work begins and waits some minutes; a silence set meanwhile holds for
// it, and the escalation before it is not told a second time when the silence ends.
TEST(EngineSilence, HoldsForTheReminderThatWaitsForItsMinutes) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].remind_every_workdays = 1;
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  deliver(engine, 6, red_in_june, at(7, 7));
  const std::string first = "fired:red:contact";
  engine.tick(at(7, 8, 10));
  EXPECT_EQ(engine.told("lights", trainings), first) << "it waits";
  engine.act("李四", silence_of_hr(day(7, 8)), at(7, 8, 10) + std::chrono::minutes{1});
  engine.tick(at(7, 8, 10) + std::chrono::minutes{12});
  EXPECT_EQ(engine.told("lights", trainings), first) << "silenced";
  engine.tick(at(7, 9, 10));
  engine.tick(at(7, 9, 10) + std::chrono::minutes{12});
  EXPECT_EQ(engine.told("lights", trainings), first + " reminder:red:contact")
      << "the next reminder, and nothing twice";
}

// Until Friday 18 July: two working days before is Wednesday the 16th.
TEST(EngineSilence, WarnsTheSupervisionOfficeOnceTwoWorkingDaysBeforeItsEnd) {
  EngineUnderTest engine;
  deliver(engine, 6, red_in_june, at(7, 7));
  engine.act("李四", silence_of_hr(day(7, 18)), at(7, 7, 11));
  live(engine, day(7, 8), day(7, 15));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  engine.tick(at(7, 16, 8));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
  engine.tick(at(7, 16, 9));
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:red:contact silence ending:red:supervision office");
  EXPECT_NE(engine.notices().back().why.find("系统切换"), std::string::npos);
  EngineUnderTest after = engine.reborn(at(7, 16, 10));
  live(after, day(7, 17), day(7, 18));
  EXPECT_EQ(after.told("lights", trainings), "") << "once";
  deliver(after, 7, "1700", at(7, 21, 10));
  EXPECT_EQ(after.told("lights", trainings).find("supervision"), std::string::npos)
      << "who heard of the silence was not told of the alert";
}

// ---- suspension ----

TEST(EngineSuspension, StopsTheLadderAndEndsByItself) {
  EngineUnderTest engine;
  deliver(engine, 6, red_in_june, at(7, 7));
  const std::string key = engine.alert_key("lights", trainings);
  engine.act("督查", SuspendAlert{key, day(7, 18), "汛期"}, at(7, 8));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::suspended);
  engine = engine.reborn(at(7, 8, 12));
  live(engine, day(7, 9), day(7, 20));
  EXPECT_EQ(told(engine), "");
  engine.tick(at(7, 21, 9));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::firing);
  EXPECT_EQ(told(engine), "escalated:red:deputy leader") << "what fell due meanwhile";
}

TEST(EngineSuspension, RemembersWhatTheUnitDid) {
  const auto after = [](const PersonAction& answer) {
    EngineUnderTest engine;
    deliver(engine, 6, red_in_june, at(7, 7));
    const std::string key = engine.alert_key("lights", trainings);
    PersonAction named = answer;
    if (auto* promise = std::get_if<Promise>(&named)) promise->alert = key;
    if (auto* seen = std::get_if<Acknowledge>(&named)) seen->alert = key;
    engine.act("张三", named, at(7, 8));
    engine.act("督查", SuspendAlert{key, day(7, 9), "汛期"}, at(7, 8));
    engine.act("督查", ResumeAlert{key}, at(7, 8, 12));
    return engine.alert("lights", trainings)->state;
  };
  EXPECT_EQ(after(Acknowledge{}), AlertState::acknowledged);
  EXPECT_EQ(after(Promise{"", day(8, 1), "补足"}), AlertState::promised);
}

TEST(EngineSuspension, AWorseLightIsToldAtItsEnd) {
  EngineUnderTest engine;
  deliver(engine, 6, yellow_in_june, at(7, 7));
  const std::string key = engine.alert_key("lights", trainings);
  engine.act("张三", Acknowledge{key}, at(7, 8));
  engine.act("督查", SuspendAlert{key, day(8, 5), "汛期"}, at(7, 8));
  deliver(engine, 7, "700", at(7, 14));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::suspended);
  EXPECT_EQ(told(engine), "fired:yellow:contact");
  engine.act("督查", ResumeAlert{key}, at(7, 15));
  EXPECT_EQ(told(engine), "fired:yellow:contact worsened:red:contact");
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::firing)
      << "what was acknowledged was the milder light";
}

TEST(EngineSuspension, RecoveryEndsItAndIsTold) {
  EngineUnderTest engine;
  deliver(engine, 6, red_in_june, at(7, 7));
  const std::string key = engine.alert_key("lights", trainings);
  engine.act("督查", SuspendAlert{key, day(8, 5), "汛期"}, at(7, 8));
  deliver(engine, 7, "1700", at(7, 14));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::resolved);
  EXPECT_EQ(told(engine), "fired:red:contact resolved:red:contact");
}

TEST(EngineSuspension, NeedsAReasonAndAnEndInAMonth) {
  EngineUnderTest engine;
  deliver(engine, 6, red_in_june, at(7, 7));
  const std::string key = engine.alert_key("lights", trainings);
  const auto refused = [&](const PersonAction& action) {
    return !refusal_in(engine.act("督查", action, at(7, 7))).empty();
  };
  EXPECT_TRUE(refused(SuspendAlert{key, day(7, 18), ""}));
  EXPECT_TRUE(refused(SuspendAlert{key, day(8, 8), "汛期"}));
  EXPECT_TRUE(refused(SuspendAlert{key, day(7, 6), "汛期"}));
  EXPECT_TRUE(refused(SuspendAlert{"none", day(7, 18), "汛期"}));
  EXPECT_TRUE(refused(ResumeAlert{key})) << "not suspended";
}

// ---- inhibition ----

Configuration with_a_strict_rule() {
  Configuration configuration = SmallPlan::configuration();
  Bands strict = configuration.bands[0];
  strict.id = BandsId{"strict"};
  strict.bands[2].to = Decimal(12);
  strict.bands[3].from = Decimal(12);
  configuration.bands.push_back(strict);
  Rule rule = configuration.rules[0];
  rule.id = RuleId{"strict"};
  rule.bands = strict.id;
  rule.alert_from = Light::red;
  configuration.rules.push_back(rule);
  configuration.routing.routes[0].ladder.resize(1);
  return configuration;
}

TEST(EngineInhibition, ARedHidesTheYellowOfAnotherRuleInTheSameEvent) {
  EngineUnderTest engine(with_a_strict_rule());
  deliver(engine, 6, yellow_in_june, at(7, 7));
  EXPECT_EQ(engine.told("strict", trainings), "fired:red:contact");
  EXPECT_EQ(told(engine), "") << "says the same, milder";
  // Better by the strict rule's measure, still yellow by the other.
  deliver(engine, 7, "1330", at(8, 5));
  EXPECT_EQ(engine.told("strict", trainings), "fired:red:contact resolved:red:contact");
  engine.tick(at(8, 5, 11));
  EXPECT_EQ(told(engine), "fired:yellow:contact") << "now it is news";
}

TEST(EngineInhibition, AFeedThatIsDownHidesRemindersOfWhatIsMissing) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].remind_every_workdays = 1;
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  deliver(engine, 5, "1200", at(6, 5));
  engine.tick(at(7, 14, 10));
  const std::string before = engine.told("report", "hr:2025-06");
  ASSERT_NE(before, "");
  engine.fail("hr", at(7, 14, 11));
  live(engine, day(7, 15), day(7, 18));
  EXPECT_EQ(engine.told("report", "hr:2025-06"), before);
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->state, AlertState::firing) << "not resolved";
  engine.handle(FetchUnchanged{at(7, 21, 9), FeedId{"hr"}});
  engine.tick(at(7, 21, 10));
  engine.tick(at(7, 21, 10) + std::chrono::minutes{12});
  EXPECT_NE(engine.told("report", "hr:2025-06"), before);
}

// ---- flapping ----

// The same month is reported again and again; each figure states a later day.
TEST(EngineDamping, TheThirdFiringIsSaidOnceAndThenOnlyTheCalm) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  const auto fetch = [&](unsigned date, int hour, bool fails) {
    if (fails) {
      engine.fail("hr", at(7, date, hour));
    } else {
      engine.handle(FetchUnchanged{at(7, date, hour), FeedId{"hr"}});
    }
  };
  for (const unsigned date : {7u, 8u, 9u}) {
    fetch(date, 9, true);
    fetch(date, 11, false);
  }
  const std::string so_far =
      "fired:yellow:contact resolved:yellow:contact fired:yellow:contact "
      "resolved:yellow:contact flapping:yellow:contact";
  EXPECT_EQ(engine.told("fetch", "hr"), so_far) << "its end is held back";
  fetch(10, 9, true);
  EXPECT_EQ(engine.told("fetch", "hr"), so_far) << "the fourth firing, too";
  engine = engine.reborn(at(7, 10, 10));
  fetch(10, 11, false);
  live(engine, day(7, 11), day(7, 16));
  EXPECT_EQ(engine.told("fetch", "hr"), "");
  EXPECT_TRUE(engine.alert("fetch", "hr")->flapping);
  live(engine, day(7, 17), day(7, 17));
  EXPECT_EQ(engine.told("fetch", "hr"), "resolved:yellow:contact") << "calm for five working days";
  EXPECT_FALSE(engine.alert("fetch", "hr")->flapping);
  fetch(18, 9, true);
  EXPECT_EQ(engine.told("fetch", "hr"), "resolved:yellow:contact fired:yellow:contact")
      << "counted from the beginning";
}

TEST(EngineDamping, CalmWhileItFiresIsSaidAsWell) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  for (const unsigned date : {7u, 8u, 9u}) {
    engine.handle(FetchUnchanged{at(7, date, 9), FeedId{"hr"}});
    engine.fail("hr", at(7, date, 11));
  }
  live(engine, day(7, 10), day(7, 15));
  EXPECT_TRUE(engine.told("fetch", "hr").ends_with("flapping:yellow:contact"));
  live(engine, day(7, 16), day(7, 17));
  EXPECT_TRUE(engine.told("fetch", "hr").ends_with("flapping:yellow:contact fired:yellow:contact"));
}

TEST(EngineDamping, AWorseLightIsSaidAtOnce) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.damping.firings = 2;
  configuration.routing.routes[0].ladder.resize(1);
  EngineUnderTest engine(configuration);
  deliver(engine, 6, yellow_in_june, at(7, 7));
  deliver(engine, 6, "1500", at(7, 8));
  deliver(engine, 6, "1001", at(7, 9));
  ASSERT_TRUE(told(engine).ends_with("flapping:yellow:contact")) << told(engine);
  deliver(engine, 6, "100", at(7, 10));
  EXPECT_TRUE(told(engine).ends_with("flapping:yellow:contact worsened:red:contact"))
      << told(engine);
}

// ---- what can be asked ----

TEST(EngineSuppressed, CanBeAskedOfASnapshotAndIsExplained) {
  EngineUnderTest engine;
  engine.act("李四", silence_of_hr(day(7, 18)), at(7, 4));
  deliver(engine, 6, red_in_june, at(7, 7));
  const auto snapshot = engine.snapshot(at(7, 8));
  auto all = suppressed_alerts(*snapshot);
  std::erase_if(all,
                [](const SuppressedAlert& one) { return one.alert->key.rule.text != "lights"; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alert->key.subject, trainings);
  EXPECT_EQ(all[0].why.cause, SuppressionCause::silenced);
  EXPECT_EQ(metric_label(all[0].why.cause), "silenced");
  const auto next = next_notice_of(*snapshot, *all[0].alert);
  ASSERT_TRUE(next);
  EXPECT_EQ(to_string_local(next->at), "2025-07-21T09:00:00+08:00");
  EXPECT_EQ(next->kind, NoticeKind::fired);
  std::string text;
  const auto part = explain_alerts(*snapshot, snapshot->indicators.at(0), Lang::zh);
  for (const std::string& line : part.lines) text += line + "\n";
  EXPECT_NE(text.find("静默至 2025-07-18：系统切换（李四）"), std::string::npos) << text;
  EXPECT_NE(text.find("2025-07-21T09:00:00+08:00"), std::string::npos) << text;
  live(engine, day(7, 21), day(7, 21));
  EXPECT_TRUE(suppressed_alerts(*engine.snapshot(at(7, 21))).empty());
}

}  // namespace
}  // namespace planwatch
