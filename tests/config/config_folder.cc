#include "tests/config/config_folder.h"

#include <atomic>
#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

#include "tests/config/config_files.h"

namespace planwatch {

namespace fs = std::filesystem;

ConfigFolder::ConfigFolder() {
  // The test's name keeps programs apart that run at the same time, the number folders of one test.
  static std::atomic<int> count{0};
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string(test->test_suite_name()) + "." + test->name();
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  path_ = testing::TempDir() + "planwatch_config_" + name + "_" + std::to_string(++count);
  fs::remove_all(path_);
  for (const auto& [file, text] : small_configuration()) write(file, text);
}

ConfigFolder::~ConfigFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ConfigFolder::write(const std::string& file, const std::string& text) {
  const fs::path path = fs::path(path_) / file;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  files_[file] = text;
}

void ConfigFolder::replace(const std::string& file, const std::string& from,
                           const std::string& to) {
  std::string text = files_.at(file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << file << " has no " << from;
  write(file, text.replace(at, from.size(), to));
}

void ConfigFolder::remove(const std::string& file) {
  fs::remove_all(fs::path(path_) / file);
  files_.erase(file);
}

LoadResult ConfigFolder::load(const LoadOptions& options) const {
  return load_configuration(path_, options);
}

std::string all_texts(const LoadResult& result) {
  std::string out;
  for (const Diagnostic& one : result.diagnostics) out += to_text(one, Lang::zh) + "\n";
  return out;
}

}  // namespace planwatch
