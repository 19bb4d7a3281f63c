#include "tests/fuzz/fuzz_check.h"

// CSV of any separator and encoding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  fuzz::check(decode(fuzz::bytes_of(data, size), CsvFormat{}, fuzz::limits()));
  return 0;
}
