#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

MapKind plan() {
  MapKind kind{
      "plan",
      {"方案：是谁的、哪一年的", "the plan: whose and of which year"},
      {{"id", required, identifier(), "", "ganzhou", "方案标识，进预警编号和指标标签；定了不要改",
        "the plan's id in alert keys and metric labels; never change it once it is in use"},
       {"name", required, text(), "", "某区优化营商环境行动方案", "方案名称", "the plan's name"},
       {"name_en", optional, optional_text(), "", "Action plan of a district", "英文名称",
        "its English name"},
       {"year", required, integer(2000, 2100, {"年", "year"}), "", "2025",
        "方案年度；换一年只改这一行", "the plan's year; another year changes this line alone"},
       {"area", required, name_of("area"), "", "\"620702\"",
        "方案所属行政区，areas 中的一个代码（加引号）", "the plan's area, a code of areas, quoted"},
       {"areas", required, list_of(map_of("area")), "", "[{code: \"620702\", name: 甘州区}]",
        "数据涉及的全部行政区", "all areas that figures are about"},
       {"coordinating_unit", required, name_of("unit"), "", "区营商环境建设局",
        "协调单位：没有写明责任单位时先找它", "the unit that is told where the plan names nobody"},
       {"supervising_unit", required, name_of("unit"), "", "区营商环境建设局",
        "督查单位：升级到最后一级时告知，负责销号",
        "the unit at the top of every ladder; it closes ledger rows"},
       {"close_after", optional, workdays(0, 260), "20", "10",
        "最后一期报送到齐后过多少天自动办理年度终结，给更正留时间",
        "so long after the last report is in the plan's year closes by itself; time for "
        "corrections"}}};
  add_oddities(kind.keys);
  return kind;
}

MapKind area() {
  return {
      "area",
      {"一个行政区", "one area"},
      {{"code", required, area_code(), "", "\"620702\"",
        "GB/T 2260 的 6 位代码，乡镇 9 位，村 12 位；加引号",
        "6 digits of GB/T 2260; 9 for townships, 12 for villages; quoted"},
       {"name", required, text(), "", "甘州区", "名称", "its name"},
       {"name_en", optional, optional_text(), "", "Ganzhou District", "英文名称",
        "its English name"},
       {"parent", optional, name_of("area"), "", "\"620700\"", "上一级的代码；分子分母沿它往上合计",
        "the code above it; numerators and denominators add up along it"}}};
}

MapKind oddity() {
  return {"oddity",
          {"一处疑点，中英文", "one oddity in both languages"},
          {{"zh", required, text(), "", "原文没有写年份", "中文", "in Chinese"},
           {"en", required, text(), "", "the plan prints no year", "英文", "in English"}}};
}

MapKind unit() {
  return {"unit",
          {"一个责任单位", "one unit that answers"},
          {{"id", required, text(), "", "区商务局",
            "单位名称，也是别处引用它的写法；不能有 /，最长 200 字节",
            "the unit's name, by which other files mention it; no /, at most 200 bytes"},
           {"name_en", optional, optional_text(), "", "Commerce Bureau", "英文名称",
            "its English name"},
           {"collective", optional, boolean(), "false", "true",
            "集合单位（如“各乡镇”），成员写在 members",
            "stands for several units, which members names"},
           {"members", optional, list_of(name_of("unit")), "[]", "[区商务局]",
            "集合单位的成员，只写单独的单位；空着时告知协调单位",
            "the single units behind a collective one; while empty the coordinating unit is told"},
           {"people", optional, map_of("people"), "", "{contact: 张三, deputy: 李四, leader: 王五}",
            "人员姓名，进预警和台账", "names of people for alerts and the ledger"}}};
}

Value optional_person() {
  Value value = text_or("person");
  value.may_be_empty = true;
  return value;
}

MapKind people() {
  return {"people",
          {"单位的人员", "people of a unit"},
          {{"contact", optional, optional_person(), "", "{name: 张三, mobile: \"13800000000\"}",
            "经办人：姓名，或姓名和地址", "the contact: a name, or a name and addresses"},
           {"deputy", optional, optional_person(), "", "李四", "分管领导，写法同上",
            "the deputy leader, likewise"},
           {"leader", optional, optional_person(), "", "王五", "主要负责人，写法同上",
            "the leader, likewise"}}};
}

MapKind person() {
  return {
      "person",
      {"一个人和能通知到他的地址", "a person and where to reach them"},
      {{"name", required, text(), "", "张三", "姓名", "the name"},
       {"mobile", optional, text(), "", "\"13800000000\"", "手机号：短信，企业微信和钉钉群里点名",
        "mobile number: SMS, mentions in WeCom and DingTalk"},
       {"email", optional, text(), "", "\"zhangsan@example.gov.cn\"", "邮箱", "mailbox"},
       {"wecom", optional, text(), "", "zhangsan", "企业微信账号（userid）", "WeCom's userid"},
       {"dingtalk", optional, text(), "", "zhangsan", "钉钉 userId", "DingTalk's userId"},
       {"feishu", optional, text(), "", "ou_abc", "飞书 open_id", "Feishu's open_id"}}};
}

MapKind task() {
  MapKind kind{
      "task",
      {"责任分工表的一项任务", "one task of the responsibility table"},
      {{"number", required, integer(1, 9'999), "", "93", "任务序号，不重复",
        "the task's number, each once"},
       {"section", required, text(), "", "市场化", "所属部分", "the section it stands in"},
       {"item", required, text(), "", "\"1\"", "方案中的条目号", "the item's number in the plan"},
       {"title", required, text(), "", "负面清单执行", "任务名称", "its title"},
       {"title_en", optional, optional_text(), "", "Negative list for market access", "英文名称",
        "its English title"},
       {"departments", required, list_of(name_of("unit")), "", "[区商务局, 区发改局]",
        "责任单位，先后照原文；原文没有写时为 []",
        "the units in the plan's order; [] where the plan names none"},
       {"lead", optional, name_of("unit"), "", "区商务局",
        "牵头单位；不写时取 departments 中第一个单独的单位，再没有取协调单位",
        "the lead; else the first single unit of departments, else the coordinating unit"},
       {"due_month", required, month(), "", "12", "完成月，期限是这个月的最后一天",
        "the month on whose last day the task is due"},
       {"planned_month", optional, month(), "1", "3",
        "计划启动月，不晚于 due_month；到了这个月仍未启动就按 task_rule 亮灯",
        "the month in which it is to begin, not after due_month; task_rule judges a late start"},
       {"clause", optional, optional_text(), "", "任务分工表第1行", "方案条款，进 explain 和台账",
        "where it stands in the plan; shown by explain and in the ledger"}}};
  add_oddities(kind.keys);
  return kind;
}

MapKind calendar() {
  return {
      "calendar",
      {"一年的工作日", "the working days of one year"},
      {{"year", required, integer(2000, 2100, {"年", "year"}), "", "2025", "年份，与文件名相同",
        "the year, the same as in the file's name"},
       {"confirmed", optional, boolean(), "false", "true",
        "是否已按国务院办公厅通知核对；没有核对的年份，所有到期日都标“未确认”",
        "checked against the State Council's notice; due days of other years are unconfirmed"},
       {"source", optional, optional_text(), "", "国务院办公厅关于2025年部分节假日安排的通知",
        "依据；confirmed: true 时必填", "the source; required with confirmed: true"},
       {"off", optional, list_of(date_range()), "[]",
        "[2025-01-01 元旦, 2025-01-28..2025-02-04 春节]",
        "放假：某日或起止（含其间周末），后面可写节名；空着按未确认处理",
        "days off or stretches of them, weekends included, with the holiday's name behind; while "
        "empty the year is unconfirmed"},
       {"work", optional, list_of(date()), "[]", "[2025-01-26]", "调休上班的周六、周日",
        "make-up working days on weekends"}},
      {},
      {},
      {},
      {{"confirmed", "true", "source"}}};
}

}  // namespace

std::vector<MapKind> describe_plan() {
  return {plan(),
          area(),
          oddity(),
          {"units",
           {"责任单位", "the units"},
           {{"units", required, list_of(map_of("unit")), "", "[{id: 区商务局}]", "全部单位",
             "all units"}}},
          unit(),
          people(),
          person(),
          {"tasks",
           {"任务", "the tasks"},
           {{"tasks", required, list_of(map_of("task")), "",
             "[{number: 1, section: 市场化, item: \"1\", title: 某任务, departments: [], "
             "due_month: 12}]",
             "全部任务", "all tasks"}}},
          task(),
          calendar()};
}

}  // namespace planwatch::schema
