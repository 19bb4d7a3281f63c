#pragma once

#include <string>
#include <vector>

#include "config/loader/diagnostics.h"
#include "rules/rehearse/rule_test.h"

namespace planwatch {

// How one test went; no mismatch: passed.
struct TestOutcome {
  std::string name;
  SourcePosition at;
  std::vector<Mismatch> mismatches;
};
struct TestFileOutcome {
  std::string file;
  std::vector<Diagnostic> errors;  // then nothing of the file ran
  std::vector<TestOutcome> tests;
};

// The outcome in JUnit's XML as CI systems read it: a testsuite for each file, a failure for each
// test that failed, an error for a file that cannot be read. Pure.
std::string render_junit(const std::vector<TestFileOutcome>& files, Lang lang);

}  // namespace planwatch
