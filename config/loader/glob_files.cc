#include "config/loader/glob_files.h"

#include <glob.h>

namespace planwatch::loader {

namespace {

std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

bool glob_matches(const std::string& folder, const std::string& pattern) {
  const bool absolute = pattern.starts_with('/');
  const std::string full = absolute ? pattern : escaped(folder) + "/" + pattern;
  glob_t found{};
  const int status = ::glob(full.c_str(), GLOB_NOSORT, nullptr, &found);
  const bool any = status == 0 && found.gl_pathc > 0;
  ::globfree(&found);
  return any;
}

}  // namespace planwatch::loader
