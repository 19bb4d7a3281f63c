#include "collectors/decode/xml_encoding.h"

#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>

#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_declaration = 512;

// Of <?xml version="1.0" encoding="gb2312"?>, in lower case; empty where there is none.
std::string declared_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  std::string_view head = bytes.substr(0, longest_declaration);
  head = head.substr(0, head.find("?>"));
  const std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t quote = head.find_first_of("\"'", at);
  if (quote == std::string_view::npos) return {};
  std::string name(head.substr(quote + 1, head.find(head[quote], quote + 1) - quote - 1));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c <= ' ' || c > '~') c = '?';  // it is shown, and its own encoding is not known
  }
  return name;
}

std::optional<Encoding> encoding_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Encoding>, 14> names{{
      {"", Encoding::automatic},
      {"utf-8", Encoding::utf8},
      {"utf8", Encoding::utf8},
      {"us-ascii", Encoding::utf8},
      {"gb2312", Encoding::gb18030},
      {"gb_2312-80", Encoding::gb18030},
      {"gbk", Encoding::gb18030},
      {"cp936", Encoding::gb18030},
      {"x-gbk", Encoding::gb18030},
      {"gb18030", Encoding::gb18030},
      {"utf-16", Encoding::automatic},
      {"utf-16le", Encoding::automatic},
      {"utf-16be", Encoding::automatic},
      {"unicode", Encoding::automatic},
  }};
  for (const auto& [known, encoding] : names) {
    if (known == name) return encoding;
  }
  return std::nullopt;
}

}  // namespace

Result<DecodedText> decode_xml_text(std::string_view bytes) {
  if (bytes.starts_with("<\0"sv)) return decode_text(bytes, Encoding::utf16le);
  if (bytes.starts_with("\0<"sv)) return decode_text(bytes, Encoding::utf16be);
  const std::string name = declared_encoding(bytes);
  const auto encoding = encoding_named(name);
  if (!encoding) {
    return fail(ErrorCode::invalid,
                fmt::format("XML 声明的编码“{}”不支持：请接口方改用 UTF-8（或 GB18030、UTF-16）",
                            shortened(name, 60)));
  }
  return decode_text(bytes, *encoding);
}

}  // namespace planwatch
