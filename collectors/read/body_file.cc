#include "collectors/read/body_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "collectors/decode/budget.h"
#include "collectors/fetch/sha256.h"
#include "collectors/read/read_ahead.h"

namespace planwatch {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> unreadable(const std::string& path, int code) {
  return fail(
      ErrorCode::io,
      fmt::format("读不了 {}（{}）：请核对文件是否还在、权限是否够", path, std::strerror(code)),
      true);
}

}  // namespace

struct BodyFile::Look {
  Look(int descriptor, std::string file, std::string sum, std::shared_ptr<std::uint64_t> count)
      : open(descriptor), path(std::move(file)), sha256(std::move(sum)), bytes(std::move(count)) {}

  Result<std::size_t> read(char* into, std::size_t size) {
    ssize_t count = 0;
    do {
      count = ::read(open.number(), into, size);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return unreadable(path, errno);
    if (count > 0) {
      seen.add({into, static_cast<std::size_t>(count)});
      *bytes += static_cast<std::uint64_t>(count);
      return static_cast<std::size_t>(count);
    }
    if (std::exchange(ended, true) || seen.hex() == sha256) return std::size_t{0};
    return fail(ErrorCode::conflict,
                fmt::format("{} 在读取过程中被改动：请等报送单位写完，稍后自动重读", path), true);
  }

  Descriptor open;
  std::string path;
  std::string sha256;
  std::shared_ptr<std::uint64_t> bytes;
  StreamHash seen{HashKind::sha256};
  bool ended = false;
};

Result<std::shared_ptr<BodyFile::Look>> BodyFile::look() {
  const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return unreadable(path_, errno);
  *bytes_ = 0;
  return std::make_shared<Look>(descriptor, path_, sha256_, bytes_);
}

Result<ByteSource> BodyFile::open() {
  auto begun = look();
  if (!begun) return tl::make_unexpected(begun.error());
  return ByteSource(
      [look = *std::move(begun)](char* into, std::size_t size) { return look->read(into, size); });
}

Result<ByteSource> BodyFile::open_ahead() {
  auto begun = look();
  if (!begun) return tl::make_unexpected(begun.error());
  struct stat status {};
  const bool large = ::fstat((*begun)->open.number(), &status) == 0 &&
                     static_cast<std::uint64_t>(status.st_size) >= read_ahead_bytes;
  ByteSource source = [look = *std::move(begun)](char* into, std::size_t size) {
    return look->read(into, size);
  };
  return large ? read_ahead(std::move(source)) : source;
}

Result<std::string> BodyFile::read(std::uint64_t most) {
  const auto source = open();
  if (!source) return tl::make_unexpected(source.error());
  std::string all;
  constexpr std::size_t piece = 1 << 20;
  while (true) {
    const std::size_t before = all.size();
    all.resize(before + piece);
    const auto count = (*source)(all.data() + before, piece);
    if (!count) return tl::make_unexpected(count.error());
    all.resize(before + *count);
    if (*count == 0) return all;
    if (all.size() > most) return tl::make_unexpected(limit_exceeded("文件大小", "bytes", most));
  }
}

}  // namespace planwatch
