#include <algorithm>
#include <fmt/format.h>

#include "config/loader/suggest.h"
#include "daemon/send/message_fields.h"
#include "daemon/send/message_renderer.h"

namespace planwatch {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

struct Tag {
  std::size_t at = 0;  // in the text
  char mark = ' ';     // # ^ / > = ! & { or none of them
  std::string name;
};

// Reads the tags of one text and keeps what is open.
class Reader {
 public:
  Reader(std::string_view text, bool in_title, std::vector<TemplateProblem>& out)
      : text_(text), in_title_(in_title), out_(out) {}

  void read() {
    std::size_t at = 0;
    while ((at = text_.find("{{", at)) != text_.npos) {
      const bool triple = text_.substr(at, 3) == "{{{";
      const std::string_view close = triple ? "}}}" : "}}";
      const std::size_t begin = at + close.size();
      const std::size_t end = text_.find(close, begin);
      if (end == text_.npos) {
        return report(at, "{{ 没有对应的 }}", "{{ is never closed", "补上 }}", "close it with }}");
      }
      take(tag_of(at, trimmed(text_.substr(begin, end - begin)), triple));
      at = end + close.size();
    }
    for (const Tag& open : open_) {
      report(open.at, fmt::format("{{{{{}{}}}}} 没有结束", open.mark, open.name),
             fmt::format("{{{{{}{}}}}} is never ended", open.mark, open.name),
             fmt::format("补上 {{{{/{}}}}}", open.name), fmt::format("add {{{{/{}}}}}", open.name));
    }
  }

 private:
  static Tag tag_of(std::size_t at, std::string_view content, bool triple) {
    Tag tag;
    tag.at = at;
    if (triple) {
      tag.mark = '{';
    } else if (!content.empty() && std::string_view("#^/>=!&").find(content[0]) != content.npos) {
      tag.mark = content[0];
      content = trimmed(content.substr(1));
    }
    tag.name = std::string(content);
    return tag;
  }

  void take(const Tag& tag) {
    switch (tag.mark) {
      case '!':
        return;
      case '>':
      case '=':
        return report(tag.at, "模板不能引用别的片段，也不能改分隔符",
                      "a template has no partials and keeps its delimiters",
                      "只用 {{字段}}、{{#字段}}、{{^字段}}、{{/字段}}",
                      "use {{field}}, {{#field}}, {{^field}} and {{/field}} alone");
      case '/':
        return take_end(tag);
      default:
        break;
    }
    check_name(tag);
    if (tag.mark == '#' || tag.mark == '^') open_.push_back(tag);
  }

  void take_end(const Tag& tag) {
    if (!open_.empty() && open_.back().name == tag.name) return open_.pop_back();
    report(tag.at, fmt::format("{{{{/{}}}}} 没有对应的开始", tag.name),
           fmt::format("{{{{/{}}}}} ends nothing", tag.name),
           open_.empty() ? "删掉它" : fmt::format("先结束 {{{{/{}}}}}", open_.back().name),
           open_.empty() ? "delete it" : fmt::format("end {{{{/{}}}}} first", open_.back().name));
    const auto same = std::find_if(open_.rbegin(), open_.rend(),
                                   [&tag](const Tag& one) { return one.name == tag.name; });
    // What stood inside of it was said just now.
    if (same != open_.rend()) open_.erase(std::prev(same.base()), open_.end());
  }

  bool is_inside(std::string_view name) const {
    return std::any_of(open_.begin(), open_.end(),
                       [name](const Tag& one) { return one.mark == '#' && one.name == name; });
  }

  void check_name(const Tag& tag) {
    const bool is_section = tag.mark == '#' || tag.mark == '^';
    if (tag.name == "." && !is_section) {
      if (is_inside("also")) return;
      return report(tag.at, "{{.}} 只能写在 {{#also}} 里", "{{.}} stands inside {{#also}} alone",
                    "写字段的名称", "write a field's name");
    }
    const MessageField* field = find_message_field(tag.name);
    if (field == nullptr) return report_unknown(tag);
    if (field->of_item && !is_inside("items")) {
      return report(tag.at, fmt::format("{} 只能写在 {{{{#items}}}} 里", tag.name),
                    fmt::format("{} stands inside {{{{#items}}}} alone", tag.name),
                    "用 {{#items}}…{{/items}} 包起来", "put it between {{#items}} and {{/items}}");
    }
    if (is_section || field->kind == FieldKind::text) return;
    report(tag.at, fmt::format("{} 不是文字", tag.name), fmt::format("{} is no text", tag.name),
           fmt::format("写成 {{{{#{0}}}}}…{{{{/{0}}}}}", tag.name),
           fmt::format("write {{{{#{0}}}}}...{{{{/{0}}}}}", tag.name));
  }

  void report_unknown(const Tag& tag) {
    std::vector<std::string> known;
    known.reserve(message_fields().size());
    for (const MessageField& field : message_fields()) known.emplace_back(field.name);
    constexpr std::size_t all = 64;
    const std::string list = loader::join(known, all);
    const std::string near = loader::nearest(tag.name, known);
    report(
        tag.at, fmt::format("没有名为 {} 的字段", tag.name),
        fmt::format("there is no field {}", tag.name),
        near.empty() ? "可用的有：" + list : fmt::format("是否想写 {}？可用的有：{}", near, list),
        near.empty() ? "known here: " + list
                     : fmt::format("did you mean {}? known here: {}", near, list));
  }

  void report(std::size_t at, std::string zh, std::string en, std::string hint_zh,
              std::string hint_en) {
    TemplateProblem problem;
    problem.in_title = in_title_;
    const std::string_view before = text_.substr(0, at);
    problem.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    for (const char c : before.substr(line_begin)) {
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++problem.column;
    }
    problem.message_zh = std::move(zh);
    problem.message_en = std::move(en);
    problem.hint_zh = std::move(hint_zh);
    problem.hint_en = std::move(hint_en);
    out_.push_back(std::move(problem));
  }

  std::string_view text_;
  bool in_title_;
  std::vector<TemplateProblem>& out_;
  std::vector<Tag> open_;
};

}  // namespace

std::vector<TemplateProblem> check_template(const MessageTemplate& message) {
  std::vector<TemplateProblem> problems;
  Reader(message.title, true, problems).read();
  Reader(message.body, false, problems).read();
  return problems;
}

}  // namespace planwatch
