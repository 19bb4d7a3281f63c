#pragma once

#include <map>
#include <string>

#include "config/loader/load.h"

namespace planwatch {

// A small valid configuration in a folder of its own below testing::TempDir(); removed at the end.
// Loading it gives neither errors nor warnings.
class ConfigFolder {
 public:
  ConfigFolder();
  ~ConfigFolder();
  ConfigFolder(const ConfigFolder&) = delete;
  ConfigFolder& operator=(const ConfigFolder&) = delete;

  const std::string& path() const { return path_; }
  const std::string& text(const std::string& file) const { return files_.at(file); }
  // Writes a file, folders included.
  void write(const std::string& file, const std::string& text);
  // Replaces the first occurrence of `from` in a file; fails the test when there is none.
  void replace(const std::string& file, const std::string& from, const std::string& to);
  void remove(const std::string& file);
  LoadResult load(const LoadOptions& options = {}) const;

 private:
  std::string path_;
  std::map<std::string, std::string> files_;
};

// All diagnostics as text, one a line.
std::string all_texts(const LoadResult& result);

}  // namespace planwatch
