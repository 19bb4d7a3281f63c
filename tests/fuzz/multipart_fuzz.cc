#include "daemon/expose/multipart.h"
#include "tests/fuzz/fuzz_check.h"

// Forms as browsers send them, the first line of the input being the content type: bounded, names
// that are text, contents that lie inside the body and do not overlap.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string_view all = fuzz::bytes_of(data, size);
  const std::size_t line = std::min(all.find('\n'), all.size());
  const auto boundary = boundary_of(all.substr(0, line));
  if (boundary) fuzz::require(boundary->size() <= 70, "a boundary has at most 70 characters");
  const std::string_view body = all.substr(std::min(line + 1, all.size()));
  const MultipartLimits limits;
  const auto parts = parse_multipart(body, boundary.value_or("b"), limits);
  fuzz::count_input(parts.has_value());
  if (!parts) return 0;
  fuzz::require(!parts->empty() && parts->size() <= limits.parts, "the parts are counted");
  const char* last = body.data();
  for (const FormPart& part : *parts) {
    fuzz::check_text(part.name, "a name is text");
    fuzz::check_text(part.file_name, "a file's name is text");
    fuzz::require(!part.name.empty() && part.name.size() <= limits.name_bytes, "names are bounded");
    fuzz::require(part.content.data() >= last, "contents follow each other");
    last = part.content.data() + part.content.size();
    fuzz::require(last <= body.data() + body.size(), "contents lie in the body");
  }
  return 0;
}
