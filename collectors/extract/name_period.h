#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collectors/extract/value.h"

namespace planwatch {

// What a file's name, a URL or a title row says about time.
struct NamePeriod {
  std::optional<PeriodReading> period;  // empty: none, or several that differ
  bool several = false;
  int year = 0;  // 0: none, or several
};
// 区法院_202506.xlsx, 区法院2025年6月（更正）.xlsx, 2025年1-6月执行情况表. Days (20250705 is when a
// file was made) say neither a period nor a year.
NamePeriod period_of_name(std::string_view name);
// The same for a source: a path counts from its last '/', without its extension; a URL from behind
// its host. A period that stands behind a URL, after a space, in the form of to_string, is the one
// (sources of fetches that ask about a period: http://host/api/v1/query 2025-06).
NamePeriod period_of_source(std::string_view source);
// Both agree, one is silent, or they differ (then neither period nor year is known).
NamePeriod combined(const NamePeriod& a, const NamePeriod& b);

}  // namespace planwatch
