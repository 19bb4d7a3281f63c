#include "collectors/fetch/wire_watch.h"

#include <csignal>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <system_error>

#include "collectors/fetch/worker_deadline.h"

namespace planwatch {

namespace {

// What may come in on the wire beside what is handed on: packets' own bytes, and names twice and
// with their attributes in a listing of SFTP. More is what nobody asked for, which libssh2 would
// keep in memory.
constexpr std::uint64_t most_wire_bytes_for_one = 4;
constexpr std::uint64_t most_wire_bytes_beside = std::uint64_t{16} << 20;
constexpr std::chrono::milliseconds look_every{20};

// Since the connection was made; 0 where the system does not say.
std::uint64_t bytes_received_on(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  const bool known = getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0;
  return known ? info.tcpi_bytes_received : 0;
}

}  // namespace

void WireWatch::opened(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.insert_or_assign(socket, 0);
}

void WireWatch::closing(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
}

void WireWatch::begin(std::chrono::milliseconds time) {
  end();
  for (auto& [socket, before] : sockets_) before = bytes_received_on(socket);
  handed_on_ = 0;
  verdict_ = Verdict::fine;
  running_ = true;
  try {
    thread_ = std::thread([this, time] { watch(time); });
  } catch (const std::system_error&) {
    running_ = false;
  }
}

void WireWatch::handed_on(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  handed_on_ += bytes;
}

WireWatch::Verdict WireWatch::end() {
  {
    const std::lock_guard lock(mutex_);
    running_ = false;
  }
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
  return verdict_;
}

void WireWatch::stop_listening() {
  const std::lock_guard lock(mutex_);
  shut_all(SHUT_RD);
}

void WireWatch::cut_off() {
  const std::lock_guard lock(mutex_);
  shut_all(SHUT_RDWR);
}

// Shut for reading alone a socket of Linux hands over what comes as before, and says that it has
// ended when nothing lies ready; shut both ways it answers new bytes with a reset.
void WireWatch::shut_all(int how) const {
  for (const auto& [socket, before] : sockets_) shutdown(socket, how);
}

bool WireWatch::sends_too_much() const {
  std::uint64_t received = 0;
  for (const auto& [socket, before] : sockets_) received += bytes_received_on(socket) - before;
  return received > most_wire_bytes_for_one * handed_on_ + most_wire_bytes_beside;
}

void WireWatch::watch(std::chrono::milliseconds time) {
  sigset_t all;  // signals are the owner thread's
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  WorkerDeadline deadline(time);
  std::unique_lock lock(mutex_);
  while (running_ && verdict_ == Verdict::fine) {
    if (sends_too_much()) {
      verdict_ = Verdict::too_much;
    } else if (deadline.passed()) {
      verdict_ = Verdict::too_late;
    }
    if (verdict_ != Verdict::fine) return shut_all(SHUT_RDWR);
    ended_.wait_for(lock, look_every);
  }
}

}  // namespace planwatch
