#include "daemon/send/message_fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

constexpr MessageField all_fields[] = {
    {"title", FieldKind::text, false, false, "标题，一行", "the title, one line"},
    {"unit", FieldKind::text, false, false, "责任单位", "the unit that answers"},
    {"addressee", FieldKind::text, false, false, "收件：单位、角色、姓名", "unit, role and person"},
    {"person", FieldKind::text, false, false, "收件人姓名", "the addressee's name"},
    {"plan_date", FieldKind::text, false, false, "方案日期", "the plan's day"},
    {"why", FieldKind::text, false, false, "发送原因；items 里是该条的",
     "why it was sent; in items of that one"},
    {"count", FieldKind::text, false, false, "共几条", "how many items"},
    {"first", FieldKind::text, false, false, "最重一条的对象", "the subject of the worst item"},
    {"part", FieldKind::text, false, false, "第几部分", "which part"},
    {"parts", FieldKind::text, false, false, "共几部分", "how many parts"},
    {"urgent", FieldKind::truth, false, false, "是否紧急", "whether it is urgent"},
    {"several", FieldKind::truth, false, false, "是否不止一条",
     "whether there is more than one item"},
    {"few", FieldKind::truth, false, false, "是否不超过 5 条且没有分开",
     "whether there are at most 5 items in one part"},
    {"split", FieldKind::truth, false, false, "是否分成几部分", "whether it had to be split"},
    {"items", FieldKind::list, false, false, "各条预警，最重的在前", "the alerts, worst first"},
    {"also", FieldKind::list, false, false, "本单位其他仍在预警的，每条一行，写 {{.}}",
     "the unit's other alerts that go on, a line each: {{.}}"},
    {"head", FieldKind::text, false, false, "红灯、催办·红灯、恢复……",
     "red, reminder: red, resolved ..."},
    {"light", FieldKind::text, false, false, "亮灯：红灯", "the light: red"},
    {"light_mark", FieldKind::text, false, false, "🔴🟡🔵🟢", "🔴🟡🔵🟢"},
    {"kind", FieldKind::text, true, false, "预警、加重、催办……", "fired, worsened, reminder ..."},
    {"colour", FieldKind::text, true, false, "企业微信的字色：warning、info、comment",
     "WeCom's colour: warning, info, comment"},
    {"subject", FieldKind::text, true, false, "指标“…”、任务7“…”、数据源“…”",
     "indicator, task or feed"},
    {"indicator", FieldKind::text, true, false, "对象的名称，不带引号", "the subject's name alone"},
    {"period", FieldKind::text, true, false, "统计期", "the period"},
    {"value", FieldKind::text, true, false, "值（分子/分母）", "the value (numerator/denominator)"},
    {"target", FieldKind::text, true, false, "目标", "the target"},
    {"expected", FieldKind::text, true, false, "序时应达", "what is expected by now"},
    {"gap", FieldKind::text, true, false, "差距", "the gap"},
    {"forecast", FieldKind::text, true, false, "预计年底", "the forecast"},
    {"clause", FieldKind::text, true, false, "方案条款", "the plan's clause"},
    {"deadline", FieldKind::text, true, false, "完成时限", "the deadline"},
    {"problem", FieldKind::text, true, false, "问题", "the problem"},
    {"action", FieldKind::text, true, false, "请您做什么", "what to do"},
    {"acknowledge_link", FieldKind::text, true, true, "签收的链接", "the link to acknowledge"},
    {"promise_link", FieldKind::text, true, true, "承诺整改时限的链接", "the link to promise"},
    {"progress_link", FieldKind::text, true, true, "报进展的链接", "the link to report progress"},
    {"close_link", FieldKind::text, true, true, "销号的链接", "the link to close"}};

constexpr std::size_t few_items = 5;

std::string light_text(Light light, Lang lang) {
  if (lang == Lang::en) return std::string(name_of(light, lang));
  return light == Light::grey ? "无预警" : fmt::format("{}灯", name_of(light, lang));
}

bool is_over(NoticeKind kind) {
  return kind == NoticeKind::resolved || kind == NoticeKind::closed;
}

std::string_view mark_of(const NoticeKey& key) {
  if (is_over(key.kind)) return "🟢";
  switch (key.level) {
    case Light::red:
      return "🔴";
    case Light::yellow:
      return "🟡";
    case Light::blue:
      return "🔵";
    case Light::green:
    case Light::attention:
      return "🟢";
    case Light::grey:
      break;
  }
  return "⚪";
}

std::string_view colour_of(const NoticeKey& key) {
  if (is_over(key.kind) || key.level == Light::green) return "info";
  return key.level >= Light::yellow ? "warning" : "comment";
}

// The words with which a line begins: what happened, and to which light.
std::string head_of(const NoticeKey& key, Light before, Lang lang) {
  std::string light = light_text(key.level, lang);
  std::string kind{name_of(key.kind, lang)};
  if (is_over(key.kind)) return kind;
  if (key.kind == NoticeKind::fired) return light;
  if (key.kind == NoticeKind::correction) {
    return fmt::format("{}{}{}→{}", kind, lang == Lang::zh ? "：" : ": ", light_text(before, lang),
                       light);
  }
  return kind + (lang == Lang::zh ? "·" : ": ") + light;
}

// What stands between the quotation marks: 指标“执行到位率”（…） -> 执行到位率.
std::string name_within(const std::string& subject) {
  constexpr std::string_view open = "“";
  constexpr std::string_view close = "”";
  const std::size_t begin = subject.find(open);
  const std::size_t end = subject.rfind(close);
  if (begin == std::string::npos || end == std::string::npos || end <= begin) return subject;
  return subject.substr(begin + open.size(), end - begin - open.size());
}

std::string names_of(const Notice& notice) {
  std::string names;
  for (const Person& person : notice.people) {
    if (!person.name.empty()) names += (names.empty() ? "" : "、") + person.name;
  }
  if (names.empty() && !notice.items.empty()) return notice.items.front().facts.person;
  return names;
}

std::string truth(bool is_true) {
  return is_true ? "true" : "";
}

}  // namespace

std::span<const MessageField> message_fields() {
  return all_fields;
}

const MessageField* find_message_field(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(all_fields), std::end(all_fields),
                   [name](const MessageField& one) { return one.name == name; });
  return found == std::end(all_fields) ? nullptr : found;
}

std::vector<NoticeItem> items_of(const Notice& notice) {
  if (!notice.items.empty()) return notice.items;
  NoticeItem item;
  item.key = notice.key;
  item.title = notice.title;
  item.text = notice.text;
  item.why = notice.why;
  return {item};
}

FieldTexts notice_texts(const Notice& notice, Lang lang) {
  const std::vector<NoticeItem> items = items_of(notice);
  const NoticeItem& worst = items.front();
  const std::size_t count = items.size();
  const std::string& first = worst.facts.subject.empty() ? worst.title : worst.facts.subject;
  return {{"title", notice.title},
          {"unit", notice.unit.text},
          {"addressee", notice.addressee},
          {"person", names_of(notice)},
          {"plan_date", to_string(local_date(notice.decided_at))},
          {"why", notice.why},
          {"count", std::to_string(count)},
          {"first", first},
          {"part", std::to_string(std::max(notice.key.part, 1))},
          {"parts", std::to_string(notice.parts)},
          {"urgent", truth(notice.urgent)},
          {"several", truth(count > 1)},
          {"few", truth(count <= few_items && notice.parts == 1)},
          {"split", truth(notice.parts > 1)},
          {"head", head_of(worst.key, worst.facts.before, lang)},
          {"light", light_text(worst.key.level, lang)},
          {"light_mark", std::string(mark_of(worst.key))}};
}

FieldTexts item_texts(const Notice& notice, const NoticeItem& item, Lang lang) {
  const NoticeContext& facts = item.facts;
  const std::string& subject = facts.subject.empty() ? item.title : facts.subject;
  return {{"head", head_of(item.key, facts.before, lang)},
          {"light", light_text(item.key.level, lang)},
          {"light_mark", std::string(mark_of(item.key))},
          {"kind", std::string(name_of(item.key.kind, lang))},
          {"colour", std::string(colour_of(item.key))},
          {"subject", subject},
          {"indicator", name_within(subject)},
          {"period", facts.period},
          {"value", facts.value},
          {"target", facts.target},
          {"expected", facts.expected},
          {"gap", facts.gap},
          {"forecast", facts.forecast},
          {"clause", facts.clause},
          {"deadline", facts.deadline},
          {"problem", facts.problem},
          {"action", facts.action},
          {"why", item.why.empty() ? notice.why : item.why}};
}

}  // namespace planwatch
