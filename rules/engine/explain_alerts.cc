#include <fmt/format.h>

#include "rules/engine/explain_held.h"
#include "rules/engine/explain_parts.h"
#include "rules/engine/suppressed.h"
#include "rules/model/calendar_day.h"

namespace planwatch {

namespace {

std::string line(Lang lang, const char* zh, const char* en, const std::string& value) {
  return lang == Lang::zh ? fmt::format("{}：{}", zh, value) : fmt::format("{}: {}", en, value);
}

std::string next_text(const Snapshot& snapshot, const Alert& alert, Lang lang) {
  const Configuration& c = *snapshot.configuration;
  if (match_route(c.routing, alert) == nullptr) {
    return lang == Lang::zh ? "没有路由，不会通知任何人" : "no route: nobody is told";
  }
  const auto next = next_notice_of(snapshot, alert);
  if (!next) return lang == Lang::zh ? "无" : "none";
  const bool confirmed =
      confirmed_between(c.calendar, local_date(snapshot.plan_now), local_date(next->at));
  const char* doubt = lang == Lang::zh ? "（工作日历未确认）" : " (working days unconfirmed)";
  return fmt::format("{} {} → {}{}", to_string_local(next->at), name_of(next->kind, lang),
                     name_of(next->role, lang), confirmed ? "" : doubt);
}

void add_next(const Snapshot& snapshot, const Alert& alert, Lang lang, ExplanationPart& part) {
  if (const auto why = suppression_of(snapshot, alert)) {
    part.lines.push_back(line(lang, "  暂不通知", "  nobody is told", text_of(*why, lang)));
  }
  if (!is_firing(alert) && !alert.held_back) return;
  part.lines.push_back(line(lang, "  下次通知", "  next notice", next_text(snapshot, alert, lang)));
}

std::string told_text(const Alert& alert, Lang lang) {
  std::string text;
  for (const Told& one : alert.told) {
    text += fmt::format("{}{}({})", text.empty() ? "" : ", ", name_of(one.role, lang),
                        one.receiver.text);
  }
  return text.empty() ? "-" : text;
}

bool is_about(const Alert& alert, const IndicatorId& indicator, const AreaCode& area) {
  return alert.key.subject_kind == SubjectKind::indicator && alert.key.subject == indicator.text &&
         alert.key.area == area;
}

void add_people(const Alert& alert, Lang lang, ExplanationPart& part) {
  if (alert.acknowledged_at) {
    part.lines.push_back(
        line(lang, "  签收", "  acknowledged",
             fmt::format("{} {}", to_string_local(*alert.acknowledged_at), alert.acknowledged_by)));
  }
  if (alert.promised_for) {
    part.lines.push_back(line(lang, "  承诺整改时限", "  promised for",
                              fmt::format("{} {}", to_string(*alert.promised_for), alert.promise)));
  }
}

std::string outcome_text(const NoticeRecord& record, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string text;
  switch (record.state) {
    case OutboxState::waiting:
      text = zh ? "待送达" : "waiting";
      break;
    case OutboxState::delivered:
      text = zh ? "已送达" : "delivered";
      break;
    case OutboxState::refused:
      text = zh ? "对方拒收" : "refused";
      break;
    case OutboxState::expired:
      text = zh ? "逾时放弃" : "given up";
      break;
  }
  if (record.tried_at) text += " " + to_string_local(*record.tried_at);
  if (record.attempts > 1) {
    text += zh ? fmt::format("，共试 {} 次", record.attempts)
               : fmt::format(", {} attempts", record.attempts);
  }
  const bool failed = record.state != OutboxState::delivered && !record.answer.empty();
  return failed ? text + (zh ? "，" : ", ") + record.answer : text;
}

}  // namespace

std::vector<std::string> alerts_about(const Snapshot& snapshot, const IndicatorId& indicator,
                                      const AreaCode& area) {
  std::vector<std::string> keys;
  for (const Alert& alert : snapshot.alerts) {
    if (is_about(alert, indicator, area)) keys.push_back(to_string(alert.key));
  }
  return keys;
}

ExplanationPart explain_alerts(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang) {
  const bool zh = lang == Lang::zh;
  const bool past = snapshot.as_known_on.has_value();
  ExplanationPart part{zh ? "预警" : "Alerts", {}};
  const Plan& plan = snapshot.configuration->plan;
  for (const Alert& alert : snapshot.alerts) {
    if (!is_about(alert, plan.indicators[status.indicator.value].id,
                  plan.areas[status.area.value].code)) {
      continue;
    }
    if (past) {
      part.lines.push_back(fmt::format("{}  {}", to_string(alert.key), name_of(alert.level, lang)));
      continue;
    }
    part.lines.push_back(fmt::format("{}  {}  {}", to_string(alert.key), name_of(alert.state, lang),
                                     name_of(alert.level, lang)));
    add_people(alert, lang, part);
    part.lines.push_back(line(lang, "  已通知", "  told", told_text(alert, lang)));
    for (const std::string& held : explain_held(snapshot, to_string(alert.key), lang)) {
      part.lines.push_back("  " + held);
    }
    add_next(snapshot, alert, lang, part);
  }
  if (past) {
    part.lines.push_back(zh ? "级别按该日所知推算；签收、承诺和通知不逐日留存，此处不列"
                            : "levels follow from what was known; acknowledgements, promises and "
                              "notices are not kept day by day and are left out");
  }
  return part;
}

ExplanationPart explain_notices(const Snapshot& snapshot, const std::vector<NoticeRecord>& notices,
                                Lang lang) {
  const bool zh = lang == Lang::zh;
  ExplanationPart part{zh ? "通知记录" : "Notices", {}};
  if (snapshot.as_known_on) return part;
  for (const NoticeRecord& record : notices) {
    const Notice& notice = record.notice;
    part.lines.push_back(
        fmt::format("{}  {} {}  {} → {} ({})  {}", to_string_local(notice.decided_at),
                    name_of(notice.key.kind, lang), name_of(notice.key.level, lang),
                    name_of(notice.key.role, lang), notice.addressee, notice.key.receiver.text,
                    outcome_text(record, lang)));
    // A message of several alerts is listed by its worst; what it says of the others follows.
    for (std::size_t i = 1; i < notice.items.size(); ++i) {
      part.lines.push_back(line(lang, "  同一消息", "  same message", notice.items[i].title));
    }
    part.lines.push_back(line(lang, "  原因", "  why", notice.why));
  }
  return part;
}

}  // namespace planwatch
