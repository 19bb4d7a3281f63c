#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

namespace planwatch {

// Looks after the sockets of a call that blocks, from a thread of its own: a library that reads on
// as long as something comes asks nobody whether it may. Where a server sends far more than is
// handed on, or beyond the call's time, its connections are cut, which ends the call.
class WireWatch {
 public:
  enum class Verdict { fine, too_much, too_late };

  WireWatch() = default;
  WireWatch(const WireWatch&) = delete;
  WireWatch& operator=(const WireWatch&) = delete;
  ~WireWatch() { end(); }

  // The sockets stay the caller's; closing comes before they are closed.
  void opened(int socket);
  void closing(int socket);

  // Between begin and end there is one call. Where no thread can be had, nobody looks.
  void begin(std::chrono::milliseconds time);
  void handed_on(std::uint64_t bytes);
  Verdict end();

  // Where nothing is left to hear: libcurl would wait two minutes for an FTP server's goodbye. What
  // comes nevertheless can still be read.
  void stop_listening();
  // Where the server goes on sending: nothing more comes in.
  void cut_off();

 private:
  void watch(std::chrono::milliseconds time);
  bool sends_too_much() const;
  void shut_all(int how) const;

  std::mutex mutex_;  // over all below but the thread
  std::condition_variable ended_;
  std::map<int, std::uint64_t> sockets_;  // with what had come in on them before this call
  std::uint64_t handed_on_ = 0;
  bool running_ = false;
  Verdict verdict_ = Verdict::fine;
  std::thread thread_;
};

}  // namespace planwatch
