#include "rules/notify/render.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>

namespace planwatch {

namespace {

bool is_zh(Lang lang) {
  return lang == Lang::zh;
}

void append(std::string& text, std::string_view separator, std::string_view label,
            const std::string& value) {
  if (value.empty()) return;
  text += separator;
  text += label;
  text += value;
}

std::string facts(const NoticeContext& context, Lang lang) {
  const bool zh = is_zh(lang);
  const std::string_view comma = zh ? "，" : ", ";
  std::string text;
  append(text, " ", "", context.period);
  append(text, " ", "", context.value);
  append(text, comma, zh ? "目标 " : "target ", context.target);
  append(text, comma, zh ? "序时应达 " : "due by now ", context.expected);
  append(text, comma, "", context.gap);
  append(text, comma, "", context.problem);
  return text;
}

std::string light_or_none(Light light, Lang lang) {
  if (light == Light::grey) return is_zh(lang) ? "无预警" : "no alert";
  return fmt::format(fmt::runtime(is_zh(lang) ? "{}灯" : "{}"), name_of(light, lang));
}

// 【催办·红灯】区法院; [reminder: red] District Court.
std::string in_brackets(const std::string& what, const std::string& unit, Lang lang) {
  return is_zh(lang) ? fmt::format("【{}】{}", what, unit) : fmt::format("[{}] {}", what, unit);
}

std::string what_happened(const Alert& alert, const NoticeDecision& decision, Light before,
                          Lang lang) {
  std::string kind{name_of(decision.kind, lang)};
  std::string light = light_or_none(alert.level, lang);
  switch (decision.kind) {
    case NoticeKind::resolved:
    case NoticeKind::closed:
      return kind;
    case NoticeKind::correction:
      return fmt::format(fmt::runtime(is_zh(lang) ? "{}：{}→{}" : "{}: {} to {}"), kind,
                         light_or_none(before, lang),
                         light_or_none(is_open(alert) ? alert.level : Light::grey, lang));
    case NoticeKind::fired:
      return light;
    case NoticeKind::flapping:
    case NoticeKind::silence_ending:
      // Both may speak of an alert that is good at this moment.
      if (!is_firing(alert)) return kind;
      [[fallthrough]];
    default:
      return kind + (is_zh(lang) ? "·" : ": ") + light;
  }
}

std::string headline(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Lang lang) {
  return in_brackets(what_happened(alert, decision, context.before, lang), alert.unit.text, lang);
}

void line(std::string& text, const Phrase& label, const std::string& value, Lang lang) {
  if (value.empty()) return;
  text += "\n" + label.in(lang) + (is_zh(lang) ? "：" : ": ") + value;
}

// 配合单位 share the work and are not asked to put it right.
std::string for_co_units(const Alert& alert, Lang lang) {
  return fmt::format(fmt::runtime(is_zh(lang) ? "供配合单位知悉，由牵头单位{}整改"
                                              : "for supporting units to know; {} puts it right"),
                     alert.unit.text);
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
std::string count_items(const std::vector<NoticeItem>& items, Lang lang) {
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
    text +=
        fmt::format(fmt::runtime(is_zh(lang) ? "{}{}灯{}" : "{}{} {}"),
                    text.empty() ? "" : (is_zh(lang) ? " " : ", "), name_of(light, lang), count);
  }
  for (const auto& [kind, count] : ended) {
    text += fmt::format(fmt::runtime(is_zh(lang) ? "{}{}{}" : "{}{} {}"),
                        text.empty() ? "" : (is_zh(lang) ? " " : ", "), name_of(kind, lang), count);
  }
  return text;
}

std::string title_of(const Notice& notice, Lang lang) {
  const std::vector<NoticeItem>& items = notice.items;
  if (items.size() == 1) return items.front().title;
  const bool all_go_on =
      std::none_of(items.begin(), items.end(), [](const NoticeItem& item) { return item.over; });
  const std::string head = in_brackets(count_items(items, lang), notice.unit.text, lang);
  if (is_zh(lang)) {
    return fmt::format("{} {}项{}", head, items.size(), all_go_on ? "预警" : "预警动态");
  }
  return fmt::format("{} {} {}", head, items.size(), all_go_on ? "alerts" : "news of alerts");
}

// Each different reason once, in the items' order.
std::string join_reasons(const std::vector<NoticeItem>& items, const std::string& because,
                         Lang lang) {
  std::vector<std::string_view> said;
  std::string text = because;
  for (const NoticeItem& item : items) {
    if (item.why.empty() || std::find(said.begin(), said.end(), item.why) != said.end()) continue;
    said.emplace_back(item.why);
    text += (text.empty() ? "" : is_zh(lang) ? "；" : "; ") + item.why;
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

std::string addressee_of(const Alert& alert, Role role, const std::string& person, Lang lang) {
  const std::string role_name{name_of(role, lang)};
  std::string text = role == Role::supervision ? role_name : alert.unit.text + " " + role_name;
  if (!person.empty()) text += " " + person;
  return text;
}

std::string summarize(const Alert& alert, const NoticeContext& context, Lang lang) {
  return in_brackets(light_or_none(alert.level, lang), alert.unit.text, lang) + " " +
         context.subject + facts(context, lang);
}

NoticeItem render_item(const Alert& alert, const NoticeDecision& decision,
                       const NoticeContext& context, Lang lang) {
  NoticeItem item;
  item.key = key_of(alert, decision);
  item.facts = context;
  if (decision.role == Role::co_unit) item.facts.action = for_co_units(alert, lang);
  item.title =
      headline(alert, decision, context, lang) + " " + context.subject + facts(context, lang);
  item.text = item.title;
  const bool co_unit = decision.role == Role::co_unit;
  line(item.text, {"方案依据", "plan"}, context.clause, lang);
  line(item.text, {"完成时限", "deadline"}, context.deadline, lang);
  line(item.text, {"年底预测", "forecast"}, context.forecast, lang);
  line(item.text, co_unit ? Phrase{"说明", "note"} : Phrase{"请您", "please"}, item.facts.action,
       lang);
  item.why = decision.why.in(lang);
  item.over = !is_open(alert);
  return item;
}

void compose(Notice& notice, Lang lang, const std::string& because) {
  notice.key = notice.items.front().key;
  notice.title = title_of(notice, lang);
  notice.why = join_reasons(notice.items, because, lang);
  notice.text = notice.items.size() == 1 ? notice.items.front().text
                                         : notice.title + number_items(notice.items);
  if (!notice.also.empty()) notice.text += is_zh(lang) ? "\n另有在办：" : "\nalso going on:";
  for (const std::string& other : notice.also) notice.text += "\n- " + other;
  line(notice.text, {"收件", "to"}, notice.addressee, lang);
  line(notice.text, {"发送原因", "why"}, notice.why, lang);
  line(notice.text, {"方案日期", "plan's day"}, to_string(local_date(notice.decided_at)), lang);
}

Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now, Lang lang) {
  Notice notice;
  notice.unit = alert.unit;
  notice.addressee = addressee_of(alert, decision.role, context.person, lang);
  notice.decided_at = now;
  notice.urgent = alert.urgent;
  notice.items = {render_item(alert, decision, context, lang)};
  compose(notice, lang);
  return notice;
}

std::vector<Notice> one_by_one(const Notice& notice, Lang lang) {
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
    compose(one, lang);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace planwatch
