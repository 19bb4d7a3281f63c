#include "tests/fuzz/fuzz_check.h"

// An .xls file: compound file, records, shared texts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  fuzz::check(decode(fuzz::bytes_of(data, size), XlsFormat{}, fuzz::limits()));
  return 0;
}
