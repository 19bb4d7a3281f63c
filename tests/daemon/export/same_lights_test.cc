#include <algorithm>
#include <fmt/format.h>
#include <random>
#include <set>

#include "gtest/gtest.h"

#include "daemon/export/limits.h"
#include "daemon/export/prometheus_rules.h"
#include "tests/daemon/export/export_fixture.h"
#include "tests/support/process.h"

// The exported rules, run by the real promtool over what /metrics shows, fire for exactly the
// indicators and areas whose light is yellow or red. The figures are made to lie on and beside
// every limit.

namespace planwatch::exporting {
namespace {

constexpr unsigned areas = 80;

// Figures on the limits of one rule's plan and one step beside them. The same on every run.
class Figures {
 public:
  explicit Figures(const Configuration& configuration) : configuration_(configuration) {}

  std::vector<Observation> of(IndicatorIndex indicator) {
    std::vector<Observation> all;
    const unsigned step = configuration_.plan.indicators[indicator.value].period_months;
    for (std::uint32_t area = 0; area < areas; ++area) {
      const unsigned last = pick(13) / step * step;  // 0: never reported
      for (unsigned month = step; month <= last; month += step) {
        if (month != last && pick(4) == 0) continue;
        all.push_back(one(indicator, AreaIndex{area}, month));
      }
    }
    return all;
  }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  Rational near_limit(IndicatorIndex indicator, unsigned month) {
    const auto rule = RuleIndex{indicator.value == 1 && pick(2) == 0 ? 1u : 0u};
    const JudgePlan plan = compile_judge_plan(configuration_, rule, indicator);
    std::vector<Rational> limits;
    for (const auto& cut : plan.months[month - 1].cuts) {
      if (cut.bounded) limits.push_back(cut.limit.reduced());
    }
    return limits.empty() ? Rational::of(plan.target)
                          : limits[pick(static_cast<unsigned>(limits.size()))];
  }

  Observation one(IndicatorIndex index, AreaIndex area, unsigned month) {
    const Indicator& indicator = configuration_.plan.indicators[index.value];
    Observation o;
    o.indicator = index;
    o.area = area;
    o.window = indicator.window;
    o.period = Period::span(2025, month + 1 - indicator.period_months, month);
    const Rational limit = near_limit(index, month);
    const int beside = static_cast<int>(pick(3)) - 1;
    const bool counted =
        indicator.measure == Measure::count || indicator.measure == Measure::amount;
    if (counted || pick(3) == 0) {
      give_value(o, indicator, limit, beside);
    } else {
      give_parts(o, indicator, limit, beside);
    }
    return o;
  }

  void give_value(Observation& o, const Indicator& indicator, const Rational& limit, int beside) {
    const int scale = indicator.measure == Measure::count ? 0 : 6;
    const Decimal near = limit.rounded(scale);
    o.has_value = true;
    o.value = Decimal::of(std::max<std::int64_t>(near.mantissa() + beside, 0), near.scale());
    if (indicator.measure == Measure::ratio) o.value = std::min(o.value, Decimal(1));
  }

  // Whole numbers, or amounts with two and four digits after the point.
  void give_parts(Observation& o, const Indicator& indicator, const Rational& limit, int beside) {
    static constexpr std::int64_t sizes[] = {1, 3, 7, 1000, 123457};
    static constexpr int scales[] = {0, 0, 2, 4};
    const std::int64_t size = sizes[pick(5)];
    const int scale = scales[pick(4)];
    const auto denominator = static_cast<std::int64_t>(limit.den) * size;
    auto numerator =
        std::max<std::int64_t>(static_cast<std::int64_t>(limit.num) * size + beside, 0);
    if (indicator.measure == Measure::ratio) numerator = std::min(numerator, denominator);
    o.has_parts = true;
    o.numerator = Decimal::of(numerator, scale);
    o.denominator = Decimal::of(denominator, scale);
    const unsigned kind = pick(8);
    if (kind == 0) o.numerator = o.denominator = Decimal(0);
    if (kind == 1) o.denominator = std::max(Decimal(4), o.numerator);
  }

  const Configuration& configuration_;
  std::mt19937 random_{20250101};
};

// Plain facts only: what the daemon judged must not be needed.
bool is_plain_fact(const std::string& line) {
  static const char* const facts[] = {
      "planwatch_indicator_value{",        "planwatch_indicator_numerator{",
      "planwatch_indicator_denominator{",  "planwatch_indicator_period_end_timestamp_seconds{",
      "planwatch_indicator_period_value{", "planwatch_indicator_period_denominator{",
      "planwatch_indicator_target{",       "planwatch_feed_last_success_timestamp_seconds{",
      "planwatch_plan_time_seconds ",      "planwatch_config_info{"};
  return std::any_of(std::begin(facts), std::end(facts),
                     [&](const char* name) { return line.starts_with(name); });
}

std::string input_series(const std::string& metrics) {
  std::string out;
  std::istringstream lines(metrics);
  for (std::string line; std::getline(lines, line);) {
    if (!is_plain_fact(line)) continue;
    const std::size_t space = line.rfind(' ');
    out += fmt::format("      - {{series: '{0}', values: '{1} {1}'}}\n", line.substr(0, space),
                       line.substr(space + 1));
  }
  return out;
}

std::string expected_samples(const Snapshot& snapshot) {
  std::string out;
  const Plan& plan = snapshot.configuration->plan;
  for (const IndicatorStatus& status : snapshot.indicators) {
    if (status.light < Light::yellow) continue;
    out += fmt::format("          - {{labels: '{{indicator=\"{}\",area=\"{}\"}}', value: {}}}\n",
                       plan.indicators[status.indicator.value].id.text,
                       plan.areas[status.area.value].code.text, static_cast<int>(status.light));
  }
  return out;
}

std::string promtool_case(const Snapshot& snapshot, const std::string& metrics) {
  return "  - interval: 1m\n    input_series:\n" + input_series(metrics) +
         "    promql_expr_test:\n"
         "      - expr: max by (indicator, area) (ALERTS{severity=\"red\"} * 5 or "
         "ALERTS{severity=\"yellow\"} * 4)\n"
         "        eval_time: 1m\n        exp_samples:\n" +
         expected_samples(snapshot);
}

class SameLights : public testing::Test {
 protected:
  SameLights()
      : configuration_(wide_configuration(areas)), engine_(configuration_, FeedSelection::real) {
    Figures figures(*configuration_);
    for (std::uint32_t feed = 0; feed < configuration_->feeds.size(); ++feed) {
      ObservationsArrived arrived;
      arrived.at = morning(2025, 10, 20);
      arrived.feed = configuration_->feeds[feed].id;
      arrived.extracted_with = configuration_;
      for (const IndicatorId& id : indicators_of(configuration_->feeds[feed])) {
        const auto some = figures.of(*configuration_->plan.find_indicator(id));
        arrived.extracted.observations.insert(arrived.extracted.observations.end(), some.begin(),
                                              some.end());
      }
      engine_.handle(arrived);
    }
    folder_.write("rules.yml",
                  render_prometheus_rules(configuration_, FeedSelection::real, Lang::zh));
  }

  Finished promtool(const std::string& cases) {
    folder_.write("test.yml", "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n" + cases);
    Finished run = run_program({"promtool", "test", "rules", folder_.file("test.yml")});
    run.output = run.output.substr(0, 4000);
    return run;
  }

  std::shared_ptr<Configuration> configuration_;
  Engine engine_;
  TestFolder folder_;
};

TEST_F(SameLights, BeforeTheYearIsOverAndWhenEverythingIsOverdue) {
  std::string cases;
  for (const Instant now : {morning(2025, 10, 20), morning(2026, 1, 5), morning(2026, 3, 2)}) {
    engine_.handle(Tick{now});
    const auto snapshot = engine_.snapshot(now);
    cases += promtool_case(*snapshot, metrics_of(snapshot));
  }
  const Finished run = promtool(cases);
  EXPECT_EQ(run.exit_code, 0) << run.output;
}

TEST_F(SameLights, TheFiguresReachEveryLightOfEveryKind) {
  engine_.handle(Tick{morning(2025, 10, 20)});
  std::set<std::pair<std::string, Light>> seen;
  int kept = 0;
  // What is due in September knows yellow before its deadline alone.
  for (const Instant day : {morning(2025, 9, 20), morning(2025, 10, 20)}) {
    const auto snapshot = engine_.snapshot(day);
    for (const IndicatorStatus& status : snapshot->indicators) {
      seen.emplace(configuration_->plan.indicators[status.indicator.value].id.text, status.light);
      if (status.latest && status.latest->assessment.light == Light::grey) {
        kept += status.light >= Light::yellow ? 1 : 0;
      }
    }
  }
  for (const Indicator& indicator : configuration_->plan.indicators) {
    EXPECT_TRUE(seen.contains({indicator.id.text, Light::red})) << indicator.id.text;
    EXPECT_TRUE(seen.contains({indicator.id.text, Light::green})) << indicator.id.text;
    if (indicator.kind == IndicatorKind::cadence) continue;
    EXPECT_TRUE(seen.contains({indicator.id.text, Light::yellow})) << indicator.id.text;
  }
  EXPECT_GE(kept, 10) << "a grey latest figure beside a light that stays";
}

TEST_F(SameLights, AFileOfAnotherYearIsSilentAndAnOldOneSaysSo) {
  const std::string metrics = metrics_of(engine_.snapshot(morning(2025, 10, 20)));
  const auto alerts = [&](const std::string& from, const std::string& to) {
    std::string changed = metrics;
    const std::size_t at = changed.find(from, changed.find("\nplanwatch_config_info{"));
    EXPECT_NE(at, std::string::npos);
    changed.replace(at, from.size(), to);
    return promtool("  - interval: 1m\n    input_series:\n" + input_series(changed) +
                    "    promql_expr_test:\n      - expr: group by (alertname) (ALERTS)\n"
                    "        eval_time: 1m\n        exp_samples:\n");
  };
  const Finished next_year = alerts("year=\"2025\"", "year=\"2026\"");
  EXPECT_EQ(next_year.exit_code, 0) << next_year.output;
  const Finished changed = alerts("f00d", "beef");
  EXPECT_NE(changed.exit_code, 0);
  EXPECT_NE(changed.output.find("PlanwatchRulesOutdated"), std::string::npos) << changed.output;
}

TEST_F(SameLights, PromtoolFindsNothingToSayAboutTheFile) {
  for (const Lang lang : {Lang::zh, Lang::en}) {
    folder_.write("rules.yml", render_prometheus_rules(configuration_, FeedSelection::real, lang));
    const Finished lint = run_program(
        {"promtool", "check", "rules", "--lint=all", "--lint-fatal", folder_.file("rules.yml")});
    EXPECT_EQ(lint.exit_code, 0) << lint.output.substr(0, 4000);
  }
}

TEST(ExportedRules, NamesWithQuotesBracesAndLineEndsStayText) {
  auto configuration = wide_configuration(1);
  Indicator& indicator = configuration->plan.indicators[0];
  indicator.name = "“率”: \"a\" \\ {{ $x }} 'b' #\n第二行";
  indicator.measure_name = "{{场}}";
  configuration->plan.tasks[0].clause = "一、(一) - \t条: {{ end }}";
  TestFolder folder;
  folder.write("rules.yml", render_prometheus_rules(configuration, FeedSelection::real, Lang::zh));
  const Finished lint = run_program(
      {"promtool", "check", "rules", "--lint=all", "--lint-fatal", folder.file("rules.yml")});
  EXPECT_EQ(lint.exit_code, 0) << lint.output.substr(0, 4000);
}

TEST(ExportedRules, TheSameConfigurationGivesTheSameBytes) {
  const auto configuration = wide_configuration(2);
  EXPECT_EQ(render_prometheus_rules(configuration, FeedSelection::real, Lang::zh),
            render_prometheus_rules(wide_configuration(2), FeedSelection::real, Lang::zh));
}

}  // namespace
}  // namespace planwatch::exporting
