#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

// Puts up to `size` bytes into `into` and returns how many, 0 at the end.
using ByteSource = std::function<Result<std::size_t>(char* into, std::size_t size)>;

// A look through a window of 64 KiB at a stream of any length.
class ByteWindow {
 public:
  static constexpr std::size_t size = 65'536;

  explicit ByteWindow(ByteSource source) : source_(std::move(source)), bytes_(size) {}

  // The byte `ahead` of the present place, -1 beyond the end. Precondition: ahead < 16.
  int peek(std::size_t ahead = 0) {
    if (at_ + ahead >= end_ && !fill(ahead)) return -1;
    return static_cast<unsigned char>(bytes_[at_ + ahead]);
  }
  void skip(std::size_t count = 1) { at_ += count; }  // bytes that peek has shown
  // What is at hand without reading on; not empty unless the end is reached.
  std::string_view at_hand();
  // Passes over `literal` if it stands here. Precondition: literal.size() <= 16.
  bool take(std::string_view literal);
  // Passes beyond the next `literal`, appending what stands before it to `into` (may be null).
  // False at the end, and once `into` holds more than `limit` bytes.
  bool take_past(std::string_view literal, std::string* into, std::size_t limit);

  bool failed() const { return failed_; }
  const Error& error() const { return error_; }  // of the source

 private:
  bool fill(std::size_t ahead);

  ByteSource source_;
  std::vector<char> bytes_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool exhausted_ = false;
  bool failed_ = false;
  Error error_;
};

}  // namespace planwatch
