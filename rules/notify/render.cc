#include "rules/notify/render.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

void append(std::string& text, std::string_view separator, std::string_view label,
            const std::string& value) {
  if (value.empty()) return;
  text += separator;
  text += label;
  text += value;
}

std::string facts(const NoticeContext& context) {
  std::string text;
  append(text, " ", "", context.period);
  append(text, " ", "", context.value);
  append(text, "，", "目标 ", context.target);
  append(text, "，", "序时应达 ", context.expected);
  append(text, "，", "", context.gap);
  append(text, "，", "", context.problem);
  return text;
}

std::string light_or_none(Light light) {
  return light == Light::grey ? "无预警" : fmt::format("{}灯", name_of(light, Lang::zh));
}

std::string headline(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context) {
  const std::string_view light = name_of(alert.level, Lang::zh);
  switch (decision.kind) {
    case NoticeKind::resolved:
    case NoticeKind::closed:
      return fmt::format("【{}】{}", name_of(decision.kind, Lang::zh), alert.unit.text);
    case NoticeKind::correction:
      return fmt::format("【更正：{}→{}】{}", light_or_none(context.before),
                         light_or_none(is_open(alert) ? alert.level : Light::grey),
                         alert.unit.text);
    case NoticeKind::fired:
      return fmt::format("【{}灯】{}", light, alert.unit.text);
    default:
      return fmt::format("【{}·{}灯】{}", name_of(decision.kind, Lang::zh), light, alert.unit.text);
  }
}

void line(std::string& text, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  text += fmt::format("\n{}：{}", label, value);
}

std::string addressee_of(const Alert& alert, Role role, const std::string& person) {
  const std::string role_name{name_of(role, Lang::zh)};
  std::string text = role == Role::supervision ? role_name : alert.unit.text + " " + role_name;
  if (!person.empty()) text += " " + person;
  return text;
}

}  // namespace

std::string summarize(const Alert& alert, const NoticeContext& context) {
  return fmt::format("【{}灯】{} {}{}", name_of(alert.level, Lang::zh), alert.unit.text,
                     context.subject, facts(context));
}

Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now) {
  Notice notice;
  notice.key.alert = to_string(alert.key);
  notice.key.episode = alert.episode;
  notice.key.kind = decision.kind;
  notice.key.level = alert.level;
  notice.key.step = decision.step;
  notice.key.period = alert.period;
  notice.key.revision = alert.revision;
  notice.key.receiver = decision.receiver;
  notice.key.role = decision.role;
  notice.unit = alert.unit;
  notice.addressee = addressee_of(alert, decision.role, context.person);
  notice.title = headline(alert, decision, context) + " " + context.subject + facts(context);
  notice.text = notice.title;
  line(notice.text, "方案依据", context.clause);
  line(notice.text, "完成时限", context.deadline);
  line(notice.text, "请您", context.action);
  line(notice.text, "收件", notice.addressee);
  line(notice.text, "发送原因", decision.why);
  line(notice.text, "方案日期", to_string(local_date(now)));
  notice.why = decision.why;
  notice.decided_at = now;
  notice.urgent = alert.urgent;
  return notice;
}

}  // namespace planwatch
