#include "collectors/records/record_plan.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {
namespace {

using Kind = RecordAggregate::Kind;
using Family = PlannedAggregate::Family;
using Of = PlannedAggregate::Of;

struct Shape {
  Family family = Family::count;
  Of of = Of::nothing;
};
Shape shape_of(Kind kind) {
  switch (kind) {
    case Kind::count:
      return {Family::count, Of::nothing};
    case Kind::ratio:
      return {Family::ratio, Of::nothing};
    case Kind::sum:
      return {Family::sum, Of::number};
    case Kind::sum_ratio:
      return {Family::sum_ratio, Of::number};
    case Kind::mean:
      return {Family::mean, Of::number};
    case Kind::median:
      return {Family::median, Of::number};
    case Kind::max:
      return {Family::max, Of::number};
    case Kind::mean_days:
      return {Family::mean, Of::days};
    case Kind::median_days:
      return {Family::median, Of::days};
    case Kind::max_days:
      return {Family::max, Of::days};
    case Kind::mean_workdays:
      return {Family::mean, Of::working_days};
    case Kind::median_workdays:
      return {Family::median, Of::working_days};
    case Kind::max_workdays:
      return {Family::max, Of::working_days};
  }
  return {};
}

// Why the aggregate cannot be the indicator's figure; empty: it can.
std::string_view misfit(const Shape& shape, const Indicator& indicator) {
  if (indicator.window == Window::rolling) {
    return "的口径是滚动的，逐案记录只能按当月、当季、年初以来或期末汇总：请改指标的 window";
  }
  if (shape.of == Of::days && indicator.measure != Measure::days) {
    return "不是按天计的：请把 kind 改为按工作日的一种，或改指标的 measure";
  }
  if (shape.of == Of::working_days && indicator.measure != Measure::working_days) {
    return "不是按工作日计的：请把 kind 改为按天的一种，或改指标的 measure";
  }
  if (shape.family == Family::count && indicator.measure != Measure::count) {
    return "不是件数：请核对 kind";
  }
  if (shape.family == Family::ratio && indicator.measure != Measure::ratio) {
    return "不是比率：请核对 kind";
  }
  return {};
}

class Planner {
 public:
  explicit Planner(RecordPlan& plan) : plan_(plan) {}

  std::size_t column(const std::string& name) {
    return position(plan_.columns, name, [](const auto& a, const auto& b) { return a == b; });
  }
  std::size_t date(const std::string& name) {
    return position(plan_.dates, column(name), [](std::size_t a, std::size_t b) { return a == b; });
  }
  std::size_t number(const PlannedNumber& wanted) {
    return position(plan_.numbers, wanted, [](const PlannedNumber& a, const PlannedNumber& b) {
      return a.column == b.column && a.measure == b.measure && a.unit == b.unit;
    });
  }
  std::vector<std::size_t> filters(const std::vector<RecordFilter>& wanted) {
    std::vector<std::size_t> positions;
    positions.reserve(wanted.size());
    for (const RecordFilter& filter : wanted) {
      positions.push_back(position(plan_.filters, PlannedFilter{filter, column(filter.column)},
                                   [](const PlannedFilter& a, const PlannedFilter& b) {
                                     return a.column == b.column && a.is.test == b.is.test &&
                                            a.is.values == b.is.values;
                                   }));
    }
    return positions;
  }

 private:
  template <class T, class Same>
  static std::size_t position(std::vector<T>& all, T wanted, Same same) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (same(all[i], wanted)) return i;
    }
    all.push_back(std::move(wanted));
    return all.size() - 1;
  }

  RecordPlan& plan_;
};

void plan_columns(Planner& planner, const RecordAggregate& from, const Indicator& indicator,
                  PlannedAggregate& to) {
  to.filters = planner.filters(from.filters);
  if (to.family == Family::ratio) to.numerator = planner.filters(from.numerator);
  if (to.of == Of::days || to.of == Of::working_days) {
    to.from = planner.date(from.from);
    to.to = planner.date(from.to);
  }
  if (to.of != Of::number) return;
  const bool parts = to.family == Family::sum_ratio;
  const auto measure = parts ? std::nullopt : std::optional(indicator.measure);
  to.number = planner.number({planner.column(from.column), measure, from.unit});
  if (parts) to.base = planner.number({planner.column(from.base), measure, from.unit});
}

}  // namespace

Result<RecordPlan> plan_records(const RecordsMapping& mapping, const Plan& plan) {
  RecordPlan made;
  Planner planner(made);
  planner.date(mapping.date);
  if (mapping.area) made.area = planner.column(*mapping.area);
  if (mapping.key) made.key = planner.column(*mapping.key);
  made.kept = planner.filters(mapping.filters);
  for (const RecordAggregate& aggregate : mapping.aggregates) {
    const auto index = plan.find_indicator(aggregate.indicator);
    if (!index) {
      return fail(ErrorCode::invalid,
                  fmt::format("逐案记录的映射用了方案里没有的指标“{}”：请改映射",
                              aggregate.indicator.text));
    }
    const Indicator& indicator = plan.indicators[index->value];
    const Shape shape = shape_of(aggregate.kind);
    if (const auto why = misfit(shape, indicator); !why.empty()) {
      return fail(ErrorCode::invalid, fmt::format("指标“{}”{}", indicator.name, why));
    }
    PlannedAggregate planned;
    planned.family = shape.family;
    planned.of = shape.of;
    planned.indicator = *index;
    planned.window = indicator.window;
    plan_columns(planner, aggregate, indicator, planned);
    made.aggregates.push_back(std::move(planned));
  }
  return made;
}

}  // namespace planwatch
