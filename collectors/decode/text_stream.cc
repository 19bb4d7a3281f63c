#include "collectors/decode/text_stream.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <string_view>

#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

constexpr std::size_t raw_bytes = 65'536;

// How many bytes at the end begin a character whose rest has not come yet.
std::size_t unfinished(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

std::string_view name_of_encoding(Encoding encoding) {
  switch (encoding) {
    case Encoding::gb18030:
      return "GB18030";
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::utf16be:
      return "UTF-16BE";
    case Encoding::automatic:
    case Encoding::utf8:
      break;
  }
  return "UTF-8";
}

}  // namespace

TextStream::TextStream(ByteSource source, Encoding declared)
    : source_(std::move(source)),
      encoding_(declared == Encoding::automatic ? Encoding::utf8 : declared),
      declared_(declared != Encoding::automatic) {}

std::string TextStream::encoding() const {
  if (mark_ && encoding_ == Encoding::utf8) return "utf-8-bom";
  if (encoding_ == Encoding::utf16le) return "utf-16le";
  if (encoding_ == Encoding::utf16be) return "utf-16be";
  if (ascii_) return "ascii";
  return encoding_ == Encoding::gb18030 ? "gb18030" : "utf-8";
}

Result<std::size_t> TextStream::fill(char* into, std::size_t size) {
  if (ended_) return std::size_t{0};
  auto count = source_(into, size);
  ended_ = !count || *count == 0;
  return count;
}

// A byte order mark decides, whatever is declared.
Result<void> TextStream::find_mark() {
  begun_ = true;
  while (raw_.size() < 3 && !ended_) {
    char byte = 0;
    const auto count = fill(&byte, 1);
    if (!count) return tl::make_unexpected(count.error());
    if (*count > 0) raw_.push_back(byte);
  }
  const std::string_view start(raw_.data(), raw_.size());
  std::size_t mark = 0;
  if (start.starts_with("\xEF\xBB\xBF")) {
    encoding_ = Encoding::utf8;
    mark = 3;
  } else if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
    encoding_ = start.starts_with("\xFF\xFE") ? Encoding::utf16le : Encoding::utf16be;
    mark = 2;
  }
  mark_ = mark > 0;
  declared_ = declared_ || mark_;
  offset_ = mark;
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(mark));
  if (encoding_ != Encoding::utf8) converter_ = std::make_unique<TextConverter>(encoding_);
  return {};
}

Result<std::size_t> TextStream::read(char* into, std::size_t size) {
  if (!begun_) {
    if (const auto found = find_mark(); !found) return tl::make_unexpected(found.error());
  }
  return converter_ ? read_converted(into, size) : read_utf8(into, size);
}

Result<std::size_t> TextStream::read_utf8(char* into, std::size_t size) {
  while (true) {
    const std::size_t kept = raw_.size();
    std::copy(raw_.begin(), raw_.end(), into);
    raw_.clear();
    auto count = fill(into + kept, size - kept);
    if (!count) return count;
    const std::string_view all(into, kept + *count);
    const std::size_t rest = ended_ ? 0 : unfinished(all);
    raw_.assign(all.end() - rest, all.end());
    const std::string_view whole = all.substr(0, all.size() - rest);
    if (!is_all_utf8(whole)) {
      may_be_gb18030_ = !declared_;
      return malformed(offset_ + valid_utf8_prefix(whole));
    }
    offset_ += whole.size();
    if (!whole.empty() || ended_) return checked(whole.data(), whole.size());
  }
}

Result<std::size_t> TextStream::read_converted(char* into, std::size_t size) {
  while (true) {
    const std::string_view bytes(raw_.data() + raw_at_, raw_.size() - raw_at_);
    const auto step = converter_->convert(bytes, into, size);
    raw_at_ += step.used;
    offset_ += step.used;
    if (step.written > 0) return checked(into, step.written);
    if (step.malformed) return malformed(offset_);
    raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(raw_at_));
    raw_at_ = 0;
    const std::size_t kept = raw_.size();
    raw_.resize(kept + raw_bytes);
    auto count = fill(raw_.data() + kept, raw_bytes);
    raw_.resize(kept + count.value_or(0));
    if (!count) return count;
    if (*count == 0 && kept == 0) return std::size_t{0};
    if (*count == 0) return malformed(offset_);
  }
}

Result<std::size_t> TextStream::checked(const char* text, std::size_t size) {
  if (ascii_) ascii_ = is_ascii({text, size});
  if (size == 0 || std::memchr(text, '\0', size) == nullptr) return size;
  return fail(ErrorCode::invalid,
              fmt::format("文本中有空字节（文件第{}字节之前）：可能是没有字节序标记的 UTF-16 "
                          "或不是文本文件；{}",
                          offset_ + 1, how_to_save_text));
}

tl::unexpected<Error> TextStream::malformed(std::uint64_t offset) {
  offset_ = offset;
  return fail(ErrorCode::invalid,
              fmt::format("不是有效的 {}（文件第{}字节）；{}", name_of_encoding(encoding_),
                          offset + 1, how_to_save_text));
}

}  // namespace planwatch
