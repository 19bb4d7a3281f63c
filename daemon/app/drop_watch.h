#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "collectors/fetch/file_source.h"
#include "daemon/time/folder_watch.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/engine.h"

namespace planwatch {

// Tells at once when a file comes into the folder of a feed with `watch: true`. The feed's poll
// stands behind it: folders that are missing, on network drives or beyond the system's number of
// watches tell nothing and lose nothing but time. Owner thread only.
class DropWatch {
 public:
  using Touched = std::function<void(const FeedId&)>;
  // Relative globs count from `base_folder`.
  DropWatch(Scheduler& scheduler, SourceVariables variables, std::string base_folder,
            Touched touched);

  // Watches what the feeds of a configuration ask for that run, and nothing else.
  void use(const Configuration& configuration, FeedSelection feeds);
  // Looks again for one feed's folders: they may have been made, or made again, since. Before its
  // fetch, so that no file falls between the two.
  void rearm(const FeedId& feed);

 private:
  struct Drop {
    FileRules rules;
    std::set<std::string> folders;
  };
  void watch_all();
  void hear(const std::string& folder);
  void tell();

  Scheduler& scheduler_;
  SourceVariables variables_;
  std::string base_folder_;
  Touched touched_;
  std::map<FeedId, Drop> drops_;
  std::set<FeedId> heard_;  // a timer runs that will tell them
  FolderWatch watch_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace planwatch
