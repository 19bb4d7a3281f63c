#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "tests/support/loopback_server.h"
#include "tests/support/process.h"

namespace planwatch::bench {

// Debian's prometheus and prometheus-alertmanager with a webhook receiver, at the shortest sensible
// intervals: scrape and evaluation 1 s, group_wait 0 s, group_interval 1 s. They watch one value
// that is served here. Stopped by their process ids with their owner.
class PrometheusPair {
 public:
  explicit PrometheusPair(const std::string& webhook_url);
  // Both answer that they are ready; false: not within a minute.
  bool wait_ready();
  void set_value(bool behind) { behind_ = behind; }
  std::string output() const { return prometheus_->output() + alertmanager_->output(); }

 private:
  void start(const std::string& webhook_url);

  std::atomic<bool> behind_{false};
  LoopbackServer exporter_;
  int prometheus_port_ = free_port();
  int alertmanager_port_ = free_port();
  TestFolder folder_;
  std::unique_ptr<Process> prometheus_;
  std::unique_ptr<Process> alertmanager_;
};

}  // namespace planwatch::bench
