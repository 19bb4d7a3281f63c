#include <algorithm>
#include <array>
#include <tuple>

#include "daemon/expose/api_advice.h"
#include "daemon/expose/api_quality.h"
#include "daemon/expose/api_routes.h"
#include "rules/judge/judge.h"
#include "rules/model/state_words.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr int shown_digits = 9;

// "gap_points" for ratios and progress, "gap_ratio" (gap / target) for days; positive is worse.
const char* gap_key(Measure measure) {
  const bool days = measure == Measure::days || measure == Measure::working_days;
  return days ? "gap_ratio" : "gap_points";
}

void add_figure(json::object& out, const PeriodStatus& latest, const Indicator& indicator) {
  const Observation& figure = latest.observation;
  out["period"] = to_string(latest.period);
  out["revision"] = latest.revision;
  out["received"] = to_string_local(latest.received);
  if (const auto value = exact_value(figure)) {
    out["value"] = json_decimal(value->rounded(shown_digits));
  }
  if (figure.has_parts) {
    out["numerator"] = json_decimal(figure.numerator);
    out["denominator"] = json_decimal(figure.denominator);
  }
  if (latest.derived) out["summed_from_areas_below"] = true;
  if (latest.assessment.has_expected) out["expected"] = json_decimal(latest.assessment.expected);
  if (latest.assessment.has_gap) {
    out[gap_key(indicator.measure)] = json_decimal(latest.assessment.gap);
  }
}

// What is odd about the latest figure; nothing is said of one that is not odd.
void add_findings(json::object& out, const ApiCall& call, const IndicatorStatus& status) {
  const auto key = [](const FigureFindings& one) {
    return std::tuple(one.indicator, one.area, one.period);
  };
  const std::tuple wanted(status.indicator, status.area, status.latest->period);
  const auto& all = call.snapshot.findings;
  const auto found = std::lower_bound(
      all.begin(), all.end(), wanted,
      [&](const FigureFindings& one, const auto& than) { return key(one) < than; });
  if (found == all.end() || key(*found) != wanted) return;
  out["findings"] = json_findings(call, found->findings);
}

json::object indicator_object(const ApiCall& call, const IndicatorStatus& status) {
  const Plan& plan = call.plan();
  const Indicator& indicator = plan.indicators[status.indicator.value];
  const Area& area = plan.areas[status.area.value];
  const Task* task = plan.find_task(indicator.task);
  const bool english = call.lang == Lang::en && !indicator.name_en.empty();
  json::object out;
  out["indicator"] = indicator.id.text;
  out["name"] = english ? indicator.name_en : indicator.name;
  out["area"] = area.code.text;
  out["area_name"] = area.name;
  out["task"] = indicator.task;
  out["section"] = task != nullptr ? task->section : "";
  out["unit"] = indicator.answerable.text;
  add_light(out, status.light, call.lang);
  add_reason(out, status.reason, call.lang);
  out["data"] = json_data_states(status.data, call.lang);
  const std::string_view measure = word_of(indicator.measure);
  out["measure"] = json::string_view(measure.data(), measure.size());
  out["measure_name"] = indicator.measure_name;
  out["target"] = json_decimal(shown_target(call.snapshot, status));
  out["deadline"] = to_string(plan.deadline_of(indicator.due_month));
  if (status.latest) {
    add_figure(out, *status.latest, indicator);
    add_findings(out, call, status);
  }
  if (status.verdict) {
    const std::string_view verdict = metric_label(*status.verdict);
    out["verdict"] = json::string_view(verdict.data(), verdict.size());
  }
  add_advice(out, indicator, status.advice.get(), call.lang);
  return out;
}

json::object light_counts(const std::array<int, 6>& counts) {
  json::object out;
  for (std::size_t i = counts.size(); i-- > 0;) {  // worst first
    const auto name = name_of(static_cast<Light>(i), Lang::en);
    out[json::string_view(name.data(), name.size())] = counts[i];
  }
  return out;
}

}  // namespace

ServerReply answer_status(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  std::array<int, 6> counts{};
  json::array indicators;
  for (const auto& status : call.snapshot.indicators) {
    const Indicator& indicator = call.plan().indicators[status.indicator.value];
    if (!filter->takes(indicator.answerable) || !filter->takes(status.light)) continue;
    ++counts[static_cast<std::size_t>(status.light)];
    indicators.push_back(indicator_object(call, status));
  }
  json::object out = answer_head(call);
  out["lights"] = light_counts(counts);
  out["indicators"] = std::move(indicators);
  return json_reply(out);
}

}  // namespace planwatch
