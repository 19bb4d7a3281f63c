#include "collectors/decode/encode_text.h"

#include <array>
#include <cerrno>
#include <iconv.h>

namespace planwatch {
namespace {

Result<std::string> convert(std::string_view utf8, const char* to, std::string out) {
  const iconv_t handle = iconv_open(to, "UTF-8");
  // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how iconv_open reports failure.
  if (handle == reinterpret_cast<iconv_t>(-1)) {
    return fail(ErrorCode::invalid, std::string("本机没有编码 ") + to + " 的转换");
  }
  // iconv's interface takes a pointer to non-const, but does not write through it.
  char* from = const_cast<char*>(utf8.data());
  std::size_t left = utf8.size();
  bool whole = true;
  std::array<char, 16384> chunk;
  while (whole && left > 0) {
    char* into = chunk.data();
    std::size_t room = chunk.size();
    const std::size_t result = iconv(handle, &from, &left, &into, &room);
    out.append(chunk.data(), chunk.size() - room);
    whole = result != static_cast<std::size_t>(-1) || errno == E2BIG;
  }
  iconv_close(handle);
  if (whole) return out;
  return fail(ErrorCode::invalid, std::string("文字里有编码 ") + to + " 没有的字符");
}

}  // namespace

Result<std::string> encode_text(std::string_view utf8, std::string_view encoding) {
  if (encoding == "ascii" || encoding == "utf-8") return std::string(utf8);
  if (encoding == "utf-8-bom") return "\xEF\xBB\xBF" + std::string(utf8);
  if (encoding == "gb18030") return convert(utf8, "GB18030", {});
  if (encoding == "utf-16le") return convert(utf8, "UTF-16LE", "\xFF\xFE");
  if (encoding == "utf-16be") return convert(utf8, "UTF-16BE", "\xFE\xFF");
  return fail(ErrorCode::invalid, "不认识编码 " + std::string(encoding));
}

}  // namespace planwatch
