#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace planwatch {

// Scheme, credentials, host and port of a URL, as they are written: what stands before its path.
std::string_view server_part(std::string_view url);

// Whose turn it is: so many requests at once to one server, the others in the order in which they
// came. Two spellings of one server are two lanes. Holds nothing of a server that nobody asks.
class ServerLanes {
 public:
  explicit ServerLanes(std::size_t most_at_once) : most_at_once_(most_at_once) {}

  // The request's number is any that is not in a lane. True: it is its turn; false: it waits.
  bool enter(const std::string& server, std::uint64_t request);
  // A waiting request gives up; false: it does not wait.
  bool withdraw(const std::string& server, std::uint64_t request);
  // One whose turn it was is over. The number of the next whose turn it is now; 0: nobody waits.
  std::uint64_t leave(const std::string& server);
  bool empty() const { return lanes_.empty(); }

 private:
  struct Lane {
    std::size_t running = 0;
    std::deque<std::uint64_t> waiting;
  };
  std::size_t most_at_once_;
  std::map<std::string, Lane> lanes_;
};

}  // namespace planwatch
