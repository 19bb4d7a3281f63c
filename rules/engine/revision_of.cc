#include "rules/engine/engine.h"
#include "rules/engine/state.h"

namespace planwatch {

std::optional<int> Engine::revision_of(const Observation& figure) const {
  if (figure.period.year == state_->plan().year) {
    const SeriesIndex series = state_->table.series_of(figure.indicator, figure.area);
    const CurrentFigure& current = state_->table.figure(series, figure.period.last_month - 1u);
    if (!current.present || current.derived) return std::nullopt;
    return current.revision;
  }
  const auto found = state_->history.find(history_key(figure));
  if (found == state_->history.end()) return std::nullopt;
  return found->second.revision;
}

}  // namespace planwatch
