#pragma once

#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "config/loader/key_log.h"
#include "config/loader/load.h"

namespace planwatch::loader {

// One sentence in both languages.
struct Words {
  std::string zh;
  std::string en;
};

// Both languages from the same arguments, in the same order or by number.
template <class... Args>
Words said(fmt::format_string<const Args&...> zh, fmt::format_string<const Args&...> en,
           const Args&... args) {
  return {fmt::format(zh, args...), fmt::format(en, args...)};
}

// Collects every problem; nothing here throws or stops. Where a log is given, also what was asked
// of the files: every reader has this object at hand.
class Diagnostics {
 public:
  explicit Diagnostics(KeyLog* log = nullptr) : log_(log) {}

  void error(const SourcePosition& at, Words message, Words hint = {});
  void warning(const SourcePosition& at, Words message, Words hint = {});

  bool has_errors() const { return errors_ > 0; }
  int errors() const { return errors_; }

  void asked(AskedKey key) {
    if (log_) log_->keys.push_back(std::move(key));
  }
  void asked(AskedValue value) {
    if (log_) log_->values.push_back(std::move(value));
  }
  void asked(AskedDefault value) {
    if (log_) log_->defaults.push_back(std::move(value));
  }
  bool logs() const { return log_ != nullptr; }
  KeyLog* log() const { return log_; }

  // By file, line and column; in the order of finding where these are equal.
  std::vector<Diagnostic> sorted() const;

 private:
  void add(Diagnostic::Severity severity, const SourcePosition& at, Words message, Words hint);

  std::vector<Diagnostic> all_;
  int errors_ = 0;
  KeyLog* log_ = nullptr;
};

// The position as people and editors read it: file:line:col.
std::string to_string(const SourcePosition& at);

}  // namespace planwatch::loader
