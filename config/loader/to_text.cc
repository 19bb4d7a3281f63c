#include <fmt/format.h>

#include "config/loader/diagnostics.h"

namespace planwatch {

std::string to_text(const Diagnostic& diagnostic, Lang lang) {
  const bool error = diagnostic.severity == Diagnostic::Severity::error;
  const std::string at = loader::to_string(diagnostic.at);
  if (lang == Lang::zh) {
    const char* label = error ? "错误" : "警告";
    const std::string hint =
        diagnostic.hint_zh.empty() ? "" : fmt::format("（{}）", diagnostic.hint_zh);
    return fmt::format("{}: {}: {}{}", at, label, diagnostic.message_zh, hint);
  }
  const char* label = error ? "error" : "warning";
  const std::string hint =
      diagnostic.hint_en.empty() ? "" : fmt::format(" ({})", diagnostic.hint_en);
  return fmt::format("{}: {}: {}{}", at, label, diagnostic.message_en, hint);
}

}  // namespace planwatch
