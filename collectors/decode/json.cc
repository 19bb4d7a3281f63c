#include <simdjson.h>

#include "collectors/decode/decoders.h"
#include "collectors/decode/encoding.h"
#include "collectors/decode/json_reader.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

// The document as UTF-8 with room for the parser's padding. Copied once where it can be.
Result<DecodedText> padded_text(std::string_view bytes) {
  const Content content = sniff(bytes);
  if (content != Content::json) {
    return tl::make_unexpected(not_what_it_says(content, "JSON", bytes));
  }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
                      bytes.starts_with("\xFE\xFF");
  const bool plain = !marked && is_all_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
  if (!plain) {
    auto decoded = decode_text(bytes, Encoding::automatic);
    if (decoded) decoded->text.reserve(decoded->text.size() + simdjson::SIMDJSON_PADDING);
    return decoded;
  }
  DecodedText decoded;
  decoded.text.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
  decoded.text.assign(bytes);
  decoded.encoding = is_ascii(bytes) ? "ascii" : "utf-8";
  return decoded;
}

}  // namespace

Result<Document> decode_as(std::string_view bytes, const JsonFormat& format,
                           const FeedLimits& limits) {
  auto decoded = padded_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  auto table = JsonReader(format, limits).read(decoded->text);
  if (!table) return tl::make_unexpected(table.error());
  Document document;
  document.encoding = std::move(decoded->encoding);
  document.tables.push_back(std::move(*table));
  return document;
}

Result<std::string> stream_json(std::string_view bytes, const JsonFormat& format,
                                const FeedLimits& limits, JsonRowSink& sink) {
  const auto decoded = padded_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  const auto table = JsonReader(format, limits, &sink).read(decoded->text);
  if (!table) return tl::make_unexpected(table.error());
  return decoded->encoding;
}

}  // namespace planwatch
