#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rules/forecast/indicator_forecast.h"

namespace planwatch {

// What is advised about each series, worked out when a snapshot first asks for it and kept until a
// figure of the series changes: a forecast costs thousands of times a judgement, so it stays off
// the judging path, and a series that did not change is not forecast again.
class AdviceCache {
 public:
  AdviceCache() = default;
  explicit AdviceCache(std::size_t series) : stale_(series, 1), advice_(series) {}

  void mark_changed(std::uint32_t series) { stale_[series] = 1; }
  bool is_current(std::uint32_t series) const { return stale_[series] == 0; }
  void keep(std::uint32_t series, std::shared_ptr<const IndicatorAdvice> advice) {
    advice_[series] = std::move(advice);
    stale_[series] = 0;
  }
  const std::shared_ptr<const IndicatorAdvice>& at(std::uint32_t series) const {
    return advice_[series];
  }

 private:
  std::vector<std::uint8_t> stale_;
  std::vector<std::shared_ptr<const IndicatorAdvice>> advice_;
};

}  // namespace planwatch
