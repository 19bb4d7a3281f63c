#include "collectors/fetch/done_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "collectors/fetch/file_source.h"
#include "collectors/fetch/finish_marker.h"
#include "collectors/fetch/open_file.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

namespace fs = std::filesystem;

constexpr int most_numbers = 99;
constexpr std::size_t most_name_bytes = 255;

tl::unexpected<Error> cannot_move(const std::string& path, const std::string& why) {
  return fail(ErrorCode::io, fmt::format("{}：移不到 done 目录：{}", path, why), true);
}

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_plain_file(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

Result<std::string> sha256_of(const std::string& path) {
  const OpenFile file(path);
  if (file.fd() < 0) return read_error(path);
  StreamHash hash(HashKind::sha256);
  const auto read = read_pieces(file.fd(), path, most_bytes_in_place,
                                [&hash](std::string_view piece) { hash.add(piece); });
  if (!read) return tl::make_unexpected(read.error());
  return hash.hex();
}

// What a name in `done` is made of.
struct NameParts {
  std::string stem;
  std::string extension;  // with its dot; may be empty
};

NameParts parts_of(const std::string& name, const std::string& sha256) {
  const std::size_t dot = name.rfind('.');
  const bool has_extension = dot != std::string::npos && dot > 0;
  NameParts parts{has_extension ? name.substr(0, dot) : name,
                  has_extension ? name.substr(dot) : std::string{}};
  // A file that somebody took back out of `done`.
  const std::string added = "." + sha256;
  if (parts.stem.ends_with(added)) parts.stem.resize(parts.stem.size() - added.size());
  return parts;
}

// Cuts the stem, between characters, where the name would be longer than a file system takes.
std::string name_in_done(const NameParts& parts, const std::string& sha256, int number) {
  std::string rest = "." + sha256;
  if (number > 1) rest += fmt::format(".{}", number);
  rest += parts.extension;
  constexpr std::size_t marker_bytes = 4;
  const std::size_t room = most_name_bytes - std::min(most_name_bytes, rest.size() + marker_bytes);
  std::size_t cut = std::min(parts.stem.size(), room);
  const auto continues = [&](std::size_t i) {
    return (static_cast<unsigned char>(parts.stem[i]) & 0xC0U) == 0x80U;
  };
  while (cut > 0 && cut < parts.stem.size() && continues(cut)) --cut;
  return parts.stem.substr(0, cut) + rest;
}

enum class Moved { yes, taken, across, failed };

// Never onto a name that is taken.
Moved rename_onto_nothing(const std::string& from, const std::string& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
    return Moved::yes;
  }
  if (errno == EINVAL || errno == ENOSYS) {  // a file system that cannot say "onto nothing"
    if (link(from.c_str(), to.c_str()) == 0) {
      return unlink(from.c_str()) == 0 ? Moved::yes : Moved::failed;
    }
  }
  if (errno == EEXIST) return Moved::taken;
  if (errno == EXDEV || errno == EPERM || errno == EOPNOTSUPP) return Moved::across;
  return Moved::failed;
}

// A file that is made in one go and then stays, or is gone again.
class NewFile {
 public:
  explicit NewFile(std::string path)
      : path_(std::move(path)),
        fd_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (fd_ < 0) return;
    close(fd_);
    unlink(path_.c_str());  // under its own name by now, or not wanted
  }
  bool good() const { return fd_ >= 0 && good_; }
  void append(std::string_view bytes) {
    while (good() && !bytes.empty()) {
      const ssize_t n = write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      good_ = n > 0;
      if (good_) bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  bool finish(const struct timespec& modified) {
    const struct timespec times[2] = {modified, modified};
    good_ = good() && futimens(fd_, times) == 0 && fsync(fd_) == 0;
    return good_;
  }
  bool link_to(const std::string& target) const {
    return rename_onto_nothing(path_, target) == Moved::yes;
  }

 private:
  std::string path_;
  int fd_;
  bool good_ = true;
};

bool sync_folder(const std::string& folder) {
  const OpenFile opened(folder);
  return opened.fd() >= 0 && fsync(opened.fd()) == 0;
}

// One file on its way, the data or its marker.
class Move {
 public:
  Move(std::string path, std::string sha256, std::string done)
      : path_(std::move(path)), sha256_(std::move(sha256)), done_(std::move(done)) {}

  // `name_of` gives the name for each number from 1 on.
  Result<std::string> under(const std::function<std::string(int)>& name_of) {
    before_ = look_at(path_);
    if (!before_ || !is_plain_file(path_)) return cannot_move(path_, "不是普通文件，或已不在");
    const auto now = sha256_of(path_);
    if (!now) return tl::make_unexpected(now.error());
    if (*now != sha256_) return cannot_move(path_, "读过之后内容又变了，留待下次");
    for (int number = 1; number <= most_numbers; ++number) {
      const std::string target = done_ + "/" + name_of(number);
      const Moved moved = try_onto(target);
      if (moved == Moved::yes) return target;
      if (moved == Moved::failed) return cannot_move(path_, why_);
    }
    return cannot_move(path_, "同名文件太多，请清理 done 目录");
  }

 private:
  Moved try_onto(const std::string& target) {
    if (look_at(path_) != before_) return failed("正在变化，留待下次");
    Moved moved = rename_onto_nothing(path_, target);
    if (moved == Moved::across) moved = copy_onto(target);
    if (moved == Moved::taken) return end_at_same_bytes(target);
    if (moved == Moved::failed && why_.empty()) return failed(std::strerror(errno));
    return moved;
  }

  Moved failed(std::string why) {
    why_ = std::move(why);
    return Moved::failed;
  }

  // A taken name is the file itself when the bytes are the same.
  Moved end_at_same_bytes(const std::string& target) {
    const auto there = is_plain_file(target) ? sha256_of(target) : Result<std::string>{};
    if (!there || *there != sha256_) return Moved::taken;
    return take_away();
  }

  Moved take_away() {
    if (look_at(path_) != before_) return failed("正在变化，留待下次");
    if (unlink(path_.c_str()) != 0) return failed(std::strerror(errno));
    return Moved::yes;
  }

  Moved copy_onto(const std::string& target) {
    struct stat taken {};
    if (lstat(target.c_str(), &taken) == 0) return Moved::taken;
    const OpenFile from(path_);
    struct stat status {};
    if (from.fd() < 0 || fstat(from.fd(), &status) != 0) return failed(std::strerror(errno));
    NewFile copy(done_ + "/." + sha256_ + ".part");
    StreamHash hash(HashKind::sha256);
    const auto read = read_pieces(from.fd(), path_, before_->bytes, [&](std::string_view piece) {
      hash.add(piece);
      copy.append(piece);
    });
    if (!read || hash.hex() != sha256_) return failed("正在变化，留待下次");
    if (!copy.finish(status.st_mtim) || !copy.link_to(target) || !sync_folder(done_)) {
      return failed("写不了，请检查 done 目录的权限和磁盘空间");
    }
    return take_away();
  }

  std::string path_;
  std::string sha256_;
  std::string done_;
  std::optional<FileLook> before_;
  std::string why_;
};

// A marker that stays behind would call a later file of the same name finished.
void move_marker(const std::string& path, FileMarker marker, const std::string& target) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  for (const std::string& name : marker_names(marker, file_name(path))) {
    const std::string from = folder + name;
    const auto sha256 = is_plain_file(from) ? sha256_of(from) : Result<std::string>{};
    if (!sha256 || sha256->empty()) continue;
    const std::string ending = marker == FileMarker::md5 ? ".md5" : ".ok";
    const auto name_of = [&](int number) {
      return file_name(target) + (number > 1 ? fmt::format(".{}", number) : "") + ending;
    };
    if (Move(from, *sha256, target.substr(0, target.rfind('/'))).under(name_of)) return;
  }
}

}  // namespace

Result<std::string> move_to_done(const std::string& path, const std::string& sha256,
                                 FileMarker marker, const std::string& done) {
  std::error_code error;
  fs::create_directories(done, error);
  if (error) return cannot_move(path, fmt::format("{} 建不了（{}）", done, error.message()));
  const NameParts parts = parts_of(file_name(path), sha256);
  auto target = Move(path, sha256, done).under([&](int number) {
    return name_in_done(parts, sha256, number);
  });
  if (target) move_marker(path, marker, *target);
  return target;
}

}  // namespace planwatch
