#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/time/asio_scheduler.h"
#include "tests/support/process.h"

namespace planwatch::gateways_test {

// One of this folder's Python programs, running until the end of the test.
class Server {
 public:
  Server(const std::string& script, std::vector<std::string> arguments);
  int port() const { return port_; }
  std::string output() const { return process_->output(); }

 private:
  TestFolder folder_;
  std::unique_ptr<Process> process_;
  int port_ = 0;
};

// Runs one of them to its end; what it printed.
std::string run_script(const std::string& script, const std::vector<std::string>& arguments);

// A certificate for localhost and 127.0.0.1 that signs itself, made once.
struct Certificate {
  std::string certificate;  // PEM files
  std::string key;
};
const Certificate& own_certificate();

// Runs the owner's loop until `done` says so, at most 20 s. True when it did.
bool run_until(AsioScheduler& scheduler, const std::function<bool()>& done);

}  // namespace planwatch::gateways_test
