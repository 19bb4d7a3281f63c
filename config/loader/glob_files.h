#pragma once

#include <string>

namespace planwatch::loader {

// Whether the pattern (* ? [..]) matches anything. `pattern` is relative to `folder` unless it is
// absolute; the folder's own characters are taken as they are.
bool glob_matches(const std::string& folder, const std::string& pattern);

}  // namespace planwatch::loader
