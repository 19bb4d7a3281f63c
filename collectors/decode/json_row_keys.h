#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planwatch {

// The keys of row objects by number. Rows mostly have the same keys in the same order, so that the
// next one is recognised by a single comparison; a number that comes twice in a row is a key that
// occurs twice. Knows nothing of the parser.
class JsonRowKeys {
 public:
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

  void begin_row() {
    ++row_;
    expected_ = 0;
  }
  // `raw` is what follows the opening quote in the document, which ends at `end`. Empty where the
  // key is not the next one or one of those soon after it.
  std::optional<std::size_t> next(const char* raw, const char* end);
  // Precondition: `next` gave it.
  std::string_view text(std::size_t number) const {
    const std::string& text = keys_[number].text;
    return std::string_view(text).substr(0, text.size() - 1);
  }
  // By the key itself, without escapes; new ones get a new number.
  std::size_t number_of(std::string_view key);
  // False: it was there before in this row.
  bool take(std::size_t number);

  std::size_t& column(std::size_t number) { return keys_[number].column; }

 private:
  struct Key {
    std::string text;                // with its closing quote; empty: needs escapes
    std::uint64_t row = 0;           // where it was met last
    std::size_t column = no_column;  // of its value in the table; where it is no object or array
  };
  static constexpr std::size_t looked_at = 4;

  std::vector<Key> keys_;
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::uint64_t row_ = 0;
  std::size_t expected_ = 0;
};

}  // namespace planwatch
