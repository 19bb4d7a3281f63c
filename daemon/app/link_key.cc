#include "daemon/app/link_key.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/send/signing.h"

namespace planwatch {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_bytes = 32;
constexpr mode_t owner_only = 0600;
constexpr mode_t of_others = 0077;

// Closes what it holds.
struct OpenFile {
  int descriptor = -1;
  explicit OpenFile(int opened) : descriptor(opened) {}
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
};

tl::unexpected<Error> io_failure(const std::string& path, const char* what, const char* english) {
  return fail(ErrorCode::io, fmt::format("{}失败 {}：{}；请检查目录权限和磁盘空间 ({})", what, path,
                                         std::strerror(errno), english));
}

Result<Secret> read_key(int descriptor, const std::string& path) {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) return io_failure(path, "查看链接密钥", "cannot stat");
  if ((about.st_mode & of_others) != 0) {
    return fail(ErrorCode::refused,
                fmt::format("链接密钥 {} 其他用户也能读写（权限 {:o}）；请执行 chmod 600 {}，"
                            "若可能已泄露则删除它后重启，已发出的链接随之失效 "
                            "(the link key is open to others: chmod 600 it, or delete it to make a "
                            "new one)",
                            path, about.st_mode & 0777U, path));
  }
  std::array<char, key_bytes + 1> bytes{};
  const ssize_t size = ::read(descriptor, bytes.data(), bytes.size());
  if (size < 0) return io_failure(path, "读取链接密钥", "cannot read");
  if (static_cast<std::size_t>(size) != key_bytes) {
    return fail(ErrorCode::corrupt,
                fmt::format("链接密钥 {} 不是 {} 字节；请删除它后重启，已发出的链接随之失效 "
                            "(the link key is damaged: delete it, links that are out become "
                            "invalid)",
                            path, key_bytes));
  }
  return Secret(std::string(bytes.data(), key_bytes));
}

// Written whole under another name first: a crash leaves no half a key.
Result<Secret> make_key(const std::string& path) {
  const std::string draft = path + ".new";
  ::unlink(draft.c_str());  // of a start that was cut off
  const OpenFile file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_only));
  if (file.descriptor < 0) return io_failure(draft, "创建链接密钥", "cannot create the link key");
  const std::string bytes = random_bytes(key_bytes);
  const bool whole =
      ::write(file.descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      ::fsync(file.descriptor) == 0 && ::rename(draft.c_str(), path.c_str()) == 0;
  if (!whole) return io_failure(path, "写入链接密钥", "cannot write the link key");
  return Secret(bytes);
}

}  // namespace

Result<Secret> load_link_key(const std::string& data_folder) {
  std::error_code error;
  fs::create_directories(data_folder, error);
  const std::string path = (fs::path(data_folder) / link_key_name).string();
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.descriptor >= 0) return read_key(file.descriptor, path);
  if (errno == ENOENT) return make_key(path);
  return io_failure(path, "打开链接密钥", "cannot open the link key");
}

}  // namespace planwatch
