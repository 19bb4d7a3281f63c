#pragma once

namespace planwatch {

// The program's version, as CMakeLists.txt names it.
const char* version_text();

}  // namespace planwatch
