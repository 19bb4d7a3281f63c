// Judges 102,384 series (2,844 areas x 36 indicators) with 2 rules each through the real engine:
// intake, judging, reason, alert step. Every value changes each round, a fifth of the series fires.
// Prints nanoseconds a rule and the process's memory.

#include <benchmark/benchmark.h>
#include <cstdio>
#include <fstream>
#include <string>

#include "rules/engine/engine.h"

namespace planwatch {
namespace {

constexpr std::uint32_t areas = 2844;
constexpr std::uint32_t indicators = 36;
constexpr std::uint32_t series = areas * indicators;
constexpr int rules = 2;
constexpr std::size_t per_event = 10'000;

Indicator make_indicator(std::uint32_t i) {
  Indicator indicator;
  indicator.id = IndicatorId{"indicator_" + std::to_string(i)};
  indicator.task = 1;
  indicator.name = indicator.id.text;
  indicator.answerable = UnitId{"单位"};
  if (i % 2 == 0) {
    indicator.kind = IndicatorKind::ratio;
    indicator.measure = Measure::ratio;
    indicator.target = Decimal::of(98, 2);
    indicator.schedule.kind = ScheduleKind::none;
  } else {
    indicator.kind = IndicatorKind::cumulative;
    indicator.target = Decimal(2800);
  }
  return indicator;
}

Rule make_rule(const char* id, Light alert_from) {
  Rule rule;
  rule.id = RuleId{id};
  rule.bands = BandsId{"default"};
  rule.yellow_widths = {{IndicatorKind::ratio, Decimal::of(3, 2)}};
  rule.alert_from = alert_from;
  return rule;
}

std::shared_ptr<const Configuration> make_configuration() {
  auto c = std::make_shared<Configuration>();
  c->plan.id = "bench";
  c->plan.year = 2025;
  c->plan.area = AreaCode{"100000"};
  Unit unit;
  unit.id = UnitId{"单位"};
  c->plan.units = {unit};
  for (std::uint32_t a = 0; a < areas; ++a) {
    c->plan.areas.push_back({AreaCode{std::to_string(100000 + a)}, "区", "area", std::nullopt});
  }
  for (std::uint32_t i = 0; i < indicators; ++i) {
    c->plan.indicators.push_back(make_indicator(i));
  }
  Bands bands;
  bands.id = BandsId{"default"};
  bands.bands = {{Light::green, std::nullopt, false, Decimal(0), true, {}},
                 {Light::attention, Decimal(0), false, Decimal(10), false, {}},
                 {Light::yellow, Decimal(10), true, Decimal(30), true, {}},
                 {Light::red, Decimal(30), false, std::nullopt, false, {}}};
  c->bands = {bands};
  c->rules = {make_rule("lights", Light::yellow), make_rule("red", Light::red)};
  return c;
}

// One series in five is behind. `round` makes every value differ from the one before.
Observation figure_of(std::uint32_t s, int round) {
  Observation o;
  o.indicator = IndicatorIndex{s / areas};
  o.area = AreaIndex{s % areas};
  o.period = Period::month(2025, 6);
  const bool behind = s % 5 == 0;
  const std::int64_t wiggle = round % 2;
  if (o.indicator.value % 2 == 0) {
    o.has_parts = true;
    o.numerator = Decimal((behind ? 9000 : 9900) + wiggle);
    o.denominator = Decimal(10000);
  } else {
    o.has_value = true;
    o.value = Decimal((behind ? 500 : 1500) + wiggle);
  }
  return o;
}

std::vector<ObservationsArrived> make_round(const std::shared_ptr<const Configuration>& c,
                                            int round) {
  std::vector<ObservationsArrived> events;
  for (std::uint32_t s = 0; s < series; ++s) {
    if (s % per_event == 0) {
      ObservationsArrived event;
      event.at = instant_at(make_date(2025, 7, 5), std::chrono::hours{9});
      event.feed = FeedId{"bench"};
      event.extracted_with = c;
      events.push_back(std::move(event));
    }
    events.back().extracted.observations.push_back(figure_of(s, round));
  }
  return events;
}

double resident_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024.0;
  }
  return 0;
}

std::size_t firing(const Engine& engine, Instant now) {
  std::size_t count = 0;
  const std::shared_ptr<const Snapshot> snapshot = engine.snapshot(now);
  for (const Alert& alert : snapshot->alerts) count += is_firing(alert) ? 1 : 0;
  return count;
}

void judge_all_series(benchmark::State& state) {
  const double before = resident_mib();
  const auto configuration = make_configuration();
  Engine engine(configuration, FeedSelection::real);
  for (const auto& event : make_round(configuration, 0))
    benchmark::DoNotOptimize(engine.handle(event));
  int round = 1;
  double engine_mib = 0;
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    {
      const auto events = make_round(configuration, round++);
      state.ResumeTiming();
      for (const auto& event : events) benchmark::DoNotOptimize(engine.handle(event));
      state.PauseTiming();
      engine_mib = resident_mib() - before;
    }
    state.ResumeTiming();
  }
  const double judged = static_cast<double>(state.iterations()) * series * rules;
  state.counters["ns_per_rule"] =
      benchmark::Counter(judged / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["MiB"] = engine_mib;
  state.counters["series"] = series;
  state.counters["firing"] =
      static_cast<double>(firing(engine, instant_at(make_date(2025, 7, 5), std::chrono::hours{9})));
}
BENCHMARK(judge_all_series)->Unit(benchmark::kMillisecond)->MinTime(5);

}  // namespace
}  // namespace planwatch

BENCHMARK_MAIN();
