#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "tests/collectors/fetch_support.h"

namespace planwatch::fetch_testing {

namespace {

int timer_of(std::chrono::milliseconds delay) {
  const int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  const auto ns = std::max<std::int64_t>(1, delay.count() * 1'000'000);
  itimerspec spec{};
  spec.it_value.tv_sec = ns / 1'000'000'000;
  spec.it_value.tv_nsec = ns % 1'000'000'000;
  if (fd < 0 || timerfd_settime(fd, 0, &spec, nullptr) != 0) std::abort();
  return fd;
}

short poll_events(EventLoop::Interest interest) {
  const bool reads =
      interest == EventLoop::Interest::read || interest == EventLoop::Interest::read_write;
  const bool writes =
      interest == EventLoop::Interest::write || interest == EventLoop::Interest::read_write;
  return static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

}  // namespace

PollLoop::PollLoop() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) std::abort();
  posted_read_ = ends[0];
  posted_write_ = ends[1];
}

PollLoop::~PollLoop() {
  for (auto& thread : threads_) thread.join();
  for (const auto& [id, timer] : timers_) close(timer.fd);
  close(posted_read_);
  close(posted_write_);
}

void PollLoop::watch(int socket, Interest interest, std::function<void(bool, bool)> ready) {
  if (interest == Interest::none) {
    sockets_.erase(socket);
  } else {
    sockets_[socket] = {interest, std::move(ready)};
  }
}

EventLoop::TimerId PollLoop::after(std::chrono::milliseconds delay, std::function<void()> fire) {
  const TimerId id = next_timer_++;
  timers_[id] = {timer_of(delay), std::move(fire)};
  return id;
}

void PollLoop::cancel(TimerId id) {
  const auto found = timers_.find(id);
  if (found == timers_.end()) return;
  close(found->second.fd);
  timers_.erase(found);
}

void PollLoop::run(std::function<void()> job, std::function<void()> then_on_owner) {
  threads_.emplace_back([this, job = std::move(job), then = std::move(then_on_owner)]() mutable {
    job();
    job = nullptr;
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(then));
    if (write(posted_write_, "x", 1) != 1) std::abort();
  });
}

void PollLoop::run_posted() {
  char bytes[64];
  while (read(posted_read_, bytes, sizeof bytes) > 0) {
  }
  std::vector<std::function<void()>> ready;
  {
    const std::lock_guard lock(mutex_);
    ready.swap(posted_);
  }
  for (const auto& task : ready) task();
}

// One round: callbacks may add and remove anything, so everything is looked up again.
void PollLoop::step() {
  std::vector<pollfd> fds = {{posted_read_, POLLIN, 0}};
  for (const auto& [socket, watch] : sockets_) {
    fds.push_back({socket, poll_events(watch.interest), 0});
  }
  std::vector<TimerId> ids;
  for (const auto& [id, timer] : timers_) {
    fds.push_back({timer.fd, POLLIN, 0});
    ids.push_back(id);
  }
  const std::size_t first_timer = fds.size() - ids.size();
  if (poll(fds.data(), fds.size(), -1) < 0) return;
  if (fds[0].revents != 0) run_posted();
  for (std::size_t i = 1; i < first_timer; ++i) {
    const auto found = sockets_.find(fds[i].fd);
    if (fds[i].revents == 0 || found == sockets_.end()) continue;
    const auto ready = found->second.ready;  // it may be replaced from inside
    const bool failed = (fds[i].revents & (POLLERR | POLLHUP)) != 0;
    ready(failed || (fds[i].revents & POLLIN) != 0, (fds[i].revents & POLLOUT) != 0);
  }
  for (std::size_t i = first_timer; i < fds.size(); ++i) {
    const auto found = timers_.find(ids[i - first_timer]);
    if (fds[i].revents == 0 || found == timers_.end()) continue;
    const auto fire = std::move(found->second.fire);
    close(found->second.fd);
    timers_.erase(found);
    fire();
  }
}

bool PollLoop::run_until(const std::function<bool()>& done) {
  bool late = false;
  const TimerId guard = after(std::chrono::seconds(20), [&late] { late = true; });
  while (!done() && !late) step();
  cancel(guard);
  return !late;
}

void PollLoop::run_for(std::chrono::milliseconds time) {
  bool over = false;
  after(time, [&over] { over = true; });
  while (!over) step();
}

}  // namespace planwatch::fetch_testing
