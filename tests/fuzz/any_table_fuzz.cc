#include "collectors/decode/any_table.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/fuzz/fuzz_package.h"

// Whatever people send: the choice of the format, and its sheets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string bytes = fuzz::package_of(fuzz::bytes_of(data, size));
  const auto sheets = sheets_of(bytes, AnyTableFormat{}, fuzz::limits());
  if (sheets) {
    for (const SheetChoice& sheet : *sheets) fuzz::check_text(sheet.name, "names are UTF-8");
  }
  fuzz::check(decode(bytes, AnyTableFormat{}, fuzz::limits()));
  return 0;
}
