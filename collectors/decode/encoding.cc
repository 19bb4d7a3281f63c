#include "collectors/decode/encoding.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <fmt/format.h>
#include <iconv.h>

#include "collectors/decode/utf8.h"

namespace planwatch {

const std::string_view how_to_save_text =
    "请用 Excel 打开后另存为“CSV UTF-8”再报送，或在该数据源的 encoding 写明编码";

namespace {

class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how iconv reports failure.
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  // Appends what `bytes` mean and returns how many of them were understood.
  std::size_t convert(std::string_view bytes, std::string& text) {
    // iconv's interface takes a pointer to non-const, but does not write through it.
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    std::array<char, 16384> chunk;
    while (left > 0) {
      char* to = chunk.data();
      std::size_t room = chunk.size();
      const std::size_t result = iconv(handle_, &from, &left, &to, &room);
      text.append(chunk.data(), chunk.size() - room);
      if (result == static_cast<std::size_t>(-1) && errno != E2BIG) break;
    }
    return bytes.size() - left;
  }

 private:
  iconv_t handle_;
};

struct Attempt {
  std::string text;
  std::size_t understood = 0;
};

Attempt try_convert(std::string_view bytes, const char* from) {
  Attempt attempt;
  Converter converter(from);
  if (!converter.is_open()) return attempt;
  attempt.text.reserve(bytes.size() + bytes.size() / 2);
  attempt.understood = converter.convert(bytes, attempt.text);
  return attempt;
}

std::string place_of(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, offset);
  return fmt::format("第{}行，文件第{}字节", std::count(before.begin(), before.end(), '\n') + 1,
                     offset + 1);
}

Result<DecodedText> without_nul(DecodedText decoded) {
  const std::size_t at = decoded.text.find('\0');
  if (at == std::string::npos) return decoded;
  return fail(ErrorCode::invalid,
              fmt::format("文本中有空字节（{}）：可能是没有字节序标记的 UTF-16 或不是文本文件；{}",
                          place_of(decoded.text, at), how_to_save_text));
}

Result<DecodedText> decode_utf8(std::string_view bytes, std::string name) {
  const std::size_t valid = valid_utf8_prefix(bytes);
  if (valid < bytes.size()) {
    return fail(ErrorCode::invalid, fmt::format("不是有效的 UTF-8（{}）；{}",
                                                place_of(bytes, valid), how_to_save_text));
  }
  return without_nul({std::move(name), std::string(bytes)});
}

Result<DecodedText> decode_with(std::string_view bytes, const char* from, std::string name) {
  Attempt attempt = try_convert(bytes, from);
  if (attempt.understood < bytes.size()) {
    return fail(ErrorCode::invalid,
                fmt::format("不是有效的 {}（{}）；{}", from, place_of(bytes, attempt.understood),
                            how_to_save_text));
  }
  return without_nul({std::move(name), std::move(attempt.text)});
}

Result<DecodedText> detect(std::string_view bytes) {
  if (is_ascii(bytes)) return without_nul({"ascii", std::string(bytes)});
  const std::size_t utf8 = valid_utf8_prefix(bytes);
  if (utf8 == bytes.size()) return without_nul({"utf-8", std::string(bytes)});
  Attempt gb18030 = try_convert(bytes, "GB18030");
  if (gb18030.understood == bytes.size()) return without_nul({"gb18030", std::move(gb18030.text)});
  return fail(
      ErrorCode::invalid,
      fmt::format("编码无法识别：既不是 UTF-8（{}），也不是 GB18030/GBK（{}）；{}",
                  place_of(bytes, utf8), place_of(bytes, gb18030.understood), how_to_save_text));
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, Encoding declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return decode_utf8(bytes.substr(3), "utf-8-bom");
  if (bytes.starts_with("\xFF\xFE")) return decode_with(bytes.substr(2), "UTF-16LE", "utf-16le");
  if (bytes.starts_with("\xFE\xFF")) return decode_with(bytes.substr(2), "UTF-16BE", "utf-16be");
  switch (declared) {
    case Encoding::utf8:
      return decode_utf8(bytes, is_ascii(bytes) ? "ascii" : "utf-8");
    case Encoding::gb18030:
      return decode_with(bytes, "GB18030", is_ascii(bytes) ? "ascii" : "gb18030");
    case Encoding::utf16le:
      return decode_with(bytes, "UTF-16LE", "utf-16le");
    case Encoding::utf16be:
      return decode_with(bytes, "UTF-16BE", "utf-16be");
    case Encoding::automatic:
      break;
  }
  return detect(bytes);
}

namespace {

const char* iconv_name(Encoding encoding) {
  if (encoding == Encoding::utf16le) return "UTF-16LE";
  return encoding == Encoding::utf16be ? "UTF-16BE" : "GB18030";
}

}  // namespace

TextConverter::TextConverter(Encoding from) : handle_(iconv_open("UTF-8", iconv_name(from))) {}

TextConverter::~TextConverter() {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how iconv reports failure.
  if (handle_ != reinterpret_cast<iconv_t>(-1)) iconv_close(handle_);
}

TextConverter::Step TextConverter::convert(std::string_view bytes, char* into, std::size_t room) {
  char* from = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  char* to = into;
  std::size_t free = room;
  errno = 0;
  const std::size_t result = iconv(handle_, &from, &left, &to, &free);
  const bool stopped = result == static_cast<std::size_t>(-1);
  return {bytes.size() - left, room - free, stopped && errno != E2BIG && errno != EINVAL};
}

}  // namespace planwatch
