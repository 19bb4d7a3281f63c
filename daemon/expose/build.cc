#include "daemon/expose/build.h"

namespace planwatch {

const char* build_version() {
  return PLANWATCH_VERSION;
}

const char* build_compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

}  // namespace planwatch
