#include "daemon/store/lock.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace planwatch {

namespace {

std::string system_text(int error) {
  return std::generic_category().message(error);
}

// The holder writes its id after it has the lock, so for a moment the file may be empty.
std::string holder_of(int file) {
  std::array<char, 32> text{};
  const ssize_t size = pread(file, text.data(), text.size(), 0);
  std::string holder;
  for (ssize_t i = 0; i < size && text[static_cast<std::size_t>(i)] != '\n'; ++i) {
    holder += text[static_cast<std::size_t>(i)];
  }
  return holder.empty() ? "（刚启动）" : holder;
}

tl::unexpected<Error> held(const std::string& folder, int file) {
  return fail(ErrorCode::conflict,
              fmt::format("数据文件夹 {} 正由进程 {} 使用，不能再启动一个；请先停止该进程，"
                          "或用 --data 指定另一个文件夹",
                          folder, holder_of(file)));
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/planwatch.lock";
  FolderLock lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.file_ < 0) {
    return fail(ErrorCode::io, fmt::format("无法打开锁文件 {}（{}）；请检查文件夹的权限和所属用户",
                                           path, system_text(errno)));
  }
  if (flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return held(folder, lock.file_);
    return fail(ErrorCode::io, fmt::format("无法锁定 {}（{}）；请把数据文件夹放在本机磁盘上", path,
                                           system_text(errno)));
  }
  const std::string holder = fmt::format("{}\n", getpid());
  const bool written =
      ftruncate(lock.file_, 0) == 0 &&
      pwrite(lock.file_, holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  if (!written) {
    return fail(ErrorCode::io, fmt::format("无法写入锁文件 {}（{}）；请检查磁盘是否已满", path,
                                           system_text(errno)));
  }
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock::~FolderLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace planwatch
