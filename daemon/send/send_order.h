#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace planwatch {

// Which of the messages that wait for one receiver goes next: in order of decision, urgent ones
// before the others, but never one before an earlier one about the same alert: what an urgent
// message has to wait for is moved ahead with it. Adding and removing cost what a sorted container
// costs, however many wait.
class SendOrder {
 public:
  using Id = std::uint64_t;
  // Ids increase in order of decision; `alerts` are those that the message has news of.
  void add(Id id, bool urgent, std::set<std::string> alerts);
  void remove(Id id);
  std::optional<Id> next() const;

 private:
  std::vector<Id> earlier_about(const std::set<std::string>& alerts) const;
  void take_from_line(Id id);

  std::deque<Id> ahead_;                            // urgent ones and what they had to wait for
  std::map<Id, std::set<std::string>> line_;        // the others
  std::map<std::string, std::set<Id>> line_about_;  // of them, by alert
};

}  // namespace planwatch
