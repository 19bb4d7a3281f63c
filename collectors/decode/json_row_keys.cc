#include "collectors/decode/json_row_keys.h"

#include <algorithm>
#include <cstring>

namespace planwatch {

std::optional<std::size_t> JsonRowKeys::next(const char* raw, const char* end_of_text) {
  const auto left = static_cast<std::size_t>(end_of_text - raw);
  const std::size_t end = std::min(keys_.size(), expected_ + looked_at);
  for (std::size_t at = expected_; at < end; ++at) {
    const std::string& text = keys_[at].text;
    if (text.empty() || text.size() > left) continue;
    if (std::memcmp(raw, text.data(), text.size()) != 0) continue;
    expected_ = at + 1;
    return at;
  }
  return std::nullopt;
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
  keys_.push_back({plain ? std::string(key) + '"' : std::string(), 0, no_column});
  numbers_.emplace(key, number);
  expected_ = number + 1;
  return number;
}

bool JsonRowKeys::take(std::size_t number) {
  if (keys_[number].row == row_) return false;
  keys_[number].row = row_;
  return true;
}

}  // namespace planwatch
