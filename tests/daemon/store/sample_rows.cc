#include "tests/daemon/store/sample_rows.h"

namespace planwatch {

Configuration sample_plan(const std::vector<std::string>& indicators,
                          const std::vector<std::string>& areas,
                          const std::vector<std::string>& rules) {
  Configuration configuration;
  configuration.plan.id = "ganzhou";
  configuration.plan.year = 2025;
  for (const std::string& name : indicators) {
    Indicator indicator;
    indicator.id = IndicatorId{name};
    configuration.plan.indicators.push_back(indicator);
  }
  for (const std::string& code : areas) {
    Area area;
    area.code = AreaCode{code};
    configuration.plan.areas.push_back(area);
  }
  for (const std::string& name : rules) {
    Rule rule;
    rule.id = RuleId{name};
    configuration.rules.push_back(rule);
  }
  return configuration;
}

Instant at(std::int64_t milliseconds) {
  return Instant{std::chrono::milliseconds{milliseconds}};
}
Date on(std::int64_t days) {
  return Date{std::chrono::days{days}};
}

DeliveryRow full_delivery(std::int64_t id) {
  DeliveryRow row;
  row.id = id;
  row.feed = FeedId{"court"};
  row.received = at(1'760'922'000'123);
  row.delivery.source = "samples/法院 2025-09.xlsx";
  row.delivery.sha256 = "sha-" + std::to_string(id);
  row.delivery.bytes = 123'456'789'012;
  row.delivery.sheets = {"说明", "报表", ""};
  row.delivery.encoding = "gb18030";
  row.accepted = 4'000'000'000;
  row.rejected = 3;
  return row;
}

ObservationRow full_observation(std::int64_t delivery) {
  ObservationRow row;
  Observation& o = row.observation;
  o.indicator = IndicatorIndex{1};
  o.area = AreaIndex{1};
  o.period = Period::span(2025, 4, 9);
  o.window = Window::rolling;
  o.has_value = o.has_parts = o.provisional = o.has_report_date = true;
  o.report_date = on(20'361);
  o.value = Decimal::of(9850, 4);
  o.numerator = Decimal::of(-999'999'999'999'999'999, 18);
  o.denominator = Decimal::of(999'999'999'999'999'999, 0);
  o.place = Place{65'535, 3, 4'294'967'295};
  row.delivery = delivery;
  row.received = at(1'760'922'000'456);
  row.revision = 2;
  row.current = false;
  return row;
}

AssessmentRow full_assessment() {
  AssessmentRow row;
  row.rule = RuleIndex{1};
  row.indicator = IndicatorIndex{1};
  row.area = AreaIndex{0};
  row.period = Period::quarter(2025, 3);
  row.revision = 4;
  row.judged_at = at(1'760'922'000'789);
  row.assessment = {Light::red,
                    Light::yellow,
                    Reason::caught_up,
                    DataState::stale | DataState::provisional,
                    true,
                    true,
                    true,
                    true,
                    Decimal::of(97'960, 5),
                    Decimal::of(98, 2),
                    Decimal::of(-40, 3)};
  return row;
}

RejectedRowRow full_rejected_row(std::int64_t delivery) {
  return {delivery, {Place{1, 2, 3}, "Sheet1!B3", "不是数字", "约九成"}};
}

TaskReportRow full_task_report(std::int64_t delivery) {
  TaskReportRow row;
  row.report = {67,     TaskState::done, on(20'362), Decimal::of(50, 2), "会议纪要 12 号",
                "王某", Place{1, 4, 9}};
  row.delivery = delivery;
  row.received = at(1'760'922'001'000);
  row.person = "李某";
  return row;
}

Alert full_alert(const std::string& subject) {
  Alert alert;
  alert.key = {"ganzhou", RuleId{"lights"}, SubjectKind::task, subject, AreaCode{"620702"}, 2025};
  alert.episode = 3;
  alert.state = AlertState::promised;
  alert.level = Light::yellow;
  alert.reason = Reason::behind_schedule;
  alert.unit = UnitId{"区法院"};
  alert.period = Period::span(2025, 1, 2);
  alert.revision = 5;
  alert.opened_at = at(11);
  alert.fired_at = at(12);
  alert.level_since = at(13);
  alert.resolved_at = at(14);
  alert.acknowledged_at = at(15);
  alert.acknowledged_by = "张某";
  alert.promised_for = on(16);
  alert.promise = "十一月底前完成，\"不再拖延\"";
  alert.deadline = on(17);
  alert.steps_taken = 2;
  alert.reminders = 18;
  alert.last_told_on = on(19);
  alert.told = {{Role::deputy, ReceiverId{"log"}},
                {Role::contact, ReceiverId{"file"}},
                {Role::deputy, ReceiverId{"file"}}};
  alert.urgent = true;
  alert.summary = "结案率 97.96 %";
  alert.notices = 20;
  alert.red_run = 21;
  alert.jumped = true;
  alert.promise_moves = 22;
  alert.promised_on = on(23);
  alert.suspended_until = on(24);
  alert.suspended_by = "督查 李";
  alert.suspend_reason = "待上级口径";
  alert.held_back = true;
  alert.fired_on = {on(-3), on(0), on(20'361)};
  alert.flapping = true;
  alert.told_level = Light::yellow;
  return alert;
}

LedgerRow full_ledger_row(std::int64_t number) {
  LedgerRow row;
  row.number = number;
  row.alert = "ganzhou/lights/indicator/closing/620702/2025";
  row.episode = 2;
  row.state = LedgerState::closed;
  row.opened_on = on(20'000);
  row.source = "指标";
  row.clause = "二（三）第 5 条";
  row.problem = "进度滞后";
  row.unit = UnitId{"区法院"};
  row.co_units = "区检察院、区司法局";
  row.person = "赵某";
  row.light_then = Light::red;
  row.value_then = "61.2 %";
  row.requirement = "达到目标 98 %";
  row.time_limit = on(20'100);
  row.light_now = Light::attention;
  row.value_now = "97.9 %";
  row.reminders = 4;
  row.closed_on = on(20'101);
  row.closed_by = "督查室 钱某";
  row.problem_type = "未达标";
  row.acknowledged_on = on(20'002);
  row.acknowledged_by = "赵某";
  row.promised_for = on(20'090);
  row.promise = "年底前结清";
  row.progress = "2025-10-21 赵某：已结 12 件（佐证：纪要 3 号）\n2025-11-02 赵某：已结 40 件";
  row.days_used = 101;
  row.overdue_days = 11;
  return row;
}

Notice full_notice(const std::string& receiver) {
  Notice notice;
  notice.key = {"ganzhou/lights/indicator/closing/620702/2025",
                2,
                NoticeKind::correction,
                Light::blue,
                1,
                Period::half(2025, 1),
                3,
                ReceiverId{receiver},
                Role::supervision,
                4};
  notice.unit = UnitId{"区法院"};
  notice.addressee = "区法院 分管领导 孙某";
  notice.title = "更正：红 -> 黄";
  notice.text = "第一行\n第二行";
  notice.why = "上期数据已更正";
  notice.decided_at = at(1'760'922'002'000);
  notice.urgent = true;
  notice.items = {full_item(), full_item("ganzhou/lights/indicator/contracts/620702/2025")};
  notice.people = {full_person(), full_person("钱某")};
  notice.also = {"合同网签率 黄灯 已承诺", ""};
  notice.parts = 3;
  return notice;
}

NoticeItem full_item(const std::string& alert) {
  NoticeItem item;
  item.key = {alert,
              4,
              NoticeKind::silence_ending,
              Light::yellow,
              2,
              Period::quarter(2025, 3),
              1,
              ReceiverId{"log"},
              Role::co_unit,
              0,
              17};
  item.facts = {"指标“结案率”", "二（三）5",    "2025年9月",  "52.3%（523/1000）", "≥65%",
                "48.8%",        "落后 12.7 个", "2025-12-31", "报送缺失",          "请核实",
                "预计 96.1%",   "孙某",         Light::blue};
  item.title = "【黄灯】" + alert;
  item.text = "第一行\n第二行";
  item.why = "静默两天后到期";
  return item;
}

Person full_person(const std::string& name) {
  return {name,           "+8613800000000", name + "@example.gov.cn", "wecom-" + name,
          "ding-" + name, "ou_" + name};
}

HeldNotice full_held_notice(std::int64_t id) {
  HeldNotice held;
  held.id = id;
  held.item = full_item();
  held.unit = UnitId{"区法院"};
  held.addressee = "区法院 经办人";
  held.people = {full_person(), full_person("钱某")};
  held.decided_at = at(71);
  held.due_at = at(72);
  held.urgent = true;
  return held;
}

Silence full_silence(std::int64_t id) {
  Silence silence;
  silence.id = id;
  silence.match = {"ganzhou/lights/indicator/closing/620702/2025", UnitId{"区法院"},
                   RuleId{"lights"}, SubjectKind::receiver, "closing"};
  silence.reason = "系统升级";
  silence.author = "督查 李";
  silence.created_at = at(81);
  silence.until = on(82);
  silence.warned = true;
  silence.ended_at = at(83);
  silence.ended_by = "督查 王";
  return silence;
}

PartResultRow full_part_result(const Notice& notice, int part, const std::string& person) {
  PartResultRow row;
  row.key = to_string(notice.key);
  row.part = part;
  row.parts = 4;
  row.receiver = notice.key.receiver;
  row.person = person;
  row.address = person.empty() ? "" : "ding-" + person;
  row.state = person.empty() ? OutboxState::delivered : OutboxState::refused;
  row.items = 6;
  row.attempts = 2;
  row.tried_at = at(91);
  row.answer = person.empty() ? "ok" : "invaliduser";
  return row;
}

RateStateRow full_rate_state(const std::string& receiver) {
  return {ReceiverId{receiver}, 4'321, at(101), at(102)};
}

FeedStateRow full_feed_state(const std::string& feed) {
  return {FeedId{feed}, true, 2, at(31), at(32), at(33), 4, "连接被拒绝"};
}

QuarantineRow full_quarantine(std::int64_t id) {
  QuarantineRow row;
  row.id = id;
  row.observation = full_observation().observation;
  row.delivery = 1;
  row.received = at(51);
  row.feed = FeedId{"court"};
  row.source = "samples/法院 2025-09.xlsx";
  row.where = "报表!C7";
  row.findings.add(QualityFinding::negative_value);
  row.findings.add(QualityFinding::full_with_tiny_denominator);
  row.state = QuarantineState::discarded;
  row.decided_at = at(52);
  row.decided_by = "吴某";
  row.reason = "两列填反";
  return row;
}

PersonActionRow full_person_action() {
  return {at(41), "周某", "acknowledge", "ganzhou/x", "已知悉", "link-1"};
}

PlanClosureRow full_closure(int year) {
  PlanClosureRow row{"ganzhou", year, true, at(61), "督查 王", "全部报齐", {}};
  row.verdicts.push_back({IndicatorId{"contracts"}, AreaCode{"620702"}, FinalVerdict::not_met,
                          Light::red, Reason::not_met_at_deadline, Period::month(year, 12), 3, true,
                          Decimal::of(8901, 4)});
  row.verdicts.push_back({IndicatorId{"closing"}, AreaCode{"620702"}, FinalVerdict::not_delivered,
                          Light::red, Reason::overdue, Period{}, 0, false, Decimal{}});
  return row;
}

}  // namespace planwatch
