#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notify/notice.h"

namespace planwatch {

// What the variables of an approved template may say. About a notice of several items: `count` of
// them and everything else of the worst one.
//
//   unit         区法院                       kind       预警, 催办, 恢复, ...
//   indicator    subject without its quotes   light      红灯; 恢复 or 关闭 when it is over
//   worst        indicator and light in one   period     2025年9月, 9月
//   value        52.3%（523/1000）, 52.3%     target     ≥65%
//   expected     48.8%                        gap        落后12.7个百分点, 12.7个点
//   deadline     2025-12-31, 12月31日         problem    尚无数据, 逾期, ...
//   action_short what to do                   count      how many items
//   person       the addressee's name         clause     where in the plan
std::vector<std::string_view> sms_facts();
bool is_sms_fact(std::string_view name);

// The fact in at most `most_chars` characters (0: no limit). Words are cut; figures and dates never
// are, because a cut figure is another figure: a shorter form is taken, or 见系统. 无 when there is
// nothing to say. One line, without 【】, which belong to the signature, and without addresses of
// pages, which gateways refuse.
std::string sms_fact(const Notice& notice, std::string_view name, std::size_t most_chars = 0);

// Characters as the gateways count them: each code point is one.
std::size_t characters_of(std::string_view text);

}  // namespace planwatch
