#include "collectors/decode/xls_strings.h"

#include <algorithm>

#include "collectors/decode/little_endian.h"
#include "collectors/decode/xls_records.h"

namespace planwatch {
namespace {

constexpr std::size_t head_size = 8;  // two counts
constexpr unsigned wide_flag = 1;
constexpr unsigned guide_flag = 4;  // phonetic guides of East Asian texts follow
constexpr unsigned runs_flag = 8;   // runs of fonts follow

class TextReader {
 public:
  explicit TextReader(const std::vector<std::string_view>& pieces) : pieces_(pieces) {}

  // A text's head lies within one piece; its characters may go on in the next ones.
  bool read(std::string& text) {
    next_piece_at_end();
    if (left() < 3) return false;
    std::size_t characters = take(2);
    unsigned flags = take(1);
    const bool has_runs = (flags & runs_flag) != 0;
    const bool has_guide = (flags & guide_flag) != 0;
    if (left() < (has_runs ? 2u : 0u) + (has_guide ? 4u : 0u)) return false;
    std::uint64_t behind = has_runs ? std::uint64_t{take(2)} * 4 : 0;
    if (has_guide) behind += take(4);
    while (true) {
      const bool wide = (flags & wide_flag) != 0;
      const std::size_t here = std::min(characters, left() / (wide ? 2 : 1));
      text += xls_text(pieces_[piece_].substr(at_), here, wide);
      at_ += here * (wide ? 2 : 1);
      characters -= here;
      if (characters == 0) return skip(behind);
      if (!next_piece() || left() == 0) return false;
      flags = take(1);
    }
  }

 private:
  std::size_t left() const { return piece_ < pieces_.size() ? pieces_[piece_].size() - at_ : 0; }

  std::uint32_t take(std::size_t bytes) {
    const std::string_view here = pieces_[piece_];
    const std::size_t at = at_;
    at_ += bytes;
    if (bytes == 1) return static_cast<unsigned char>(here[at]);
    return bytes == 2 ? u16_at(here, at) : u32_at(here, at);
  }

  bool next_piece() {
    at_ = 0;
    return ++piece_ < pieces_.size();
  }
  void next_piece_at_end() {
    while (piece_ < pieces_.size() && left() == 0) next_piece();
  }
  bool skip(std::uint64_t bytes) {
    while (bytes > left()) {
      bytes -= left();
      if (!next_piece()) return false;
    }
    at_ += static_cast<std::size_t>(bytes);
    return true;
  }

  const std::vector<std::string_view>& pieces_;
  std::size_t piece_ = 0;
  std::size_t at_ = head_size;
};

}  // namespace

std::optional<std::string_view> XlsTexts::at(std::uint64_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  const auto i = static_cast<std::size_t>(index);
  const std::uint64_t start = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(static_cast<std::size_t>(start),
                                        static_cast<std::size_t>(ends_[i] - start));
}

void XlsTexts::add(std::string_view text) {
  text_ += text;
  ends_.push_back(text_.size());
}

std::optional<XlsTexts> read_xls_texts(const std::vector<std::string_view>& pieces) {
  XlsTexts texts;
  if (pieces.empty()) return texts;
  if (pieces.front().size() < head_size) return std::nullopt;
  const std::uint32_t count = u32_at(pieces.front(), 4);
  TextReader reader(pieces);
  std::string text;
  for (std::uint32_t i = 0; i < count; ++i) {
    text.clear();
    if (!reader.read(text)) return std::nullopt;
    texts.add(text);
  }
  return texts;
}

}  // namespace planwatch
