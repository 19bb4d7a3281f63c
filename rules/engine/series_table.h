#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "rules/alert/life_cycle.h"
#include "rules/engine/area_tree.h"
#include "rules/judge/judge.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/quality_rule.h"

namespace planwatch {

inline constexpr unsigned slots_per_series = 12;  // by the period's last month
using SlotMask = std::uint16_t;

// The figure that is current for one period of one series.
struct CurrentFigure {
  Observation observation;
  Instant received{};
  std::uint16_t revision = 0;
  bool present = false;
  // Of all versions of this period, whatever order they came in: the first day on which one was
  // stated (received where it states none), and whether two of them differ (更正).
  bool corrected = false;
  Date first_known{};
  FindingSet findings{};      // as of the last judgement of its period
  std::int64_t delivery = 0;  // where it came from; 0: not known
  // The sum of the areas below: worked out, never stored, gives way to a figure of the area's own.
  bool derived = false;
  Reason refused = Reason::none;  // derived only: why no sum is made; the figure is empty then
};
inline bool holds_figure(const CurrentFigure& figure) {
  return figure.present && figure.refused == Reason::none;
}
// The report about it is in: also where areas below gave only percentages, of which no sum will
// ever be made, and that is said, but nobody failed to report.
inline bool is_reported(const CurrentFigure& figure) {
  return figure.present && figure.refused != Reason::areas_missing;
}

// A series is an (indicator, area). Position: indicator * areas + area.
using SeriesIndex = std::uint32_t;

// What one rule holds about one series: the lights by period and what the fold made of them.
struct RuleCell {
  JudgedLight by_month[slots_per_series];
  Light level = Light::grey;  // of the alert, as last stepped
  bool pending = false;
  Reason reason = Reason::none;  // as last stepped
  std::uint8_t stepped_at = 0;   // periods known then: an open alert names its latest one
  std::uint8_t red_run = 0;      // red reports in a row, as last stepped
};

// All series of a plan in contiguous arrays; nothing here allocates once it is made.
class SeriesTable {
 public:
  SeriesTable() = default;
  explicit SeriesTable(const Configuration& configuration);

  SeriesIndex series_of(IndicatorIndex indicator, AreaIndex area) const {
    return indicator.value * areas_ + area.value;
  }
  IndicatorIndex indicator_of(SeriesIndex series) const { return {series / areas_}; }
  AreaIndex area_of(SeriesIndex series) const { return {series % areas_}; }
  std::uint32_t size() const { return indicators_ * areas_; }

  CurrentFigure& figure(SeriesIndex series, unsigned slot) {
    return figures_[std::size_t{slot} * size() + series];
  }
  const CurrentFigure& figure(SeriesIndex series, unsigned slot) const {
    return figures_[std::size_t{slot} * size() + series];
  }
  // The latest slot with a figure; -1: none.
  int last_slot(SeriesIndex series) const;
  // The nearest slot before `slot` with a figure; -1: none.
  int slot_before(SeriesIndex series, unsigned slot) const;
  // Bit n: slot n has a figure.
  SlotMask present(SeriesIndex series) const { return present_[series]; }
  void mark_present(SeriesIndex series, unsigned slot) {
    present_[series] = static_cast<SlotMask>(present_[series] | (1u << slot));
  }

  // Figures of earlier years in period order, at most `most_earlier_figures`; what jumps are
  // measured by.
  std::span<const Observation> earlier_years(SeriesIndex series) const;
  void keep_earlier_year(const Observation& figure);
  // The indicator that delivers this one month by month, and the other way round; -1: none.
  int monthly_of(IndicatorIndex indicator) const { return monthly_[indicator.value]; }
  int year_to_date_of(IndicatorIndex indicator) const { return year_to_date_[indicator.value]; }
  // The same indicator in another area.
  SeriesIndex series_in(SeriesIndex series, AreaIndex area) const {
    return series - series % areas_ + area.value;
  }
  const AreaTree& area_tree() const { return area_tree_; }
  // Some rule compares areas with the one above.
  bool compares_areas() const { return compares_areas_; }

  const std::vector<JudgePlan>& plans(IndicatorIndex indicator) const {
    return plans_[indicator.value];
  }
  RuleCell& cell(SeriesIndex series, std::size_t rule_position) {
    return cells_[cell_at(series, rule_position)];
  }
  const RuleCell& cell(SeriesIndex series, std::size_t rule_position) const {
    return cells_[cell_at(series, rule_position)];
  }

 private:
  std::size_t cell_at(SeriesIndex series, std::size_t rule_position) const {
    const std::uint32_t indicator = series / areas_;
    return first_cell_[indicator] + (series % areas_) * plans_[indicator].size() + rule_position;
  }

  std::uint32_t indicators_ = 0;
  std::uint32_t areas_ = 1;
  bool compares_areas_ = false;
  AreaTree area_tree_;
  // Slot by slot, in each of them series by series: a delivery is about one period of many series,
  // so that their figures lie side by side.
  std::vector<CurrentFigure> figures_;
  std::vector<SlotMask> present_;
  std::vector<RuleCell> cells_;
  std::vector<std::size_t> first_cell_;        // by indicator
  std::vector<std::vector<JudgePlan>> plans_;  // by indicator, in rule order
  std::map<SeriesIndex, std::vector<Observation>> earlier_years_;
  std::vector<int> monthly_;       // by indicator
  std::vector<int> year_to_date_;  // by indicator
};

// Everything odd about a figure of the plan's year among those that the table holds, its own slot
// left out: one that only arrives can be asked about, too. No allocation.
FindingSet find_in_table(const SeriesTable& table, const Configuration& configuration,
                         const Observation& figure);
// What is known about the quality of the figure that a slot holds: 初步数, 数据存疑. The same for
// every rule.
DataState doubt_of(const SeriesTable& table, const Configuration& configuration, SeriesIndex series,
                   unsigned slot);
// Judges the figure of one slot by one rule; `doubt` is that of the slot.
Assessment judge_slot(const SeriesTable& table, SeriesIndex series, const JudgePlan& plan,
                      unsigned slot, DataState doubt);
Assessment judge_slot(const SeriesTable& table, const Configuration& configuration,
                      SeriesIndex series, const JudgePlan& plan, unsigned slot);

}  // namespace planwatch
