#pragma once

#include <memory>
#include <string>

#include "daemon/demo/timetable.h"
#include "rules/model/configuration.h"

namespace planwatch::demo {

// A small plan of 2025 with a feed of every format that the sample departments write. Feeds and
// indicators carry the ids that incidents and truth profiles know.
std::shared_ptr<const Configuration> small_configuration();

// A folder of its own, removed at the end.
class TempFolder {
 public:
  explicit TempFolder(const std::string& name);
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The default start of the demo: 20 October of the plan's year, 09:00.
Instant demo_start();
Instant end_of_all();  // after the last delivery of the plan's year
std::string bytes_of(const std::string& path);
// All files below a folder, as relative path + '\n' + bytes, sorted by path.
std::string contents_of(const std::string& folder);
const FeedSpec& feed_of(const Configuration& configuration, const std::string& id);

}  // namespace planwatch::demo
