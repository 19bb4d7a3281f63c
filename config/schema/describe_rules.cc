#include "config/schema/values.h"
#include "rules/model/quality_rule.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

const Words points{"百分点", "percentage points"};
const Words reports{"期", "reports"};
const Words months{"个月", "months"};

MapKind root() {
  return {
      "rules",
      {"亮灯和预警的规则", "rules for lights and alerts"},
      {{"bands", optional, list_of(map_of("bands")), "[]",
        "[{id: two, bands: [{light: green, to: 0, to_inclusive: true}, {light: red, from: 0}]}]",
        "分档，供规则引用", "bands that rules refer to"},
       {"rules", required, list_of(map_of("rule")), "", "[{id: lights, name: 亮灯}]",
        "指标的规则；每项指标至少要有一条", "rules of indicators; each indicator needs one"},
       {"task_rule", optional, map_of("task_rule"), "", "{red_after_months: 3}", "任务的规则",
        "the rule of tasks"},
       {"report_rule", optional, map_of("report_rule"), "", "{due_soon: 3}", "数据报送的规则",
        "the rule of reports"},
       {"quality", optional, map_of("quality"), "", "{jump_ranges: 8}",
        "数据质量检查：每一项发现后怎么办", "checks of figures and what follows of a finding"}}};
}

MapKind bands() {
  return {
      "bands",
      {"一套分档：差距多大亮什么灯", "one set of bands: which gap has which light"},
      {{"id", required, identifier(), "", "default", "标识", "its id"},
       {"compare", optional,
        word({{"schedule", {"与序时进度比，差距单位百分点", "the schedule; gaps in points"}},
              {"area_above", {"与上一级行政区同期比", "the area above, same period"}},
              {"days_to_deadline", {"看离期限还有几天", "days that are left to the deadline"}}}),
        "schedule", "area_above", "与什么比", "what is compared with"},
       {"days", optional,
        word({{"calendar", {"自然日", "calendar days"}}, {"working", {"工作日", "working days"}}}),
        "calendar", "working", "只用于 days_to_deadline：数哪种天",
        "which days are counted; days_to_deadline alone"},
       {"bands", required, filled_list_of(map_of("band")), "",
        "[{light: green, to: 0, to_inclusive: true}, {light: red, from: 0}]",
        "各档从好到坏，首档没有 from，末档没有 to；不能有空洞和重叠",
        "from best to worst, the first without from, the last without to; no holes or overlaps"}}};
}

MapKind band() {
  return {
      "band",
      {"一档", "one band"},
      {{"light", required,
        word({{"green", {"绿", "green"}},
              {"attention", {"关注（显示为绿，不通知）", "drawn green, notifies nobody"}},
              {"yellow", {"黄", "yellow"}},
              {"red", {"红", "red"}}}),
        "", "yellow", "灯", "the light"},
       {"from", optional, decimal(points), "", "10", "差距从多少起；不写为无穷小",
        "where it begins; without it, below everything"},
       {"to", optional, decimal(points), "", "30", "差距到多少；不写为无穷大",
        "where it ends; without it, above everything"},
       {"from_inclusive", optional, boolean(), "false", "true", "含 from 本身",
        "includes from itself"},
       {"to_inclusive", optional, boolean(), "false", "true", "含 to 本身", "includes to itself"}}};
}

MapKind rule() {
  return {
      "rule",
      {"一条规则：选哪些指标、怎么亮灯、何时预警",
       "a rule: which indicators, which light, when to alert"},
      {{"id", required, identifier(), "", "lights", "标识，进预警编号", "its id in alert keys"},
       {"name", required, text(), "", "指标亮灯", "名称", "its name"},
       {"name_en", optional, optional_text(), "", "Indicator lights", "英文名称",
        "its English name"},
       {"kinds", optional, list_of(word(kind_words())), "[]", "[ratio, duration]",
        "只管这些类的指标；空着为全部", "only indicators of these kinds; empty: all"},
       {"indicators", optional, list_of(name_of("indicator")), "[]", "[online_filing_rate]",
        "只管这些指标；空着为全部", "only these indicators; empty: all"},
       {"bands", optional, name_of("bands"), "", "default",
        "用哪一套分档；选中 cumulative、stock 时必填",
        "which bands; required where cumulative or stock indicators are selected"},
       {"yellow_width", optional,
        entries_of(kind_words(), decimal({"与 measure 相同", "as the measure"})), "",
        "{ratio: 0.03, duration: 3}",
        "各类指标没有达标但差多少以内为黄：比率 0.03 是 3 个百分点，时长 3 是 3 天；选中的类必填",
        "how far a level may miss before red: 0.03 is 3 points, 3 are days; required per kind"},
       {"alert_from", optional, word(alert_light_words()), "yellow", "red", "从哪种灯起预警",
        "from which light on there is an alert"},
       {"for_reports", optional, integer(1, 12, reports), "1", "2", "连续几期才预警",
        "so many bad reports in a row before it fires"},
       {"recover_reports", optional, integer(1, 12, reports), "1", "2", "连续几期好转才恢复",
        "so many good reports in a row before it resolves"},
       {"recover_margin", optional,
        decimal({"百分点，或与 measure 相同", "points, or the measure"}), "0", "1",
        "好转要比界线多出多少，0 或正数", "and good by so much, 0 or more"},
       {"near_deadline", optional, workdays(0, 260), "10", "15", "期限前多少天算临期（蓝）",
        "so long before the deadline it turns blue"},
       {"urgent", optional, boolean(), "false", "true", "紧急：不等工作时间就发",
        "sent outside working hours, too"}}};
}

MapKind task_rule() {
  return {
      "task_rule",
      {"任务的规则", "the rule of tasks"},
      {{"id", optional, identifier(), "task", "task", "标识，进预警编号", "its id in alert keys"},
       {"yellow_after_months", optional, integer(0, 12, months), "0", "1",
        "计划启动月开始后满几个月仍未启动为黄", "whole months without a start until yellow"},
       {"red_after_months", optional, integer(0, 12, months), "3", "3",
        "满几个月仍未启动为红，不小于 yellow_after_months",
        "whole months without a start until red, not below yellow_after_months"},
       {"near_deadline", optional, workdays(0, 260), "10", "10", "期限前多少天算临期（蓝）",
        "so long before the deadline it turns blue"},
       {"alert_from", optional, word(alert_light_words()), "yellow", "red", "进展的灯从哪种起预警",
        "from which light of a milestone on there is an alert"},
       {"bands", optional, name_of("bands"), "", "days_left",
        "按离期限的天数亮灯的分档（compare: days_to_deadline）",
        "bands by the days that are left (compare: days_to_deadline)"}}};
}

MapKind report_rule() {
  return {"report_rule",
          {"数据报送的规则", "the rule of reports"},
          {{"id", optional, identifier(), "report", "report", "标识，进预警编号",
            "its id in alert keys"},
           {"due_soon", optional, workdays(0, 20), "3", "3", "报送日前多少天提示将到期",
            "so long before the due day the report is due soon"},
           {"stale_after_periods", optional, integer(1, 12, {"期", "periods"}), "2", "2",
            "最近一期的数旧过几期标“数据已过期”", "figures older than this are marked stale"}}};
}

std::vector<Word> consequence_words() {
  return {{"off", {"不查", "not checked"}},
          {"note", {"只记一笔", "a note"}},
          {"doubtful", {"照判，标“数据存疑”并告知联系人", "judged, marked, the contact is told"}},
          {"quarantine", {"隔离，等人放行或作废", "held back until a person decides"}}};
}

std::vector<Word> finding_words() {
  std::vector<Word> words;
  for (int i = 0; i < quality_finding_count; ++i) {
    const auto finding = static_cast<QualityFinding>(i);
    words.push_back(
        {std::string(id_of(finding)),
         {std::string(describe(finding, Lang::zh)), std::string(describe(finding, Lang::en))}});
  }
  return words;
}

MapKind quality() {
  return {"quality",
          {"数据质量检查", "checks of figures"},
          {{"id", optional, identifier(), "quality", "quality", "标识，进预警编号",
            "its id in alert keys"},
           {"findings", optional, entries_of(finding_words(), word(consequence_words())), "",
            "{jump: note}", "各项检查发现问题后怎么办；不写的用默认",
            "what follows of each finding; those left out keep their default"},
           {"jump_ranges", optional, decimal({"倍", "ranges"}), "8", "8",
            "一期的变化超过平均移动极差的几倍算突变，不小于 1",
            "a change beyond so many moving ranges is a jump, 1 or more"},
           {"jump_periods", optional, integer(3, 24, {"期", "periods"}), "6", "6",
            "至少有几期以前的数才查突变", "so many earlier figures before jumps are looked for"},
           {"tiny_denominator", optional, integer(1, 1'000), "5", "5",
            "恰好 100% 而分母不超过它时算可疑", "exactly 100% of no more than this is odd"}}};
}

}  // namespace

std::vector<MapKind> describe_rules() {
  return {root(), bands(), band(), rule(), task_rule(), report_rule(), quality()};
}

}  // namespace planwatch::schema
