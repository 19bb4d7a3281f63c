#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

#include "gtest/gtest.h"

#include "config/loader/load.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

// The commented one-line examples at the end of the shipped feeds, as an operator would use them.
std::vector<std::string> examples() {
  std::ifstream stream(PLANWATCH_SOURCE_DIR "/config/ganzhou/feeds.yaml", std::ios::binary);
  std::vector<std::string> found;
  bool begun = false;
  for (std::string line; std::getline(stream, line);) {
    begun = begun || line.find("其他取法") != std::string::npos;
    if (begun && line.starts_with("#    ")) found.push_back(line.substr(1));
  }
  return found;
}

std::string key_of(const std::string& example) {
  return example.substr(4, example.find(':') - 4);
}

// A feed around the example: what it leaves out is the plainest that goes with it.
std::string feed_with(const std::string& example) {
  const std::string key = key_of(example);
  const bool mapping = key == "observations" || key == "records" || key == "template";
  std::string text =
      "feeds:\n  - id: example\n    name: 例\n    unit: 区法院\n    contact: 某人\n"
      "    due: {frequency: month, day: 8}\n" +
      example + "\n";
  if (mapping) text += key == "template" ? "    upload: {}\n" : "    file: {glob: a.csv}\n";
  if (mapping && key != "template") text += "    csv: {}\n";
  const std::set<std::string> own{"sql", "prometheus", "upload", "mailbox"};
  if (!mapping && key == "http") text += "    json: {rows: /data}\n";
  if (!mapping && key != "http" && !own.contains(key)) text += "    csv: {}\n";
  const std::string pointer = key == "http" || key == "prometheus" ? "/" : "";
  if (!mapping) {
    text += "    observations: {period: " + pointer +
            "期, values: [{indicator: online_filing_rate, "
            "value: " +
            pointer + "率}]}\n";
  }
  return text;
}

TEST(FeedExamples, CanBeUsedAsTheyStand) {
  const std::string folder =
      testing::TempDir() + "planwatch_feed_examples_" + std::to_string(getpid());
  fs::remove_all(folder);
  fs::copy(PLANWATCH_SOURCE_DIR "/config/ganzhou", folder, fs::copy_options::recursive);
  std::ofstream(folder + "/id_ed25519") << "-----BEGIN\n";
  std::set<std::string> keys;
  for (const std::string& example : examples()) {
    const std::size_t at = example.find("{env: ");
    std::string variable;
    if (at != std::string::npos) {
      variable = example.substr(at + 6, example.find('}', at) - at - 6);
      ::setenv(variable.c_str(), "secret", 1);
    }
    std::ofstream(folder + "/feeds.yaml", std::ios::binary) << feed_with(example);
    LoadOptions options;
    options.check_globs = false;
    const LoadResult result = load_configuration(folder, options);
    for (const Diagnostic& one : result.diagnostics) {
      EXPECT_EQ(one.severity, Diagnostic::Severity::warning) << to_text(one, Lang::zh) << example;
    }
    if (result.configuration) {
      keys.insert(std::string(name_of(result.configuration->feeds.at(0).transport)));
    }
    keys.insert(key_of(example));
    if (!variable.empty()) ::unsetenv(variable.c_str());
  }
  for (const char* key : {"file", "http", "sftp", "ftp", "sql", "prometheus", "mailbox", "upload",
                          "observations", "records", "template"}) {
    EXPECT_TRUE(keys.contains(key)) << key << " has no example";
  }
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

}  // namespace
}  // namespace planwatch
