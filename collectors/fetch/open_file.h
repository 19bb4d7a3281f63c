#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// A file opened for reading, closed at the end.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int fd() const { return fd_; }  // negative: it could not be opened, errno says why

 private:
  int fd_;
};

// Says why by errno, and what to do. Only what a person has to change is not transient.
tl::unexpected<Error> read_error(const std::string& path);

// Calls back with one piece after another; ends early once more than `most` bytes have come, so
// that a growing file ends. Returns how many came.
Result<std::uint64_t> read_pieces(int fd, const std::string& path, std::uint64_t most,
                                  const std::function<void(std::string_view)>& take);
// At most `most` bytes and one more, so that a growing file is noticed.
Result<std::string> read_up_to(int fd, const std::string& path, std::uint64_t most);

}  // namespace planwatch
