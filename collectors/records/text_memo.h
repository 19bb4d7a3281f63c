#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace planwatch {

// Remembers what was made of the texts seen last. A column of a million records mostly has few
// different texts (courts, states, days), and understanding one takes longer than recognising it.
// Of fixed size: texts share places, the later one stays; long texts are not remembered.
template <class Meaning>
class TextMemo {
 public:
  TextMemo() : entries_(places) {}

  const Meaning* find(std::string_view text) const {
    if (text.empty()) return nullptr;  // as free places are
    const Ends ends = ends_of(text);
    const Entry& entry = entries_[place_of(ends)];
    if (!(entry.ends == ends)) return nullptr;
    // Ends of eight bytes each are all of a text of 16.
    const bool same =
        text.size() <= 16 || std::memcmp(entry.text.data(), text.data() + 8, text.size() - 16) == 0;
    return same ? &entry.meaning : nullptr;
  }
  void remember(std::string_view text, const Meaning& meaning) {
    if (text.empty() || text.size() > longest) return;
    const Ends ends = ends_of(text);
    Entry& entry = entries_[place_of(ends)];
    entry.ends = ends;
    if (text.size() > 16) std::memcpy(entry.text.data(), text.data() + 8, text.size() - 16);
    entry.meaning = meaning;
  }

 private:
  static constexpr std::size_t places = 1024;  // a power of two
  static constexpr std::size_t longest = 48;
  // The first and the last eight bytes, which overlap in a text of less than 16; of less than
  // eight bytes all in `head`.
  struct Ends {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint64_t size = 0;  // 0: free
    friend bool operator==(const Ends&, const Ends&) = default;
  };
  struct Entry {
    Ends ends;
    std::array<char, longest - 16> text{};  // what lies between the ends
    Meaning meaning{};
  };

  static Ends ends_of(std::string_view text) {
    Ends ends{0, 0, text.size()};
    if (text.size() >= 8) {
      std::memcpy(&ends.head, text.data(), 8);
      std::memcpy(&ends.tail, text.data() + text.size() - 8, 8);
    } else if (text.size() >= 4) {
      std::uint32_t first = 0;
      std::uint32_t last = 0;
      std::memcpy(&first, text.data(), 4);
      std::memcpy(&last, text.data() + text.size() - 4, 4);
      ends.head = std::uint64_t{first} << 32U | last;
    } else {
      for (const char c : text) ends.head = ends.head << 8U | static_cast<unsigned char>(c);
    }
    return ends;
  }
  // Only which place is shared depends on it.
  static std::size_t place_of(const Ends& ends) {
    const std::uint64_t mixed =
        (ends.head ^ (ends.tail << 23U | ends.tail >> 41U) ^ ends.size) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(mixed >> 54U);
  }

  std::vector<Entry> entries_;
};

}  // namespace planwatch
