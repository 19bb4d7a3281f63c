#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

std::vector<Word> better_words() {
  return {
      {"higher", {"越高越好（上限、时长以外都是）", "more is better; all but ceilings and days"}},
      {"lower", {"越低越好（上限、时长）", "less is better: upper_bound and duration"}}};
}
std::vector<Word> measure_words() {
  return {{"count", {"个数", "a count"}},
          {"ratio", {"比率，0 到 1", "a ratio, 0 to 1"}},
          {"amount", {"金额等可带小数的量", "an amount, such as money"}},
          {"days", {"自然日", "calendar days"}},
          {"working_days", {"工作日", "working days"}}};
}
std::vector<Word> window_words() {
  return {{"month", {"当月", "the month alone"}},
          {"ytd", {"自年初累计", "from the year's start"}},
          {"rolling", {"滚动", "a rolling window"}},
          {"instant", {"期末时点", "at the period's end"}},
          {"quarter", {"当季", "the quarter alone"}}};
}
std::vector<Word> period_words() {
  return {{"month", {"每月", "every month"}},
          {"quarter", {"每季", "every quarter"}},
          {"half", {"每半年", "every half year"}},
          {"year", {"每年", "every year"}}};
}
std::vector<Word> schedule_words() {
  return {{"months", {"按已过完的月份均摊", "by completed months"}},
          {"days", {"按自然日均摊", "by days"}},
          {"workdays", {"按工作日均摊", "by working days"}},
          {"table", {"按 points 写的各月应达数", "by the table in points"}},
          {"steps", {"同 table，用于整数个数的分步", "the same, for steps in whole units"}},
          {"none", {"没有序时进度，每期按目标判", "none: compared with the target itself"}}};
}

// The measure of the indicator itself.
const Words own{"与 measure 相同", "as the measure"};

std::vector<Key> names_and_kind() {
  return {{"id", required, identifier(), "", "online_filing_rate",
           "指标标识，进指标标签和预警编号；定了不要改",
           "the indicator's id in metrics and alert keys; never change it once it is in use"},
          {"task", required, task_number(), "", "1", "所属任务的序号", "the number of its task"},
          {"name", required, text(), "", "网上立案率", "名称", "its name"},
          {"name_en", optional, optional_text(), "", "Online filing rate", "英文名称",
           "its English name"},
          {"kind", required, word(kind_words()), "", "ratio", "怎么判", "how it is judged"},
          {"better", required, word(better_words()), "", "higher", "方向", "which way is good"},
          {"target", optional, decimal(own), "", "0.90",
           "目标；比率写 0 到 1，90% 写 0.90。年中有变的改写 targets",
           "the target; ratios are 0 to 1, 90% is 0.90. One that changes in the year: targets"},
          {"targets", optional, filled_list_of(map_of("target_span")), "",
           "[{target: 0.95, valid_to: 6}, {target: 0.98, valid_from: 7}]",
           "年中有变的目标：各段月份首尾相接，从 1 月到 due_month；每期按期末有效的目标判",
           "a target that changes in the year: spans join from 1 to due_month; a period is judged "
           "by the one that is valid at its end"},
          {"start", optional, decimal(own), "0", "1200", "年初的数，只用于 cumulative 和 stock",
           "what there was at the year's start; for cumulative and stock alone"},
          {"measure", required, word(measure_words()), "", "ratio", "计量", "what is counted"},
          {"measure_name", optional, optional_text(), "", "次", "单位名称，如 次、列、户、万元",
           "the unit as people write it"}};
}

std::vector<Key> time_and_people() {
  return {
      {"window", required, word(window_words()), "", "ytd",
       "口径：数据是哪一段时间的；口径不同的数被拒收。cumulative 用 ytd，stock 用 instant",
       "the span a figure is about; others are rejected. ytd for cumulative, instant for stock"},
      {"lead", optional, name_of("unit"), "", "区商务局",
       "牵头单位，预警先找它；不写则告知协调单位并有警告",
       "the unit that is told first; without it the coordinating unit is told, with a warning"},
      {"co", optional, list_of(name_of("unit")), "[]", "[区发改局]", "配合单位", "units that help"},
      {"due_month", required, month(), "", "12",
       "完成月，期限是这个月的最后一天；某一期要在这个月结束",
       "due on the last day of this month, with which a period must end"},
      {"period", optional, word(period_words()), "month", "quarter", "几时出一个数",
       "how often there is a figure"},
      {"schedule", optional, map_of("schedule"), "",
       "{kind: steps, absolute: true, points: [{month: 6, value: 1}, {month: 9, value: 2}]}",
       "序时进度。不写：cumulative、stock 按 months，其余为 none；12 个以内的个数必须用 steps 或 "
       "table",
       "what is expected when. Without it: months for cumulative and stock, none for the rest; "
       "counts of at most 12 need steps or table"},
      {"min_denominator", optional, decimal(), "", "5",
       "分母小于它时判“样本不足”（灰），只用于比率和时长",
       "with a smaller denominator the light is grey; for ratios and durations alone"},
      {"monthly", optional, name_of("indicator"), "", "trainings_of_the_month",
       "同一件事的当月数指标；用来核对累计数等于各月之和",
       "the same thing month by month; its sum is held against this year to date"},
      {"reading", optional, optional_text(), "", "分子：网上立案数；分母：立案数",
       "这个数怎么取、怎么读", "how the figure is taken and read"}};
}

MapKind indicator() {
  MapKind kind{"indicator",
               {"一项量化指标", "one quantified target"},
               names_and_kind(),
               {{"target", "targets"}}};
  for (const Key& key : time_and_people()) kind.keys.push_back(key);
  add_oddities(kind.keys);
  return kind;
}

MapKind target_span() {
  return {"target_span",
          {"一段时间的目标", "a target for some months"},
          {{"target", required, decimal(own), "", "0.95", "目标", "the target"},
           {"valid_from", optional, month(), "1", "7", "从这个月起", "from this month on"},
           {"valid_to", optional, month(), "12", "6", "到这个月止", "to this month's end"}}};
}

MapKind schedule() {
  return {"schedule",
          {"序时进度：到某月底应达多少", "the schedule: what is expected by a month's end"},
          {{"kind", required, word(schedule_words()), "", "table", "怎么摊", "how it is spread"},
           {"absolute", optional, boolean(), "false", "true",
            "true：points 写指标自己的数；false：写完成份额，最后为 1",
            "true: points in the indicator's measure; false: shares that end with 1"},
           {"points", optional, list_of(map_of("schedule_point")), "[]",
            "[{month: 6, value: 0.4}, {month: 12, value: 1}]",
            "table、steps 的各点，月份递增、数不下降，最后一点在 due_month，等于 1 或目标",
            "of table and steps: months rise, values do not fall, the last stands at due_month "
            "with 1 or the target"}},
          {},
          {},
          {},
          {{"kind", "table", "points"}, {"kind", "steps", "points"}}};
}

MapKind schedule_point() {
  return {
      "schedule_point",
      {"一个应达点", "one point of a schedule"},
      {{"month", required, month(), "", "6", "到这个月底", "by this month's end"},
       {"value", required, decimal({"份额 0 到 1，或与 measure 相同", "a share, or the measure"}),
        "", "0.4", "应达到的份额或数", "the share or figure that is expected"}}};
}

}  // namespace

std::vector<MapKind> describe_indicators() {
  return {{"indicators",
           {"量化指标", "the quantified targets"},
           {{"indicators", required, list_of(map_of("indicator")), "",
             "[{id: online_filing_rate, task: 1, name: 网上立案率, kind: ratio, better: higher, "
             "target: 0.90, measure: ratio, window: ytd, due_month: 12}]",
             "全部指标", "all indicators"}}},
          indicator(),
          target_span(),
          schedule(),
          schedule_point()};
}

}  // namespace planwatch::schema
