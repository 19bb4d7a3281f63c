#include "daemon/send/message_renderer.h"

#include <kainjow/mustache.hpp>
#include <memory>
#include <utility>

#include "daemon/send/built_in_messages.h"
#include "daemon/send/escape.h"
#include "daemon/send/message_fields.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

namespace mustache = kainjow::mustache;

constexpr std::size_t longest_title = 400;  // bytes
// Stands for a line break while the library renders: it would drop lines in its own way. No value
// has control characters.
constexpr char line_break = '\x01';

bool is_section_tag(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  const std::size_t end = line.find_last_not_of(" \t\r");
  if (begin == line.npos) return false;
  const std::string_view tag = line.substr(begin, end - begin + 1);
  return tag.size() > 5 && tag.starts_with("{{") && tag.find("}}") == tag.size() - 2 &&
         (tag[2] == '#' || tag[2] == '^' || tag[2] == '/' || tag[2] == '!');
}

// Lines that consist of one section tag leave nothing behind, whether the section is shown or not.
std::string prepared(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    const bool alone = is_section_tag(line);
    out += alone ? line.substr(line.find("{{"), line.rfind("}}") + 2 - line.find("{{")) : line;
    if (!alone && end != line.npos) out += line_break;
  }
  return out;
}

mustache::mustache parsed(const std::string& text) {
  mustache::mustache parsed(prepared(text));
  // Values are escaped before: no braces of a template get around it.
  parsed.set_custom_escape([](const std::string& value) { return value; });
  return parsed;
}

// Nothing is false, so that a section of it is not shown.
mustache::data value_of(const std::string& text) {
  return text.empty() ? mustache::data(false) : mustache::data(text);
}

void add(mustache::data& into, const FieldTexts& texts, MessageFormat format) {
  for (const auto& [name, text] : texts) {
    const MessageField* field = find_message_field(name);
    const bool is_truth = field != nullptr && field->kind == FieldKind::truth;
    // A text that is empty is false, so that a section of it is not shown.
    if (is_truth || text.empty()) {
      into.set(std::string(name), mustache::data(!text.empty()));
    } else {
      into.set(std::string(name), mustache::data(escaped(text, format)));
    }
  }
}

void add_links(mustache::data& into, const Notice& notice, const NoticeItem& item,
               const MakeLink& link) {
  constexpr std::pair<const char*, LinkPurpose> links[] = {
      {"acknowledge_link", LinkPurpose::acknowledge},
      {"promise_link", LinkPurpose::promise},
      {"progress_link", LinkPurpose::progress},
      {"close_link", LinkPurpose::close}};
  for (const auto& [name, purpose] : links) {
    into.set(name, value_of(link ? escaped_link(link(notice, item, purpose)) : std::string()));
  }
}

mustache::data data_of(const Notice& notice, MessageFormat format, Lang lang,
                       const MakeLink& link) {
  mustache::data data;
  add(data, notice_texts(notice, lang), format);
  mustache::data items(mustache::data::type::list);
  for (const NoticeItem& item : items_of(notice)) {
    mustache::data one;
    add(one, item_texts(notice, item, lang), format);
    add_links(one, notice, item, link);
    items.push_back(one);
  }
  data.set("items", items);
  mustache::data also(mustache::data::type::list);
  for (const std::string& line : notice.also) also.push_back(mustache::data(escaped(line, format)));
  data.set("also", also);
  return data;
}

std::string without_blanks_at_end(std::string line) {
  line.erase(line.find_last_not_of(" \t\r") + 1);
  return line;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find_first_of("\x01\n");
    std::string line = without_blanks_at_end(std::string(text.substr(0, end)));
    const bool blank_again = line.empty() && (lines.empty() || lines.back().empty());
    if (!blank_again) lines.push_back(std::move(line));
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// DingTalk breaks a line where two spaces stand before it.
std::string joined(const std::vector<std::string>& lines, MessageFormat format) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i];
    if (i + 1 == lines.size()) break;
    const bool soft =
        format == MessageFormat::dingtalk_markdown && !lines[i].empty() && !lines[i + 1].empty();
    text += soft ? "  \n" : "\n";
  }
  return text;
}

std::string one_line_of(const std::string& rendered) {
  std::string line;
  for (const std::string& part : lines_of(rendered)) {
    if (!part.empty()) line += (line.empty() ? "" : " ") + part;
  }
  return line;
}

}  // namespace

RenderMessage make_renderer(const MessageTemplate* own, MessageFormat format, Lang lang,
                            MakeLink link) {
  const bool usable = own != nullptr && check_template(*own).empty();
  const MessageTemplate message = usable ? *own : built_in_message(format, lang);
  // Shared because the library's parsed templates are rendered by a function that is not const.
  const auto title = std::make_shared<mustache::mustache>(parsed(message.title));
  const auto body = std::make_shared<mustache::mustache>(parsed(message.body));
  return [title, body, format, lang, link = std::move(link)](const Notice& notice) {
    const bool chat = format != MessageFormat::mail_text;
    const MessageFormat of_title = chat ? MessageFormat::text : MessageFormat::mail_text;
    RenderedMessage rendered;
    rendered.title =
        one_line(one_line_of(title->render(data_of(notice, of_title, lang, link))), longest_title);
    rendered.body = joined(lines_of(body->render(data_of(notice, format, lang, link))), format);
    return rendered;
  };
}

}  // namespace planwatch
