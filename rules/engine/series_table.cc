#include "rules/engine/series_table.h"

#include <bit>

#include "rules/judge/quality.h"

namespace planwatch {

SeriesTable::SeriesTable(const Configuration& configuration)
    : indicators_(static_cast<std::uint32_t>(configuration.plan.indicators.size())),
      areas_(static_cast<std::uint32_t>(configuration.plan.areas.size())) {
  figures_.resize(std::size_t{size()} * slots_per_series);
  present_.resize(size());
  std::size_t cells = 0;
  for (std::uint32_t i = 0; i < indicators_; ++i) {
    std::vector<JudgePlan> plans;
    for (std::uint32_t r = 0; r < configuration.rules.size(); ++r) {
      if (!selects(configuration.rules[r], configuration.plan.indicators[i])) continue;
      plans.push_back(compile_judge_plan(configuration, RuleIndex{r}, IndicatorIndex{i}));
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
  return doubt;
}

Assessment judge_slot(const SeriesTable& table, SeriesIndex series, const JudgePlan& plan,
                      unsigned slot, DataState doubt) {
  Assessment assessment = judge_period(plan, table.figure(series, slot).observation);
  assessment.data |= doubt;
  return assessment;
}

Assessment judge_slot(const SeriesTable& table, const Configuration& configuration,
                      SeriesIndex series, const JudgePlan& plan, unsigned slot) {
  return judge_slot(table, series, plan, slot, doubt_of(table, configuration, series, slot));
}

}  // namespace planwatch
