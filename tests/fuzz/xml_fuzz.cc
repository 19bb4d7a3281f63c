#include "tests/fuzz/fuzz_check.h"

// An XML answer in any encoding, with its rows where the seeds have them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  fuzz::check(decode(fuzz::bytes_of(data, size), XmlFormat{"/root/list/row"}, fuzz::limits()));
  return 0;
}
