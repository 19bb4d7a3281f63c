#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "collectors/extract/value.h"

namespace planwatch {

// One column of a table with periods across: its joined header (结案率/1月, 2025年/1月/结案率)
// taken apart.
struct WideColumn {
  std::size_t column = 0;
  PeriodReading period;     // year 0: stated nowhere
  std::string rest;         // the other levels, joined with '/'; empty: a period and nothing else
  bool whole_year = false;  // 2025年, 全年
};
// The columns whose header holds exactly one period. A level that is a year alone counts for the
// level beside it; units in brackets behind a period (1月（%）) do not matter.
std::vector<WideColumn> wide_columns(std::span<const std::string> names, int default_year);

// 合计, 累计 and the like in one of the levels.
bool is_total_header(const std::string& name);
// 2025.1, which may have been the number 2025.10; the column behind it decides.
bool may_be_october(std::span<const std::string> names, const WideColumn& column);

}  // namespace planwatch
