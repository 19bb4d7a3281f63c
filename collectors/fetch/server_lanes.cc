#include "collectors/fetch/server_lanes.h"

#include <algorithm>

namespace planwatch {

std::string_view server_part(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

bool ServerLanes::enter(const std::string& server, std::uint64_t request) {
  Lane& lane = lanes_[server];
  if (lane.running < most_at_once_) {
    ++lane.running;
    return true;
  }
  lane.waiting.push_back(request);
  return false;
}

bool ServerLanes::withdraw(const std::string& server, std::uint64_t request) {
  const auto found = lanes_.find(server);
  if (found == lanes_.end()) return false;
  return std::erase(found->second.waiting, request) > 0;
}

std::uint64_t ServerLanes::leave(const std::string& server) {
  const auto found = lanes_.find(server);
  if (found == lanes_.end()) return 0;
  Lane& lane = found->second;
  if (lane.waiting.empty()) {
    if (--lane.running == 0) lanes_.erase(found);
    return 0;
  }
  const std::uint64_t next = lane.waiting.front();
  lane.waiting.pop_front();
  return next;
}

}  // namespace planwatch
