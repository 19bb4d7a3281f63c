#pragma once

#include <cstdlib>

#include "rapidcheck/gtest.h"

namespace planwatch {

// Properties are tried on the same cases in every run; RC_PARAMS in the environment tries others.
inline const bool properties_are_seeded = [] {
  return setenv("RC_PARAMS", "seed=20250620 max_success=400", 0) == 0;
}();

}  // namespace planwatch
