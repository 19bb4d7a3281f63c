#include "rules/engine/quarantine.h"

#include <utility>

#include "rules/judge/quality.h"

namespace planwatch {

std::string_view name_of(QuarantineState state, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (state) {
    case QuarantineState::pending:
      return zh ? "待处理" : "pending";
    case QuarantineState::released:
      return zh ? "已放行" : "released";
    case QuarantineState::discarded:
      return zh ? "已作废" : "discarded";
    case QuarantineState::settled:
      return zh ? "已由新报送取代" : "settled";
  }
  return "";
}

const QuarantineRow* Quarantine::find(std::int64_t id) const {
  const auto found = rows_.find(id);
  return found == rows_.end() ? nullptr : &found->second;
}

const QuarantineRow& Quarantine::put(QuarantineRow row) {
  const std::int64_t id = row.id;
  const auto [at, is_new] = rows_.try_emplace(id);
  if (is_new) by_figure_[history_key(row.observation)].push_back(id);
  if (!is_new && at->second.state == QuarantineState::pending) --pending_;
  if (row.state == QuarantineState::pending) ++pending_;
  at->second = std::move(row);
  count_from(id + 1);
  return at->second;
}

std::vector<std::int64_t> Quarantine::pending_about(const HistoryKey& about) const {
  std::vector<std::int64_t> pending;
  const auto found = by_figure_.find(about);
  if (found == by_figure_.end()) return pending;
  for (const std::int64_t id : found->second) {
    if (rows_.at(id).state == QuarantineState::pending) pending.push_back(id);
  }
  return pending;
}

const QuarantineRow* Quarantine::find_same(const Observation& figure) const {
  const auto found = by_figure_.find(history_key(figure));
  if (found == by_figure_.end()) return nullptr;
  for (auto id = found->second.rbegin(); id != found->second.rend(); ++id) {
    const QuarantineRow& row = rows_.at(*id);
    if (same_figure(row.observation, figure)) return &row;
  }
  return nullptr;
}

}  // namespace planwatch
