#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/model/date.h"
#include "rules/model/period.h"

namespace planwatch {

// How periods and dates are compared: half width, no spaces, every range sign a '-', Chinese
// numerals before 年 月 日 季度 as digits, 截至 and its variants as '@'.
std::string period_form(std::string_view text);

// What a text in period_form says from `begin` on. Exactly one of span and day is there.
struct ScannedPeriod {
  std::optional<Period> span;  // year 0: not stated
  std::optional<Date> day;
  bool from_january = false;  // 1-6月, 上半年, 截至6月: covers the year up to its end
  bool until = false;         // 截至
  std::size_t end = 0;        // first character that does not belong to it
};
// Empty when no period or date begins there. `default_year` 0: a text without a year gives year 0
// (and no day).
std::optional<ScannedPeriod> scan_period(std::string_view form, std::size_t begin,
                                         int default_year);

}  // namespace planwatch
