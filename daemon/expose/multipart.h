#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace planwatch {

// One part of a multipart/form-data body. The content points into the body.
struct FormPart {
  std::string name;       // UTF-8, never empty, no control characters
  bool is_file = false;   // a file name was sent with it, be it empty
  std::string file_name;  // as sent, may be a whole path; UTF-8, no control characters
  std::string_view content;
};

struct MultipartLimits {
  std::size_t parts = 16;
  std::size_t header_bytes = 4'096;  // of one part
  std::size_t header_lines = 8;      // of one part
  std::size_t name_bytes = 200;      // of a name and of a file name
};

// What is wrong with a body, for its author's reply.
enum class MultipartFault {
  no_boundary,     // the content type has none, or one that RFC 2046 (5.1.1) forbids
  no_delimiter,    // the body does not begin with it
  not_ended,       // the last delimiter is missing, or something follows it
  too_many_parts,  // or none at all
  header_too_large,
  bad_header,        // no form-data with a name, a line that is none, text that is not UTF-8
  transfer_encoding  // base64 and quoted-printable, which RFC 7578 (4.7) gave up
};

// The boundary of "multipart/form-data; boundary=..."; empty: another type. A wrong boundary is an
// empty text.
std::optional<std::string> boundary_of(std::string_view content_type);

// Takes a body apart by RFC 7578, strictly: nothing stands before the first delimiter or behind the
// last one, lines end with CRLF, every part says form-data and its name once. filename*, which RFC
// 7578 (4.2) forbids, is refused. Escapes in quoted texts are those that browsers and curl write:
// \" and \\, %22, %0D and %0A. Pure; time in proportion to the body, nothing of it is copied.
tl::expected<std::vector<FormPart>, MultipartFault> parse_multipart(
    std::string_view body, std::string_view boundary, const MultipartLimits& limits = {});

}  // namespace planwatch
