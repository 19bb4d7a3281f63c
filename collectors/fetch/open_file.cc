#include "collectors/fetch/open_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace planwatch {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;

// Bytes read; 0 at the end; negative with errno.
ssize_t read_some(int fd, char* to, std::size_t size) {
  ssize_t n = read(fd, to, size);
  while (n < 0 && errno == EINTR) n = read(fd, to, size);
  return n;
}

}  // namespace

// Not blocking, for a pipe that takes a file's place between look and open has no writer.
OpenFile::OpenFile(const std::string& path)
    : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}

OpenFile::~OpenFile() {
  if (fd_ >= 0) close(fd_);
}

tl::unexpected<Error> read_error(const std::string& path) {
  const int code = errno;
  const bool refused = code == EACCES || code == EPERM;
  return fail(refused ? ErrorCode::refused : ErrorCode::io,
              fmt::format("{}：读不了（{}）：{}", path, std::strerror(code),
                          refused ? "请给运行 planwatch 的用户读权限" : "请检查磁盘或网络盘"),
              !refused);
}

Result<std::uint64_t> read_pieces(int fd, const std::string& path, std::uint64_t most,
                                  const std::function<void(std::string_view)>& take) {
  std::string piece(piece_bytes, '\0');
  std::uint64_t read = 0;
  while (read <= most) {
    const ssize_t n = read_some(fd, piece.data(), piece.size());
    if (n < 0) return read_error(path);
    if (n == 0) break;
    take(std::string_view(piece).substr(0, static_cast<std::size_t>(n)));
    read += static_cast<std::uint64_t>(n);
  }
  return read;
}

Result<std::string> read_up_to(int fd, const std::string& path, std::uint64_t most) {
  std::string bytes(static_cast<std::size_t>(most) + 1, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t n = read_some(fd, bytes.data() + filled, bytes.size() - filled);
    if (n < 0) return read_error(path);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace planwatch
