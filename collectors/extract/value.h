#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "collectors/decode/table.h"
#include "rules/model/decimal.h"
#include "rules/model/observation.h"
#include "rules/model/period.h"

namespace planwatch {

struct ReadValue {
  Decimal value;  // ratios 0..1; amounts scaled by 万/亿
  bool provisional = false;
};
struct MissingValue {};  // —, 无, 暂无, N/A, empty: never 0
struct NotAValue {
  std::string reason;  // Chinese; the text stands beside it
};
using ValueReading = std::variant<ReadValue, MissingValue, NotAValue>;

struct ValueContext {
  Measure measure = Measure::count;
  CellUnit unit = CellUnit::automatic;  // from the mapping
  std::string_view header;              // joined header: may carry (%), （万元）
  bool none_is_zero = false;
};
// wire facts 7.2: percent, per mille, 万/亿, thousands, full-width digits, missing markers,
// provisional marks. The unit comes from the mapping, header, format or cell, never from the size
// of the number; a conflict between them is NotAValue.
ValueReading read_value(const Cell& cell, const ValueContext& context);

struct PeriodReading {
  Period period;
  // Stated by a span from January ("2025年1-6月", 截至6月底): the figure is year to date.
  bool year_to_date = false;
};
// wire facts 7.4. `default_year` fills 6月 where file or title said the year (0: unknown). Refuses
// 2025.1 as a number and spans delivered as dates (1-6 turned into 6 January).
std::variant<PeriodReading, NotAValue> read_period(const Cell& cell, int default_year);
// 2025-06-03, 2025/6/3, 2025.6.3, 2025年6月3日, date cells, serial numbers of either date system
// come as date cells.
std::variant<Date, NotAValue> read_date(const Cell& cell, int default_year);

}  // namespace planwatch
