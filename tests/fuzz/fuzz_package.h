#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planwatch::fuzz {

// Checksums and compression keep a fuzzer out of a container's parts. An input that is no
// container ("PK...") is therefore text: the parts, each after a line "=== NAME", to be packed.
std::string package_of(std::string_view input);

}  // namespace planwatch::fuzz
