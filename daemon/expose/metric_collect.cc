#include "daemon/expose/metric_collect.h"

#include <prometheus/text_serializer.h>
#include <sstream>

namespace planwatch {
namespace {

prometheus::MetricType type_of(MetricKind kind) {
  return kind == MetricKind::counter ? prometheus::MetricType::Counter
                                     : prometheus::MetricType::Gauge;
}

}  // namespace

void CollectSink::begin(const MetricDefinition& definition) {
  if (!families_.empty() && families_.back().metric.empty()) families_.pop_back();
  prometheus::MetricFamily& family = families_.emplace_back();
  family.name = definition.name;
  family.help = definition.help;
  family.type = type_of(definition.kind);
}

prometheus::ClientMetric& CollectSink::add(const SeriesLabels& labels, double value) {
  prometheus::MetricFamily& family = families_.back();
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  for (const auto& [name, text] : labels.pairs()) metric.label.push_back({std::string(name), text});
  const bool counter = family.type == prometheus::MetricType::Counter;
  (counter ? metric.counter.value : metric.gauge.value) = value;
  return metric;
}

void CollectSink::sample(const SeriesLabels& labels, double value) {
  add(labels, value);
}

void CollectSink::sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) {
  add(labels, value).label.push_back({std::string(extra.name), std::string(extra.value)});
}

std::vector<prometheus::MetricFamily> CollectSink::take() {
  if (!families_.empty() && families_.back().metric.empty()) families_.pop_back();
  return std::move(families_);
}

std::string serialize_families(const std::vector<prometheus::MetricFamily>& families) {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return std::move(out).str();
}

}  // namespace planwatch
