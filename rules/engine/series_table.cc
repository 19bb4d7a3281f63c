#include "rules/engine/series_table.h"

#include <algorithm>
#include <array>
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
  monthly_.assign(indicators_, -1);
  year_to_date_.assign(indicators_, -1);
  for (std::uint32_t i = 0; i < indicators_; ++i) {
    const auto& monthly = configuration.plan.indicators[i].monthly;
    const auto found = monthly ? configuration.plan.find_indicator(*monthly) : std::nullopt;
    if (!found) continue;
    monthly_[i] = static_cast<int>(found->value);
    year_to_date_[found->value] = static_cast<int>(i);
  }
}

std::span<const Observation> SeriesTable::earlier_years(SeriesIndex series) const {
  const auto found = earlier_years_.find(series);
  if (found == earlier_years_.end()) return {};
  return found->second;
}

void SeriesTable::keep_earlier_year(const Observation& figure) {
  auto& figures = earlier_years_[series_of(figure.indicator, figure.area)];
  const auto at = std::lower_bound(
      figures.begin(), figures.end(), figure,
      [](const Observation& a, const Observation& b) { return a.period < b.period; });
  if (at != figures.end() && at->period == figure.period) {
    *at = figure;
  } else {
    figures.insert(at, figure);
  }
  if (figures.size() > most_earlier_figures) figures.erase(figures.begin());
}

int SeriesTable::last_slot(SeriesIndex series) const {
  return static_cast<int>(std::bit_width(static_cast<unsigned>(present_[series]))) - 1;
}

int SeriesTable::slot_before(SeriesIndex series, unsigned slot) const {
  const unsigned below = present_[series] & ((1u << slot) - 1u);
  return static_cast<int>(std::bit_width(below)) - 1;
}

namespace {

// The neighbours of one figure, as QualityContext wants them.
struct Neighbours {
  std::array<const Observation*, most_earlier_figures> earlier;  // filled up to their sizes
  std::size_t earlier_size = 0;
  std::array<const Observation*, slots_per_series> months;
  std::size_t months_size = 0;

  QualityContext context() const {
    return {{earlier.data(), earlier_size}, {months.data(), months_size}};
  }
};

void add_earlier(const SeriesTable& table, SeriesIndex series, unsigned slot, Neighbours& out) {
  const auto years = table.earlier_years(series);
  const std::size_t room = most_earlier_figures - slot;
  for (const Observation& one : years.last(std::min(years.size(), room))) {
    out.earlier[out.earlier_size++] = &one;
  }
  // By the mask: a slot without a figure must not be touched, it is far from any cache.
  for (unsigned rest = table.present(series) & ((1u << slot) - 1u); rest != 0; rest &= rest - 1) {
    const CurrentFigure& figure =
        table.figure(series, static_cast<unsigned>(std::countr_zero(rest)));
    if (holds_figure(figure)) out.earlier[out.earlier_size++] = &figure.observation;
  }
}

void add_months(const SeriesTable& table, const Observation& figure, unsigned slot,
                Neighbours& out) {
  const int monthly = table.monthly_of(figure.indicator);
  if (monthly < 0) return;
  const IndicatorIndex index{static_cast<std::uint32_t>(monthly)};
  const SeriesIndex series = table.series_of(index, figure.area);
  for (unsigned month = 0; month <= slot; ++month) {
    const CurrentFigure& one = table.figure(series, month);
    if (holds_figure(one)) out.months[out.months_size++] = &one.observation;
  }
}

}  // namespace

FindingSet find_in_table(const SeriesTable& table, const Configuration& configuration,
                         const Observation& figure) {
  const unsigned slot = figure.period.last_month - 1u;
  Neighbours neighbours;
  add_earlier(table, table.series_of(figure.indicator, figure.area), slot, neighbours);
  add_months(table, figure, slot, neighbours);
  return check_quality(configuration.quality, configuration.plan.indicators[figure.indicator.value],
                       figure, neighbours.context());
}

DataState doubt_of(const SeriesTable& table, const Configuration& configuration, SeriesIndex series,
                   unsigned slot) {
  const CurrentFigure& figure = table.figure(series, slot);
  DataState doubt = figure.observation.provisional ? DataState::provisional : DataState::none;
  const bool doubted = configuration.quality.of(figure.findings) >= QualityConsequence::doubtful;
  if (doubted) doubt |= DataState::doubtful;
  // A sum is as doubtful as its parts.
  if (figure.derived) {
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
