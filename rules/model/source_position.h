#pragma once

#include <string>

namespace planwatch {

// Where in the configuration something was written. Lines and columns count from 1, columns in
// characters. An empty file name: made in code.
struct SourcePosition {
  std::string file;
  int line = 0;
  int column = 0;
};

}  // namespace planwatch
