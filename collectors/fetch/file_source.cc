#include "collectors/fetch/file_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

FileLook look_of(const std::string& path, const struct stat& status) {
  return {path, static_cast<std::uint64_t>(status.st_size),
          static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_ino)};
}

std::optional<FileLook> look_at(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return look_of(path, status);
}

bool is_passed_over(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.starts_with('.') || name.starts_with("~$");
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ >= 0) close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> read_error(const std::string& path) {
  const int code = errno;
  const bool refused = code == EACCES || code == EPERM;
  return fail(refused ? ErrorCode::refused : ErrorCode::io,
              fmt::format("{}：读不了（{}）：{}", path, std::strerror(code),
                          refused ? "请给运行 planwatch 的用户读权限" : "请检查磁盘或网络盘"),
              !refused);
}

// At most `most` bytes and one more, so that a growing file is noticed.
Result<std::string> read_up_to(int fd, const std::string& path, std::uint64_t most) {
  std::string bytes(static_cast<std::size_t>(most) + 1, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t n = read(fd, bytes.data() + filled, bytes.size() - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return read_error(path);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  bytes.resize(filled);
  return bytes;
}

// Empty: it changed since the first look.
Result<std::optional<FetchedBody>> read_if_same(const FileLook& before, std::uint64_t max_bytes) {
  if (look_at(before.path) != before) return std::nullopt;
  if (before.bytes > max_bytes) {
    return fail(
        ErrorCode::too_large,
        fmt::format("{}：{} 字节，超过上限 {} 字节：请核对文件，确需更大就调高 limits.bytes",
                    before.path, before.bytes, max_bytes));
  }
  const OpenFile file(before.path);
  if (file.fd() < 0) return read_error(before.path);
  auto bytes = read_up_to(file.fd(), before.path, before.bytes);
  if (!bytes) return tl::make_unexpected(bytes.error());
  struct stat after {};
  const bool same = fstat(file.fd(), &after) == 0 && look_of(before.path, after) == before &&
                    bytes->size() == before.bytes;
  if (!same) return std::nullopt;
  std::string sha256 = sha256_hex(*bytes);
  return FetchedBody{before.path, *std::move(bytes), std::move(sha256)};
}

}  // namespace

std::vector<FileLook> look_at_files(const std::string& pattern) {
  std::vector<FileLook> looks;
  glob_t matches{};
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &matches) == 0) {
    for (std::size_t i = 0; i < matches.gl_pathc; ++i) {
      const std::string path = matches.gl_pathv[i];
      if (is_passed_over(path)) continue;
      if (auto look = look_at(path)) looks.push_back(*std::move(look));
    }
  }
  globfree(&matches);
  // glob's own order is the locale's.
  std::sort(looks.begin(), looks.end(),
            [](const FileLook& a, const FileLook& b) { return a.path < b.path; });
  return looks;
}

Result<std::vector<FetchedBody>> read_stable_files(const std::vector<FileLook>& before,
                                                   const std::string& pattern,
                                                   std::uint64_t max_bytes) {
  std::vector<FetchedBody> bodies;
  for (const FileLook& look : before) {
    auto body = read_if_same(look, max_bytes);
    if (!body) return tl::make_unexpected(body.error());
    if (*body) bodies.push_back(**std::move(body));
  }
  if (!bodies.empty()) return bodies;
  return fail(
      ErrorCode::io,
      fmt::format("{}：文件还在变化，没有读：下次轮询再读；一直如此就请报送单位先写临时文件再改名",
                  pattern),
      true);
}

Error nothing_matches(const std::string& pattern) {
  return {ErrorCode::not_found, true,
          fmt::format("没有文件与 {} 相符：请检查 glob 和目录，或等报送单位放入文件", pattern)};
}

}  // namespace planwatch
