#pragma once

#include <functional>
#include <map>
#include <utility>

#include "collectors/fetch/event_loop.h"

namespace planwatch {

// The sockets of a library that says what it waits for, on the owner's loop. A connection that is
// kept open between two requests stays with the loop: handing it back and taking it again would
// cost three calls into the system for every request. Where it becomes readable while nobody waits
// for it (the other side closed it) it is let go; the library finds out when it wants it next.
class KeptSockets {
 public:
  using Interest = EventLoop::Interest;
  using Ready = std::function<void(int socket, bool readable, bool writable)>;
  // `loop` outlives this object.
  KeptSockets(EventLoop& loop, Ready ready) : loop_(loop), ready_(std::move(ready)) {}
  ~KeptSockets() { let_go_of_all(); }
  KeptSockets(const KeptSockets&) = delete;
  KeptSockets& operator=(const KeptSockets&) = delete;

  // A connection of which `closing` will be called before it is closed. Others (a resolver's pipe)
  // are handed back to the loop whenever nobody waits for them.
  void opened(int socket);
  // What the library waits for from now on; none: for nothing.
  void wait_for(int socket, Interest interest);
  void closing(int socket);
  void let_go_of_all();

 private:
  struct Socket {
    Interest watched = Interest::none;
    bool is_connection = false;
    bool rests = false;  // watched for reading though nobody waits for it
  };
  void on_ready(int socket, bool readable, bool writable);
  void let_go(int socket, Socket& state);

  EventLoop& loop_;
  Ready ready_;
  std::map<int, Socket> sockets_;
};

}  // namespace planwatch
