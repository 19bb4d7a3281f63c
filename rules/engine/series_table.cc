#include "rules/engine/series_table.h"

#include <bit>

#include "rules/judge/quality.h"

namespace planwatch {

SeriesTable::SeriesTable(const Configuration& configuration)
    : indicators_(static_cast<std::uint32_t>(configuration.plan.indicators.size())),
      areas_(static_cast<std::uint32_t>(configuration.plan.areas.size())),
      area_tree_(configuration.plan) {
  figures_.resize(std::size_t{size()} * slots_per_series);
  present_.resize(size());
  std::size_t cells = 0;
  for (std::uint32_t i = 0; i < indicators_; ++i) {
    std::vector<JudgePlan> plans;
    for (std::uint32_t r = 0; r < configuration.rules.size(); ++r) {
      if (!selects(configuration.rules[r], configuration.plan.indicators[i])) continue;
      plans.push_back(compile_judge_plan(configuration, RuleIndex{r}, IndicatorIndex{i}));
      compares_areas_ = compares_areas_ || plans.back().compare == Compare::area_above;
    }
    first_cell_.push_back(cells);
    cells += plans.size() * areas_;
    plans_.push_back(std::move(plans));
  }
  cells_.resize(cells);
}

int SeriesTable::last_slot(SeriesIndex series) const {
  return static_cast<int>(std::bit_width(static_cast<unsigned>(present_[series]))) - 1;
}

int SeriesTable::slot_before(SeriesIndex series, unsigned slot) const {
  const unsigned below = present_[series] & ((1u << slot) - 1u);
  return static_cast<int>(std::bit_width(below)) - 1;
}

DataState doubt_of(const SeriesTable& table, const Configuration& configuration, SeriesIndex series,
                   unsigned slot) {
  const Observation& observation = table.figure(series, slot).observation;
  DataState doubt = observation.provisional ? DataState::provisional : DataState::none;
  const int before = table.slot_before(series, slot);
  const Observation* previous =
      before < 0 ? nullptr : &table.figure(series, static_cast<unsigned>(before)).observation;
  const Indicator& indicator = configuration.plan.indicators[table.indicator_of(series).value];
  const auto finding = check_quality(indicator, observation, previous);
  if (finding && finding->consequence == QualityConsequence::doubtful) doubt |= DataState::doubtful;
  // A sum is as doubtful as its parts.
  if (table.figure(series, slot).derived) {
    for (const AreaIndex area : table.area_tree().below(table.area_of(series))) {
      doubt |= doubt_of(table, configuration, table.series_in(series, area), slot);
    }
  }
  return doubt;
}

namespace {

// The figure of the area above for the same period; null without one.
const Observation* figure_above(const SeriesTable& table, SeriesIndex series, unsigned slot) {
  const auto area = table.area_tree().above(table.area_of(series));
  if (!area) return nullptr;
  const CurrentFigure& figure = table.figure(table.series_in(series, *area), slot);
  return holds_figure(figure) ? &figure.observation : nullptr;
}

}  // namespace

Assessment judge_slot(const SeriesTable& table, SeriesIndex series, const JudgePlan& plan,
                      unsigned slot, DataState doubt) {
  const CurrentFigure& figure = table.figure(series, slot);
  const Observation* above =
      plan.compare == Compare::area_above ? figure_above(table, series, slot) : nullptr;
  Assessment assessment = judge_period(plan, figure.observation, above);
  assessment.data |= doubt;
  if (figure.refused != Reason::none) {
    assessment.reason = figure.refused;
    assessment.data |= DataState::not_summed;
  }
  return assessment;
}

Assessment judge_slot(const SeriesTable& table, const Configuration& configuration,
                      SeriesIndex series, const JudgePlan& plan, unsigned slot) {
  return judge_slot(table, series, plan, slot, doubt_of(table, configuration, series, slot));
}

}  // namespace planwatch
