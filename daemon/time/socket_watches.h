#pragma once

#include <functional>
#include <map>
#include <memory>

#include "collectors/fetch/event_loop.h"

namespace boost::asio {
class io_context;
}

namespace planwatch {

// Waits for sockets that belong to somebody else: they are never read, written or closed here.
// Level triggered: calls back again and again while the socket is ready and the interest holds.
// Owner thread only. A callback may change or end its own watch and others'.
class SocketWatches {
 public:
  using Ready = std::function<void(bool readable, bool writable)>;
  explicit SocketWatches(boost::asio::io_context& context) : context_(context) {}
  ~SocketWatches();  // lets go of all sockets, calls nobody back
  SocketWatches(const SocketWatches&) = delete;
  SocketWatches& operator=(const SocketWatches&) = delete;

  // Precondition: an open socket (or pipe) that the system can poll.
  void set(int socket, EventLoop::Interest interest, Ready ready);

 private:
  struct Watch;
  boost::asio::io_context& context_;
  std::map<int, std::shared_ptr<Watch>> watches_;
};

}  // namespace planwatch
