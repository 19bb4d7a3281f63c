#include <array>

#include "daemon/expose/metric_families.h"
#include "rules/judge/judge.h"
#include "rules/model/state_words.h"

namespace planwatch {
namespace {

struct Series {
  const Snapshot& snapshot;
  const Plan& plan;
  const IndicatorStatus& status;
  const SeriesLabels& labels;
  const Indicator& indicator() const { return plan.indicators[status.indicator.value]; }
  const Area& area() const { return plan.areas[status.area.value]; }
};
using Emit = void (*)(const Series&, FamilySink&);

std::string key_of(IndicatorKind kind) {
  constexpr std::array<const char*, indicator_kind_count> keys{
      "cumulative", "ratio", "ratio_ramped", "upper_bound", "duration", "stock", "cadence"};
  return keys[static_cast<std::size_t>(kind)];
}

bool in_days(const Indicator& indicator) {
  return indicator.measure == Measure::days || indicator.measure == Measure::working_days;
}

// The figure as it was judged; empty without one, and with denominator 0.
std::optional<double> figure_of(const Observation& observation) {
  const auto exact = exact_value(observation);
  return exact ? std::optional(exact->to_double()) : std::nullopt;
}

void emit_value(const Series& s, FamilySink& sink) {
  if (!s.status.latest) return;
  if (const auto value = figure_of(s.status.latest->observation)) sink.sample(s.labels, *value);
}
void emit_target(const Series& s, FamilySink& sink) {
  sink.sample(s.labels, shown_target(s.snapshot, s.status).to_double());
}
void emit_expected(const Series& s, FamilySink& sink) {
  if (!s.status.latest || !s.status.latest->assessment.has_expected) return;
  sink.sample(s.labels, s.status.latest->assessment.expected.to_double());
}
void emit_gap(const Series& s, FamilySink& sink, bool days) {
  if (!s.status.latest || !s.status.latest->assessment.has_gap) return;
  if (in_days(s.indicator()) != days) return;
  sink.sample(s.labels, s.status.latest->assessment.gap.to_double());
}
void emit_gap_points(const Series& s, FamilySink& sink) {
  emit_gap(s, sink, false);
}
void emit_gap_duration(const Series& s, FamilySink& sink) {
  emit_gap(s, sink, true);
}
void emit_light(const Series& s, FamilySink& sink) {
  sink.sample(s.labels, static_cast<double>(s.status.light));
}
void emit_period_end(const Series& s, FamilySink& sink) {
  if (s.status.latest) sink.sample(s.labels, last_second_of(s.status.latest->period.last_day()));
}
void emit_received(const Series& s, FamilySink& sink) {
  if (s.status.latest) sink.sample(s.labels, to_seconds(s.status.latest->received));
}
void emit_revision(const Series& s, FamilySink& sink) {
  if (s.status.latest) sink.sample(s.labels, s.status.latest->revision);
}
void emit_numerator(const Series& s, FamilySink& sink) {
  if (!s.status.latest || !s.status.latest->observation.has_parts) return;
  sink.sample(s.labels, s.status.latest->observation.numerator.to_double());
}
void emit_denominator(const Series& s, FamilySink& sink) {
  if (!s.status.latest || !s.status.latest->observation.has_parts) return;
  sink.sample(s.labels, s.status.latest->observation.denominator.to_double());
}

const IndicatorForecast* forecast_of(const Series& s) {
  if (!s.status.advice || !s.status.advice->forecast) return nullptr;
  return &*s.status.advice->forecast;
}
const XmrLimits* limits_of(const Series& s) {
  if (!s.status.advice || !s.status.advice->xmr) return nullptr;
  return &*s.status.advice->xmr;
}
void emit_forecast(const Series& s, FamilySink& sink) {
  if (const auto* f = forecast_of(s)) sink.sample(s.labels, f->median);
}
void emit_forecast_low(const Series& s, FamilySink& sink) {
  if (const auto* f = forecast_of(s); f != nullptr && f->low) sink.sample(s.labels, *f->low);
}
void emit_forecast_high(const Series& s, FamilySink& sink) {
  if (const auto* f = forecast_of(s); f != nullptr && f->high) sink.sample(s.labels, *f->high);
}
void emit_forecast_probability(const Series& s, FamilySink& sink) {
  const auto* f = forecast_of(s);
  if (f != nullptr && f->probability) sink.sample(s.labels, *f->probability);
}
void emit_forecast_history(const Series& s, FamilySink& sink) {
  const auto* f = forecast_of(s);
  if (f != nullptr) sink.sample(s.labels, static_cast<double>(f->year_end.years));
}
void emit_required(const Series& s, FamilySink& sink) {
  const auto* f = forecast_of(s);
  if (f == nullptr || f->ratio || f->year_end.month >= 12) return;
  sink.sample(s.labels, f->required_rate);
}
void emit_limit_lower(const Series& s, FamilySink& sink) {
  if (const auto* x = limits_of(s)) sink.sample(s.labels, x->lower);
}
void emit_limit_upper(const Series& s, FamilySink& sink) {
  if (const auto* x = limits_of(s)) sink.sample(s.labels, x->upper);
}
void emit_limit_signal(const Series& s, FamilySink& sink) {
  if (const auto* x = limits_of(s)) sink.sample(s.labels, x->signals_at(x->points - 1) ? 1 : 0);
}
void emit_data_state(const Series& s, FamilySink& sink) {
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto state = static_cast<DataState>(1u << bit);
    sink.sample(s.labels, {"state", metric_label(state)}, has(s.status.data, state) ? 1 : 0);
  }
}

// What a dashboard joins on (indicator, area) to get names; `title` is the task's.
void emit_info(const Series& s, FamilySink& sink) {
  const Indicator& indicator = s.indicator();
  const Task* task = s.plan.find_task(indicator.task);
  std::vector<SeriesLabels::Pair> pairs = s.labels.pairs();
  pairs.emplace_back("name", indicator.name);
  pairs.emplace_back("area_name", s.area().name);
  pairs.emplace_back("section", task != nullptr ? task->section : "");
  pairs.emplace_back("kind", key_of(indicator.kind));
  pairs.emplace_back("measure", std::string(word_of(indicator.measure)));
  pairs.emplace_back("measure_name", indicator.measure_name);
  pairs.emplace_back("title", task != nullptr ? task->title : "");
  sink.sample(SeriesLabels::of(std::move(pairs)), 1);
}

void emit_period_value(const Series& s, FamilySink& sink) {
  for (const auto& past : s.status.history) {
    const auto value = figure_of(past.observation);
    if (value) sink.sample(s.labels, {"period", to_string(past.period)}, *value);
  }
}
// Without it nobody can tell which of the earlier figures were of too small a sample.
void emit_period_denominator(const Series& s, FamilySink& sink) {
  if (!s.indicator().min_denominator) return;
  for (const auto& past : s.status.history) {
    if (!past.observation.has_parts) continue;
    sink.sample(s.labels, {"period", to_string(past.period)},
                past.observation.denominator.to_double());
  }
}
void emit_period_expected(const Series& s, FamilySink& sink) {
  for (const auto& [period, expected] : s.status.expected) {
    sink.sample(s.labels, {"period", to_string(period)}, expected.to_double());
  }
}
// Periods without a figure are grey, so that a year's row has no holes.
void emit_period_light(const Series& s, FamilySink& sink) {
  std::map<Period, Light> lights;
  for (const auto& [period, expected] : s.status.expected) lights[period] = Light::grey;
  for (const auto& past : s.status.history) lights[past.period] = past.assessment.shown;
  for (const auto& [period, light] : lights) {
    sink.sample(s.labels, {"period", to_string(period)}, static_cast<double>(light));
  }
}

struct IndicatorFamily {
  const char* name;
  Emit emit;
  bool by_period = false;
};

constexpr std::array<IndicatorFamily, 26> families{{
    {"planwatch_indicator_data_state", emit_data_state},
    {"planwatch_indicator_denominator", emit_denominator},
    {"planwatch_indicator_expected", emit_expected},
    {"planwatch_indicator_forecast", emit_forecast},
    {"planwatch_indicator_forecast_high", emit_forecast_high},
    {"planwatch_indicator_forecast_history_years", emit_forecast_history},
    {"planwatch_indicator_forecast_low", emit_forecast_low},
    {"planwatch_indicator_forecast_probability", emit_forecast_probability},
    {"planwatch_indicator_gap_duration_ratio", emit_gap_duration},
    {"planwatch_indicator_gap_points", emit_gap_points},
    {"planwatch_indicator_info", emit_info},
    {"planwatch_indicator_light", emit_light},
    {"planwatch_indicator_natural_limit_lower", emit_limit_lower},
    {"planwatch_indicator_natural_limit_signal", emit_limit_signal},
    {"planwatch_indicator_natural_limit_upper", emit_limit_upper},
    {"planwatch_indicator_numerator", emit_numerator},
    {"planwatch_indicator_period_denominator", emit_period_denominator, true},
    {"planwatch_indicator_period_end_timestamp_seconds", emit_period_end},
    {"planwatch_indicator_period_expected", emit_period_expected, true},
    {"planwatch_indicator_period_light", emit_period_light, true},
    {"planwatch_indicator_period_value", emit_period_value, true},
    {"planwatch_indicator_received_timestamp_seconds", emit_received},
    {"planwatch_indicator_required_per_month", emit_required},
    {"planwatch_indicator_revision", emit_revision},
    {"planwatch_indicator_target", emit_target},
    {"planwatch_indicator_value", emit_value},
}};

SeriesLabels labels_of(const Plan& plan, const IndicatorStatus& status) {
  const Indicator& indicator = plan.indicators[status.indicator.value];
  return SeriesLabels::of({{"indicator", indicator.id.text},
                           {"area", plan.areas[status.area.value].code.text},
                           {"unit", indicator.answerable.text},
                           {"task", std::to_string(indicator.task)},
                           {"plan", plan.id}});
}

}  // namespace

void write_indicator_families(const Snapshot& snapshot, FamilySink& sink) {
  const Configuration& configuration = *snapshot.configuration;
  std::vector<SeriesLabels> labels;
  labels.reserve(snapshot.indicators.size());
  for (const auto& status : snapshot.indicators) {
    labels.push_back(labels_of(configuration.plan, status));
  }
  for (const auto& family : families) {
    if (family.by_period && !configuration.metrics.period_series) continue;
    sink.begin(metric_definition(family.name));
    for (std::size_t i = 0; i < labels.size(); ++i) {
      family.emit({snapshot, configuration.plan, snapshot.indicators[i], labels[i]}, sink);
    }
  }
}

}  // namespace planwatch
