#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "collectors/fetch/event_loop.h"

namespace planwatch {

// Hears by inotify when a file in a folder was finished (closed after writing) or moved in. A
// help, not a promise: folders on network drives tell nothing of what others write, and what
// happens while a folder is missing is not heard. Whoever uses it looks by itself from time to
// time. Owner thread only.
class FolderWatch {
 public:
  // Called with a watched folder, as it was named; several times for one file at will. When the
  // system lost events, it is called once for every folder. Must not destroy the watch.
  using Touched = std::function<void(const std::string& folder)>;
  FolderWatch(EventLoop& loop, Touched touched);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // Watches these folders and no others. Folders that are not there are passed over, those that
  // were removed and made again are watched anew: call again at leisure. Returns the folders that
  // are watched now and were not before the call.
  std::set<std::string> set(const std::set<std::string>& folders);
  std::size_t watched() const { return folders_.size(); }

 private:
  void open();
  void drain();
  void touch_all();

  EventLoop& loop_;
  Touched touched_;
  int fd_ = -1;  // opened with the first folder; stays -1 where the system has none left
  std::map<int, std::set<std::string>> folders_;  // by watch; two names may mean one folder
};

}  // namespace planwatch
