#pragma once

namespace planwatch {

// What planwatch_build_info says: the project's version and what compiled it.
const char* build_version();   // 0.1.0
const char* build_compiler();  // g++ 12.2.0

}  // namespace planwatch
