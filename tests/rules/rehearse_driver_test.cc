#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "gtest/gtest.h"

#include "rules/rehearse/known.h"
#include "rules/rehearse/rehearse.h"
#include "tests/rules/engine_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

ObservationRow row(const Configuration& c, const Figure& figure, Instant received) {
  ObservationRow one;
  one.observation = observe(c, figure);
  one.received = received;
  return one;
}

RehearsalInput input_of(const std::vector<Figure>& figures) {
  RehearsalInput input;
  input.configuration = SmallPlan::shared();
  for (const Figure& figure : figures) {
    const Date stated = figure.stated.value_or(day(12, 1));
    input.observations.push_back(
        row(*input.configuration, figure, instant_at(stated, std::chrono::hours{10})));
  }
  return input;
}

RehearsalSpan until(unsigned month, unsigned day_of_month) {
  return {day(1, 1), at(month, day_of_month, 18), std::nullopt};
}

// "06-05 grey>yellow 2025-05", one a line; with marks for earlier periods and corrections.
std::string lights_of(const Rehearsal& done, const char* indicator) {
  std::string text;
  const Plan& plan = done.end->configuration->plan;
  for (const LightChange& change : done.lights) {
    if (change.subject != SubjectKind::indicator) continue;
    if (plan.indicators[change.indicator.value].id.text != indicator) continue;
    text += fmt::format(
        "{}{} {}>{}{}{}{}", text.empty() ? "" : "; ", to_string(local_date(change.at)).substr(5),
        name_of(change.from, Lang::en), name_of(change.to, Lang::en),
        change.period ? " " + to_string(*change.period) : "",
        change.earlier_period ? " earlier" : "", change.correction ? " correction" : "");
  }
  return text;
}

std::string alerts_of(const Rehearsal& done, const char* rule, const std::string& subject) {
  std::string text;
  for (const AlertChange& change : done.alerts) {
    if (change.alert.key.rule.text != rule || change.alert.key.subject != subject) continue;
    text += fmt::format("{}{} {} {}>{}{}", text.empty() ? "" : "; ",
                        to_string(local_date(change.at)).substr(5), name_of(change.event, Lang::en),
                        name_of(change.from, Lang::en), name_of(change.to, Lang::en),
                        change.correction ? " correction" : "");
  }
  return text;
}

std::vector<std::string> told_by(const std::vector<Notice>& notices) {
  std::vector<std::string> told;
  for (const Notice& one : notices) {
    told.push_back(to_string(local_date(one.decided_at)) + " " + to_string(one.key));
  }
  return told;
}

TEST(Rehearse, NewsThatIsHeldBackGoesOutWhenItsRoundCloses) {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}};
  configuration.routing.receivers[0].digest.every = DigestEvery::day;
  RehearsalInput input = input_of({{closing_days, 6, "99", day(7, 4)}});
  input.configuration = std::make_shared<const Configuration>(configuration);
  const Rehearsal done = rehearse(input, until(7, 8));
  std::vector<Instant> told;
  for (const Notice& one : done.notices) {
    EXPECT_EQ(one.items.size(), 1u) << "each alert's news for itself";
    if (one.key.alert.starts_with("small/lights/")) told.push_back(one.decided_at);
  }
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(to_string_local(told[0]), "2025-07-04T09:07:00+08:00");
}

// Everything a rehearsal says, as text.
std::string whole(const Rehearsal& done) {
  std::string text = picture_of(*done.end);
  for (const std::string& one : told_by(done.notices)) text += one + "\n";
  for (const char* id : {trainings, closing_rate, termination_rate, closing_days, enterprises}) {
    text += lights_of(done, id) + "\n" + alerts_of(done, "lights", id) + "\n";
  }
  return text;
}

TEST(Rehearse, EveryChangeOnTheDayTheFigureWasKnown) {
  const Rehearsal done = rehearse(input_of({{closing_days, 4, "70", day(5, 6)},
                                            {closing_days, 5, "80", day(6, 5)},
                                            {closing_days, 6, "99", day(7, 7)},
                                            {closing_days, 7, "60", day(8, 5)}}),
                                  until(8, 10));
  EXPECT_EQ(lights_of(done, closing_days),
            "05-06 grey>green 2025-04; 06-05 green>yellow 2025-05; 07-07 yellow>red 2025-06; "
            "08-05 red>green 2025-07");
  EXPECT_EQ(alerts_of(done, "lights", closing_days),
            "06-05 fired grey>yellow; 07-07 worsened yellow>red; 08-05 resolved red>grey");
}

TEST(Rehearse, ACorrectionIsACorrection) {
  const Rehearsal done = rehearse(input_of({{closing_days, 4, "70", day(5, 6)},
                                            {closing_days, 5, "70", day(6, 5)},
                                            {closing_days, 4, "90", day(6, 10)},
                                            {closing_days, 5, "80", day(6, 11)}}),
                                  until(6, 20));
  EXPECT_EQ(lights_of(done, closing_days),
            "05-06 grey>green 2025-04; 06-10 green>red 2025-04 earlier correction; "
            "06-11 green>yellow 2025-05 correction");
  EXPECT_EQ(alerts_of(done, "lights", closing_days), "06-11 fired grey>yellow correction");
}

TEST(Rehearse, APeriodThatIsHandedInLaterIsSaidWithoutMovingTheLight) {
  const Rehearsal done =
      rehearse(input_of({{closing_days, 5, "70", day(6, 5)}, {closing_days, 4, "79", day(6, 9)}}),
               until(6, 20));
  EXPECT_EQ(lights_of(done, closing_days),
            "06-05 grey>green 2025-05; 06-09 grey>yellow 2025-04 earlier");
}

TEST(Rehearse, TodayAloneBringsDeadlinesAndLateReports) {
  const Rehearsal done = rehearse(input_of({{trains, 11, "18.5", day(12, 5)}}), until(12, 31));
  EXPECT_EQ(lights_of(done, trains), "12-05 grey>green 2025-11; 12-17 green>blue 2025-11");
  EXPECT_NE(alerts_of(done, "report", "hr:2025-06"), "");
}

TEST(Rehearse, LadderAndRemindersComeInWorkingHours) {
  const Rehearsal done = rehearse(input_of({{closing_days, 5, "90", day(6, 6)}}), until(6, 30));
  std::string told;
  for (const Notice& one : done.notices) {
    if (one.key.receiver.text != "first" || !one.key.alert.starts_with("small/lights/")) continue;
    told += fmt::format("{} {} {}; ", to_string_local(one.decided_at).substr(5, 11),
                        name_of(one.key.kind, Lang::en), name_of(one.key.role, Lang::en));
  }
  EXPECT_EQ(told, "06-06T09:00 fired contact; 06-11T09:00 escalated deputy leader; ");
}

TEST(Rehearse, OnlyTheSpanIsTold) {
  RehearsalSpan june = until(6, 30);
  june.from = day(6, 1);
  const Rehearsal done = rehearse(input_of({{closing_days, 4, "90", day(5, 6)},
                                            {closing_days, 5, "70", day(6, 5)},
                                            {closing_days, 6, "90", day(7, 7)}}),
                                  june);
  EXPECT_EQ(lights_of(done, closing_days), "06-05 red>green 2025-05");
  EXPECT_EQ(alerts_of(done, "lights", closing_days), "06-05 resolved red>grey");
  EXPECT_EQ(done.end->plan_now, june.until);
  for (const Notice& one : done.notices) EXPECT_GE(local_date(one.decided_at), day(6, 1));
}

TEST(Rehearse, AsKnownOnADayLeavesOutWhatCameLaterAndEndsThere) {
  RehearsalSpan span = until(12, 31);
  span.known_by = day(6, 9);
  const Rehearsal done = rehearse(
      input_of({{closing_days, 5, "70", day(6, 5)}, {closing_days, 5, "90", day(6, 10)}}), span);
  EXPECT_EQ(lights_of(done, closing_days), "06-05 grey>green 2025-05");
  EXPECT_EQ(local_date(done.end->plan_now), day(6, 9));
  span.known_by = day(6, 10);
  const Rehearsal later = rehearse(
      input_of({{closing_days, 5, "70", day(6, 5)}, {closing_days, 5, "90", day(6, 10)}}), span);
  EXPECT_EQ(lights_of(later, closing_days),
            "06-05 grey>green 2025-05; 06-10 green>red 2025-05 correction");
}

TEST(Rehearse, WithoutAStatedDateTheDayOfReceiptCounts) {
  RehearsalInput input = input_of({{closing_days, 5, "90"}});
  input.observations[0].received = at(6, 9, 23);
  EXPECT_EQ(known_day(input.observations[0]), day(6, 9));
  EXPECT_EQ(lights_of(rehearse(input, until(6, 30)), closing_days), "06-09 grey>red 2025-05");
  input.observations[0].received = at(6, 9, 24);  // midnight in the plan's place
  EXPECT_EQ(known_day(input.observations[0]), day(6, 10));
}

TEST(Rehearse, OnTheLastDayTheHourCountsWhereItIsKnown) {
  RehearsalInput input = input_of({{closing_days, 5, "90"}, {trainings, 5, "1200"}});
  for (ObservationRow& one : input.observations) one.observation.has_report_date = false;
  input.observations[0].received = at(6, 9, 7);
  input.observations[1].received = at(6, 9, 9);
  const Rehearsal early = rehearse(input, {day(1, 1), at(6, 9, 8), std::nullopt});
  EXPECT_EQ(lights_of(early, closing_days), "06-09 grey>red 2025-05") << "before office hours";
  EXPECT_EQ(lights_of(early, trainings), "");
}

TEST(Rehearse, ATaskTableIsKnownOnTheDayItIsAsOf) {
  TaskReportRow report;
  report.report.as_of = day(6, 30);
  report.received = at(7, 5);
  EXPECT_EQ(known_day(report), day(6, 30));
  report.report.as_of = day(7, 31);  // ahead of itself
  EXPECT_EQ(known_day(report), day(7, 5));
  report.report.as_of = day(6, 30);
  report.person = "张三";
  EXPECT_EQ(known_day(report), day(7, 5)) << "a person's word when it is given";
}

TEST(Rehearse, ABacklogReceivedAtOnceDoesNotFireItsWayThroughTheYear) {
  RehearsalInput input =
      input_of({{closing_days, 4, "90"}, {closing_days, 5, "90"}, {closing_days, 6, "70"}});
  for (std::size_t i = 0; i < input.observations.size(); ++i) {
    input.observations[i].received = at(7, 10);
    input.observations[i].delivery = static_cast<std::int64_t>(i + 1);
  }
  const Rehearsal done = rehearse(input, until(7, 20));
  EXPECT_EQ(alerts_of(done, "lights", closing_days), "");
  EXPECT_EQ(lights_of(done, closing_days),
            "07-10 grey>red 2025-04 earlier; 07-10 grey>red 2025-05 earlier; "
            "07-10 grey>green 2025-06");
}

TEST(Rehearse, AFeedThatWasNeverReachedOwesNothing) {
  RehearsalInput input = input_of({});
  input.unreached = {FeedId{"hr"}};
  const Rehearsal done = rehearse(input, until(8, 20));
  EXPECT_EQ(alerts_of(done, "report", "hr:2025-06"), "");
  EXPECT_EQ(alerts_of(done, "report", "court:2025-06"),
            "07-08 fired grey>yellow; 08-06 worsened yellow>red");
}

TEST(Rehearse, PeopleAct) {
  RehearsalInput input = input_of({{closing_days, 5, "90", day(6, 6)}});
  const std::string alert = "small/lights/indicator/closing_days/620702/2025";
  input.actions = {{at(6, 9), "张三", Acknowledge{alert}},
                   {at(6, 9, 11), "张三", Promise{alert, day(6, 30), "增配人手"}}};
  const Rehearsal done = rehearse(input, until(6, 30));
  EXPECT_EQ(alerts_of(done, "lights", closing_days),
            "06-06 fired grey>red; 06-09 acknowledged red>red; 06-09 promised red>red");
}

TEST(Rehearse, WhatIsNotAcceptedIsNamedWithItsReason) {
  const Rehearsal done =
      rehearse(input_of({{closing_rate, 5, "", day(6, 5), 120, 100}}), until(6, 10));
  ASSERT_EQ(done.rejected.size(), 1u);
  EXPECT_EQ(done.rejected[0].what, "closing_rate 2025-05");
  EXPECT_NE(done.rejected[0].reason.find("分子大于分母"), std::string::npos);
}

// ---- properties ----

// Each case lives whole months, so fewer of them are tried than of other properties.
template <class Property>
void check_over_months(Property property) {
  constexpr int cases = 20;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = std::min(params.maxSuccess, cases);
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << text.str();
}

// A month's figures of some indicators, with stated dates that all differ.
std::vector<Figure> some_figures() {
  static const char* const values[] = {"60", "70", "76", "79", "90", "99"};
  static const char* const shares[] = {"0.99", "0.96", "0.90", "0.17", "0.20"};
  std::vector<Figure> figures;
  const auto count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    const bool days = *rc::gen::arbitrary<bool>();
    Figure figure{days ? closing_days : *rc::gen::element(closing_rate, termination_rate),
                  *rc::gen::inRange(1U, 7U), ""};
    figure.value =
        days ? *rc::gen::elementOf(std::vector<const char*>(std::begin(values), std::end(values)))
             : *rc::gen::elementOf(std::vector<const char*>(std::begin(shares), std::end(shares)));
    figure.stated = last_day_of_month(2025, figure.month) + std::chrono::days{3 + i * 2};
    figures.push_back(figure);
  }
  return figures;
}

void arrives_in_any_order() {
  std::vector<Figure> figures = some_figures();
  const RehearsalInput in_order = input_of(figures);
  RehearsalInput shuffled = in_order;
  for (std::size_t i = shuffled.observations.size(); i > 1; --i) {
    std::swap(shuffled.observations[i - 1],
              shuffled.observations[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  for (std::size_t i = 0; i < shuffled.observations.size(); ++i) {
    shuffled.observations[i].received = at(8, 20) + std::chrono::hours{i};
  }
  RC_ASSERT(picture_of(*rehearse(in_order, until(8, 31)).end) ==
            picture_of(*rehearse(shuffled, until(8, 31)).end));
}

void says_the_same_twice() {
  const RehearsalInput input = input_of(some_figures());
  RC_ASSERT(whole(rehearse(input, until(7, 31))) == whole(rehearse(input, until(7, 31))));
}

// The engine that lived through the year is the reference: day by day, with the deliveries when
// they came.
void says_what_the_living_engine_said() {
  std::vector<Figure> figures = some_figures();
  std::stable_sort(figures.begin(), figures.end(),
                   [](const Figure& a, const Figure& b) { return a.stated < b.stated; });
  EngineUnderTest engine;
  for (const char* feed : {"hr", "court", "tech"}) {
    engine.handle(FetchUnchanged{at(1, 1, 0), FeedId{feed}});
  }
  for (Date today = day(1, 1); today <= day(7, 31); today += std::chrono::days{1}) {
    engine.tick(instant_at(today, TimeOfDay{0}));
    for (const Figure& figure : figures) {
      if (figure.stated != today) continue;
      engine.deliver("court", {figure}, instant_at(today, TimeOfDay{9 * 60}));
    }
    engine.tick(instant_at(today, TimeOfDay{9 * 60}));
    engine.tick(instant_at(today, TimeOfDay{14 * 60 + 30}));
  }
  RehearsalInput input;
  input.configuration = engine.configuration();
  input.observations = engine.stored().observations;
  const Rehearsal done = rehearse(input, until(7, 31));
  RC_ASSERT(picture_of(*done.end) == picture_of(*engine.snapshot(at(7, 31, 18))));
  RC_ASSERT(told_by(done.notices) == told_by(engine.notices()));
}

TEST(RehearseProperties, TheOrderOfArrivalDoesNotMatterWhereReportDatesAreStated) {
  check_over_months(arrives_in_any_order);
}
TEST(RehearseProperties, RehearsingTwiceSaysTheSame) {
  check_over_months(says_the_same_twice);
}
TEST(RehearseProperties, SaysWhatTheLivingEngineSaid) {
  check_over_months(says_what_the_living_engine_said);
}

}  // namespace
}  // namespace planwatch
