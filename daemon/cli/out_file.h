#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "rules/model/light.h"

namespace planwatch {

// Where a verb writes what it exports: a file, or stdout where the name is empty. A file appears
// under its name only when it is whole.
class OutFile {
 public:
  explicit OutFile(std::string name);
  ~OutFile();
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  void write(std::string_view text);
  // The exit code; what went wrong is printed.
  int close(Lang lang);

 private:
  std::string name_;
  std::FILE* file_ = nullptr;
  int error_ = 0;  // errno of the first failure
};

}  // namespace planwatch
