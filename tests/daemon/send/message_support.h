#pragma once

#include <string>

#include "daemon/send/message_renderer.h"

namespace planwatch::send_test {

inline NoticeItem red_item() {
  NoticeItem item;
  item.key.alert = "ganzhou/lights/indicator/enforcement_rate/620702/2025";
  item.key.level = Light::red;
  item.key.period = Period{2025, 9, 9};
  item.facts.subject = "指标“执行到位率”";
  item.facts.clause = "任务分工表第51行";
  item.facts.period = "2025年9月";
  item.facts.value = "52.3%（523/1000）";
  item.facts.target = "≥65%";
  item.facts.expected = "60%";
  item.facts.gap = "落后 12.7个百分点";
  item.facts.deadline = "2025-12-31";
  item.facts.action = "核实数据，说明落后原因，提出整改措施和承诺时限";
  item.facts.forecast = "预计年底 58.1%，达标可能性 20%";
  item.title = "【红灯】区法院 指标“执行到位率” 2025年9月 52.3%";
  item.why = "首次达到预警条件";
  return item;
}

inline NoticeItem task_item() {
  NoticeItem item;
  item.key.alert = "ganzhou/task/task/49//2025";
  item.key.kind = NoticeKind::reminder;
  item.key.level = Light::yellow;
  item.facts.subject = "任务49“诉前调解”";
  item.facts.clause = "任务分工表第49行";
  item.facts.deadline = "2025-12-31";
  item.facts.problem = "未启动";
  item.facts.action = "推进任务并报送进展";
  item.title = "【催办·黄灯】区法院 任务49“诉前调解”";
  item.why = "5个工作日未有新的通知，例行提醒";
  return item;
}

inline NoticeItem resolved_item() {
  NoticeItem item;
  item.key.alert = "ganzhou/lights/indicator/closing_rate/620702/2025";
  item.key.kind = NoticeKind::resolved;
  item.key.level = Light::yellow;
  item.facts.subject = "指标“结案率”";
  item.facts.period = "2025年9月";
  item.facts.value = "98%";
  item.facts.target = "≥98%";
  item.title = "【恢复】区法院 指标“结案率”";
  item.why = "已恢复，通知所有收到过预警的人";
  return item;
}

inline Notice three_items() {
  Notice notice;
  notice.items = {red_item(), task_item(), resolved_item()};
  notice.key = notice.items.front().key;
  notice.unit = UnitId{"区法院"};
  notice.addressee = "区法院 经办人 张三";
  notice.title = "【红灯】区法院 3项：指标“执行到位率” 等";
  notice.why = "首次达到预警条件";
  notice.decided_at = instant_at(make_date(2025, 10, 20), TimeOfDay{9 * 60});
  notice.people = {Person{"张三", "13800000000", "", "zhangsan", "", ""}};
  notice.also = {"【黄灯】指标“首次执行终本率” 2025年9月 19%"};
  return notice;
}

inline Notice many_items(int count) {
  Notice notice = three_items();
  notice.items.assign(static_cast<std::size_t>(count), red_item());
  notice.also.clear();
  return notice;
}

// A short link for every purpose but closing, which is the supervising unit's.
inline std::string short_link(const Notice&, const NoticeItem& item, LinkPurpose purpose) {
  if (item.key.kind == NoticeKind::resolved) return {};
  switch (purpose) {
    case LinkPurpose::acknowledge:
      return "https://pw.example.gov.cn/a/k1";
    case LinkPurpose::promise:
      return "https://pw.example.gov.cn/a/k2";
    case LinkPurpose::progress:
      return "https://pw.example.gov.cn/a/k3";
    case LinkPurpose::close:
      break;
  }
  return {};
}

}  // namespace planwatch::send_test
