#include "daemon/send/gateways/sms_facts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr const char* nothing = "无";
constexpr const char* too_long = "见系统";

// Longest first. Words may be cut further, figures may not.
struct Forms {
  std::vector<std::string> forms;
  bool words = true;
};

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string first_characters(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_character(text[i]) && count++ == most) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string clean(std::string_view text) {
  std::string out = one_line(clean_utf8(text), std::numeric_limits<std::size_t>::max());
  for (const char* mark : {"【", "】", "http://", "https://"}) out = replaced(out, mark, "");
  return out;
}

std::string before(const std::string& text, std::string_view mark) {
  return text.substr(0, text.find(mark));
}

// The name between the quotes of 指标“…”; the whole subject where there are none.
std::string name_of_subject(const std::string& subject) {
  const std::size_t open = subject.find("“");
  const std::size_t close = subject.rfind("”");
  const std::size_t begin = open + std::string_view("“").size();
  if (open == std::string::npos || close == std::string::npos || close < begin) return subject;
  return subject.substr(begin, close - begin);
}

std::string light_of(const NoticeKey& key) {
  if (key.kind == NoticeKind::resolved || key.kind == NoticeKind::closed) {
    return std::string(name_of(key.kind, Lang::zh));
  }
  return std::string(name_of(key.level, Lang::zh)) + "灯";
}

// From the first digit on: 落后 12.7 个百分点 -> 12.7个百分点. The sign belongs to the figure.
std::string from_figure(const std::string& text) {
  const std::size_t digit = text.find_first_of("0123456789");
  if (digit == std::string::npos) return text;
  return text.substr(digit > 0 && text[digit - 1] == '-' ? digit - 1 : digit);
}

Forms value_forms(const NoticeContext& facts) {
  return {{facts.value, before(facts.value, "（")}, false};
}

Forms expected_forms(const NoticeContext& facts) {
  const std::string full = replaced(facts.expected, " ", "");
  return {{full, from_figure(full)}, false};
}

// Who is ahead or behind must not get lost: a size alone stands for being behind.
Forms gap_forms(const NoticeContext& facts) {
  const std::string full = replaced(facts.gap, " ", "");
  Forms gap{{full, replaced(full, "个百分点", "个点")}, false};
  if (full.starts_with("落后") && full.find("（") == std::string::npos) {
    gap.forms.push_back(from_figure(full));
    gap.forms.push_back(replaced(from_figure(full), "个百分点", "个点"));
  }
  return gap;
}

// 2025年9月 -> 9月
Forms period_forms(const NoticeContext& facts) {
  Forms period{{facts.period}, false};
  const std::size_t year = facts.period.find("年");
  const std::size_t rest = year + std::string_view("年").size();
  if (year != std::string::npos && rest < facts.period.size()) {
    period.forms.push_back(facts.period.substr(rest));
  }
  return period;
}

// 2025-12-31 -> 12月31日
Forms deadline_forms(const NoticeContext& facts) {
  Forms deadline{{facts.deadline}, false};
  if (const auto date = parse_date(facts.deadline)) {
    deadline.forms.push_back(std::to_string(month_of(*date)) + "月" +
                             std::to_string(day_of(*date)) + "日");
  }
  return deadline;
}

Forms words(std::string text) {
  return {{std::move(text)}, true};
}

// What a notice without items, such as a trial message, says of itself.
NoticeItem worst_of(const Notice& notice) {
  if (!notice.items.empty()) return notice.items.front();
  NoticeItem item;
  item.key = notice.key;
  item.facts.subject = notice.title;
  return item;
}

std::string person_of(const Notice& notice, const NoticeItem& item) {
  if (!item.facts.person.empty()) return item.facts.person;
  return notice.people.size() == 1 ? notice.people.front().name : std::string();
}

using FormsOf = Forms (*)(const Notice&, const NoticeItem&);
struct Fact {
  std::string_view name;
  FormsOf forms;
};

const std::array<Fact, 16>& all_facts() {
  static const std::array<Fact, 16> facts = {{
      {"unit", [](const Notice& n, const NoticeItem&) { return words(n.unit.text); }},
      {"kind",
       [](const Notice&, const NoticeItem& i) {
         return words(std::string(name_of(i.key.kind, Lang::zh)));
       }},
      {"indicator",
       [](const Notice&, const NoticeItem& i) { return words(name_of_subject(i.facts.subject)); }},
      {"light", [](const Notice&, const NoticeItem& i) { return words(light_of(i.key)); }},
      {"worst",
       [](const Notice&, const NoticeItem& i) {
         return words(light_of(i.key) + name_of_subject(i.facts.subject));
       }},
      {"period", [](const Notice&, const NoticeItem& i) { return period_forms(i.facts); }},
      {"value", [](const Notice&, const NoticeItem& i) { return value_forms(i.facts); }},
      {"target",
       [](const Notice&, const NoticeItem& i) {
         return Forms{{i.facts.target}, false};
       }},
      {"expected", [](const Notice&, const NoticeItem& i) { return expected_forms(i.facts); }},
      {"gap", [](const Notice&, const NoticeItem& i) { return gap_forms(i.facts); }},
      {"deadline", [](const Notice&, const NoticeItem& i) { return deadline_forms(i.facts); }},
      {"problem", [](const Notice&, const NoticeItem& i) { return words(i.facts.problem); }},
      {"action_short", [](const Notice&, const NoticeItem& i) { return words(i.facts.action); }},
      {"count",
       [](const Notice& n, const NoticeItem&) {
         return Forms{{std::to_string(std::max<std::size_t>(1, n.items.size()))}, false};
       }},
      {"person", [](const Notice& n, const NoticeItem& i) { return words(person_of(n, i)); }},
      {"clause", [](const Notice&, const NoticeItem& i) { return words(i.facts.clause); }},
  }};
  return facts;
}

const Fact* find_fact(std::string_view name) {
  const auto found = std::find_if(all_facts().begin(), all_facts().end(),
                                  [name](const Fact& fact) { return fact.name == name; });
  return found == all_facts().end() ? nullptr : found;
}

}  // namespace

std::vector<std::string_view> sms_facts() {
  std::vector<std::string_view> names;
  names.reserve(all_facts().size());
  for (const Fact& fact : all_facts()) names.push_back(fact.name);
  return names;
}

bool is_sms_fact(std::string_view name) {
  return find_fact(name) != nullptr;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

std::string sms_fact(const Notice& notice, std::string_view name, std::size_t most_chars) {
  const Fact* fact = find_fact(name);
  if (fact == nullptr) return nothing;
  const Forms known = fact->forms(notice, worst_of(notice));
  std::string last;
  for (const std::string& form : known.forms) {
    last = clean(form);
    if (last.empty()) return nothing;
    if (most_chars == 0 || characters_of(last) <= most_chars) return last;
  }
  return first_characters(known.words ? last : std::string(too_long), most_chars);
}

}  // namespace planwatch
