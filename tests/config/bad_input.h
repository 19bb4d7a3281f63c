#pragma once

#include <ostream>
#include <string>

#include "gtest/gtest.h"

namespace planwatch {

// One mistake in the small configuration and what is said of it.
struct BadInput {
  const char* name;
  const char* file;     // where the mistake is made
  const char* from;     // what stands there
  const char* to;       // what stands there instead
  const char* at;       // file:line:column of the diagnostic
  const char* message;  // part of the message
  const char* hint;     // part of the hint
};
inline void PrintTo(const BadInput& row, std::ostream* out) {
  *out << row.name;
}
inline std::string name_of_row(const testing::TestParamInfo<BadInput>& row) {
  return row.param.name;
}

}  // namespace planwatch
