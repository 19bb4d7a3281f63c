#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/http_get.h"
#include "tests/support/process.h"

namespace planwatch::e2e {

// The real binary, started on a free loopback port.
class DaemonUnderTest {
 public:
  DaemonUnderTest(const std::string& config, const std::string& data,
                  const std::vector<std::string>& more_arguments = {});
  std::string url(const std::string& path) const;
  int port() const { return port_; }
  // Ready, and every configured sample feed was fetched.
  bool wait_ready();
  Process& process() { return *process_; }
  HttpAnswer get(const std::string& path) const { return http_get(url(path)); }

 private:
  int port_;
  TestFolder folder_;
  std::unique_ptr<Process> process_;
};

int this_year();      // the machine's own
std::string today();  // in the plan's time zone, 2025-06-30

// A plan of one ratio indicator with a file feed, in the machine's own year, written into `folder`:
// target 98 %, figures from `folder`/in/*.csv. `receivers` is put under routing.yaml's receivers.
void write_small_configuration(const TestFolder& folder, const std::string& more_receivers = "");
// January's figure of that plan, in percent.
void deliver(const TestFolder& folder, const std::string& name, const std::string& percent,
             const std::string& report_date);

}  // namespace planwatch::e2e
