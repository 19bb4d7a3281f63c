#include "collectors/decode/xls_records.h"

#include "collectors/decode/little_endian.h"
#include "collectors/decode/utf8.h"

namespace planwatch {

bool XlsRecords::next() {
  if (at_ >= stream_.size()) return false;
  const std::size_t left = stream_.size() - at_;
  cut_ = left < 4 || left - 4 < u16_at(stream_, at_ + 2);
  if (cut_) return false;
  type_ = u16_at(stream_, at_);
  data_ = stream_.substr(at_ + 4, u16_at(stream_, at_ + 2));
  at_ += 4 + data_.size();
  return true;
}

std::string xls_text(std::string_view bytes, std::size_t characters, bool wide) {
  constexpr char32_t replacement = 0xFFFD;
  std::string text;
  const std::size_t step = wide ? 2 : 1;
  for (std::size_t i = 0; i < characters && (i + 1) * step <= bytes.size(); ++i) {
    char32_t code = wide ? u16_at(bytes, 2 * i) : static_cast<unsigned char>(bytes[i]);
    if (code >= 0xD800 && code <= 0xDBFF && (i + 2) * 2 <= bytes.size() && i + 1 < characters) {
      const char32_t low = u16_at(bytes, 2 * (i + 1));
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        ++i;
      }
    }
    append_utf8(text, code >= 0xD800 && code <= 0xDFFF ? replacement : code);
  }
  return text;
}

}  // namespace planwatch
