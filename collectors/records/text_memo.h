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
    const Entry& entry = entries_[place_of(text)];
    const bool same =
        entry.size == text.size() && std::memcmp(entry.text.data(), text.data(), text.size()) == 0;
    return same ? &entry.meaning : nullptr;
  }
  void remember(std::string_view text, const Meaning& meaning) {
    if (text.empty() || text.size() > longest) return;
    Entry& entry = entries_[place_of(text)];
    entry.size = static_cast<std::uint32_t>(text.size());
    std::memcpy(entry.text.data(), text.data(), text.size());
    entry.meaning = meaning;
  }

 private:
  static constexpr std::size_t places = 1024;  // a power of two
  static constexpr std::size_t longest = 48;
  struct Entry {
    std::uint32_t size = 0;  // 0: free
    std::array<char, longest> text{};
    Meaning meaning{};
  };

  // Of the first and the last eight bytes: only which place is shared depends on it.
  static std::size_t place_of(std::string_view text) {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t part = text.size() < 8 ? text.size() : 8;
    if (part == 8) {
      std::memcpy(&head, text.data(), 8);
      std::memcpy(&tail, text.data() + text.size() - 8, 8);
    } else {
      for (const char c : text) head = head << 8U | static_cast<unsigned char>(c);
    }
    const std::uint64_t mixed =
        (head ^ (tail << 23U | tail >> 41U) ^ text.size()) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(mixed >> 54U);
  }

  std::vector<Entry> entries_;
};

}  // namespace planwatch
