#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// The contacts hear by `first`, ops by `second`; `third` is nobody's but a fallback.
Configuration with_ops() {
  Configuration configuration = without_reports();
  Receiver third = configuration.routing.receivers[0];
  third.id = ReceiverId{"third"};
  third.name = "备用邮箱";
  configuration.routing.receivers.push_back(third);
  Route ops;
  ops.id = RouteId{"ops"};
  ops.subjects = {SubjectKind::receiver};
  ops.receivers = {ReceiverId{"second"}};
  ops.ladder = {{StepAfter::firing, 0, Role::ops, {}}};
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}};
  configuration.routing.routes.insert(configuration.routing.routes.begin(), ops);
  return configuration;
}

EngineUnderTest told_court(Configuration configuration) {
  EngineUnderTest engine(std::move(configuration));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 7)}}, at(7, 7));
  return engine;
}

std::vector<Effect> refuse(EngineUnderTest& engine, const Notice& notice, Instant when,
                           const char* answer = "93000 invalid key") {
  return engine.handle(
      NoticeRefused{when, notice.key, answer, std::make_shared<const Notice>(notice)});
}

TEST(EngineDelivery, ARefusalIsAnAlertForOpsAndTellsThemWhy) {
  EngineUnderTest engine = told_court(with_ops());
  ASSERT_EQ(engine.messages().size(), 1u);
  refuse(engine, engine.messages()[0], at(7, 7, 11));
  const auto alert = engine.alert("delivery", "first");
  ASSERT_TRUE(alert);
  EXPECT_EQ(alert->key.subject_kind, SubjectKind::receiver);
  EXPECT_EQ(alert->state, AlertState::firing);
  EXPECT_EQ(alert->level, Light::red);
  EXPECT_EQ(alert->reason, Reason::notices_refused);
  EXPECT_EQ(alert->unit.text, "营商局");
  ASSERT_EQ(engine.messages().size(), 2u);
  const Notice& told = engine.messages()[1];
  EXPECT_EQ(told.key.receiver.text, "second");
  EXPECT_EQ(told.key.role, Role::ops);
  for (const char* part : {"【红灯】营商局 接收端“first”", "通知未送达：93000 invalid key",
                           "检查该接收端的配置、密钥和网络"}) {
    EXPECT_NE(told.text.find(part), std::string::npos) << part << " in\n" << told.text;
  }
}

TEST(EngineDelivery, MoreRefusalsAreTheSameAlertAndADeliveryEndsIt) {
  EngineUnderTest engine = told_court(with_ops());
  const Notice lost = engine.messages()[0];
  refuse(engine, lost, at(7, 7, 11));
  refuse(engine, lost, at(7, 7, 12));
  EXPECT_EQ(engine.messages().size(), 2u);
  engine.handle(NoticeDelivered{at(7, 7, 13), engine.messages()[1].key});
  EXPECT_EQ(engine.alert("delivery", "first")->state, AlertState::firing)
      << "another receiver took something";
  engine.handle(NoticeDelivered{at(7, 7, 14), lost.key});
  EXPECT_EQ(engine.alert("delivery", "first")->state, AlertState::resolved);
  ASSERT_EQ(engine.messages().size(), 3u);
  EXPECT_EQ(engine.messages()[2].key.kind, NoticeKind::resolved);
  EXPECT_TRUE(engine.handle(NoticeDelivered{at(7, 7, 15), lost.key}).empty());
}

TEST(EngineDelivery, TheFallbackGetsTheNewsWithTheReason) {
  Configuration configuration = with_ops();
  configuration.routing.receivers[0].fallback = ReceiverId{"third"};
  configuration.routing.receivers[2].fallback = ReceiverId{"first"};
  EngineUnderTest engine = told_court(configuration);
  const Notice lost = engine.messages()[0];
  const auto effects = refuse(engine, lost, at(7, 7, 11));
  std::optional<Notice> second_try;
  for (const Notify& sent : effects_of<Notify>(effects)) {
    if (sent.notice.key.receiver.text == "third") second_try = sent.notice;
  }
  ASSERT_TRUE(second_try);
  EXPECT_EQ(second_try->items.at(0).title, lost.items.at(0).title);
  EXPECT_TRUE(second_try->why.starts_with("原接收端“first”（first）未送达：93000 invalid key；"));
  // Refused there, too: they point at each other, and it ends.
  const auto again = refuse(engine, *second_try, at(7, 7, 12));
  for (const Notify& sent : effects_of<Notify>(again)) {
    EXPECT_EQ(sent.notice.key.alert, engine.alert_key("delivery", "third"));
  }
}

TEST(EngineDelivery, AFallbackThatTheRouteTellsAnywayGetsNoSecondCopy) {
  Configuration configuration = with_ops();
  configuration.routing.receivers[0].fallback = ReceiverId{"third"};
  configuration.routing.routes[1].receivers = {ReceiverId{"first"}, ReceiverId{"third"}};
  EngineUnderTest engine = told_court(configuration);
  ASSERT_EQ(engine.messages().size(), 2u);
  refuse(engine, engine.messages()[0], at(7, 7, 11));
  ASSERT_EQ(engine.messages().size(), 3u);
  EXPECT_EQ(engine.messages()[2].key.receiver.text, "second") << "ops, and nobody else";
}

// EngineUnderTest refuses a key that was used before.
TEST(EngineDelivery, WhatIsSentAgainByAnotherWayHasANumberOfItsOwn) {
  Configuration configuration = with_ops();
  configuration.routing.receivers[0].fallback = ReceiverId{"third"};
  EngineUnderTest engine = told_court(configuration);
  const Notice lost = engine.messages()[0];
  const auto effects = refuse(engine, lost, at(7, 7, 11));
  const auto rows = rows_of<OutboxRow>(effects);
  ASSERT_FALSE(rows.empty());
  EXPECT_GT(rows[0].notice.key.number, lost.key.number);
  EXPECT_EQ(rows[0].notice.key, rows[0].notice.items.at(0).key);
  EXPECT_EQ(engine.alert("lights", closing_rate)->notices, rows[0].notice.key.number);
}

TEST(EngineDelivery, TheReceiverInTroubleIsNotToldOfItByItself) {
  Configuration configuration = with_ops();
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}};
  EngineUnderTest engine = told_court(configuration);
  const auto effects = refuse(engine, engine.messages()[0], at(7, 7, 11));
  EXPECT_EQ(engine.messages().size(), 1u) << "there is nobody else";
  bool said = false;
  for (const Report& report : effects_of<Report>(effects)) {
    said = said || report.text.starts_with("only the receiver in trouble");
  }
  EXPECT_TRUE(said);

  configuration.routing.receivers[0].fallback = ReceiverId{"third"};
  EngineUnderTest other = told_court(configuration);
  refuse(other, other.messages()[0], at(7, 7, 11));
  ASSERT_EQ(other.messages().size(), 3u);
  for (std::size_t i = 1; i < 3; ++i) {
    EXPECT_EQ(other.messages()[i].key.receiver.text, "third") << "its fallback is told instead";
  }
}

// Whatever refuses, it comes to an end: every receiver refuses everything for a while, then takes
// everything, three times over.
TEST(EngineDelivery, ReceiversThatAllFailTellEachOtherNoEndlessStory) {
  Configuration configuration = with_ops();
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}, ReceiverId{"second"},
                                               ReceiverId{"third"}};
  for (std::size_t i = 0; i < 3; ++i) {
    configuration.routing.receivers[i].fallback = configuration.routing.receivers[(i + 1) % 3].id;
  }
  EngineUnderTest engine = told_court(configuration);
  std::size_t next = 0;
  Instant now = at(7, 7, 11);
  for (int round = 0; round < 3; ++round) {
    const bool refuses = round % 2 == 0;
    int outcomes = 0;
    for (; next < engine.messages().size(); ++next, now += std::chrono::seconds{1}) {
      ASSERT_LT(++outcomes, 100) << "no end in sight";
      const Notice notice = engine.messages()[next];
      if (refuses) {
        refuse(engine, notice, now);
      } else {
        engine.handle(NoticeDelivered{now, notice.key});
      }
    }
    engine.deliver("court", {{closing_days, 6u + static_cast<unsigned>(round), "120", day(8, 5)}},
                   now);
  }
  EXPECT_LT(engine.messages().size(), 60u);
}

TEST(EngineDelivery, ItsAlertLivesThroughReloadAndRestartAndGoesWithItsReceiver) {
  EngineUnderTest engine = told_court(with_ops());
  const Notice lost = engine.messages()[0];
  refuse(engine, lost, at(7, 7, 11));
  engine.replace(with_ops(), at(7, 7, 12));
  EXPECT_EQ(engine.alert("delivery", "first")->state, AlertState::firing);
  EngineUnderTest reborn = engine.reborn(at(7, 8));
  reborn.tick(at(7, 8));
  EXPECT_EQ(reborn.alert("delivery", "first")->state, AlertState::firing);
  EXPECT_EQ(reborn.told("delivery", "first"), "");
  Configuration without = with_ops();
  without.routing.receivers.erase(without.routing.receivers.begin());
  without.routing.routes[1].receivers = {ReceiverId{"second"}};
  reborn.replace(without, at(7, 9));
  EXPECT_EQ(reborn.alert("delivery", "first")->state, AlertState::closed);
}

TEST(EngineDelivery, AReceiverThatIsNotConfiguredIsOnlyLogged) {
  EngineUnderTest engine = told_court(with_ops());
  Notice foreign = engine.messages()[0];
  foreign.key.receiver = ReceiverId{"gone"};
  EXPECT_EQ(refuse(engine, foreign, at(7, 7, 11)).size(), 1u);
  EXPECT_FALSE(engine.alert("delivery", "gone"));
}

TEST(EngineDelivery, AClosedPlanPassesTheNewsOnAndRaisesNoAlert) {
  Configuration configuration = with_ops();
  configuration.routing.receivers[0].fallback = ReceiverId{"third"};
  EngineUnderTest engine = told_court(configuration);
  const Notice lost = engine.messages()[0];
  engine.act("张三", ClosePlan{"并入新方案"}, at(7, 7, 11));
  refuse(engine, lost, at(7, 7, 12));
  EXPECT_FALSE(engine.alert("delivery", "first"));
  EXPECT_EQ(engine.messages().back().key.receiver.text, "third");
}

}  // namespace
}  // namespace planwatch
