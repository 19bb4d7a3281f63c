#include "rules/notify/render.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>

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
  const std::string_view kind = name_of(decision.kind, Lang::zh);
  switch (decision.kind) {
    case NoticeKind::resolved:
    case NoticeKind::closed:
      return fmt::format("【{}】{}", kind, alert.unit.text);
    case NoticeKind::correction:
      return fmt::format("【更正：{}→{}】{}", light_or_none(context.before),
                         light_or_none(is_open(alert) ? alert.level : Light::grey),
                         alert.unit.text);
    case NoticeKind::fired:
      return fmt::format("【{}灯】{}", light, alert.unit.text);
    case NoticeKind::flapping:
    case NoticeKind::silence_ending:
      // Both may speak of an alert that is good at this moment.
      if (!is_firing(alert)) return fmt::format("【{}】{}", kind, alert.unit.text);
      [[fallthrough]];
    default:
      return fmt::format("【{}·{}灯】{}", kind, light, alert.unit.text);
  }
}

void line(std::string& text, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  text += fmt::format("\n{}：{}", label, value);
}

// 配合单位 share the work and are not asked to put it right.
std::string for_co_units(const Alert& alert) {
  return fmt::format("供配合单位知悉，由牵头单位{}整改", alert.unit.text);
}

NoticeKey key_of(const Alert& alert, const NoticeDecision& decision) {
  NoticeKey key;
  key.alert = to_string(alert.key);
  key.episode = alert.episode;
  key.kind = decision.kind;
  key.level = alert.level;
  key.step = decision.step;
  key.period = alert.period;
  key.revision = alert.revision;
  key.receiver = decision.receiver;
  key.role = decision.role;
  return key;
}

// 【红灯2 黄灯3 恢复1】: lights that go on, the worst first, then what ended.
std::string count_items(const std::vector<NoticeItem>& items) {
  std::map<Light, int, std::greater<>> lights;
  std::map<NoticeKind, int> ended;
  for (const NoticeItem& item : items) {
    if (item.over) {
      ++ended[item.key.kind];
    } else {
      ++lights[item.key.level];
    }
  }
  std::string text;
  for (const auto& [light, count] : lights) {
    text += fmt::format("{}{}灯{}", text.empty() ? "" : " ", name_of(light, Lang::zh), count);
  }
  for (const auto& [kind, count] : ended) {
    text += fmt::format("{}{}{}", text.empty() ? "" : " ", name_of(kind, Lang::zh), count);
  }
  return text;
}

std::string title_of(const Notice& notice) {
  const std::vector<NoticeItem>& items = notice.items;
  if (items.size() == 1) return items.front().title;
  const bool all_go_on =
      std::none_of(items.begin(), items.end(), [](const NoticeItem& item) { return item.over; });
  return fmt::format("【{}】{} {}项{}", count_items(items), notice.unit.text, items.size(),
                     all_go_on ? "预警" : "预警动态");
}

// Each different reason once, in the items' order.
std::string join_reasons(const std::vector<NoticeItem>& items, const std::string& because) {
  std::vector<std::string_view> said;
  std::string text = because;
  for (const NoticeItem& item : items) {
    if (item.why.empty() || std::find(said.begin(), said.end(), item.why) != said.end()) continue;
    said.emplace_back(item.why);
    text += (text.empty() ? "" : "；") + item.why;
  }
  return text;
}

std::string number_items(const std::vector<NoticeItem>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += fmt::format("\n{}. ", i + 1);
    for (const char c : items[i].text) {
      text += c;
      if (c == '\n') text += "   ";
    }
  }
  return text;
}

}  // namespace

std::string addressee_of(const Alert& alert, Role role, const std::string& person) {
  const std::string role_name{name_of(role, Lang::zh)};
  std::string text = role == Role::supervision ? role_name : alert.unit.text + " " + role_name;
  if (!person.empty()) text += " " + person;
  return text;
}

std::string summarize(const Alert& alert, const NoticeContext& context) {
  return fmt::format("【{}灯】{} {}{}", name_of(alert.level, Lang::zh), alert.unit.text,
                     context.subject, facts(context));
}

NoticeItem render_item(const Alert& alert, const NoticeDecision& decision,
                       const NoticeContext& context) {
  NoticeItem item;
  item.key = key_of(alert, decision);
  item.facts = context;
  if (decision.role == Role::co_unit) item.facts.action = for_co_units(alert);
  item.title = headline(alert, decision, context) + " " + context.subject + facts(context);
  item.text = item.title;
  line(item.text, "方案依据", context.clause);
  line(item.text, "完成时限", context.deadline);
  line(item.text, "年底预测", context.forecast);
  line(item.text, decision.role == Role::co_unit ? "说明" : "请您", item.facts.action);
  item.why = decision.why;
  item.over = !is_open(alert);
  return item;
}

void compose(Notice& notice, const std::string& because) {
  notice.key = notice.items.front().key;
  notice.title = title_of(notice);
  notice.why = join_reasons(notice.items, because);
  notice.text = notice.items.size() == 1 ? notice.items.front().text
                                         : notice.title + number_items(notice.items);
  if (!notice.also.empty()) notice.text += "\n另有在办：";
  for (const std::string& other : notice.also) notice.text += "\n- " + other;
  line(notice.text, "收件", notice.addressee);
  line(notice.text, "发送原因", notice.why);
  line(notice.text, "方案日期", to_string(local_date(notice.decided_at)));
}

Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now) {
  Notice notice;
  notice.unit = alert.unit;
  notice.addressee = addressee_of(alert, decision.role, context.person);
  notice.decided_at = now;
  notice.urgent = alert.urgent;
  notice.items = {render_item(alert, decision, context)};
  compose(notice);
  return notice;
}

std::vector<Notice> one_by_one(const Notice& notice) {
  std::vector<Notice> all;
  all.reserve(notice.items.size());
  for (const NoticeItem& item : notice.items) {
    Notice one;
    one.unit = notice.unit;
    one.addressee = notice.addressee;
    one.decided_at = notice.decided_at;
    one.urgent = notice.urgent;
    one.people = notice.people;
    one.items = {item};
    compose(one);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace planwatch
