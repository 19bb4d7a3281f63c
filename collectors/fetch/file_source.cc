#include "collectors/fetch/file_source.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include "collectors/fetch/finish_marker.h"
#include "collectors/fetch/open_file.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

namespace fs = std::filesystem;

FileLook look_of(const std::string& path, const struct stat& status) {
  return {path, static_cast<std::uint64_t>(status.st_size),
          static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_ino)};
}

std::string name_in(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_passed_over(const std::string& name, FileMarker marker) {
  return name.starts_with('.') || name.starts_with("~$") || is_marker_name(marker, name);
}

// Whether `path` lies in `folder` or below it, by whatever name; `folder` is without links.
bool lies_in(const std::string& path, const fs::path& folder) {
  std::error_code error;
  const fs::path parent = fs::weakly_canonical(fs::path(path).parent_path(), error);
  if (error) return false;
  const auto [at, rest] = std::mismatch(folder.begin(), folder.end(), parent.begin(), parent.end());
  return at == folder.end();
}

std::string absolute_path(const std::string& path, const std::string& base_folder) {
  if (path.empty() || path.starts_with('/') || base_folder.empty()) return path;
  return base_folder + "/" + path;
}

Error still_changing(const std::string& path) {
  return {ErrorCode::io, true,
          fmt::format("{}：文件还在变化，没有读：下次轮询再读；一直如此就请报送单位先写临时文件"
                      "再改名",
                      path)};
}

Error too_large(const FileLook& file, std::uint64_t most) {
  return {ErrorCode::too_large, false,
          fmt::format("{}：{} 字节，超过上限 {} 字节：请核对文件，确需更大就调高 limits.bytes",
                      file.path, file.bytes, most)};
}

// One file's outcome: a body, a trouble, or why it is not read yet.
class OneFile {
 public:
  OneFile(const FileLook& before, const FileRules& rules, FilesRead& read)
      : before_(before), rules_(rules), read_(read) {}

  void take() {
    if (look_at(before_.path) != before_) return wait(still_changing(before_.path));
    const std::uint64_t most = rules_.in_place ? most_bytes_in_place : rules_.max_bytes;
    if (before_.bytes > most) return refuse(too_large(before_, most));
    if (rules_.marker != FileMarker::stable && !find_marker()) return;
    read_body();
  }

 private:
  void wait(Error why) { read_.waiting.push_back(std::move(why)); }
  void refuse(Error why) { read_.troubles.push_back(std::move(why)); }

  // The second look at the file came first: a marker that lies there was laid for these bytes.
  bool find_marker() {
    const std::string folder = before_.path.substr(0, before_.path.rfind('/') + 1);
    for (const std::string& name : marker_names(rules_.marker, name_in(before_.path))) {
      const auto marker = look_at(folder + name);
      if (!marker) continue;
      return rules_.marker != FileMarker::md5 || read_md5(*marker);
    }
    wait(marker_is_missing(rules_.marker, before_.path));
    return false;
  }

  bool read_md5(const FileLook& marker) {
    if (marker.bytes > most_marker_bytes) {
      refuse(too_large(marker, most_marker_bytes));
      return false;
    }
    const OpenFile file(marker.path);
    auto text = file.fd() < 0 ? read_error(marker.path)
                              : read_up_to(file.fd(), marker.path, most_marker_bytes);
    if (!text) {
      refuse(text.error());
      return false;
    }
    auto sum = md5_in(*text, name_in(before_.path), marker.path);
    if (!sum) {
      refuse(sum.error());
    } else if (!*sum) {
      wait(marker_is_missing(rules_.marker, before_.path));
    } else {
      md5_ = **sum;
    }
    return !md5_.empty();
  }

  void read_body() {
    const OpenFile file(before_.path);
    if (file.fd() < 0) return refuse(read_error(before_.path).value());
    StreamHash sha256(HashKind::sha256);
    StreamHash md5(HashKind::md5);
    FetchedBody body{before_.path, {}, {}, {}};
    if (!rules_.in_place) body.bytes.reserve(static_cast<std::size_t>(before_.bytes));
    const auto bytes =
        read_pieces(file.fd(), before_.path, before_.bytes, [&](std::string_view piece) {
          sha256.add(piece);
          if (!md5_.empty()) md5.add(piece);
          if (!rules_.in_place) body.bytes += piece;
        });
    if (!bytes) return refuse(bytes.error());
    struct stat after {};
    const bool same = fstat(file.fd(), &after) == 0 && look_of(before_.path, after) == before_ &&
                      *bytes == before_.bytes;
    if (!same) return wait(still_changing(before_.path));
    body.sha256 = sha256.hex();
    if (rules_.in_place) body.file = before_.path;
    if (!md5_.empty()) {
      const std::string found = md5.hex();
      if (found != md5_) return refuse(wrong_md5(before_.path, md5_, found));
    }
    read_.bodies.push_back(std::move(body));
  }

  const FileLook& before_;
  const FileRules& rules_;
  FilesRead& read_;
  std::string md5_;  // empty: none is asked for
};

}  // namespace

std::optional<FileLook> look_at(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return look_of(path, status);
}

FileRules rules_of(const FeedSpec& feed, const FileSource& source, const SourceVariables& variables,
                   const std::string& base_folder) {
  FileRules rules;
  rules.glob = absolute_path(expand(source.glob, variables), base_folder);
  rules.marker = source.marker;
  rules.done = absolute_path(expand(source.done, variables), base_folder);
  while (rules.done.size() > 1 && rules.done.ends_with('/')) rules.done.pop_back();
  rules.max_bytes = feed.limits.bytes;
  rules.in_place = std::holds_alternative<RecordsMapping>(feed.mapping) &&
                   std::holds_alternative<CsvFormat>(feed.format);
  return rules;
}

namespace {

// Sorted by bytes: glob's own order is the locale's.
std::vector<std::string> matches_of(const std::string& pattern) {
  std::vector<std::string> paths;
  glob_t matches{};
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &matches) == 0) {
    paths.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  }
  globfree(&matches);
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Without links; empty: there is none.
fs::path done_of(const FileRules& rules) {
  std::error_code error;
  return rules.done.empty() ? fs::path() : fs::weakly_canonical(rules.done, error);
}

}  // namespace

std::vector<FileLook> look_at_files(const FileRules& rules) {
  std::vector<FileLook> looks;
  const fs::path done = done_of(rules);
  for (const std::string& path : matches_of(rules.glob)) {
    if (is_passed_over(name_in(path), rules.marker)) continue;
    if (!done.empty() && lies_in(path, done)) continue;
    if (auto look = look_at(path)) looks.push_back(*std::move(look));
  }
  return looks;
}

std::vector<std::string> folders_of(const FileRules& rules) {
  const std::size_t slash = rules.glob.rfind('/');
  const fs::path done = done_of(rules);
  std::vector<std::string> folders;
  const std::string pattern = slash == std::string::npos ? "." : rules.glob.substr(0, slash);
  for (const std::string& folder : matches_of(pattern.empty() ? "/" : pattern)) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) continue;
    if (done.empty() || !lies_in(folder + "/any", done)) folders.push_back(folder);
  }
  return folders;
}

FilesRead read_stable_files(const std::vector<FileLook>& before, const FileRules& rules) {
  FilesRead read;
  for (const FileLook& look : before) OneFile(look, rules, read).take();
  return read;
}

Result<Fetched> fetched_of(FilesRead read) {
  if (read.bodies.empty() && !(read.troubles.empty() && read.waiting.empty())) {
    return tl::make_unexpected(read.troubles.empty() ? read.waiting.front()
                                                     : read.troubles.front());
  }
  Fetched fetched;
  fetched.bodies = std::move(read.bodies);
  fetched.troubles = std::move(read.troubles);
  return fetched;
}

Error nothing_matches(const std::string& pattern) {
  return {ErrorCode::not_found, true,
          fmt::format("没有文件与 {} 相符：请检查 glob 和目录，或等报送单位放入文件", pattern)};
}

}  // namespace planwatch
