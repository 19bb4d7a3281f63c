#include "config/loader/loaders.h"
#include "config/loader/source_files.h"

namespace planwatch::loader {

namespace {

constexpr std::size_t largest_file = 16u << 20;
constexpr std::size_t longest_title = 500;
constexpr std::size_t longest_body = 16'000;

std::string_view line_of(std::string_view text, int number) {
  for (int line = 1; line < number && !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// How far the lines of a block are indented: its first line with content says it.
int indent_below(std::string_view text, int line) {
  constexpr int most_blank_lines = 100;
  for (int i = 1; i <= most_blank_lines; ++i) {
    const std::size_t content = line_of(text, line + i).find_first_not_of(' ');
    if (content != text.npos) return static_cast<int>(content);
  }
  return 0;
}

// What stands at a place of the file; 0: nothing.
char character_at(std::string_view text, const SourcePosition& at) {
  const std::string_view line = line_of(text, at.line);
  int column = 1;
  for (const char c : line) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins_character && column++ == at.column) return c;
  }
  return 0;
}

// A place in a value, as a place in the file. A folded block (>) has other lines than the file.
SourcePosition place_in(const YamlNode& value, int line, int column) {
  SourcePosition at = value.at;
  const std::string text = read_bytes(at.file, largest_file).value_or("");
  const char first = character_at(text, at);
  if (first == '|') {
    at.line += line;
    at.column = indent_below(text, value.at.line) + column;
  } else if (line == 1 && first != '>') {
    at.column += column - (value.quoted ? 0 : 1);
  }
  return at;
}

void check_text(const MessageTemplate& message, const YamlNode* title, const YamlNode* body,
                const Draft& draft) {
  if (!draft.options.check_template) return;
  for (const TemplateProblem& problem : draft.options.check_template(message)) {
    const YamlNode* where = problem.in_title ? title : body;
    if (!where) continue;
    draft.out.error(place_in(*where, problem.line, problem.column),
                    {problem.message_zh, problem.message_en}, {problem.hint_zh, problem.hint_en});
  }
}

void check_size(const Fields& fields, std::string_view key, const std::string& text,
                std::size_t longest, Diagnostics& out) {
  if (text.size() <= longest) return;
  out.error(fields.at(key), said("{} 超过 {} 字节", "{} is longer than {} bytes", key, longest),
            {"写短一些", "make it shorter"});
}

}  // namespace

MessageTemplate load_message(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  MessageTemplate message;
  Id<MessageTemplate> id;
  message.at = fields.at();
  if (read_identifier(fields, Thing::message, id, draft.names)) message.at = fields.at("id");
  message.id = id.text;
  const bool whole = fields.text("title", message.title) && fields.text("body", message.body);
  if (message.title.find('\n') != std::string::npos) {
    draft.out.error(fields.at("title"), {"标题不止一行", "the title has more than one line"},
                    {"标题写成一行，其余写进 body", "one line; the rest belongs into body"});
  }
  check_size(fields, "title", message.title, longest_title, draft.out);
  check_size(fields, "body", message.body, longest_body, draft.out);
  if (whole) {
    check_text(message, &node.find("title")->value, &node.find("body")->value, draft);
  }
  return message;
}

}  // namespace planwatch::loader
