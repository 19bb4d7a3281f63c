#include "collectors/read/in_english.h"

namespace planwatch {
namespace {

constexpr Saying sayings[] = {
    {"读不了 {}（{}）：请核对文件是否还在、权限是否够",
     "{0} cannot be read ({1}): check whether it is there and may be read"},
    {"{} 在读取过程中被改动：请等报送单位写完，稍后自动重读",
     "{0} was changed while it was read: it is read again later"},
    {"列“{}”的筛选条件“{}”既不是数，也不是日期：请改映射里的 filters",
     "column '{0}': the filter's '{1}' is neither a number nor a date: change the mapping's "
     "filters"},
    {"这一天太早或太晚，不像真实的日期：请核对", "too early or too late for a real day"},
    {"公式没有可用的结果，看不出这条记录算不算：请修正后另存",
     "a formula without a result, so it is not known whether the record counts: mend it and save"},
    {"没有日期，不知道属于哪一期；没有日期的记录本来就不该计入的话，请在映射的 filters "
     "里对这一列加 is_filled",
     "no date, so its period is not known; where such records do not count, add is_filled to the "
     "mapping's filters"},
    {"没有编号，无法查重：请补填", "no key, so repeats cannot be found"},
    {"编号与前面的记录重复，只计前一条：请核对",
     "the key of an earlier record: only that one counts"},
    {"方案的行政区不在方案的地区表里", "the plan's own area is not among its areas"},
    {"方案里没有这个行政区：请填行政区划代码或方案里的名称，或在映射的 area_names 里注明",
     "the plan has no such area: write its code or name, or map it in area_names"},
    {"有结束日期，没有开始日期：请补填", "an end without a beginning"},
    {"结束日期早于开始日期：请核对", "the end is before the beginning"},
    {"与开始日期相隔一百年以上：请核对", "more than a hundred years after the beginning"},
    {"求中位数（median）的数超过 {} 个，内存里放不下：请改用 mean，或请报送单位分批报送",
     "more than {0} numbers for a median: use mean, or ask for smaller deliveries"},
    {"汇总结果超过 18 位，无法准确表示：请核对单位和数值",
     "the sum has more than 18 digits: check unit and figures"},
    {"逐案记录 {} 条，计入 {} 条，筛选不计 {} 条，拒收 {} 条",
     "{0} records, {1} counted, {2} filtered out, {3} refused"},
    {"拒收的记录太多，只列出前 {} 条的位置", "too many refused records, the first {0} are listed"},
    {"“{}”有 {} 条记录没有数值或尚未结束，未参加计算",
     "'{0}': {1} records without a figure or not yet ended took no part"},
    {"{} 年的放假安排未确认，工作日按周一至周五计算",
     "the working days of {0} are not confirmed: Monday to Friday were taken"},
    {"逐案记录的映射用了方案里没有的指标“{}”：请改映射",
     "the records map indicator '{0}', which the plan does not have: change the mapping"},
    {"指标“{}”{}", "indicator '{0}' {1}"},
    {"的口径是滚动的，逐案记录只能按当月、当季、年初以来或期末汇总：请改指标的 window",
     "has a rolling window, which records cannot give: change its window"},
    {"不是按天计的：请把 kind 改为按工作日的一种，或改指标的 measure",
     "is not in days: take a kind in working days, or change its measure"},
    {"不是按工作日计的：请把 kind 改为按天的一种，或改指标的 measure",
     "is not in working days: take a kind in days, or change its measure"},
    {"不是件数：请核对 kind", "is no count: check kind"},
    {"不是比率：请核对 kind", "is no ratio: check kind"},
};

}  // namespace

std::span<const Saying> record_sayings() {
  return sayings;
}

}  // namespace planwatch
