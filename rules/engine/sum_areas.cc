#include <algorithm>
#include <bit>
#include <functional>

#include "rules/engine/steps.h"
#include "rules/judge/area_sum.h"

namespace planwatch {

namespace {

struct Changed {
  SeriesIndex series;
  SlotMask slots;
  SlotMask revised;
};

template <class Use>
void each_slot(unsigned slots, Use use) {
  for (; slots != 0; slots &= slots - 1) use(static_cast<unsigned>(std::countr_zero(slots)));
}

// The series one level up whose areas below changed, each once.
std::vector<Changed> above_of_level(const EngineState& state, unsigned depth) {
  const AreaTree& tree = state.table.area_tree();
  std::vector<Changed> above;
  for (const SeriesIndex series : state.dirty_series) {
    const AreaIndex area = state.table.area_of(series);
    if (tree.depth(area) != depth || !tree.is_summed(*tree.above(area))) continue;
    above.push_back({state.table.series_in(series, *tree.above(area)), state.dirty[series],
                     state.revised[series]});
  }
  std::ranges::stable_sort(above, {}, &Changed::series);
  std::vector<Changed> merged;
  for (const Changed& one : above) {
    if (merged.empty() || merged.back().series != one.series) {
      merged.push_back(one);
      continue;
    }
    merged.back().slots = static_cast<SlotMask>(merged.back().slots | one.slots);
    merged.back().revised = static_cast<SlotMask>(merged.back().revised | one.revised);
  }
  return merged;
}

bool same_sum(const CurrentFigure& a, const CurrentFigure& b) {
  return a.present == b.present && a.refused == b.refused &&
         a.observation.value == b.observation.value &&
         a.observation.numerator == b.observation.numerator &&
         a.observation.denominator == b.observation.denominator;
}

// Its revision counts those of its parts, so that it is the same after a restart.
CurrentFigure sum_below(const EngineState& state, SeriesIndex series, unsigned slot) {
  const SeriesTable& table = state.table;
  const AreaIndex area = table.area_of(series);
  std::vector<AreaPart> parts;
  CurrentFigure sum;
  for (const AreaIndex below : table.area_tree().below(area)) {
    const CurrentFigure& part = table.figure(table.series_in(series, below), slot);
    parts.push_back({part.present ? &part.observation : nullptr, part.refused});
    sum.present = sum.present || part.present;
    sum.received = std::max(sum.received, part.received);
    sum.first_known = std::max(sum.first_known, part.first_known);
    sum.corrected = sum.corrected || part.corrected;
    sum.revision = static_cast<std::uint16_t>(sum.revision + part.revision);
  }
  if (!sum.present) return sum;
  const IndicatorIndex indicator = table.indicator_of(series);
  const AreaSum made = sum_of_areas(state.plan().indicators[indicator.value], parts);
  sum.derived = true;
  sum.refused = made.refused;
  sum.observation = made.observation;
  sum.observation.indicator = indicator;
  sum.observation.area = area;
  return sum;
}

void sum_slot(EngineState& state, SeriesIndex series, unsigned slot, bool part_revised) {
  CurrentFigure& figure = state.table.figure(series, slot);
  if (figure.present && !figure.derived) return;  // the area's own figure goes before the sum
  const CurrentFigure sum = sum_below(state, series, slot);
  if (!sum.present) return;
  // What makes a sum possible at last is news; what changes one that was judged is a correction.
  const bool revised = holds_figure(figure) && (part_revised || !same_sum(figure, sum));
  figure = sum;
  mark_with_successors(state, series, slot, revised);
}

// Whoever is compared with an area whose figure changed is judged again.
void mark_compared(EngineState& state) {
  const AreaTree& tree = state.table.area_tree();
  const std::vector<SeriesIndex> changed = state.dirty_series;
  for (const SeriesIndex series : changed) {
    for (const AreaIndex area : tree.below(state.table.area_of(series))) {
      const SeriesIndex below = state.table.series_in(series, area);
      const unsigned known = state.table.present(below);
      each_slot(state.dirty[series] & known, [&](unsigned slot) {
        const bool revised = (state.revised[series] & (1u << slot)) != 0;
        mark_dirty(state, below, slot, revised);
      });
    }
  }
}

}  // namespace

void sum_areas(EngineState& state) {
  const AreaTree& tree = state.table.area_tree();
  if (tree.empty()) return;
  for (unsigned depth = tree.deepest(); depth > 0; --depth) {
    for (const Changed& one : above_of_level(state, depth)) {
      each_slot(one.slots, [&](unsigned slot) {
        sum_slot(state, one.series, slot, (one.revised & (1u << slot)) != 0);
      });
    }
  }
  if (state.table.compares_areas()) mark_compared(state);
  // Parts are judged before their sum, which is as doubtful as they are.
  std::ranges::stable_sort(state.dirty_series, std::greater(), [&](SeriesIndex series) {
    return tree.depth(state.table.area_of(series));
  });
}

}  // namespace planwatch
