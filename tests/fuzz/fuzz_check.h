#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "collectors/decode/table.h"
#include "rules/model/observation.h"

// What holds for every input of every decoder: bounded, well-formed, and never half a result. A
// broken promise aborts, which libFuzzer reports with the input.
namespace planwatch::fuzz {

// Small enough that an input cannot make one run long.
FeedLimits limits();

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

void require(bool holds, const char* what);

// Checks the promises of table.h, and counts the input: at the end the program prints how many
// were understood.
void check(const Result<Document>& document);
// Rejections have place and reason, observations say something.
void check(const Extracted& extracted);
void check_text(std::string_view utf8, const char* what);
void count_input(bool understood);

}  // namespace planwatch::fuzz
