#pragma once

#include <cstdint>
#include <string_view>

#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/light.h"
#include "rules/model/period.h"

namespace planwatch {

// What a plan's closing says of an indicator for good.
enum class FinalVerdict : std::uint8_t {
  met,            // 完成
  not_met,        // 未完成
  not_delivered,  // 未报: no figure for the last period, and none before it met the target
  not_judged,     // 未判定: 无业务量, 样本不足, or no rule takes the indicator
};
inline constexpr int final_verdict_count = 4;
std::string_view name_of(FinalVerdict verdict, Lang lang);
std::string_view metric_label(FinalVerdict verdict);

// One indicator's verdict with the figure it rests on. Stable names, because it outlives the
// configuration that it was reached with.
struct Verdict {
  IndicatorId indicator;
  AreaCode area;
  FinalVerdict verdict = FinalVerdict::not_judged;
  Light light = Light::grey;
  Reason reason = Reason::none;
  Period period;     // of the figure; year 0: none
  int revision = 0;  // of that figure
  bool has_value = false;
  Decimal value;  // rounded to 9 digits where it is numerator / denominator

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

}  // namespace planwatch
