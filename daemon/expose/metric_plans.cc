#include "daemon/expose/metric_plans.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace planwatch {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;

constexpr std::array<std::string_view, 7> added_up{"planwatch_alerts",
                                                   "planwatch_ledger_rows",
                                                   "planwatch_notices_held",
                                                   "planwatch_observations_accepted_total",
                                                   "planwatch_observations_repeated_total",
                                                   "planwatch_observations_revised_total",
                                                   "planwatch_silences_active"};

// Takes the samples of `more`; both belong to the family of that name.
void take_samples(MetricFamily& into, MetricFamily more) {
  const bool adds = std::find(added_up.begin(), added_up.end(), into.name) != added_up.end();
  for (ClientMetric& sample : more.metric) {
    const auto same =
        std::find_if(into.metric.begin(), into.metric.end(),
                     [&](const ClientMetric& one) { return one.label == sample.label; });
    if (same == into.metric.end()) {
      into.metric.push_back(std::move(sample));
    } else if (adds) {
      same->gauge.value += sample.gauge.value;
      same->counter.value += sample.counter.value;
    }
  }
}

bool names_its_plan(const MetricFamily& family) {
  const auto& labels = family.metric.front().label;
  return std::any_of(labels.begin(), labels.end(),
                     [](const auto& label) { return label.name == "plan"; });
}

}  // namespace

SeriesLabels BesideSink::renamed(const SeriesLabels& labels) const {
  std::vector<SeriesLabels::Pair> pairs = labels.pairs();
  for (auto& [name, value] : pairs) {
    if (name == "plan") value = plan_;
  }
  return SeriesLabels::of(std::move(pairs));
}

void BesideSink::sample(const SeriesLabels& labels, double value) {
  inner_.sample(renamed(labels), value);
}

void BesideSink::sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) {
  inner_.sample(renamed(labels), extra, value);
}

void merge_families(std::vector<MetricFamily>& into, std::vector<MetricFamily> more) {
  for (MetricFamily& family : more) {
    const auto same = std::find_if(into.begin(), into.end(),
                                   [&](const auto& one) { return one.name == family.name; });
    if (same == into.end()) {
      into.push_back(std::move(family));
    } else if (names_its_plan(family)) {
      // Another plan's series are never the same: no search among a hundred thousand.
      same->metric.insert(same->metric.end(), std::make_move_iterator(family.metric.begin()),
                          std::make_move_iterator(family.metric.end()));
    } else {
      take_samples(*same, std::move(family));
    }
  }
  std::sort(into.begin(), into.end(),
            [](const MetricFamily& a, const MetricFamily& b) { return a.name < b.name; });
}

}  // namespace planwatch
