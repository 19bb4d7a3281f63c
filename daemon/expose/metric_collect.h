#pragma once

#include <prometheus/metric_family.h>
#include <vector>

#include "daemon/expose/metric_sink.h"

namespace planwatch {

// Gathers samples as prometheus-cpp's families, for its serializer.
class CollectSink : public FamilySink {
 public:
  void begin(const MetricDefinition& definition) override;
  void sample(const SeriesLabels& labels, double value) override;
  void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) override;

  // All families that got a sample, in the order they were begun.
  std::vector<prometheus::MetricFamily> take();

 private:
  prometheus::ClientMetric& add(const SeriesLabels& labels, double value);
  std::vector<prometheus::MetricFamily> families_;
};

// The text of prometheus-cpp's TextSerializer.
std::string serialize_families(const std::vector<prometheus::MetricFamily>& families);

}  // namespace planwatch
