#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "config/loader/rule_tests.h"
#include "daemon/app/load_checked.h"
#include "daemon/cli/junit.h"
#include "daemon/cli/rehearsing_verbs.h"
#include "daemon/feed_fixture/fixture_folder.h"

namespace planwatch {

namespace {

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t broken_files = 0;
};

// A kept fetch, read again by its configuration.
TestFileOutcome run_fixture(const std::string& name, LoadedFolders& folders) {
  TestFileOutcome outcome;
  outcome.file = name;
  const auto broken = [&](const SourcePosition& at, const std::string& why) {
    outcome.errors.push_back({Diagnostic::Severity::error, at, why, why, {}, {}});
    return outcome;
  };
  const auto read = read_fixture(name, Lang::zh);
  if (!read) return broken({name, 1, 1}, read.error().message);
  const std::string& folder = read->manifest.config_folder;
  auto found = folders.find(folder);
  if (found == folders.end()) found = folders.emplace(folder, load_checked(folder, true)).first;
  const auto& configuration = found->second.configuration;
  if (!configuration) {
    for (const Diagnostic& one : found->second.diagnostics) {
      if (one.severity == Diagnostic::Severity::error) outcome.errors.push_back(one);
    }
    return outcome;
  }
  const FeedSpec* feed = configuration->find_feed(read->fixture.feed);
  if (feed == nullptr) {
    return broken(read->manifest.at, "没有数据源 " + read->fixture.feed.text + " (no such feed)");
  }
  TestOutcome test{feed->id.text, read->manifest.at, {}};
  for (const std::string& line : replay_differences(read->fixture, *feed, *configuration)) {
    test.mismatches.push_back({read->manifest.at, line, line});
  }
  outcome.tests.push_back(std::move(test));
  return outcome;
}

TestFileOutcome run_file(const std::string& name, LoadedFolders& folders) {
  if (std::filesystem::path(name).filename() == fixture_manifest_name) {
    return run_fixture(name, folders);
  }
  TestFileOutcome outcome;
  outcome.file = name;
  RuleTestFile file = load_rule_tests(name, checked_load_options(true), folders);
  for (Diagnostic& one : file.diagnostics) {
    if (one.severity == Diagnostic::Severity::error) outcome.errors.push_back(std::move(one));
  }
  for (const RuleTest& test : file.tests) {
    outcome.tests.push_back({test.name, test.at, run_rule_test(test)});
  }
  return outcome;
}

void say_file(const TestFileOutcome& file, Lang lang, Tally& tally) {
  const bool zh = lang == Lang::zh;
  for (const Diagnostic& one : file.errors) fmt::print("{}\n", to_text(one, lang));
  std::size_t passed = 0;
  for (const TestOutcome& test : file.tests) {
    passed += test.mismatches.empty() ? 1 : 0;
    for (const Mismatch& one : test.mismatches) {
      fmt::print("{}: {}: {}：{}\n", loader::to_string(one.at), zh ? "不符" : "mismatch", test.name,
                 zh ? one.zh : one.en);
    }
  }
  tally.passed += passed;
  tally.failed += file.tests.size() - passed;
  if (!file.errors.empty()) {
    ++tally.broken_files;
    return;
  }
  fmt::print(fmt::runtime(zh ? "{}：{} 项，通过 {} 项\n" : "{}: {} tests, {} passed\n"), file.file,
             file.tests.size(), passed);
}

void say_total(const Tally& tally, Lang lang) {
  const char* text = lang == Lang::zh ? "合计：通过 {} 项，失败 {} 项，{} 个文件有错误\n"
                                      : "total: {} passed, {} failed, {} files with errors\n";
  fmt::print(fmt::runtime(text), tally.passed, tally.failed, tally.broken_files);
}

bool write_junit(const std::string& path, const std::vector<TestFileOutcome>& files, Lang lang) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << render_junit(files, lang);
  out.flush();
  if (out) return true;
  fmt::print(
      stderr,
      fmt::runtime(lang == Lang::zh ? "{} 写不了：核对文件夹和权限\n"
                                    : "{} cannot be written: check folder and permissions\n"),
      path);
  return false;
}

}  // namespace

int test_verb(const CommonOptions& options, const TestWords& words) {
  LoadedFolders folders;
  std::vector<TestFileOutcome> outcomes;
  Tally tally;
  for (const std::string& file : words.files) {
    outcomes.push_back(run_file(file, folders));
    say_file(outcomes.back(), options.lang, tally);
  }
  say_total(tally, options.lang);
  const bool written = words.junit.empty() || write_junit(words.junit, outcomes, options.lang);
  if (tally.broken_files > 0) return 2;
  return tally.failed > 0 || !written ? 1 : 0;
}

}  // namespace planwatch
