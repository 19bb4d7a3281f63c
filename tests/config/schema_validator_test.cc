#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

#include "gtest/gtest.h"

#include "config/loader/rule_tests.h"
#include "tests/config/config_folder.h"
#include "tests/config/schema_documents.h"
#include "tests/config/schema_mutations.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

// A real JSON Schema validator over many files at once; one verdict a file, "ok" or the problem.
class Validator {
 public:
  Validator()
      : folder_(testing::TempDir() + "planwatch_schema_validator_" + std::to_string(getpid()) +
                "_" + testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    list_.open(folder_ + "/list");
  }
  ~Validator() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void add(const std::string& kind, const std::string& text) {
    const std::string path = folder_ + "/" + std::to_string(count_++) + ".yaml";
    std::ofstream(path, std::ios::binary) << text;
    list_ << kind << '\t' << path << '\n';
  }
  std::vector<std::string> run() {
    list_.close();
    const std::string source = PLANWATCH_SOURCE_DIR;
    const std::string command = "/usr/bin/python3 '" + source +
                                "/tests/config/validate_yaml.py' '" + source + "/config/schema' '" +
                                folder_ + "/list' > '" + folder_ + "/verdicts'";
    EXPECT_EQ(std::system(command.c_str()), 0) << "python3-jsonschema and python3-yaml are needed";
    std::vector<std::string> verdicts;
    std::ifstream stream(folder_ + "/verdicts");
    for (std::string line; std::getline(stream, line);) verdicts.push_back(line);
    verdicts.resize(static_cast<std::size_t>(count_), "no verdict");
    return verdicts;
  }

 private:
  std::string folder_;
  std::ofstream list_;
  int count_ = 0;
};

// The loader's errors in one file of the small configuration when that file holds `text`.
std::vector<std::string> loader_errors(ConfigFolder& folder, const std::string& file,
                                       const std::string& text) {
  const std::string before = folder.text(file);
  folder.write(file, text);
  const std::string path = folder.path() + "/" + file;
  LoadedFolders folders;
  const std::vector<Diagnostic> found = file.starts_with("tests/")
                                            ? load_rule_tests(path, {}, folders).diagnostics
                                            : folder.load().diagnostics;
  std::vector<std::string> errors;
  for (const Diagnostic& one : found) {
    if (one.severity != Diagnostic::Severity::error) continue;
    if (one.at.file == path) errors.push_back(one.message_en);
  }
  folder.write(file, before);
  return errors;
}

TEST(SchemaValidator, AcceptsTheShippedPlanAndTheSmallOne) {
  Validator validator;
  std::vector<std::string> files;
  for (const Documents& documents : {shipped_documents(), small_documents()}) {
    for (const auto& [file, root] : documents) {
      validator.add(kind_of_file(file)->name, to_flow_yaml(root));
      files.push_back(file);
    }
  }
  const std::vector<std::string> verdicts = validator.run();
  ASSERT_EQ(verdicts.size(), files.size());
  EXPECT_GE(files.size(), 20u);
  for (std::size_t i = 0; i < files.size(); ++i) EXPECT_EQ(verdicts[i], "ok") << files[i];
}

// One document of the comparison: what is done to which key, what both sides must say.
struct Trial {
  std::string what;
  bool must_fail;  // in both
  bool loader_refuses;
};

// An editor that underlines what the daemon takes is worse than none; and what one file alone shows
// to be wrong, the editor shows, too.
TEST(SchemaValidator, RefusesWhatTheLoaderRefuses) {
  ConfigFolder folder;
  Validator validator;
  std::vector<Trial> trials;
  for (Variant& variant : variants_of_every_key(schema::map_kinds())) {
    loader::YamlNode& root = variant.documents.at(variant.file);
    const std::vector<std::string> before = loader_errors(folder, variant.file, to_flow_yaml(root));
    trials.push_back(
        {variant.map + "." + variant.steps.back() + " with its example", false, !before.empty()});
    validator.add(variant.kind, to_flow_yaml(root));
    for (const Mutation& mutation : mutations_of(variant)) {
      const auto errors = loader_errors(folder, variant.file, mutation.text);
      const bool new_error = std::any_of(errors.begin(), errors.end(), [&](const auto& error) {
        return std::count(before.begin(), before.end(), error) == 0;
      });
      const std::string what = variant.map + "." + variant.steps.back() + " " + mutation.what;
      trials.push_back({what, mutation.must_fail, !errors.empty()});
      if (mutation.must_fail) {
        EXPECT_TRUE(new_error) << "the loader accepts " << what;
      }
      validator.add(variant.kind, mutation.text);
    }
  }
  const std::vector<std::string> verdicts = validator.run();
  ASSERT_EQ(verdicts.size(), trials.size());
  EXPECT_GT(trials.size(), 800u);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const bool schema_refuses = verdicts[i] != "ok";
    if (trials[i].must_fail) {
      EXPECT_TRUE(schema_refuses) << "the schema accepts " << trials[i].what;
    }
    if (schema_refuses) {
      EXPECT_TRUE(trials[i].loader_refuses)
          << "the schema refuses what the loader takes: " << trials[i].what << ": " << verdicts[i];
    }
  }
}
struct ChangedLine {
  const char* what;
  const char* from;  // in the small configuration's rule tests
  const char* to;
};

// What keys say together: the loader refuses it, and so does the editor.
TEST(SchemaValidator, RefusesRuleTestsWhoseKeysDoNotGoTogether) {
  constexpr ChangedLine table[] = {
      {"two subjects", "{feed: court, times: 0}", "{feed: court, task: 2, times: 0}"},
      {"no subject of a light", "{task: 2, light: green}", "{light: green}"},
      {"a light of a feed", "{task: 2, light: green}", "{feed: court, light: green}"},
      {"nothing expected of a light", "{task: 2, light: green}", "{task: 2}"},
      {"a period of a task's light", "{task: 2, light", "{task: 2, period: 2025-06, light"},
      {"a gap of a task's light", "{task: 2, light: green}", "{task: 2, gap: 10}"},
      {"shown without a period", "period: 2025-06, light: yellow", "shown: yellow"},
      {"an area of a feed", "{feed: court, times", "{feed: court, area: \"620702\", times"},
      {"a message of an indicator's period", "days, kind: fired", "days, period: 2025-06"},
      {"nothing expected of an alert", "{indicator: days, state: firing}", "{indicator: days}"},
      {"a promise without its day", "act: acknowledge", "act: promise, text: 加班"},
      {"a promise without a text", "act: acknowledge", "act: promise, until: 2025-07-31"},
      {"a series without figures", ", from: 5, values: [70, 76]", ""},
      {"a list for one figure", "value: 12/40", "value: [12/40]"},
      {"a gap for one figure", "value: 12/40", "value: _"},
      {"a confirmed calendar without its source", "source: 国务院办公厅通知, ", ""},
      {"a count of nothing", "70x4", "70x0"},
      {"a month that is none", "from: 5", "from: 0"},
  };
  ConfigFolder folder;
  Validator validator;
  const std::string file = "tests/days.yaml";
  const std::string good = folder.text(file);
  EXPECT_THAT(loader_errors(folder, file, good), testing::IsEmpty());
  for (const ChangedLine& row : table) {
    const std::size_t at = good.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.what;
    std::string text = good;
    text.replace(at, std::string(row.from).size(), row.to);
    EXPECT_THAT(loader_errors(folder, file, text), testing::Not(testing::IsEmpty())) << row.what;
    validator.add("rule_tests", text);
  }
  validator.add("rule_tests", good);
  std::vector<std::string> verdicts = validator.run();
  EXPECT_EQ(verdicts.back(), "ok");
  for (std::size_t i = 0; i < std::size(table); ++i) EXPECT_NE(verdicts[i], "ok") << table[i].what;
}

// What is written in more than one way is right in each of them.
TEST(SchemaValidator, AcceptsEveryWayToWriteRuleTests) {
  constexpr ChangedLine table[] = {
      {"a month in quotes", "from: 5", "from: \"05\""},
      {"a period to begin with", "from: 5", "from: 2025-05"},
      {"figures in one text", "[70, 76]", "0 +8x2 _x2 70 -2"},
      {"figures of two kinds", "[70, 76]", "[12/40x2, 0.5, _, +0.1]"},
      {"a block of lines", "70x4}", "\"70 71\\n72 73\"}"},
      {"a text for a figure", "value: 12/40", "value: \"0.5\""},
      {"messages about nothing in particular", "{feed: court, times: 0}", "{to: leader, times: 0}"},
      {"midnight", "today: 2025-07-10", "today: 2025-07-10\n    time: 24:00"},
      {"a calendar of an empty list", "calendar: {year: 2026, confirmed: false}", "calendar: []"},
      {"an area of digits", "{indicator: days, state", "{indicator: days, area: 620702, state"},
      {"a promise", "act: acknowledge", "act: promise, until: 2025-07-31, text: 加班"},
  };
  ConfigFolder folder;
  Validator validator;
  const std::string file = "tests/days.yaml";
  const std::string good = folder.text(file);
  for (const ChangedLine& row : table) {
    const std::size_t at = good.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.what;
    std::string text = good;
    text.replace(at, std::string(row.from).size(), row.to);
    EXPECT_THAT(loader_errors(folder, file, text), testing::IsEmpty()) << row.what;
    validator.add("rule_tests", text);
  }
  const std::vector<std::string> verdicts = validator.run();
  for (std::size_t i = 0; i < std::size(table); ++i) EXPECT_EQ(verdicts[i], "ok") << table[i].what;
}

}  // namespace
}  // namespace planwatch
