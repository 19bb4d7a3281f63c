#pragma once

#include <prometheus/metric_family.h>
#include <string>
#include <vector>

#include "daemon/expose/metric_sink.h"

namespace planwatch {

// Samples of a plan that runs beside the first one: its `plan` label names the year too
// (ganzhou-2025), so that two years of one plan are two sets of series.
class BesideSink : public FamilySink {
 public:
  BesideSink(FamilySink& inner, std::string plan) : inner_(inner), plan_(std::move(plan)) {}
  void begin(const MetricDefinition& definition) override { inner_.begin(definition); }
  void sample(const SeriesLabels& labels, double value) override;
  void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) override;

 private:
  SeriesLabels renamed(const SeriesLabels& labels) const;

  FamilySink& inner_;
  std::string plan_;
};

// Families of several plans as one list, sorted by name. Of series that do not name their plan,
// counts are added up; of the clock and the calendar the first plan's stay.
void merge_families(std::vector<prometheus::MetricFamily>& into,
                    std::vector<prometheus::MetricFamily> more);

}  // namespace planwatch
