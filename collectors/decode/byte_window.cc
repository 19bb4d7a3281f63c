#include "collectors/decode/byte_window.h"

#include <cstring>

namespace planwatch {

std::string_view ByteWindow::at_hand() {
  if (peek() < 0) return {};
  return {bytes_.data() + at_, end_ - at_};
}

bool ByteWindow::take(std::string_view literal) {
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (peek(i) != static_cast<unsigned char>(literal[i])) return false;
  }
  skip(literal.size());
  return true;
}

bool ByteWindow::take_past(std::string_view literal, std::string* into, std::size_t limit) {
  while (peek() >= 0) {
    const std::string_view here = at_hand();
    const std::size_t run = std::min(here.find(literal.front()), here.size());
    if (into != nullptr) {
      into->append(here.substr(0, run));
      if (into->size() > limit) return false;
    }
    skip(run);
    if (run == here.size()) continue;
    if (take(literal)) return true;
    if (into != nullptr) into->push_back(literal.front());
    skip();
  }
  return false;
}

bool ByteWindow::fill(std::size_t ahead) {
  if (at_ > 0) {
    std::memmove(bytes_.data(), bytes_.data() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
  }
  while (end_ <= ahead && !exhausted_) {
    const Result<std::size_t> count = source_(bytes_.data() + end_, bytes_.size() - end_);
    if (!count) {
      error_ = count.error();
      failed_ = true;
    }
    exhausted_ = !count || *count == 0;
    if (!exhausted_) end_ += *count;
  }
  return end_ > ahead;
}

}  // namespace planwatch
