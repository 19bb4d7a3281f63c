#include "collectors/decode/mime.h"
#include "tests/fuzz/fuzz_check.h"

// Mails as they come out of a mailbox: bounded, and attachments whole or not at all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const MimeLimits limits{1 << 20, 50, 8};
  const auto mail = decode_mime(fuzz::bytes_of(data, size), limits);
  fuzz::count_input(mail.has_value());
  if (!mail) {
    fuzz::check_text(mail.error().message, "a refusal is text");
    return 0;
  }
  std::uint64_t bytes = 0;
  for (const MimeAttachment& one : mail->attachments) {
    bytes += one.bytes.size();
    fuzz::check_text(one.name, "a name is text");
    fuzz::require(one.name.find('/') == std::string::npos, "a name leads nowhere");
  }
  fuzz::require(bytes <= limits.bytes, "attachments stay within their limit");
  return 0;
}
