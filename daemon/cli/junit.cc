#include "daemon/cli/junit.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

// XML 1.0 knows no control characters but tab and line breaks.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  return out;
}

std::string mismatch_text(const Mismatch& mismatch, Lang lang) {
  return fmt::format("{}: {}", loader::to_string(mismatch.at),
                     lang == Lang::zh ? mismatch.zh : mismatch.en);
}

std::string case_text(const TestFileOutcome& file, const TestOutcome& test, Lang lang) {
  std::string text =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                  escaped(file.file), escaped(test.name), escaped(file.file), test.at.line);
  if (test.mismatches.empty()) return text + "/>\n";
  std::string all;
  for (const Mismatch& one : test.mismatches) all += mismatch_text(one, lang) + "\n";
  return text + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                            escaped(mismatch_text(test.mismatches.front(), lang)), escaped(all));
}

std::string errors_text(const TestFileOutcome& file, Lang lang) {
  std::string all;
  for (const Diagnostic& one : file.errors) all += to_text(one, lang) + "\n";
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\">\n      <error message=\"{}\">{}</error>\n"
      "    </testcase>\n",
      escaped(file.file), escaped(file.file), escaped(to_text(file.errors.front(), lang)),
      escaped(all));
}

std::size_t failures_of(const TestFileOutcome& file) {
  return static_cast<std::size_t>(
      std::count_if(file.tests.begin(), file.tests.end(),
                    [](const TestOutcome& test) { return !test.mismatches.empty(); }));
}

}  // namespace

std::string render_junit(const std::vector<TestFileOutcome>& files, Lang lang) {
  std::string suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  for (const TestFileOutcome& file : files) {
    const std::size_t broken = file.errors.empty() ? 0 : 1;
    suites +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                    escaped(file.file), file.tests.size() + broken, failures_of(file), broken);
    if (broken > 0) suites += errors_text(file, lang);
    for (const TestOutcome& test : file.tests) suites += case_text(file, test, lang);
    suites += "  </testsuite>\n";
    tests += file.tests.size() + broken;
    failures += failures_of(file);
    errors += broken;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"planwatch\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}"
      "</testsuites>\n",
      tests, failures, errors, suites);
}

}  // namespace planwatch
