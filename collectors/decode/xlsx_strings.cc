#include "collectors/decode/xlsx_strings.h"

#include "collectors/decode/budget.h"
#include "collectors/decode/utf8.h"
#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

constexpr std::size_t escape_size = 7;  // _xHHHH_

// The character of an escape that begins at `at`, empty where none begins.
std::optional<char32_t> escape_at(std::string_view text, std::size_t at) {
  if (at + escape_size > text.size() || text[at + 1] != 'x' || text[at + 6] != '_') {
    return std::nullopt;
  }
  const auto code = referred_character("#x" + std::string(text.substr(at + 2, 4)));
  // Control characters other than line breaks and tabs stay escaped: nobody can see them.
  if (code && *code < 0x20 && *code != '\t' && *code != '\n' && *code != '\r') return std::nullopt;
  return code;
}

}  // namespace

std::optional<std::string_view> SharedStrings::at(std::uint64_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  const auto i = static_cast<std::size_t>(index);
  const std::uint64_t start = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(static_cast<std::size_t>(start),
                                        static_cast<std::size_t>(ends_[i] - start));
}

void SharedStrings::add(std::string_view text) {
  text_ += text;
  ends_.push_back(text_.size());
}

Result<SharedStrings> read_shared_strings(ZipArchive& archive, const std::string& part,
                                          const FeedLimits& limits) {
  SharedStrings strings;
  if (part.empty()) return strings;
  auto source = archive.stream(part);
  if (!source) return tl::make_unexpected(source.error());
  XmlPull xml(std::move(*source), part);
  std::string text;
  for (auto event = xml.next(); event != XmlPull::Event::done; event = xml.next()) {
    const bool item = event == XmlPull::Event::start && xml.depth() == 2 && xml.name() == "si";
    text.clear();
    const bool good = event != XmlPull::Event::failed && (!item || read_rich_text(xml, text));
    if (!good) return tl::make_unexpected(xml.error());
    if (item) strings.add(unescaped_xstring(text));
    if (strings.bytes() > limits.inflated_bytes) {
      return tl::make_unexpected(
          limit_exceeded("共享文字的大小", "inflated_bytes", limits.inflated_bytes));
    }
  }
  return strings;
}

bool read_rich_text(XmlPull& xml, std::string& into) {
  const std::size_t outside = xml.depth();
  while (true) {
    const auto event = xml.next();
    if (event == XmlPull::Event::failed || event == XmlPull::Event::done) return false;
    if (event == XmlPull::Event::end && xml.depth() == outside) return true;
    if (event != XmlPull::Event::start) continue;
    if (xml.name() == "t" && !xml.read_text(into)) return false;
    if (xml.name() != "t" && xml.name() != "r" && !xml.skip_element()) return false;
  }
}

std::string unescaped_xstring(std::string text) {
  std::size_t at = text.find("_x");
  if (at == std::string::npos) return text;
  std::string result = text.substr(0, at);
  while (at < text.size()) {
    const auto code = text[at] == '_' ? escape_at(text, at) : std::nullopt;
    if (code) {
      append_utf8(result, *code);
      at += escape_size;
    } else {
      result += text[at++];
    }
  }
  return result;
}

}  // namespace planwatch
