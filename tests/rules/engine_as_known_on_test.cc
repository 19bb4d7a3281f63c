#include <algorithm>
#include <map>

#include "gtest/gtest.h"

#include "rules/engine/as_known_on.h"
#include "tests/rules/engine_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

std::shared_ptr<const Snapshot> known_on(const EngineUnderTest& engine, Date day) {
  return snapshot_as_known_on(engine.configuration(), FeedSelection::real, engine.stored(), day);
}

const IndicatorStatus& status_of(const Snapshot& snapshot, const char* id) {
  const auto index = snapshot.configuration->plan.find_indicator(IndicatorId{id});
  for (const IndicatorStatus& status : snapshot.indicators) {
    if (status.indicator == *index) return status;
  }
  abort();
}

// June's report and its two corrections.
EngineUnderTest corrected_twice() {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 10)}}, at(7, 12));
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 20)}}, at(7, 21));
  return engine;
}

struct KnownRow {
  Date day;
  const char* value;  // of June; empty: nothing known
  Light light;
};

TEST(EngineAsKnownOn, AnswersWithTheVersionKnownOnThatDay) {
  const EngineUnderTest engine = corrected_twice();
  const KnownRow table[] = {
      {day(7, 4), "", Light::grey},
      {day(7, 5), "500", Light::red},
      {day(7, 9), "500", Light::red},
      {day(7, 10), "1400", Light::green},  // stated on the 10th, though received on the 12th
      {day(7, 19), "1400", Light::green},
      {day(7, 20), "1000", Light::yellow},
      {day(12, 1), "1000", Light::yellow},
  };
  for (const KnownRow& row : table) {
    const auto snapshot = known_on(engine, row.day);
    const IndicatorStatus& status = status_of(*snapshot, trainings);
    EXPECT_EQ(snapshot->as_known_on, row.day);
    EXPECT_EQ(local_date(snapshot->plan_now), row.day);
    EXPECT_EQ(status.light, row.light) << to_string(row.day);
    ASSERT_EQ(status.latest.has_value(), *row.value != '\0') << to_string(row.day);
    if (status.latest) {
      EXPECT_EQ(status.latest->assessment.value.to_string(), row.value) << to_string(row.day);
    }
  }
}

TEST(EngineAsKnownOn, AskingChangesNothing) {
  const EngineUnderTest engine = corrected_twice();
  const std::string before = picture_of(*engine.snapshot(at(7, 25)));
  known_on(engine, day(7, 6));
  EXPECT_EQ(picture_of(*engine.snapshot(at(7, 25))), before);
}

TEST(EngineAsKnownOn, WhatStatesNoReportDateWasKnownWhenItWasReceived) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400"}}, at(7, 6));
  EXPECT_FALSE(status_of(*known_on(engine, day(7, 5)), trainings).latest);
  EXPECT_TRUE(status_of(*known_on(engine, day(7, 6)), trainings).latest);
}

TEST(EngineAsKnownOn, ThatDaysDateDrivesDeadlinesAndReportsDue) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1200", day(6, 5)}}, at(6, 5));
  engine.tick(at(12, 1));
  const auto report_state = [&](Date on) {
    const auto snapshot = known_on(engine, on);
    for (const FeedStatus& feed : snapshot->feeds) {
      if (feed.state.feed.text == "hr" && !feed.reports.empty()) return feed.reports.back().state;
    }
    return DataState::none;
  };
  EXPECT_EQ(report_state(day(7, 1)), DataState::awaited);
  EXPECT_EQ(report_state(day(7, 8)), DataState::late) << "June's was due on the 7th";
}

TEST(EngineAsKnownOn, AlertsAreTheLevelsThatFollowAndNotWhatPeopleDid) {
  EngineUnderTest engine = corrected_twice();
  engine.act("张三", Acknowledge{engine.alert_key("lights", trainings)}, at(7, 22));
  const auto snapshot = known_on(engine, day(7, 6));
  const Alert* lights = nullptr;
  for (const Alert& alert : snapshot->alerts) {
    if (alert.key.rule.text == "lights") lights = &alert;
  }
  ASSERT_NE(lights, nullptr);
  EXPECT_EQ(lights->level, Light::red);
  EXPECT_EQ(lights->state, AlertState::firing);
  EXPECT_TRUE(lights->acknowledged_by.empty());
  EXPECT_TRUE(snapshot->ledger.empty());
}

TEST(EngineAsKnownOn, ATaskReportWasKnownWhenItWasReceived) {
  EngineUnderTest engine;
  engine.progress(1, TaskState::done, at(7, 8), "李四");
  EXPECT_FALSE(known_on(engine, day(7, 7))->tasks[0].known);
  EXPECT_TRUE(known_on(engine, day(7, 8))->tasks[0].known);
}

TEST(EngineAsKnownOn, AVersionThatCameTooLateToBeCurrentWasKnownOnItsDay) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 20)}}, at(7, 21));
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 22));  // the same, said before
  engine.deliver("hr", {{trainings, 6, "500", day(7, 10)}}, at(7, 23));
  EXPECT_EQ(status_of(*known_on(engine, day(7, 6)), trainings).light, Light::green);
  EXPECT_EQ(status_of(*known_on(engine, day(7, 15)), trainings).light, Light::red);
  EXPECT_EQ(status_of(*known_on(engine, day(7, 20)), trainings).light, Light::green);
}

TEST(EngineAsKnownOn, AVersionThatCameTooLateIsKeptOnce) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 20)}}, at(7, 21));
  const auto late = [&](int hour) {
    return observations_of(
               engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 22, hour)))
        .size();
  };
  EXPECT_EQ(late(9), 1u);
  EXPECT_EQ(late(10), 0u);
  EngineUnderTest again = engine.reborn(at(7, 23));
  EXPECT_TRUE(
      observations_of(again.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 23))).empty());
  again.replace(SmallPlan::configuration(), at(7, 24));
  EXPECT_TRUE(
      observations_of(again.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 24))).empty());
}

TEST(EngineAsKnownOn, ACorrectionDoesNotMakeATimelyReportLate) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1300", day(7, 4)}}, at(7, 4));
  engine.deliver("hr", {{trainings, 6, "1400", day(9, 1)}}, at(9, 1));
  for (const bool reloaded : {false, true}) {
    if (reloaded) engine.replace(SmallPlan::configuration(), at(9, 2));
    const ReportStatus june = engine.feed("hr", at(9, 2)).reports.at(5);
    EXPECT_EQ(june.state, DataState::corrected);
    EXPECT_FALSE(june.came_late);
  }
}

struct AskRow {
  const char* text;
  bool taken;
};
TEST(EngineAsKnownOn, TakesDaysThatHaveBeen) {
  const AskRow table[] = {{"2025-07-10", true},  {"2025-07-20", true}, {"2025-07-21", false},
                          {"2025-13-01", false}, {"7月10日", false},   {"", false}};
  for (const AskRow& row : table) {
    const auto parsed = parse_known_day(row.text, day(7, 20), Lang::zh);
    EXPECT_EQ(parsed.has_value(), row.taken) << row.text;
    if (!parsed) {
      EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
    }
  }
}

// ---- whatever the order of arrival ----

struct Sheet {
  const char* feed;
  std::vector<Figure> figures;
  std::vector<TaskReport> tasks = {};
};

TaskReport some_task_report() {
  TaskReport report;
  report.task = *rc::gen::inRange(1, 5);
  report.state = *rc::gen::element(TaskState::not_started, TaskState::in_progress, TaskState::done);
  report.as_of = make_date(2025, 1, 1) + std::chrono::days(*rc::gen::inRange(0, 200));
  if (*rc::gen::inRange(0, 4) == 0) report.closed_by = "李四";
  return report;
}

const char* feed_of(const char* indicator) {
  if (std::string(indicator) == trainings) return "hr";
  return std::string(indicator) == closing_rate ? "court" : "tech";
}

// Reports of a half year with restatements and corrections, and task tables; of one series and
// period, and of one task, no two state the same day.
std::vector<Sheet> some_sheets() {
  static const char* const values[] = {"0", "0.5", "0.95", "0.97", "0.98", "1"};
  static const char* const counts[] = {"10", "100", "172", "900", "1400", "2800"};
  std::map<std::tuple<std::string, unsigned, unsigned>, bool> stated;
  std::vector<Sheet> sheets;
  const auto size = *rc::gen::inRange(1, 9);
  for (int i = 0; i < size; ++i) {
    const char* indicator = *rc::gen::element(trainings, closing_rate, enterprises);
    Figure figure{indicator, *rc::gen::inRange(1u, 7u),
                  std::string(indicator) == closing_rate ? values[*rc::gen::inRange(0, 6)]
                                                         : counts[*rc::gen::inRange(0, 6)]};
    const auto later = *rc::gen::inRange(0u, 20u);
    figure.stated = last_day_of_month(2025, figure.month) + std::chrono::days(1 + later);
    if (stated.emplace(std::tuple(std::string(indicator), figure.month, later), true).second) {
      sheets.push_back({feed_of(indicator), {figure}});
    }
    const TaskReport report = some_task_report();
    const auto day_of = static_cast<unsigned>(report.as_of.time_since_epoch().count());
    if (stated.emplace(std::tuple("task", static_cast<unsigned>(report.task), day_of), true)
            .second) {
      sheets.push_back({"hr", {}, {report}});
    }
  }
  return sheets;
}

EngineUnderTest after_all(const std::vector<Sheet>& sheets) {
  EngineUnderTest engine;
  int hour = 0;
  for (const Sheet& sheet : sheets) {
    Extracted extracted;
    for (const Figure& figure : sheet.figures) {
      extracted.observations.push_back(observe(*engine.configuration(), figure));
    }
    extracted.task_reports = sheet.tasks;
    engine.deliver(sheet.feed, extracted, at(8, 1, hour++));
  }
  engine.tick(at(8, 2));
  return engine;
}

// With the data states: 已报 or 已更正, late or not.
std::string whole_picture(const Snapshot& snapshot) {
  std::string text = picture_of(snapshot);
  for (const IndicatorStatus& status : snapshot.indicators) {
    text += std::to_string(static_cast<unsigned>(status.data)) + " ";
  }
  for (const FeedStatus& feed : snapshot.feeds) {
    for (const ReportStatus& report : feed.reports) {
      text += std::to_string(static_cast<unsigned>(report.state)) + (report.came_late ? "l " : " ");
    }
  }
  return text;
}

RC_GTEST_PROP(EngineAsKnownOn, TheOrderOfArrivalMattersNeitherNowNorForEarlierDays, ()) {
  const std::vector<Sheet> sheets = some_sheets();
  std::vector<Sheet> shuffled = sheets;
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  const EngineUnderTest one = after_all(sheets);
  const EngineUnderTest other = after_all(shuffled);
  RC_ASSERT(whole_picture(*one.snapshot(at(8, 2))) == whole_picture(*other.snapshot(at(8, 2))));
  const Date asked = make_date(2025, 2, 1) + std::chrono::days(*rc::gen::inRange(0, 182));
  RC_ASSERT(whole_picture(*known_on(one, asked)) == whole_picture(*known_on(other, asked)));
}

// Asking today for today is the present.
RC_GTEST_PROP(EngineAsKnownOn, TheLatestDayIsThePresent, ()) {
  const EngineUnderTest engine = after_all(some_sheets());
  RC_ASSERT(whole_picture(*engine.snapshot(at(8, 2))) ==
            whole_picture(*known_on(engine, day(8, 2))));
}

}  // namespace
}  // namespace planwatch
