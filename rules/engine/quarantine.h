#pragma once

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "rules/engine/rows.h"

namespace planwatch {

// (indicator, area, period): what a figure is about.
using HistoryKey = std::tuple<std::uint32_t, std::uint32_t, Period>;
inline HistoryKey history_key(const Observation& figure) {
  return {figure.indicator.value, figure.area.value, figure.period};
}

// The figures that were held back, by id and by what they are about.
class Quarantine {
 public:
  // Figures that wait at once. One more is rejected with its place and not kept: so many are a
  // wrong mapping, not so many decisions to take.
  static constexpr std::size_t most_pending = 1'000;

  bool empty() const { return rows_.empty(); }
  bool full() const { return pending_ >= most_pending; }
  std::int64_t next_id() const { return next_id_; }
  void count_from(std::int64_t next_id) { next_id_ = std::max(next_id_, next_id); }
  const std::map<std::int64_t, QuarantineRow>& rows() const { return rows_; }
  const QuarantineRow* find(std::int64_t id) const;
  // Adds or replaces.
  const QuarantineRow& put(QuarantineRow row);
  // The ones that wait about the same period.
  std::vector<std::int64_t> pending_about(const HistoryKey& about) const;
  // The latest one that says just the same of the same period; null: none.
  const QuarantineRow* find_same(const Observation& figure) const;

 private:
  std::map<std::int64_t, QuarantineRow> rows_;
  std::map<HistoryKey, std::vector<std::int64_t>> by_figure_;
  std::size_t pending_ = 0;
  std::int64_t next_id_ = 1;
};

}  // namespace planwatch
