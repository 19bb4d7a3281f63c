#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace planwatch {

// What fetching over HTTP needs of the owner thread's event loop; daemon/time implements it. All
// calls and callbacks happen on the owner thread.
class EventLoop {
 public:
  virtual ~EventLoop() = default;
  enum class Interest { none, read, write, read_write };
  // Calls back whenever the socket is ready, until called with Interest::none (which must be called
  // before the socket is closed). Flags: readable, writable.
  virtual void watch(int socket, Interest interest,
                     std::function<void(bool readable, bool writable)> ready) = 0;
  // One shot on the machine's clock. Returns a handle for cancel; cancelling a past one is allowed.
  using TimerId = std::uint64_t;
  virtual TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) = 0;
  virtual void cancel(TimerId timer) = 0;
};

}  // namespace planwatch
