#include "daemon/send/append_line.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace planwatch {

namespace {

class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

tl::unexpected<Error> trouble(const std::string& what, const std::string& path, int error) {
  return fail(ErrorCode::io,
              what + " " + path + "：" + std::generic_category().message(error) +
                  "；请检查磁盘空间和目录权限",
              true);
}

Result<void> make_folder(const std::filesystem::path& file) {
  if (!file.has_parent_path()) return {};
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) return trouble("无法建立目录", file.parent_path().string(), error.value());
  return {};
}

// A new file's name lies in its folder, which has to reach the disk as well.
Result<void> sync_folder(const std::filesystem::path& file) {
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  const OpenFile opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0 || fsync(opened.get()) != 0) {
    return trouble("无法写入目录", folder, errno);
  }
  return {};
}

Result<bool> ends_in_line_end(int descriptor, off_t size, const std::string& path) {
  if (size == 0) return true;
  char last = 0;
  if (pread(descriptor, &last, 1, size - 1) != 1) return trouble("无法读取文件", path, errno);
  return last == '\n';
}

Result<void> write_all(int descriptor, const std::string& bytes, const std::string& path) {
  ssize_t written = -1;
  do {
    written = write(descriptor, bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  if (written < 0) return trouble("无法写入文件", path, errno);
  // What was cut short is ended by the next attempt, as after a crash.
  if (static_cast<std::size_t>(written) < bytes.size()) {
    return trouble("文件没有写完", path, ENOSPC);
  }
  if (fsync(descriptor) != 0) return trouble("无法把文件写到磁盘", path, errno);
  return {};
}

}  // namespace

Result<void> append_line(const std::string& path, const std::string& line) {
  if (auto made = make_folder(path); !made) return made;
  constexpr int flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK;
  const OpenFile file(open(path.c_str(), flags, 0640));
  if (file.get() < 0 && (errno == EISDIR || errno == ENXIO)) {
    return fail(ErrorCode::invalid, path + " 不是普通文件；请在 routing.yaml 中改用文件路径");
  }
  if (file.get() < 0) return trouble("无法打开文件", path, errno);
  // Between looking at the last byte and writing nobody else may write; closing lets go of it.
  if (flock(file.get(), LOCK_EX) != 0) return trouble("无法锁定文件", path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return trouble("无法读取文件状态", path, errno);
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorCode::invalid, path + " 不是普通文件；请在 routing.yaml 中改用文件路径");
  }
  const auto ended = ends_in_line_end(file.get(), status.st_size, path);
  if (!ended) return tl::make_unexpected(ended.error());
  const std::string bytes = (*ended ? "" : "\n") + line + "\n";
  if (auto written = write_all(file.get(), bytes, path); !written) return written;
  if (status.st_size == 0) return sync_folder(path);
  return {};
}

}  // namespace planwatch
