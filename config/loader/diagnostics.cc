#include "config/loader/diagnostics.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace planwatch::loader {

void Diagnostics::error(const SourcePosition& at, Words message, Words hint) {
  ++errors_;
  add(Diagnostic::Severity::error, at, std::move(message), std::move(hint));
}

void Diagnostics::warning(const SourcePosition& at, Words message, Words hint) {
  add(Diagnostic::Severity::warning, at, std::move(message), std::move(hint));
}

void Diagnostics::add(Diagnostic::Severity severity, const SourcePosition& at, Words message,
                      Words hint) {
  all_.push_back({severity, at, std::move(message.zh), std::move(message.en), std::move(hint.zh),
                  std::move(hint.en)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> out = all_;
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.at.file, a.at.line, a.at.column) <
           std::tie(b.at.file, b.at.line, b.at.column);
  });
  return out;
}

std::string to_string(const SourcePosition& at) {
  return fmt::format("{}:{}:{}", at.file, at.line, at.column);
}

}  // namespace planwatch::loader
