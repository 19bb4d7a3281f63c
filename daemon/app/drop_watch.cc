#include "daemon/app/drop_watch.h"

#include <utility>

namespace planwatch {

namespace {

// Files come in groups, and with their markers.
constexpr std::chrono::milliseconds settling{300};

std::set<std::string> present_folders(const FileRules& rules) {
  const std::vector<std::string> folders = folders_of(rules);
  return {folders.begin(), folders.end()};
}

}  // namespace

DropWatch::DropWatch(Scheduler& scheduler, SourceVariables variables, std::string base_folder,
                     Touched touched)
    : scheduler_(scheduler),
      variables_(std::move(variables)),
      base_folder_(std::move(base_folder)),
      touched_(std::move(touched)),
      watch_(scheduler, [this](const std::string& folder) { hear(folder); }) {}

void DropWatch::use(const Configuration& configuration, FeedSelection feeds) {
  drops_.clear();
  for (const FeedSpec& feed : configuration.feeds) {
    const auto* source = std::get_if<FileSource>(&feed.transport);
    const bool runs = feed.sample == (feeds == FeedSelection::samples);
    if (source == nullptr || !source->watch || !runs) continue;
    FileRules rules = rules_of(feed, *source, variables_, base_folder_);
    std::set<std::string> folders = present_folders(rules);
    drops_[feed.id] = {std::move(rules), std::move(folders)};
  }
  watch_all();
}

// Asked for even when the names are the same: a folder that was made again is another one.
void DropWatch::rearm(const FeedId& feed) {
  const auto drop = drops_.find(feed);
  if (drop == drops_.end()) return;
  drop->second.folders = present_folders(drop->second.rules);
  watch_all();
}

void DropWatch::watch_all() {
  std::set<std::string> all;
  for (const auto& [feed, drop] : drops_) all.insert(drop.folders.begin(), drop.folders.end());
  watch_.set(all);
}

void DropWatch::hear(const std::string& folder) {
  const bool waits = !heard_.empty();
  for (const auto& [feed, drop] : drops_) {
    if (drop.folders.contains(folder)) heard_.insert(feed);
  }
  if (waits || heard_.empty()) return;
  scheduler_.after(settling, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) tell();
  });
}

void DropWatch::tell() {
  const std::set<FeedId> heard = std::move(heard_);
  heard_.clear();
  for (const FeedId& feed : heard) touched_(feed);
}

}  // namespace planwatch
