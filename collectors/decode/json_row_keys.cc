#include "collectors/decode/json_row_keys.h"

#include <algorithm>
#include <array>

namespace planwatch {

JsonRowKeys::Key::Key(std::string key) : text(std::move(key)) {
  const std::size_t count = std::min(text.size(), sizeof head);
  std::array<unsigned char, sizeof head> mask{};
  std::fill_n(mask.begin(), count, std::uint8_t{0xFF});
  std::memcpy(&head, text.data(), count);
  std::memcpy(&head_mask, mask.data(), sizeof head_mask);
}

std::size_t JsonRowKeys::later(const char* raw, const char* end) {
  const std::size_t until = std::min(keys_.size(), expected_ + looked_at);
  for (std::size_t at = expected_ + 1; at < until; ++at) {
    if (!keys_[at].stands_at(raw, end)) continue;
    expected_ = at + 1;
    return at;
  }
  return none;
}

std::size_t JsonRowKeys::number_of(std::string_view key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) {
    expected_ = found->second + 1;
    return found->second;
  }
  const std::size_t number = keys_.size();
  const bool plain = std::none_of(key.begin(), key.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
  keys_.emplace_back(plain ? std::string(key) + '"' : std::string());
  numbers_.emplace(key, number);
  expected_ = number + 1;
  return number;
}

}  // namespace planwatch
