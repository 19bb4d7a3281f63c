#include "collectors/decode/encoding.h"
#include "tests/fuzz/fuzz_check.h"

// Bytes in every encoding that a feed may declare: UTF-8 comes out, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  bool understood = false;
  for (const Encoding declared : {Encoding::automatic, Encoding::utf8, Encoding::gb18030,
                                  Encoding::utf16le, Encoding::utf16be}) {
    const auto decoded = decode_text(fuzz::bytes_of(data, size), declared);
    if (!decoded) {
      fuzz::check_text(decoded.error().message, "errors are UTF-8");
      continue;
    }
    understood = true;
    fuzz::check_text(decoded->text, "texts are UTF-8");
    fuzz::require(decoded->text.find('\0') == std::string::npos, "texts have no NUL");
    fuzz::require(!decoded->encoding.empty(), "the encoding is reported");
  }
  fuzz::count_input(understood);
  return 0;
}
