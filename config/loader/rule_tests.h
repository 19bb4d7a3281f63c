#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/loader/load.h"
#include "rules/rehearse/rule_test.h"

namespace planwatch {

// One file of rule tests (format: config/rule-tests.md), each test with the configuration
// that it judges by.
struct RuleTestFile {
  std::string file;
  std::vector<RuleTest> tests;          // empty when there are errors
  std::vector<Diagnostic> diagnostics;  // of the file, and of its configuration where it has errors
  bool has_errors() const;
};

// Configuration folders that were loaded before; several files test the same one.
using LoadedFolders = std::map<std::string, LoadResult>;

// Never stops at the first problem. Names of indicators, tasks, feeds, units and rules must be
// those of the configuration.
RuleTestFile load_rule_tests(const std::string& file, const LoadOptions& options,
                             LoadedFolders& folders);

}  // namespace planwatch
