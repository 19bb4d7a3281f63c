#include "daemon/app/load_checked.h"

#include "collectors/fetch/sql_text.h"
#include "daemon/send/gateways/sms_facts.h"
#include "daemon/send/message_renderer.h"

namespace planwatch {

namespace {

// RFC 6901: empty, or segments that begin with '/', where '~' is followed by 0 or 1.
bool is_json_pointer(const std::string& text) {
  if (text.empty()) return true;
  if (text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 >= text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

}  // namespace

LoadOptions checked_load_options(bool demo) {
  LoadOptions options;
  options.check_globs = !demo;
  options.check_json_pointer =
      [](const std::string& pointer) -> std::optional<std::pair<std::string, std::string>> {
    if (is_json_pointer(pointer)) return std::nullopt;
    return std::pair<std::string, std::string>{
        "“" + pointer + "”不是 JSON 指针：应为空，或以 / 开头",
        "\"" + pointer + "\" is not a JSON pointer: leave it empty or begin with /"};
  };
  options.check_template = check_template;
  options.check_select = [](const std::string& query, DatabaseKind database) {
    return why_not_select(query, database);
  };
  for (const std::string_view fact : sms_facts()) options.sms_facts.emplace_back(fact);
  return options;
}

CheckedConfiguration load_checked(const std::string& folder, bool demo) {
  return load_configuration(folder, checked_load_options(demo));
}

std::vector<std::string> error_texts(const CheckedConfiguration& loaded, Lang lang) {
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    if (diagnostic.severity == Diagnostic::Severity::error) {
      texts.push_back(to_text(diagnostic, lang));
    }
  }
  return texts;
}

}  // namespace planwatch
