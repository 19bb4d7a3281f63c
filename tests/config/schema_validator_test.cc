#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

#include "gtest/gtest.h"

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
  std::vector<std::string> errors;
  for (const Diagnostic& one : folder.load().diagnostics) {
    if (one.severity != Diagnostic::Severity::error) continue;
    if (one.at.file == folder.path() + "/" + file) errors.push_back(one.message_en);
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

}  // namespace
}  // namespace planwatch
