#include "daemon/send/alertmanager_state.h"

#include "daemon/send/alertmanager_body.h"
#include "tests/daemon/send/alertmanager_support.h"

namespace planwatch::send_test {
namespace {

using Scope = AlertmanagerState::Scope;

TEST(AlertLabels, OfEveryKindOfSubject) {
  Alert indicator = alert_about("execution_rate", Light::yellow);
  EXPECT_EQ(alert_labels(indicator), (LabelSet{{"alertname", "PlanwatchIndicator"},
                                               {"plan", "ganzhou"},
                                               {"rule", "lights"},
                                               {"subject", "execution_rate"},
                                               {"area", "620702"},
                                               {"year", "2025"},
                                               {"unit", "区法院"},
                                               {"level", "yellow"}}));
  Alert task = alert_about("7");
  task.key.subject_kind = SubjectKind::task;
  task.key.area = {};
  EXPECT_EQ(alert_labels(task).at("alertname"), "PlanwatchTask");
  EXPECT_EQ(alert_labels(task).count("area"), 0U);
  task.key.subject_kind = SubjectKind::feed;
  EXPECT_EQ(alert_labels(task).at("alertname"), "PlanwatchFeed");
}

TEST(AlertAnnotations, TellInBothLanguagesAndThePlansDate) {
  const Alert alert = alert_about("execution_rate");
  const auto texts = alert_annotations(alert, *snapshot_of({}));
  EXPECT_EQ(texts.at("summary"), "【红灯】区法院 execution_rate");
  EXPECT_EQ(texts.at("summary_en").rfind("red: execution_rate, 2025-09", 0), 0U);
  EXPECT_EQ(texts.at("plan_date"), "2025-03-04");
  EXPECT_EQ(texts.at("period"), "2025-09");
  EXPECT_EQ(texts.at("reason"), name_of(Reason::behind_schedule, Lang::zh));
}

TEST(AlertAnnotations, UseTheEnglishNameOfTheIndicatorAndLeaveOutWhatIsEmpty) {
  auto configuration = std::make_shared<Configuration>();
  Indicator indicator;
  indicator.id = IndicatorId(std::string("execution_rate"));
  indicator.name_en = "Share of executed judgments";
  configuration->plan.indicators.push_back(indicator);
  auto snapshot = snapshot_of({});
  snapshot->configuration = configuration;
  Alert alert = alert_about("execution_rate");
  alert.period = {};
  alert.summary.clear();
  const auto texts = alert_annotations(alert, *snapshot);
  EXPECT_EQ(texts.at("summary_en").rfind("red: Share of executed judgments", 0), 0U);
  EXPECT_EQ(texts.count("period"), 0U);
  EXPECT_EQ(texts.count("summary"), 0U);
}

TEST(AlertmanagerStateTest, FollowsThoseThatFireAndNoOthers) {
  AlertmanagerState state;
  std::vector<Alert> alerts;
  const AlertState all[] = {AlertState::pending,  AlertState::firing,    AlertState::acknowledged,
                            AlertState::promised, AlertState::suspended, AlertState::resolved,
                            AlertState::closed};
  for (const AlertState one : all) {
    alerts.push_back(alert_about("s" + std::to_string(static_cast<int>(one)), Light::red, one));
  }
  state.follow(*snapshot_of(alerts), start_of_test());
  std::vector<std::string> subjects;
  for (const auto& group : state.groups(Scope::everything, 200)) {
    for (const LabelSet& labels : group) subjects.push_back(labels.at("subject"));
  }
  EXPECT_EQ(subjects, (std::vector<std::string>{"s1", "s2", "s3", "s4"}));
}

TEST(AlertmanagerStateTest, AnAlertThatNoPostEverHeldIsForgottenWithoutAnEnd) {
  AlertmanagerState state;
  state.follow(*snapshot_of({alert_about("a")}), start_of_test());
  state.follow(*snapshot_of({}), start_of_test());
  EXPECT_TRUE(state.empty());
}

TEST(AlertmanagerStateTest, WhatFiresAgainBeforeItsEndWasToldIsNotEnded) {
  AlertmanagerState state;
  state.follow(*snapshot_of({alert_about("a")}), start_of_test());
  state.offer(state.groups(Scope::changes, 200).at(0), start_of_test(), minutes{5});
  state.follow(*snapshot_of({}), start_of_test() + minutes{1});
  state.follow(*snapshot_of({alert_about("a")}), start_of_test() + minutes{2});
  const auto groups = state.groups(Scope::everything, 200);
  ASSERT_EQ(groups.size(), 1U);
  const auto wire = state.offer(groups[0], start_of_test() + minutes{2}, minutes{5});
  ASSERT_EQ(wire.size(), 1U);
  EXPECT_EQ(wire[0].ends_at, start_of_test() + minutes{7});
}

TEST(AlertmanagerStateTest, ChangesAreWhatNoSuccessfulPostHeldAsItIs) {
  AlertmanagerState state;
  Alert alert = alert_about("a");
  state.follow(*snapshot_of({alert, alert_about("b")}), start_of_test());
  const auto first = state.groups(Scope::changes, 200);
  ASSERT_EQ(first.size(), 1U);
  state.offer(first[0], start_of_test(), minutes{5});
  state.confirm(first[0]);
  EXPECT_TRUE(state.groups(Scope::changes, 200).empty());
  alert.summary = "another figure";
  state.follow(*snapshot_of({alert, alert_about("b")}), start_of_test());
  const auto second = state.groups(Scope::changes, 200);
  ASSERT_EQ(second.size(), 1U);
  ASSERT_EQ(second[0].size(), 1U);
  EXPECT_EQ(second[0][0].at("subject"), "a");
  EXPECT_EQ(state.groups(Scope::everything, 200).at(0).size(), 2U);
}

TEST(AlertmanagerStateTest, AClockThatWasSetBackNeverStartsAfterTheEnd) {
  AlertmanagerState state;
  state.follow(*snapshot_of({alert_about("a")}), start_of_test());
  const auto group = state.groups(Scope::changes, 200).at(0);
  state.offer(group, start_of_test(), minutes{5});
  state.follow(*snapshot_of({}), start_of_test());
  const auto wire = state.offer(group, start_of_test() - minutes{60}, minutes{5});
  EXPECT_EQ(wire.at(0).starts_at, start_of_test() - minutes{60});
  EXPECT_EQ(wire.at(0).ends_at, start_of_test() - minutes{60});
}

TEST(AlertmanagerStateTest, GroupsHoldAtMostTheGivenNumberEndedOnesFirst) {
  AlertmanagerState state;
  state.follow(*snapshot_of({alert_about("z")}), start_of_test());
  state.offer(state.groups(Scope::changes, 2).at(0), start_of_test(), minutes{5});
  std::vector<Alert> alerts;
  for (const char* subject : {"a", "b", "c", "d"}) alerts.push_back(alert_about(subject));
  state.follow(*snapshot_of(alerts), start_of_test());
  const auto groups = state.groups(Scope::changes, 2);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0][0].at("subject"), "z");
  EXPECT_EQ(groups[2].size(), 1U);
}

TEST(RenderAlerts, IsWhatApiV2Takes) {
  const WireAlert alert{{{"alertname", "PlanwatchTask"}, {"level", "red"}},
                        {{"summary", "任务7 \"逾期\""}},
                        start_of_test(),
                        start_of_test() + minutes{5}};
  EXPECT_EQ(render_alerts({alert}, "http://127.0.0.1:9720/"),
            R"([{"labels":{"alertname":"PlanwatchTask","level":"red"},)"
            R"("annotations":{"summary":"任务7 \"逾期\""},)"
            R"("startsAt":"2025-10-20T01:00:00.000Z","endsAt":"2025-10-20T01:05:00.000Z",)"
            R"("generatorURL":"http://127.0.0.1:9720/"}])");
  EXPECT_EQ(render_alerts({alert}, "").find("generatorURL"), std::string::npos);
  EXPECT_EQ(render_alerts({}, ""), "[]");
}

TEST(Rfc3339, UtcWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(start_of_test() + milliseconds{7}), "2025-10-20T01:00:00.007Z");
  EXPECT_EQ(to_rfc3339(Instant{} + std::chrono::hours{23} + minutes{59} + seconds{59}),
            "1970-01-01T23:59:59.000Z");
}

}  // namespace
}  // namespace planwatch::send_test
