#include "tests/config/one_feed.h"

#include "gtest/gtest.h"

namespace planwatch {

void write_feed(ConfigFolder& folder, const FeedLines& lines) {
  std::string text = "feeds:\n  - id: extra\n    name: 试验\n    unit: " + lines.unit +
                     "\n    contact: 赵六\n    due: {frequency: month, day: 5}\n";
  for (const std::string* line : {&lines.transport, &lines.format, &lines.mapping}) {
    text += (line->empty() ? "" : "    " + *line) + "\n";
  }
  folder.write("feeds.yaml", text);
}

void write_secrets(ConfigFolder& folder) {
  folder.write("key.pem", "-----BEGIN\n");
  folder.write("secret.txt", "open sesame\n");
}

FeedSpec load_feed(const ConfigFolder& folder, const LoadOptions& options) {
  const LoadResult result = folder.load(options);
  EXPECT_NE(result.configuration, nullptr) << all_texts(result);
  return result.configuration ? result.configuration->feeds.at(0) : FeedSpec{};
}

std::string said_of_feeds(const LoadResult& result, Diagnostic::Severity severity) {
  std::string out;
  for (const Diagnostic& one : result.diagnostics) {
    if (one.severity != severity || !one.at.file.ends_with("feeds.yaml")) continue;
    out += std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + ": " +
           one.message_zh + " (" + one.hint_zh + ")\n";
  }
  return out;
}

}  // namespace planwatch
