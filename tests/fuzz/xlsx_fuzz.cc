#include "tests/fuzz/fuzz_check.h"
#include "tests/fuzz/fuzz_package.h"

// An .xlsx file, or its parts as text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string bytes = fuzz::package_of(fuzz::bytes_of(data, size));
  fuzz::check(decode(bytes, XlsxFormat{}, fuzz::limits()));
  return 0;
}
