#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace planwatch::e2e {

// Debian's prometheus, scraping one target every second, started and stopped by its owner.
class Prometheus {
 public:
  explicit Prometheus(int scraped_port);
  bool wait_ready();
  // The number of series that an instant query returns; -1 when it was refused.
  int series_of(const std::string& expression) const;
  // The value of the only series, as text; empty when there is not exactly one.
  std::string value_of(const std::string& expression) const;
  std::string output() const { return process_->output(); }

 private:
  int port_;
  TestFolder folder_;
  std::unique_ptr<Process> process_;
};

// Debian's prometheus-alertmanager without a cluster.
class Alertmanager {
 public:
  Alertmanager();
  bool wait_ready();
  std::string url() const;
  // Names of alerts with this label value, by state.
  int count_active(const std::string& label, const std::string& value) const;
  std::string output() const { return process_->output(); }

 private:
  int port_;
  TestFolder folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace planwatch::e2e
