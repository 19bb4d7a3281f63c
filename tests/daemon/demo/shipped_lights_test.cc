#include <map>
#include <set>

#include "daemon/demo/report_table.h"
#include "daemon/demo/task_stories.h"
#include "rules/judge/judge.h"
#include "tests/daemon/demo/sample_world.h"
#include "tests/daemon/demo/shipped_plan.h"

namespace planwatch::demo {
namespace {

constexpr std::uint64_t seed = 20250101;

// What the rule `lights` makes of the last figures that are in when the demo starts.
Assessment assessment_at_start(const Configuration& configuration, const Indicator& indicator,
                               unsigned month) {
  const auto index = *configuration.plan.find_indicator(indicator.id);
  const JudgePlan plan = compile_judge_plan(configuration, RuleIndex{0}, index);
  const int year = configuration.plan.year;
  const Period period =
      indicator.period_months == 3 ? Period::quarter(year, month / 3) : Period::month(year, month);
  const SampleFigure figure = TruthModel(year, seed).figure(indicator, period);
  Observation observation;
  observation.indicator = index;
  observation.period = period;
  observation.window = indicator.window;
  observation.has_parts = figure.numerator.has_value();
  observation.has_value = !observation.has_parts;
  observation.value = figure.value;
  observation.numerator = figure.numerator.value_or(Decimal(0));
  observation.denominator = figure.denominator.value_or(Decimal(0));
  return judge_period(plan, observation);
}

const std::map<std::string, Light>& expected_lights() {
  static const std::map<std::string, Light> lights = {
      {"assisted_employment", Light::attention},
      {"tech_sme_enterprises", Light::attention},
      {"remote_bid_evaluation_share", Light::yellow},
      {"subsidised_training", Light::yellow},
      {"provincial_innovative_enterprises", Light::yellow},
      {"within_statutory_time_closing_rate", Light::yellow},
      {"first_enforcement_termination_rate", Light::yellow},
      {"e_licence_coverage", Light::yellow},
      {"hotline_satisfaction_rate", Light::yellow},
      {"enforcement_recovery_rate", Light::red},
      {"international_freight_trains", Light::red},
      {"bankruptcy_closing_rate", Light::grey}};  // all others green
  return lights;
}

TEST(ShippedLights, AreAsTheProfilesSayWhenTheDemoStarts) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  for (const Indicator& indicator : configuration->plan.indicators) {
    const auto found = expected_lights().find(indicator.id.text);
    const Light expected = found == expected_lights().end() ? Light::green : found->second;
    // September's report about the trains is late.
    const unsigned month = indicator.id.text == "international_freight_trains" ? 8 : 9;
    EXPECT_EQ(assessment_at_start(*configuration, indicator, month).light, expected)
        << indicator.id.text;
  }
}

TEST(ShippedLights, TheGreyOneHasTooSmallASample) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  const Plan& plan = configuration->plan;
  const auto index = *plan.find_indicator(IndicatorId("bankruptcy_closing_rate"));
  EXPECT_EQ(assessment_at_start(*configuration, plan.indicators[index.value], 9).reason,
            Reason::small_sample);
}

TEST(ShippedLights, TheCorrectionTurnsGreenIntoYellow) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  const Plan& plan = configuration->plan;
  const auto index = *plan.find_indicator(IndicatorId("first_enforcement_termination_rate"));
  const Indicator& indicator = plan.indicators[index.value];
  std::vector<bool> met;
  for (const SampleDelivery& delivery : make_timetable(*configuration, seed)) {
    const Period& period = delivery.periods.front();
    if (delivery.feed->id.text != "court" || period != Period::month(plan.year, 8)) continue;
    const TruthModel truth(plan.year, seed);
    met.push_back(reported_figure(truth, indicator, delivery, period).value <= indicator.target);
  }
  EXPECT_EQ(met, (std::vector<bool>{true, false}));
}

std::map<Light, std::set<int>> milestones_at_start(const Configuration& configuration) {
  std::map<Light, std::set<int>> lights;
  const Date today = local_date(demo_start());
  for (const Task& task : configuration.plan.tasks) {
    const SampleProgress progress = progress_of(task, 9, seed);
    TaskReport report;
    report.task = task.number;
    report.state = progress.state;
    report.closed_by = progress.closed_by;
    const DeadlineLight light =
        judge_milestone(task, &report, configuration.task_rule, configuration.plan.year,
                        configuration.calendar, today);
    lights[light.light].insert(task.number);
  }
  return lights;
}

TEST(ShippedLights, TasksShowWhatIndicatorsCannot) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  const auto lights = milestones_at_start(*configuration);
  EXPECT_EQ(lights.at(Light::blue), (std::set<int>{12, 22, 23, 28}));
  EXPECT_EQ(lights.at(Light::red), (std::set<int>{6, 34, 63}));
  EXPECT_EQ(lights.at(Light::yellow), (std::set<int>{49}));
  EXPECT_EQ(lights.at(Light::grey), (std::set<int>{85}));
  EXPECT_GT(lights.at(Light::green).size(), 80u);
}

}  // namespace
}  // namespace planwatch::demo
