#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/expose/metric_sink.h"
#include "rules/model/date.h"

namespace planwatch {

// Samples at equal steps, kept as runs of one value, so that a year costs what changed in it.
// Step n is at `first` + n * `step`.
class SampledHistory : public FamilySink {
 public:
  SampledHistory(Instant first, std::chrono::seconds step) : first_(first), step_(step) {}

  // What is handed in from now on holds from step `from` to step `to`, both included. Steps are
  // handed in in order.
  void take_steps(std::size_t from, std::size_t to);
  void begin(const MetricDefinition& definition) override;
  void sample(const SeriesLabels& labels, double value) override;
  void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) override;

  // OpenMetrics 1.0 with timestamps in seconds: family by family, series by series, in order of
  // time, as promtool tsdb create-blocks-from needs it; ends with # EOF. In pieces of about a MiB.
  void write(const std::function<void(std::string_view)>& out) const;

 private:
  struct Run {
    std::size_t from = 0;
    std::size_t to = 0;
    double value = 0;
  };
  struct Family {
    const MetricDefinition* definition = nullptr;
    std::map<std::string, std::vector<Run>> series;  // by the text of the labels
  };
  void add(const std::string& labels, double value);

  Instant first_;
  std::chrono::seconds step_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::map<std::string_view, Family> families_;
  Family* current_ = nullptr;
};

}  // namespace planwatch
