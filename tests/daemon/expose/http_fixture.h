#pragma once

#include <memory>
#include <string>

#include "daemon/expose/http_server.h"

namespace planwatch::test {

// A server on a free loopback port with its own thread, which is the owner thread, and a thread for
// every answer that is worked out later. Destroying it
// destroys the server there and waits until nothing of it is pending any more.
class RunningServer {
 public:
  RunningServer(ListenSpec spec, ServerHandler handler);
  ~RunningServer();
  std::uint16_t port() const;
  void destroy_server();  // on the owner thread; returns when it is gone

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A blocking TCP client that says exactly what it is told to. Reads give up after 10 seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(const std::string& bytes);
  // One answer: head, and as much body as Content-Length says (none with `head_only`).
  std::string read_answer(bool head_only = false);
  // Whatever comes until the server closes.
  std::string read_to_end();
  bool timed_out() const { return timed_out_; }

 private:
  bool read_more();
  int socket_ = -1;
  std::string pending_;
  bool timed_out_ = false;
};

std::string get(const std::string& target);  // the text of a GET request
int status_of(const std::string& answer);    // 0: no status line
std::string body_of(const std::string& answer);

}  // namespace planwatch::test
