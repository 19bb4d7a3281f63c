#include "daemon/time/socket_watches.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "daemon/time/run_or_abort.h"

namespace planwatch {

namespace {

using Interest = EventLoop::Interest;
using boost::asio::posix::descriptor_base;

bool wants(Interest interest, descriptor_base::wait_type direction) {
  if (interest == Interest::read_write) return true;
  return interest == (direction == descriptor_base::wait_read ? Interest::read : Interest::write);
}

}  // namespace

struct SocketWatches::Watch : std::enable_shared_from_this<Watch> {
  explicit Watch(boost::asio::io_context& context) : descriptor(context) {}

  void arm() {
    arm(descriptor_base::wait_read, reading);
    arm(descriptor_base::wait_write, writing);
  }

  void end() {
    interest = Interest::none;
    if (descriptor.is_open()) descriptor.release();  // not close: the socket is not ours
  }

  boost::asio::posix::stream_descriptor descriptor;
  Interest interest = Interest::none;
  std::shared_ptr<const Ready> ready;  // shared, so that a callback may replace itself
  bool reading = false;                // a wait is pending
  bool writing = false;

 private:
  void arm(descriptor_base::wait_type direction, bool& pending) {
    if (pending || !wants(interest, direction)) return;
    pending = true;
    descriptor.async_wait(direction, [self = shared_from_this(), direction,
                                      &pending](const boost::system::error_code& error) {
      pending = false;
      self->on_ready(direction, error);
    });
  }

  void on_ready(descriptor_base::wait_type direction, const boost::system::error_code& error) {
    if (error == boost::asio::error::operation_aborted || !wants(interest, direction)) return;
    const std::shared_ptr<const Ready> callback = ready;
    const bool readable = direction == descriptor_base::wait_read;
    run_or_abort("a socket's callback", [&] { (*callback)(readable, !readable); });
    arm();
  }
};

SocketWatches::~SocketWatches() {
  for (auto& [socket, watch] : watches_) watch->end();
}

void SocketWatches::set(int socket, Interest interest, Ready ready) {
  const auto found = watches_.find(socket);
  if (interest == Interest::none) {
    if (found == watches_.end()) return;
    const std::shared_ptr<Watch> watch = found->second;
    watches_.erase(found);
    watch->end();
    return;
  }
  std::shared_ptr<Watch> watch;
  if (found != watches_.end()) {
    watch = found->second;
  } else {
    watch = std::make_shared<Watch>(context_);
    boost::system::error_code error;
    watch->descriptor.assign(socket, error);
    if (error) abort_with("watching a socket", error.message().c_str());
    watches_.emplace(socket, watch);
  }
  watch->interest = interest;
  watch->ready = std::make_shared<const Ready>(std::move(ready));
  watch->arm();
}

}  // namespace planwatch
