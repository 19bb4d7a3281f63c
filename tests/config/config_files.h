#pragma once

#include <map>
#include <string>

namespace planwatch {

// The files of a small configuration that is right in every respect.
std::map<std::string, std::string> small_configuration();

}  // namespace planwatch
