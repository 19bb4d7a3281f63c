#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/figure_words.h"
#include "daemon/cli/open_plan.h"
#include "daemon/cli/verbs.h"
#include "rules/engine/explain_forecast.h"
#include "rules/judge/judge.h"
#include "rules/model/display.h"

namespace planwatch {

std::optional<StoredPlan> open_plan(const CommonOptions& options, const IndicatorId& indicator,
                                    const AreaCode& area, int& exit_code) {
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  exit_code = 2;
  if (!loaded.configuration) return std::nullopt;
  const std::string folder = find_data_folder(options.data);
  auto plan = read_stored_plan(loaded.configuration, folder, indicator,
                               area.empty() ? loaded.configuration->plan.area : area,
                               options.as_known_on, options.lang);
  exit_code = 1;
  if (!plan) {
    const bool bad_day = plan.error().code == ErrorCode::invalid && !options.as_known_on.empty();
    if (bad_day) exit_code = 64;
    fmt::print(stderr, "planwatch: {}\n", plan.error().message);
    return std::nullopt;
  }
  if (plan->empty) {
    fmt::print(
        stderr,
        fmt::runtime(
            options.lang == Lang::zh
                ? "数据目录 {} 里还没有数据：以下仅为方案本身；先运行 planwatch run\n"
                : "no store in {} yet: what follows is the plan alone; run planwatch run first\n"),
        folder);
  }
  exit_code = 0;
  return std::move(*plan);
}

std::string states_of(DataState set, Lang lang) {
  std::string text;
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto one = static_cast<DataState>(1 << bit);
    if (has(set, one)) text += (text.empty() ? "" : " ") + std::string(name_of(one, lang));
  }
  return text;
}

namespace {

std::vector<OutputColumn> columns(bool zh) {
  return {{"indicator", zh ? "" : "indicator"},
          {"name", zh ? "指标" : ""},
          {"area", ""},
          {"unit", zh ? "责任单位" : "unit"},
          {"task", zh ? "任务" : "task", true},
          {"light", zh ? "亮灯" : "light"},
          {"light_code", "", true},
          {"reason", zh ? "原因" : "reason"},
          {"data_state", zh ? "数据状态" : "data"},
          {"period", zh ? "统计期" : "period"},
          {"value", "", true},
          {"value_text", zh ? "数值" : "value"},
          {"target", "", true},
          {"target_text", zh ? "目标" : "target"},
          {"expected", "", true},
          {"expected_text", zh ? "应达" : "expected"},
          {"gap", "", true},
          {"gap_text", zh ? "差距" : "gap"},
          {"revision", "", true},
          {"verdict", ""},
          {"forecast", "", true},
          {"forecast_low", "", true},
          {"forecast_high", "", true},
          {"forecast_probability", "", true},
          {"forecast_text", zh ? "年底预计" : "year's end"}};
}

void add_figures(const Configuration& c, const IndicatorStatus& status, Lang lang,
                 std::vector<std::string>& row) {
  const Indicator& indicator = c.plan.indicators[status.indicator.value];
  const PeriodStatus& latest = *status.latest;
  const Assessment& a = latest.assessment;
  const Decimal target = indicator.target_at(latest.period.last_month);
  const bool known = exact_value(latest.observation).has_value();
  row.insert(
      row.end(),
      {to_string(latest.period), known ? a.value.to_string() : "",
       shown_figure(indicator, latest, lang), target.to_string(),
       display_target(indicator, target, lang), a.has_expected ? a.expected.to_string() : "",
       a.has_expected ? display_expected(indicator, a.expected, lang) : "",
       a.has_gap ? a.gap.to_string() : "", gap_text(indicator, a, compare_of(c, status.rule), lang),
       std::to_string(latest.revision)});
}

// Advice beside the light, in doubles; empty where there is no forecast.
void add_forecast(const Indicator& indicator, const IndicatorAdvice* advice, Lang lang,
                  std::vector<std::string>& row) {
  if (advice == nullptr || !advice->forecast) {
    row.insert(row.end(), {"", "", "", "", ""});
    return;
  }
  const IndicatorForecast& f = *advice->forecast;
  const auto number = [](std::optional<double> value) {
    return value ? fmt::format("{:.6g}", *value) : std::string();
  };
  row.insert(row.end(), {number(f.median), number(f.low), number(f.high), number(f.probability),
                         display_forecast(indicator, f.median, lang)});
}

std::vector<std::string> row_of(const Snapshot& snapshot, const IndicatorStatus& status,
                                Lang lang) {
  const Configuration& c = *snapshot.configuration;
  const Indicator& indicator = c.plan.indicators[status.indicator.value];
  std::vector<std::string> row = {indicator.id.text,
                                  lang == Lang::zh ? indicator.name : indicator.name_en,
                                  c.plan.areas[status.area.value].code.text,
                                  indicator.answerable.text,
                                  std::to_string(indicator.task),
                                  std::string(name_of(status.light, lang)),
                                  std::to_string(static_cast<int>(status.light)),
                                  std::string(name_of(status.reason, lang)),
                                  states_of(status.data, lang)};
  if (status.latest) {
    add_figures(c, status, lang, row);
  } else {
    const Decimal target = shown_target(snapshot, status);
    row.insert(row.end(), {"", "", "", target.to_string(), display_target(indicator, target, lang),
                           "", "", "", "", ""});
  }
  row.emplace_back(status.verdict ? name_of(*status.verdict, lang) : "");
  add_forecast(indicator, status.advice.get(), lang, row);
  return row;
}

}  // namespace

int status_verb(const CommonOptions& options) {
  int exit_code = 0;
  const auto plan = open_plan(options, IndicatorId{}, AreaCode{}, exit_code);
  if (!plan) return exit_code;
  OutputTable table;
  table.columns = columns(options.lang == Lang::zh);
  for (const IndicatorStatus& status : plan->snapshot->indicators) {
    table.rows.push_back(row_of(*plan->snapshot, status, options.lang));
  }
  if (options.format == OutputFormat::table) {
    fmt::print("{} {}\n", options.lang == Lang::zh ? "方案时间" : "plan time",
               to_string_local(plan->snapshot->plan_now));
    if (plan->snapshot->as_known_on) {
      fmt::print("{}\n", options.lang == Lang::zh
                             ? "只用截至该日已知的数据，按现行配置判定"
                             : "what was known at the end of that day, by the present rules");
    }
  }
  fmt::print("{}", render(table, options.format));
  return 0;
}

}  // namespace planwatch
