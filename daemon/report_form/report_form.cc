#include "daemon/report_form/report_form.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/model/display.h"
#include "rules/model/state_words.h"

namespace planwatch {

namespace {

const TemplateMapping* mapping_of(const Configuration& configuration, const UnitId& unit) {
  for (const FeedSpec& feed : configuration.feeds) {
    const auto* mapping = std::get_if<TemplateMapping>(&feed.mapping);
    const bool says =
        mapping != nullptr && !(mapping->indicators.empty() && mapping->tasks.empty());
    if (says && feed.unit == unit) return mapping;
  }
  return nullptr;
}

bool is_asked(const TemplateMapping* mapping, const Indicator& indicator, const UnitId& unit) {
  if (mapping == nullptr) return indicator.answerable == unit;
  const auto& ids = mapping->indicators;
  return std::find(ids.begin(), ids.end(), indicator.id) != ids.end();
}
bool is_asked(const TemplateMapping* mapping, const Task& task, const UnitId& unit) {
  if (mapping == nullptr) return task.lead == unit;
  const auto& numbers = mapping->tasks;
  return std::find(numbers.begin(), numbers.end(), task.number) != numbers.end();
}

std::string measure_of(const Indicator& indicator) {
  if (indicator.measure == Measure::ratio) return "%";
  if (!indicator.measure_name.empty()) return indicator.measure_name;
  switch (indicator.measure) {
    case Measure::amount:
      return "元";
    case Measure::days:
      return "天";
    case Measure::working_days:
      return "个工作日";
    default:
      return {};
  }
}

void add_last(const Snapshot& snapshot, const Indicator& indicator, FormRow& row) {
  const Plan& plan = snapshot.configuration->plan;
  for (const IndicatorStatus& status : snapshot.indicators) {
    const bool same = plan.indicators[status.indicator.value].id == indicator.id &&
                      plan.areas[status.area.value].code == plan.area;
    if (!same || !status.latest) continue;
    row.last_period = to_chinese(status.latest->period);
    row.last_value = shown_figure(indicator, *status.latest, Lang::zh);
  }
}

FormRow row_of(const Snapshot& snapshot, const Indicator& indicator, const Period& period) {
  FormRow row;
  row.id = indicator.id.text;
  row.name = indicator.name;
  row.measure = measure_of(indicator);
  row.target = display_target(indicator, indicator.target_at(period.last_month), Lang::zh);
  row.kind = indicator.measure;
  add_last(snapshot, indicator, row);
  const unsigned months = std::max(1U, indicator.period_months);
  if (period.last_month % months != 0) return row;
  row.period = Period::span(period.year, period.last_month - months + 1, period.last_month);
  row.inputs = {TemplateField::value};
  if (indicator.measure == Measure::ratio) {
    row.inputs.insert(row.inputs.end(), {TemplateField::numerator, TemplateField::denominator});
  }
  row.inputs.insert(row.inputs.end(), {TemplateField::provisional, TemplateField::remark});
  return row;
}

FormRow row_of(const Snapshot& snapshot, const Task& task, const Period& period) {
  FormRow row;
  row.of_task = true;
  row.id = std::to_string(task.number);
  row.name = task.title;
  row.measure = fmt::format("{}月", task.due_month);
  row.period = period;
  for (const TaskStatus& status : snapshot.tasks) {
    const Task& known = snapshot.configuration->plan.tasks[status.task.value];
    if (known.number != task.number || !status.known) continue;
    row.last_period = status.as_of ? to_string(*status.as_of) : std::string();
    row.last_value = status.closed ? "已销号" : std::string(name_of(status.state, Lang::zh));
  }
  row.inputs = {TemplateField::state, TemplateField::percent, TemplateField::as_of,
                TemplateField::evidence, TemplateField::closed_by};
  return row;
}

std::string names_of_units(const Plan& plan) {
  std::string names;
  for (const Unit& unit : plan.units) {
    if (names.size() > 1000) return names + "…";
    names += (names.empty() ? "" : "、") + unit.id.text;
  }
  return names;
}

}  // namespace

Period period_to_report(const Snapshot& snapshot) {
  const int year = snapshot.configuration->plan.year;
  const Date today = local_date(snapshot.plan_now);
  if (year_of(today) > year) return Period::month(year, 12);
  const unsigned month = year_of(today) < year ? 1 : month_of(today);
  return Period::month(year, month > 1 ? month - 1 : 1);
}

Result<ReportForm> report_form_of(const Snapshot& snapshot, const UnitId& unit,
                                  const Period& period) {
  const Configuration& configuration = *snapshot.configuration;
  const Plan& plan = configuration.plan;
  if (plan.find_unit(unit) == nullptr) {
    return fail(ErrorCode::not_found, fmt::format("方案里没有单位“{}”；有的是：{} (no such unit)",
                                                  unit.text, names_of_units(plan)));
  }
  if (period.year != plan.year) {
    return fail(ErrorCode::invalid,
                fmt::format("方案是 {} 年的，{} 不在其中：请改 --period (not the plan's year)",
                            plan.year, to_string(period)));
  }
  ReportForm form{plan.id,
                  plan.name,
                  plan.year,
                  unit.text,
                  plan.area.text,
                  Period::month(plan.year, period.last_month),
                  {},
                  {}};
  const TemplateMapping* mapping = mapping_of(configuration, unit);
  for (const Indicator& indicator : plan.indicators) {
    if (!is_asked(mapping, indicator, unit)) continue;
    form.indicators.push_back(row_of(snapshot, indicator, form.period));
  }
  for (const Task& task : plan.tasks) {
    if (is_asked(mapping, task, unit)) form.tasks.push_back(row_of(snapshot, task, form.period));
  }
  if (form.indicators.empty() && form.tasks.empty()) {
    return fail(
        ErrorCode::not_found,
        fmt::format("单位“{}”没有要报的指标和任务：请核对单位名 (nothing to report)", unit.text));
  }
  return form;
}

}  // namespace planwatch
