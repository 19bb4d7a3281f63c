#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace planwatch::e2e {

// Debian's prometheus, scraping one target every second, started and stopped by its owner.
class Prometheus {
 public:
  // With `rules` (a rule file's text) it evaluates them every second too.
  explicit Prometheus(int scraped_port, const std::string& rules = "");
  // Scrapes nothing and reads the blocks of a folder; a sample counts for `lookback`.
  Prometheus(const std::string& blocks, const std::string& lookback);
  bool wait_ready();
  // The number of series that an instant query returns; -1 when it was refused.
  int series_of(const std::string& expression) const;
  // The value of the only series, as text; empty when there is not exactly one.
  std::string value_of(const std::string& expression) const;
  // The values of an instant query, now or at a moment (seconds), by these labels joined with '/'.
  std::map<std::string, double> values_by(const std::string& expression,
                                          const std::vector<std::string>& labels,
                                          const std::string& at = "") const;
  std::string output() const { return process_->output(); }

 private:
  void start(const std::string& data, const std::vector<std::string>& more_arguments);

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
