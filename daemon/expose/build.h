#pragma once

namespace planwatch {

// What `--version` prints and planwatch_build_info says. The version is that of the project in
// CMakeLists.txt (a test compares them).
inline constexpr const char* build_version = "0.1.0";
#if defined(__clang__)
inline constexpr const char* build_compiler = "clang " __clang_version__;
#else
inline constexpr const char* build_compiler = "g++ " __VERSION__;
#endif

}  // namespace planwatch
