#include "daemon/time/folder_watch.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>
#include <utility>

namespace planwatch {

namespace {

// Not IN_CREATE: a file that was only begun is not worth a look, and its end is told by
// IN_CLOSE_WRITE. A hard link is created whole and tells nothing else, so that it waits for the
// poll.
constexpr std::uint32_t wanted = IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR;

}  // namespace

FolderWatch::FolderWatch(EventLoop& loop, Touched touched)
    : loop_(loop), touched_(std::move(touched)) {}

FolderWatch::~FolderWatch() {
  if (fd_ < 0) return;
  loop_.watch(fd_, EventLoop::Interest::none, {});
  close(fd_);
}

void FolderWatch::open() {
  fd_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd_ < 0) return;
  loop_.watch(fd_, EventLoop::Interest::read, [this](bool, bool) { drain(); });
}

std::set<std::string> FolderWatch::set(const std::set<std::string>& folders) {
  if (fd_ < 0 && !folders.empty()) open();
  if (fd_ < 0) return {};
  std::set<std::string> before;
  for (const auto& [watch, names] : folders_) before.insert(names.begin(), names.end());
  // A path may mean another folder by now: every watch is asked for again, which gives the same
  // number for the same folder, and those that nobody asked for any more end.
  std::map<int, std::set<std::string>> now;
  std::set<std::string> fresh;
  for (const std::string& folder : folders) {
    const int watch = inotify_add_watch(fd_, folder.c_str(), wanted);
    if (watch < 0) continue;
    now[watch].insert(folder);
    const auto known = folders_.find(watch);
    if (known == folders_.end() || !known->second.contains(folder)) fresh.insert(folder);
  }
  for (const auto& [watch, names] : folders_) {
    if (!now.contains(watch)) inotify_rm_watch(fd_, watch);
  }
  folders_ = std::move(now);
  return fresh;
}

void FolderWatch::touch_all() {
  std::set<std::string> all;
  for (const auto& [watch, names] : folders_) all.insert(names.begin(), names.end());
  for (const std::string& folder : all) touched_(folder);
}

void FolderWatch::drain() {
  alignas(inotify_event) std::array<char, 16384> buffer{};
  std::set<std::string> touched;
  bool lost = false;
  for (ssize_t size = read(fd_, buffer.data(), buffer.size()); size > 0;
       size = read(fd_, buffer.data(), buffer.size())) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) lost = true;
      const auto found = folders_.find(event.wd);
      if (found == folders_.end()) continue;
      // The name is gone with its watch; a folder that comes again is found by the next `set`.
      if ((event.mask & IN_IGNORED) != 0) {
        folders_.erase(found);
      } else if ((event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) {
        touched.insert(found->second.begin(), found->second.end());
      }
    }
  }
  if (lost) return touch_all();
  for (const std::string& folder : touched) touched_(folder);
}

}  // namespace planwatch
