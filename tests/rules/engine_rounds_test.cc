#include "gtest/gtest.h"

#include "rules/engine/explain_held.h"
#include "rules/engine/explain_parts.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant at_minute(unsigned month, unsigned date, int hour, int minute) {
  return instant_at(day(month, date), TimeOfDay{hour * 60 + minute});
}

// One receiver suffices.
EngineUnderTest with(Configuration configuration) {
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}};
  return EngineUnderTest(std::move(configuration));
}
Configuration waiting(minutes wait) {
  Configuration configuration = without_reports();
  configuration.routing.routes[0].group_wait = wait;
  return configuration;
}
Configuration quiet_at_night() {
  Configuration configuration = without_reports();
  configuration.routing.routes[0].quiet_hours = {{TimeOfDay{22 * 60}, TimeOfDay{8 * 60 + 5}}};
  return configuration;
}
Configuration with_digest(DigestEvery every) {
  Configuration configuration = without_reports();
  configuration.routing.receivers[0].digest.every = every;
  return configuration;
}

std::vector<Figure> three_reds(unsigned month, Date stated) {
  return {{closing_rate, month, "0.90", stated},
          {termination_rate, month, "0.30", stated},
          {closing_days, month, "120", stated}};
}

// "subject:kind:level" of each item of each message, messages apart by |.
std::string said(const EngineUnderTest& engine) {
  std::string text;
  for (const Notice& message : engine.messages()) {
    if (!text.empty()) text += " | ";
    bool first = true;
    for (const NoticeItem& item : message.items) {
      const std::string& alert = item.key.alert;
      const std::size_t begin = alert.find('/', alert.find('/', alert.find('/') + 1) + 1) + 1;
      text += (first ? "" : " ") + alert.substr(begin, alert.find('/', begin) - begin) + ":" +
              std::string(name_of(item.key.kind, Lang::en)) + ":" +
              std::string(name_of(item.key.level, Lang::en));
      first = false;
    }
  }
  return text;
}

TEST(EngineRounds, AllNewsOfOneEventAboutAUnitIsOneMessageToEachReceiver) {
  EngineUnderTest engine(without_reports());
  engine.deliver("court", three_reds(6, day(7, 7)), at(7, 7));
  ASSERT_EQ(engine.messages().size(), 2u);
  for (const Notice& message : engine.messages()) {
    EXPECT_EQ(message.items.size(), 3u);
    EXPECT_EQ(message.title, "【红灯3】法院 3项预警");
    EXPECT_EQ(message.key, message.items.front().key);
    EXPECT_TRUE(message.also.empty());
  }
  EXPECT_TRUE(engine.stored().held.empty()) << "what goes at once is never held";
}

TEST(EngineRounds, TheUnitsOtherAlertsAreListedBeside) {
  EngineUnderTest engine = with(without_reports());
  engine.deliver("court", three_reds(5, day(6, 5)), at(6, 5));
  engine.deliver("court", {{closing_days, 6, "70", day(7, 7)}}, at(7, 7));
  const Notice& message = engine.messages().back();
  ASSERT_EQ(message.items.size(), 1u);
  ASSERT_EQ(message.also.size(), 2u);
  EXPECT_NE(message.also[0].find("【红灯】法院 指标“"), std::string::npos);
  EXPECT_NE(message.text.find("\n另有在办：\n- " + message.also[0]), std::string::npos);
  EXPECT_EQ(message.title, message.items[0].title) << "one item reads as ever";
}

TEST(EngineRounds, NewsWaitsForItsGroupAndGoesOutWithIt) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.96", day(7, 7)}}, at_minute(7, 7, 10, 0));
  EXPECT_TRUE(engine.messages().empty());
  ASSERT_EQ(engine.stored().held.size(), 1u) << "persisted in the same event";
  EXPECT_EQ(engine.snapshot(at(7, 7))->held.size(), 1u);
  engine.deliver("court", {{closing_days, 6, "120", day(7, 7)}}, at_minute(7, 7, 10, 8));
  engine.tick(at_minute(7, 7, 10, 9));
  EXPECT_TRUE(engine.messages().empty());
  const auto effects = engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_EQ(said(engine), "closing_days:fired:red closing_rate:fired:yellow");
  EXPECT_EQ(rows_of<OutboxRow>(effects).size(), 1u);
  EXPECT_EQ(rows_of<HeldNoticeRow>(effects).size(), 2u) << "released in the same event";
  EXPECT_TRUE(engine.stored().held.empty());
  EXPECT_TRUE(engine.snapshot(at(7, 7))->held.empty());
  EXPECT_EQ(engine.messages()[0].decided_at, at_minute(7, 7, 10, 10));
}

TEST(EngineRounds, DifferentUnitsAreDifferentRounds) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  engine.deliver("hr", {{trainings, 6, "500", day(7, 7)}}, at_minute(7, 7, 10, 5));
  engine.tick(at_minute(7, 7, 10, 12));
  EXPECT_EQ(said(engine), "closing_rate:fired:red");
  engine.tick(at_minute(7, 7, 10, 15));
  EXPECT_EQ(said(engine), "closing_rate:fired:red | trainings:fired:red");
}

TEST(EngineRounds, QuietHoursHoldOverNightAndUrgentOnesGoAtOnce) {
  EngineUnderTest engine = with(quiet_at_night());
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(7, 7, 23));
  engine.tick(at_minute(7, 8, 8, 4));
  EXPECT_TRUE(engine.messages().empty());
  engine.tick(at_minute(7, 8, 8, 5));
  EXPECT_EQ(said(engine), "closing_rate:fired:red");

  Configuration urgent = quiet_at_night();
  urgent.rules[0].urgent = true;
  EngineUnderTest other = with(urgent);
  other.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(7, 7, 23));
  EXPECT_EQ(said(other), "closing_rate:fired:red");
  EXPECT_TRUE(other.messages().at(0).urgent);
}

// What is urgent does not drag along what waits: that keeps its own time.
TEST(EngineRounds, UrgentNewsGoesAloneAndTheRestWaits) {
  Configuration configuration = quiet_at_night();
  Rule urgent = configuration.rules[0];
  urgent.id = RuleId{"urgent"};
  urgent.urgent = true;
  urgent.indicators = {IndicatorId{closing_days}};
  configuration.rules.push_back(urgent);
  EngineUnderTest engine = with(configuration);
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(7, 7, 22));
  engine.deliver("court", {{closing_days, 6, "120", day(7, 7)}}, at(7, 7, 23));
  ASSERT_EQ(engine.messages().size(), 1u);
  EXPECT_EQ(engine.messages()[0].key.alert.substr(0, 12), "small/urgent");
  ASSERT_EQ(engine.messages()[0].also.size(), 2u) << "the others are mentioned all the same";
  engine.tick(at(7, 8, 9));
  EXPECT_EQ(engine.messages().back().items.size(), 2u);
}

TEST(EngineRounds, UrgentNewsOfTheSameEventTakesNothingAlong) {
  Configuration configuration = waiting(minutes{10});
  Rule urgent = configuration.rules[0];
  urgent.id = RuleId{"urgent"};
  urgent.urgent = true;
  configuration.rules.insert(configuration.rules.begin(), urgent);
  EngineUnderTest engine = with(configuration);
  engine.deliver("court", {{closing_days, 6, "120", day(7, 7)}}, at(7, 7));
  ASSERT_EQ(engine.messages().size(), 1u);
  EXPECT_EQ(engine.messages()[0].items.size(), 1u);
  engine.tick(at_minute(7, 7, 10, 9));
  EXPECT_EQ(engine.messages().size(), 1u);
  engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_EQ(engine.messages().size(), 2u);
}

TEST(EngineRounds, ADigestCollectsTheNewsOverHolidays) {
  EngineUnderTest engine = with(with_digest(DigestEvery::day));
  engine.deliver("court", {{closing_rate, 8, "0.96", day(9, 30)}}, at(9, 30));
  engine.deliver("court", {{closing_days, 8, "120", day(10, 3)}}, at(10, 3));
  engine.tick(at(10, 8, 12));
  EXPECT_TRUE(engine.messages().empty());
  engine.tick(at_minute(10, 9, 9, 6));
  EXPECT_TRUE(engine.messages().empty());
  engine.tick(at_minute(10, 9, 9, 7));
  ASSERT_FALSE(engine.messages().empty());
  EXPECT_NE(said(engine).find("closing_days:fired:red"), std::string::npos);
  EXPECT_NE(said(engine).find("closing_rate:fired:yellow"), std::string::npos);
}

TEST(EngineRounds, WhatCameAndWentInOneRoundIsToldToNobody) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  engine.deliver("court", {{closing_rate, 7, "0.99", day(7, 8)}}, at_minute(7, 7, 10, 5));
  EXPECT_EQ(engine.alert("lights", closing_rate)->state, AlertState::resolved);
  EXPECT_TRUE(engine.alert("lights", closing_rate)->told.empty());
  EXPECT_TRUE(engine.stored().held.empty());
  engine.tick(at_minute(7, 7, 10, 30));
  EXPECT_TRUE(engine.messages().empty());
  EXPECT_EQ(engine.ledger().size(), 1u) << "the light and its ledger row remain";
}

TEST(EngineRounds, WhatGotWorseInOneRoundIsToldAsItIs) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 5, "0.96", day(7, 7)}}, at_minute(7, 7, 10, 0));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 5));
  engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_EQ(said(engine), "closing_rate:fired:red");
  const Notice& message = engine.messages()[0];
  EXPECT_NE(message.text.find("90.0%"), std::string::npos) << message.text;
  EXPECT_EQ(message.text.find("96.0%"), std::string::npos) << message.text;
  EXPECT_NE(message.title.find("【红灯】法院"), std::string::npos);
  engine.deliver("court", {{closing_rate, 7, "0.99", day(8, 5)}}, at(8, 5));
  engine.tick(at(8, 5, 11));
  EXPECT_EQ(said(engine), "closing_rate:fired:red | closing_rate:resolved:red")
      << "who was told hears of the end";
}

TEST(EngineRounds, ALaterFigureAtTheSameLevelIsWhatTheRoundTells) {
  EngineUnderTest engine = with(with_digest(DigestEvery::week));
  engine.deliver("court", {{closing_rate, 5, "0.90", day(6, 3)}}, at(6, 3));
  engine.deliver("court", {{closing_rate, 6, "0.91", day(6, 5)}}, at(6, 5));
  engine.tick(at_minute(6, 9, 9, 7));
  ASSERT_FALSE(engine.messages().empty());
  const std::string text = engine.messages()[0].text;
  EXPECT_NE(text.find("2025年6月 91.0%"), std::string::npos) << text;
  EXPECT_EQ(text.find("90.0%"), std::string::npos) << text;
}

// The crash points of a held round: before it was held (nothing is known), between hold and flush,
// and after the flush. None loses and none doubles.
TEST(EngineRounds, ARestartBetweenHoldAndFlushLosesNothingAndDoublesNothing) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", three_reds(6, day(7, 7)), at_minute(7, 7, 10, 0));
  EngineUnderTest held = engine.reborn(at_minute(7, 7, 10, 2));
  EXPECT_EQ(held.snapshot(at(7, 7))->held.size(), 3u);
  held.tick(at_minute(7, 7, 10, 2));
  EXPECT_TRUE(held.messages().empty()) << "restoring closes no round before its time";

  EngineUnderTest late = held.reborn(at(7, 7, 15));
  late.tick(at(7, 7, 15));
  ASSERT_EQ(late.messages().size(), 1u) << "overdue: the next tick sends it";
  EXPECT_EQ(late.messages()[0].items.size(), 3u);
  EXPECT_EQ(late.messages()[0].title, "【红灯3】法院 3项预警");

  EngineUnderTest after = late.reborn(at(7, 7, 16));
  after.tick(at(7, 7, 16));
  EXPECT_TRUE(after.messages().empty()) << "sent before the restart";
}

TEST(EngineRounds, AbsorbingGoesOnAfterARestart) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  EngineUnderTest after = engine.reborn(at_minute(7, 7, 10, 2));
  after.deliver("court", {{closing_rate, 7, "0.99", day(7, 8)}}, at_minute(7, 7, 10, 5));
  after.tick(at_minute(7, 7, 10, 30));
  EXPECT_TRUE(after.messages().empty());
  EXPECT_TRUE(after.stored().held.empty());
  EngineUnderTest again = after.reborn(at(7, 7, 12));
  again.deliver("court", {{closing_rate, 8, "0.90", day(9, 5)}}, at(9, 5));
  EXPECT_EQ(again.stored().held.size(), 1u) << "a new episode is news again";
}

TEST(EngineRounds, HeldNewsLivesThroughAReload) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  Configuration changed = *engine.configuration();
  changed.routing.routes[0].group_wait = minutes{0};
  engine.replace(changed, at_minute(7, 7, 10, 5));
  EXPECT_TRUE(engine.messages().empty());
  engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_EQ(said(engine), "closing_rate:fired:red");
}

TEST(EngineRounds, WhatWaitsForAReceiverThatIsGoneIsLetGoAndSaid) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  Configuration changed = *engine.configuration();
  changed.routing.receivers.erase(changed.routing.receivers.begin());
  changed.routing.routes[0].receivers = {ReceiverId{"second"}};
  engine.replace(changed, at_minute(7, 7, 10, 5));
  const auto effects = engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_TRUE(engine.messages().empty());
  EXPECT_TRUE(engine.stored().held.empty());
  bool said_so = false;
  for (const Report& report : effects_of<Report>(effects)) {
    said_so = said_so || report.text.starts_with("held news has no receiver");
  }
  EXPECT_TRUE(said_so);
}

TEST(EngineRounds, AClosedPlanStillTellsWhatItHeld) {
  EngineUnderTest engine = with(waiting(minutes{10}));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at_minute(7, 7, 10, 0));
  engine.act("张三", ClosePlan{"并入新方案"}, at_minute(7, 7, 10, 5));
  engine.tick(at_minute(7, 7, 10, 10));
  EXPECT_EQ(said(engine), "closing_rate:fired:red");
}

TEST(EngineRounds, ExplainSaysWhatWaitsAndUntilWhen) {
  EngineUnderTest engine = with(quiet_at_night());
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(7, 7, 23));
  const auto snapshot = engine.snapshot(at(7, 7, 23));
  const std::string key = engine.alert_key("lights", closing_rate);
  EXPECT_EQ(explain_held(*snapshot, key, Lang::zh),
            (std::vector<std::string>{"待发：2025-07-08T08:05:00+08:00 预警 → 经办人（first）"}));
  EXPECT_EQ(explain_held(*snapshot, key, Lang::en),
            (std::vector<std::string>{"waits: 2025-07-08T08:05:00+08:00 fired → contact (first)"}));
  EXPECT_TRUE(explain_held(*snapshot, "other", Lang::zh).empty());
}

TEST(EngineRounds, ExplainListsAllNewsOfAMessage) {
  EngineUnderTest engine = with(without_reports());
  engine.deliver("court", three_reds(6, day(7, 7)), at(7, 7));
  ASSERT_EQ(engine.messages().size(), 1u);
  const NoticeRecord record{engine.messages()[0], OutboxState::delivered, 1, at(7, 7, 11), "ok"};
  const ExplanationPart part = explain_notices(*engine.snapshot(at(7, 7)), {record}, Lang::zh);
  ASSERT_EQ(part.lines.size(), 4u);
  EXPECT_EQ(part.lines[1], "  同一消息：" + engine.messages()[0].items[1].title);
  EXPECT_EQ(part.lines[3], "  原因：首次达到预警条件");
}

TEST(EngineRounds, PeopleAndForecastGoWithTheNews) {
  Configuration configuration = without_reports();
  configuration.plan.units[0].people.contact.name = "张三";
  configuration.plan.units[0].people.contact.mobile = "13800000000";
  EngineUnderTest engine = with(configuration);
  engine.deliver("hr",
                 {{trainings, 1, "40", day(2, 5)},
                  {trainings, 2, "90", day(3, 5)},
                  {trainings, 3, "140", day(4, 7)}},
                 at(4, 7));
  ASSERT_FALSE(engine.messages().empty());
  const Notice& message = engine.messages().back();
  ASSERT_EQ(message.people.size(), 1u);
  EXPECT_EQ(message.people[0].mobile, "13800000000");
  EXPECT_NE(message.items[0].facts.forecast.find("预计年底 "), std::string::npos);
}

// What the contact knows of the closing rate from the messages alone: nothing, or a level.
class Reader {
 public:
  void read(const EngineUnderTest& engine) {
    for (; read_ < engine.messages().size(); ++read_) {
      for (const NoticeItem& item : engine.messages()[read_].items) take(item);
    }
  }
  // The engine was born again: its messages begin anew.
  void turn_page() { read_ = 0; }
  Light knows() const { return knows_; }
  int heard() const { return heard_; }

 private:
  void take(const NoticeItem& item) {
    const bool meant = item.key.role == Role::contact && item.key.alert.starts_with("small/lights");
    if (!meant || item.key.alert.find(closing_rate) == std::string::npos) return;
    EXPECT_FALSE(item.over && knows_ == Light::grey)
        << "the end of what was never told: " << item.title;
    knows_ = item.over ? Light::grey : item.key.level;
    ++heard_;
  }

  Light knows_ = Light::grey;
  std::size_t read_ = 0;
  int heard_ = 0;
};

// A year of figures that come, go and are corrected, with restarts in between; then everything that
// waits goes out. Whatever was absorbed, the reader knows what is the case.
int live_a_flapping_year(EngineUnderTest engine) {
  Reader reader;
  const char* const values[] = {"0.90", "0.99", "0.96", "0.96", "0.90", "0.99", "0.99"};
  unsigned turn = 0;
  for (unsigned month = 2; month <= 11; ++month) {
    for (unsigned date = 3; date <= 27; date += 3) {
      const unsigned pick = (turn * turn + 3 * turn + month) % 7;
      engine.deliver("court", {{closing_rate, month - 1, values[pick], day(month, date)}},
                     at(month, date, 10));
      engine.tick(at(month, date, 11));
      reader.read(engine);
      if (++turn % 4 == 0) {
        engine = engine.reborn(at(month, date, 12));
        reader.turn_page();
      }
    }
  }
  for (unsigned date = 1; date <= 27; ++date) {
    engine.tick(at(12, date, 10));
    engine.tick(at(12, date, 12));
  }
  reader.read(engine);
  const auto alert = engine.alert("lights", closing_rate);
  const Light is = alert && is_firing(*alert) ? alert->level : Light::grey;
  EXPECT_EQ(name_of(reader.knows(), Lang::en), name_of(is, Lang::en));
  return reader.heard();
}

TEST(EngineRounds, InTheEndTheReaderKnowsWhatIsTheCase) {
  const int at_once = live_a_flapping_year(with(without_reports()));
  const int in_a_week = live_a_flapping_year(with(waiting(hours{24 * 7})));
  const int by_digest = live_a_flapping_year(with(with_digest(DigestEvery::week)));
  const int at_night = live_a_flapping_year(with(quiet_at_night()));
  EXPECT_GT(at_once, 30);
  EXPECT_LT(in_a_week, at_once);
  EXPECT_LT(by_digest, at_once);
  EXPECT_EQ(at_night, at_once) << "nothing of it comes at night";
  EXPECT_GT(in_a_week, 5);
  EXPECT_GT(by_digest, 5);
}

}  // namespace
}  // namespace planwatch
