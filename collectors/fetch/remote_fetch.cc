#include <fmt/format.h>
#include <fnmatch.h>
#include <set>

#include "collectors/fetch/curl_remote.h"
#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/finish_marker.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

// All of them are held in memory together.
constexpr std::size_t most_files = 1000;
constexpr std::uint64_t most_bytes_in_limits = 4;

std::string absolute_path(const std::string& path, const std::string& base_folder) {
  if (path.empty() || path.starts_with('/') || base_folder.empty()) return path;
  return base_folder + "/" + path;
}

RemoteFolder resolved(RemoteFolder folder, const FetchTools& tools) {
  folder.folder = expand(folder.folder, tools.variables);
  folder.files = expand(folder.files, tools.variables);
  folder.key_file = absolute_path(folder.key_file, tools.base_folder);
  if (folder.tls) {
    folder.tls->ca_file = absolute_path(folder.tls->ca_file, tools.base_folder);
    folder.tls->certificate = absolute_path(folder.tls->certificate, tools.base_folder);
    folder.tls->key_file = absolute_path(folder.tls->key_file, tools.base_folder);
  }
  return folder;
}

// Two looks at the folder, `stable_for` apart, then every file that is finished. What matches is
// read anew each time: only that tells whether a file that could not be understood still lies
// there, and a changed configuration reads all of them again. Blocking, on the worker.
class RemoteFetch : public std::enable_shared_from_this<RemoteFetch> {
 public:
  RemoteFetch(const SharedTools& tools, const FeedSpec& feed, const RemoteFolder& source,
              Fetcher::Done done)
      : tools_(tools),
        id_(feed.id),
        retries_(feed.retries),
        max_bytes_(feed.limits.bytes),
        source_(resolved(source, *tools)),
        session_(source_, feed.limits),
        done_(std::move(done)) {}

  void start() {
    on_worker([](RemoteFetch& self) { self.look(); }, [](RemoteFetch& self) { self.looked(); });
  }

 private:
  using Step = void (*)(RemoteFetch&);
  void on_worker(Step job, Step then);
  void wait(std::chrono::milliseconds delay, Step then);
  bool retries(Step step);

  void look();
  void looked();
  void look_again();
  void looked_again();
  Result<std::vector<RemoteFile>> matching(RemoteListing listing);
  std::string place(const RemoteFile& file) const { return place_of(source_) + "/" + file.shown; }

  void read_all(const RemoteListing& now);
  // False when the connection is in trouble: no other file needs to be tried.
  bool read_one(const RemoteFile& file, const RemoteListing& now);
  bool take(const RemoteFile& file, std::string bytes, const std::string& md5);
  bool stumble(const Error& error);
  const RemoteFile* marker_of(const RemoteFile& file, const RemoteListing& now) const;
  bool read_marker(const RemoteFile& file, const RemoteListing& now, std::string& md5);

  std::weak_ptr<FetchTools> tools_;
  FeedId id_;
  int retries_;
  std::uint64_t max_bytes_;
  RemoteFolder source_;
  RemoteSession session_;
  Fetcher::Done done_;
  int attempt_ = 0;
  std::optional<Error> failed_;  // of the step that just ran
  std::vector<RemoteFile> first_;
  std::set<std::string> finished_;  // names that need no other try
  Fetched fetched_;
  std::vector<Error> refused_;  // names that are never asked for
  std::vector<Error> waiting_;  // still changing, marker missing
};

void RemoteFetch::on_worker(Step job, Step then) {
  const auto tools = tools_.lock();
  if (!tools) return;
  tools->worker.run([self = shared_from_this(), job] { job(*self); },
                    [self = shared_from_this(), then] {
                      if (!self->tools_.expired()) then(*self);
                    });
}

void RemoteFetch::wait(std::chrono::milliseconds delay, Step then) {
  const auto tools = tools_.lock();
  if (!tools) return;
  tools->loop.after(delay, [self = shared_from_this(), then] {
    if (!self->tools_.expired()) then(*self);
  });
}

// Whether the step that failed will be tried again.
bool RemoteFetch::retries(Step step) {
  const bool may_pass = failed_->transient && failed_->code != ErrorCode::not_found;
  if (!may_pass || attempt_ >= retries_) return false;
  wait(retry_delay(id_, attempt_++), step);
  return true;
}

Result<std::vector<RemoteFile>> RemoteFetch::matching(RemoteListing listing) {
  const auto matches = [this](const std::string& shown) {
    return fnmatch(source_.files.c_str(), shown.c_str(), 0) == 0;
  };
  refused_.clear();
  for (const std::string& name : listing.refused) {
    if (!matches(name)) continue;
    refused_.push_back({ErrorCode::refused, false,
                        fmt::format("{}：文件名“{}”含有路径或控制字符，没有读：请对方改名",
                                    place_of(source_), name)});
  }
  std::vector<RemoteFile> files;
  std::uint64_t sum = 0;
  for (RemoteFile& file : listing.files) {
    const std::string& name = file.shown;
    if (name.starts_with('.') || name.starts_with("~$") || !matches(name)) continue;
    if (is_marker_name(source_.marker, name)) continue;
    if (file.bytes <= max_bytes_) sum += file.bytes;
    files.push_back(std::move(file));
  }
  if (files.size() > most_files || sum > most_bytes_in_limits * max_bytes_) {
    return fail(ErrorCode::too_large,
                fmt::format("{}：与 {} 相符的有 {} 份共 {} 字节，一次最多 {} 份、{} 字节：请用 "
                            "{{year}} 等把 files 写窄，或请对方移走旧文件",
                            place_of(source_), source_.files, files.size(), sum, most_files,
                            most_bytes_in_limits * max_bytes_));
  }
  return files;
}

void RemoteFetch::look() {
  failed_.reset();
  auto listing = session_.list();
  if (!listing) {
    failed_ = listing.error();
    return;
  }
  auto files = matching(*std::move(listing));
  if (!files) {
    failed_ = files.error();
    return;
  }
  first_ = *std::move(files);
}

void RemoteFetch::looked() {
  if (failed_) {
    if (!retries([](RemoteFetch& self) { self.start(); })) done_(tl::make_unexpected(*failed_));
    return;
  }
  if (first_.empty() && refused_.empty()) {
    return done_(
        fail(ErrorCode::not_found,
             fmt::format("{} 里没有与 {} 相符的文件：请检查 folder 和 files，或等报送单位放入"
                         "文件",
                         place_of(source_), source_.files),
             true));
  }
  wait(source_.stable_for, [](RemoteFetch& self) { self.look_again(); });
}

void RemoteFetch::look_again() {
  on_worker(
      [](RemoteFetch& self) {
        self.failed_.reset();
        self.waiting_.clear();
        auto now = self.session_.list();
        if (now) {
          self.read_all(*now);
        } else {
          self.failed_ = now.error();
        }
      },
      [](RemoteFetch& self) { self.looked_again(); });
}

void RemoteFetch::looked_again() {
  if (failed_) {
    if (retries([](RemoteFetch& self) { self.look_again(); })) return;
    if (fetched_.bodies.empty()) return done_(tl::make_unexpected(*failed_));
    fetched_.troubles.push_back(*failed_);
  }
  std::vector<Error>& troubles = fetched_.troubles;
  troubles.insert(troubles.end(), refused_.begin(), refused_.end());
  if (fetched_.bodies.empty() && !troubles.empty()) {
    return done_(tl::make_unexpected(troubles.front()));
  }
  if (fetched_.bodies.empty() && !waiting_.empty()) {
    return done_(tl::make_unexpected(waiting_.front()));
  }
  done_(std::move(fetched_));
}

void RemoteFetch::read_all(const RemoteListing& now) {
  for (const RemoteFile& file : first_) {
    if (finished_.contains(file.name)) continue;
    if (!read_one(file, now)) return;
  }
}

// The connection's own trouble ends the step, a file's own is that of the file alone.
bool RemoteFetch::stumble(const Error& error) {
  const bool of_file = error.code == ErrorCode::too_large || error.code == ErrorCode::not_found ||
                       error.code == ErrorCode::refused;
  if (!of_file) {
    failed_ = error;
    return false;
  }
  fetched_.troubles.push_back(error);
  return true;
}

const RemoteFile* RemoteFetch::marker_of(const RemoteFile& file, const RemoteListing& now) const {
  for (const std::string& name : marker_names(source_.marker, file.name)) {
    if (const RemoteFile* marker = find_file(now, name)) return marker;
  }
  return nullptr;
}

// False when the file is not to be read now; `failed_` says whether the connection is the reason.
bool RemoteFetch::read_marker(const RemoteFile& file, const RemoteListing& now, std::string& md5) {
  const RemoteFile* marker = marker_of(file, now);
  if (marker == nullptr) {
    waiting_.push_back(marker_is_missing(source_.marker, place(file)));
    return false;
  }
  if (source_.marker != FileMarker::md5) return true;
  const auto text = session_.read(*marker, most_marker_bytes);
  if (!text) {
    if (stumble(text.error())) finished_.insert(file.name);
    return false;
  }
  const auto sum = md5_in(*text, file.shown, place(*marker));
  if (!sum) {
    fetched_.troubles.push_back(sum.error());
    finished_.insert(file.name);
    return false;
  }
  if (!*sum) waiting_.push_back(marker_is_missing(source_.marker, place(file)));
  md5 = sum->value_or("");
  return sum->has_value();
}

bool RemoteFetch::read_one(const RemoteFile& file, const RemoteListing& now) {
  if (const RemoteFile* second = find_file(now, file.name); second == nullptr || *second != file) {
    waiting_.push_back(
        {ErrorCode::io, true, fmt::format("{}：文件还在变化，没有读：下次轮询再读", place(file))});
    return true;
  }
  if (file.bytes > max_bytes_) {
    finished_.insert(file.name);
    return stumble({ErrorCode::too_large, false,
                    fmt::format("{}：{} 字节，超过上限 {} 字节：请核对文件，确需更大就调高 "
                                "limits.bytes",
                                place(file), file.bytes, max_bytes_)});
  }
  std::string md5;
  if (source_.marker != FileMarker::stable && !read_marker(file, now, md5)) return !failed_;
  auto bytes = session_.read(file, max_bytes_);
  if (!bytes) {
    if (!stumble(bytes.error())) return false;
    finished_.insert(file.name);
    return true;
  }
  return take(file, *std::move(bytes), md5);
}

bool RemoteFetch::take(const RemoteFile& file, std::string bytes, const std::string& md5) {
  if (bytes.size() != file.bytes) {
    waiting_.push_back({ErrorCode::io, true,
                        fmt::format("{}：读的时候大小变了，没有用：下次轮询再读", place(file))});
    return true;
  }
  finished_.insert(file.name);
  StreamHash hash(HashKind::md5);
  hash.add(bytes);
  if (const std::string found = hash.hex(); !md5.empty() && found != md5) {
    fetched_.troubles.push_back(wrong_md5(place(file), md5, found));
    return true;
  }
  std::string sha256 = sha256_hex(bytes);
  fetched_.bodies.push_back({place(file), std::move(bytes), std::move(sha256), {}});
  return true;
}

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const RemoteFolder& source,
                 const FetchMemory&, Fetcher::Done done) {
  std::make_shared<RemoteFetch>(tools, feed, source, std::move(done))->start();
}

}  // namespace planwatch
