#pragma once

#include <cstdint>
#include <string_view>

namespace planwatch {

// 亮灯. The numbers are the codes in metrics. Overdue (逾期) is red with Reason::overdue; it
// goes before any other red.
enum class Light : std::uint8_t {
  grey = 0,
  green = 1,
  attention = 2,
  blue = 3,
  yellow = 4,
  red = 5
};

// Grey states stand beside a light and never hide a firing red. A set, one bit each.
enum class DataState : std::uint16_t {
  none = 0,
  not_yet_due = 1 << 0,      // 未到期
  awaited = 1 << 1,          // 待报
  due_soon = 1 << 2,         // 将到期
  late = 1 << 3,             // 迟报
  missing = 1 << 4,          // 漏报
  reported = 1 << 5,         // 已报
  corrected = 1 << 6,        // 已更正
  small_sample = 1 << 7,     // 样本不足
  no_business = 1 << 8,      // 无业务量
  doubtful = 1 << 9,         // 数据存疑
  stale = 1 << 10,           // 数据已过期
  awaiting_final = 1 << 11,  // 待年终数
  provisional = 1 << 12,     // 初步数
  not_summed = 1 << 13,      // 不能汇总: an area's figure is not the sum of its parts' yet
};
inline constexpr int data_state_count = 14;

constexpr DataState operator|(DataState a, DataState b) {
  return static_cast<DataState>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr DataState& operator|=(DataState& a, DataState b) {
  return a = a | b;
}
constexpr bool has(DataState set, DataState one) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0;
}

// Why a light is what it is; texts are rendered from it with the numbers beside it.
enum class Reason : std::uint8_t {
  none,
  met,                  // level or target met
  on_schedule,          // gap <= 0
  behind_schedule,      // gap > 0, colour by band
  missed_narrowly,      // level missed by at most yellow_width
  missed,               // level missed beyond yellow_width
  not_met_at_deadline,  // 未完成
  overdue,        // 逾期: the deadline's figure was not delivered in time, or a task not closed
  near_deadline,  // 临期
  not_started,    // milestone: planned month begun
  not_started_long,  // milestone: three whole months
  in_progress,
  completed,
  no_event_in_period,  // cadence
  no_data,
  no_business,
  small_sample,
  doubtful,
  caught_up,              // a red that a later report made good, shown yellow in the history
  no_expectation_yet,     // before the first point of a ramp
  areas_missing,          // an area below has no figure for the period: no sum is made
  areas_without_parts,    // an area below has only a percentage or a mean: nothing to sum
  level_with_area_above,  // not behind the area above
  behind_area_above,
  no_area_above,    // nothing to compare with: no area above, or no figure of it
  by_days_left,     // unfinished: lit by the days that are left
  notices_refused,  // a receiver refuses what is sent to it
};
inline constexpr unsigned reason_count = static_cast<unsigned>(Reason::notices_refused) + 1;

enum class Lang { zh, en };

std::string_view name_of(Light light, Lang lang);      // 红 / red
std::string_view name_of(DataState state, Lang lang);  // one state: 迟报 / late
std::string_view metric_label(DataState state);        // late, missing, ...
std::string_view name_of(Reason reason, Lang lang);
// Precedence: red > yellow > blue > attention > green > grey.
constexpr Light worse_of(Light a, Light b) {
  return a > b ? a : b;
}

}  // namespace planwatch
