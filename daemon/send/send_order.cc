#include "daemon/send/send_order.h"

#include <algorithm>
#include <utility>

namespace planwatch {

void SendOrder::add(Id id, bool urgent, std::set<std::string> alerts) {
  if (urgent) {
    for (const Id earlier : earlier_about(alerts)) {
      take_from_line(earlier);
      ahead_.push_back(earlier);
    }
    ahead_.push_back(id);
    return;
  }
  for (const std::string& alert : alerts) line_about_[alert].insert(id);
  line_.emplace(id, std::move(alerts));
}

// Those that must stay before a message about `alerts`, and before those in turn; in order.
std::vector<SendOrder::Id> SendOrder::earlier_about(const std::set<std::string>& alerts) const {
  std::set<Id> found;
  std::deque<Id> to_follow;
  const auto collect = [&](const std::set<std::string>& about, std::optional<Id> before) {
    for (const std::string& alert : about) {
      const auto ids = line_about_.find(alert);
      if (ids == line_about_.end()) continue;
      for (const Id id : ids->second) {
        if (before && id >= *before) break;
        if (found.insert(id).second) to_follow.push_back(id);
      }
    }
  };
  collect(alerts, std::nullopt);
  while (!to_follow.empty()) {
    const Id id = to_follow.front();
    to_follow.pop_front();
    collect(line_.at(id), id);
  }
  return {found.begin(), found.end()};
}

void SendOrder::take_from_line(Id id) {
  const auto node = line_.extract(id);
  for (const std::string& alert : node.mapped()) {
    const auto ids = line_about_.find(alert);
    ids->second.erase(id);
    if (ids->second.empty()) line_about_.erase(ids);
  }
}

void SendOrder::remove(Id id) {
  if (line_.contains(id)) return take_from_line(id);
  // Nearly always the first one.
  const auto found = std::find(ahead_.begin(), ahead_.end(), id);
  if (found != ahead_.end()) ahead_.erase(found);
}

std::optional<SendOrder::Id> SendOrder::next() const {
  if (!ahead_.empty()) return ahead_.front();
  if (!line_.empty()) return line_.begin()->first;
  return std::nullopt;
}

}  // namespace planwatch
