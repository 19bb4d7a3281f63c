#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/configuration.h"

namespace planwatch {

// One problem of the configuration. Every text in Chinese and English.
struct Diagnostic {
  enum class Severity { error, warning };
  Severity severity = Severity::error;
  SourcePosition at;
  std::string message_zh;
  std::string message_en;
  std::string hint_zh;  // what to do; may be empty
  std::string hint_en;
};
// file:line:col: 错误: message (hint)
std::string to_text(const Diagnostic& diagnostic, Lang lang);

// What is wrong with a message's template, and where in its text.
struct TemplateProblem {
  bool in_title = false;  // otherwise in the body
  int line = 1;           // of that text
  int column = 1;         // in characters
  std::string message_zh;
  std::string message_en;
  std::string hint_zh;
  std::string hint_en;
};

struct LoadOptions {
  // Feeds marked `sample` have their globs in a folder that the demo makes; they are not looked at.
  bool check_globs = true;
  // Checks that need another room's library, handed in by daemon/app. Returns a message (zh, en) or
  // nothing.
  std::function<std::optional<std::pair<std::string, std::string>>(const std::string&)>
      check_json_pointer;
  std::function<std::vector<TemplateProblem>(const MessageTemplate&)> check_template;
  // Why a feed's query is not one SELECT that only reads; nothing when it is. In both languages.
  std::function<std::optional<std::string>(const std::string&, DatabaseKind)> check_select;
  // What may fill a variable of an SMS; empty: not checked.
  std::vector<std::string> sms_facts;
};
struct LoadResult {
  std::shared_ptr<const Configuration> configuration;  // null when there are errors
  std::vector<Diagnostic> diagnostics;                 // all of them, by file and line
};
// Reads every file of `folder` (format: config/schema/reference.en.md). Never stops at the first
// problem.
LoadResult load_configuration(const std::string& folder, const LoadOptions& options);

}  // namespace planwatch
