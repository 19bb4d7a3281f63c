#include "rules/model/light.h"

#include <array>

namespace planwatch {
namespace {

struct Name {
  std::string_view zh;
  std::string_view en;
  std::string_view in(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

constexpr std::array<Name, 6> light_names = {{{"灰", "grey"},
                                              {"绿", "green"},
                                              {"关注", "attention"},
                                              {"蓝", "blue"},
                                              {"黄", "yellow"},
                                              {"红", "red"}}};

struct StateName {
  Name name;
  std::string_view label;
};

// In the order of the bits.
constexpr std::array<StateName, data_state_count> state_names = {{
    {{"未到期", "not yet due"}, "not_yet_due"},
    {{"待报", "awaited"}, "awaited"},
    {{"将到期", "due soon"}, "due_soon"},
    {{"迟报", "late"}, "late"},
    {{"漏报", "missing"}, "missing"},
    {{"已报", "reported"}, "reported"},
    {{"已更正", "corrected"}, "corrected"},
    {{"样本不足", "small sample"}, "small_sample"},
    {{"无业务量", "no business"}, "no_business"},
    {{"数据存疑", "doubtful data"}, "doubtful"},
    {{"数据已过期", "stale data"}, "stale"},
    {{"待年终数", "awaiting the final figure"}, "awaiting_final"},
    {{"初步数", "provisional"}, "provisional"},
    {{"不能汇总", "not summed"}, "not_summed"},
}};

// In the order of the enumeration.
constexpr std::array<Name, reason_count> reason_names = {{
    {"", ""},
    {"已达标", "target met"},
    {"达到序时进度", "on schedule"},
    {"落后于序时进度", "behind schedule"},
    {"略低于要求", "narrowly missed"},
    {"未达到要求", "missed"},
    {"到期未完成", "not met at the deadline"},
    {"逾期", "overdue"},
    {"临期", "deadline near"},
    {"应启动未启动", "not started"},
    {"超过规定月数未启动", "not started for whole months"},
    {"进行中", "in progress"},
    {"已完成", "completed"},
    {"本期未开展", "no event in the period"},
    {"无数据", "no data"},
    {"无业务量", "no business"},
    {"样本不足", "small sample"},
    {"数据存疑", "doubtful data"},
    {"已赶上进度", "caught up"},
    {"尚无进度要求", "nothing expected yet"},
    {"下级数据不全，不能汇总", "figures of areas below are missing, not summed"},
    {"下级只报了比率或均值，不能汇总", "areas below gave only percentages or means, not summed"},
    {"不落后于上级", "not behind the area above"},
    {"落后于上级", "behind the area above"},
    {"没有上级数据可比", "no figure of the area above"},
    {"未完成，按剩余天数亮灯", "unfinished, lit by the days left"},
    {"通知送不到", "notices are refused"},
}};

// Null for a set of none or several states.
const StateName* find_name(DataState state) {
  for (std::size_t bit = 0; bit < state_names.size(); ++bit) {
    if (static_cast<unsigned>(state) == 1U << bit) return &state_names[bit];
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(Light light, Lang lang) {
  return light_names[static_cast<std::size_t>(light)].in(lang);
}

std::string_view name_of(DataState state, Lang lang) {
  const auto* found = find_name(state);
  return found ? found->name.in(lang) : std::string_view();
}

std::string_view metric_label(DataState state) {
  const auto* found = find_name(state);
  return found ? found->label : std::string_view();
}

std::string_view name_of(Reason reason, Lang lang) {
  return reason_names[static_cast<std::size_t>(reason)].in(lang);
}

}  // namespace planwatch
