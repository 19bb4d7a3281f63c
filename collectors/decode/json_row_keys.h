#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace planwatch {

// The keys of row objects by number. Rows mostly have the same keys in the same order, so that the
// next one is recognised by a single comparison; a number that comes twice in a row is a key that
// occurs twice. Knows nothing of the parser.
class JsonRowKeys {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
  // Readable bytes that must follow the document; their content does not matter.
  static constexpr std::size_t padding = 8;

  void begin_row() {
    ++row_;
    expected_ = 0;
  }
  // `raw` is what follows the opening quote in the document, which ends at `end`. `none` where the
  // key is not the next one or one of those soon after it.
  std::size_t next(const char* raw, const char* end) {
    if (expected_ < keys_.size() && keys_[expected_].stands_at(raw, end)) return expected_++;
    return later(raw, end);
  }
  // Precondition: `next` gave it.
  std::string_view text(std::size_t number) const {
    const std::string& text = keys_[number].text;
    return std::string_view(text).substr(0, text.size() - 1);
  }
  // By the key itself, without escapes; new ones get a new number.
  std::size_t number_of(std::string_view key);
  // False: it was there before in this row.
  bool take(std::size_t number) {
    if (keys_[number].row == row_) return false;
    keys_[number].row = row_;
    return true;
  }

  std::size_t& column(std::size_t number) { return keys_[number].column; }

 private:
  struct Key {
    std::string text;                // with its closing quote; empty: needs escapes
    std::uint64_t head = 0;          // its first eight bytes, zeros behind a shorter one
    std::uint64_t head_mask = 0;     // which of them it has
    std::uint64_t row = 0;           // where it was met last
    std::size_t column = no_column;  // of its value in the table; where it is no object or array

    explicit Key(std::string key);
    bool stands_at(const char* raw, const char* end) const {
      std::uint64_t there = 0;
      std::memcpy(&there, raw, sizeof there);
      if ((there & head_mask) != head || text.empty()) return false;
      if (text.size() > static_cast<std::size_t>(end - raw)) return false;
      return text.size() <= 8 || std::memcmp(raw + 8, text.data() + 8, text.size() - 8) == 0;
    }
  };
  static constexpr std::size_t looked_at = 4;

  std::size_t later(const char* raw, const char* end);

  std::vector<Key> keys_;
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::uint64_t row_ = 0;
  std::size_t expected_ = 0;
};

}  // namespace planwatch
