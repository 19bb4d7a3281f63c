#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace planwatch {

enum class MetricKind { gauge, counter, histogram };

// One family: its name, help (English, then Chinese, one line) and label names in the order in
// which they are written.
struct MetricDefinition {
  std::string_view name;
  MetricKind kind = MetricKind::gauge;
  std::string_view help;
  std::vector<std::string_view> labels;
};

// Every family that the daemon can expose, sorted by name.
std::span<const MetricDefinition> metric_catalog();
// Precondition: the catalogue has it.
const MetricDefinition& metric_definition(std::string_view name);

}  // namespace planwatch
