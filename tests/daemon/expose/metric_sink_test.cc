#include "daemon/expose/metric_sink.h"

#include <algorithm>
#include <ctime>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "daemon/expose/metric_collect.h"
#include "daemon/expose/metric_families.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

// Writes the same families by both ways.
template <class Write>
void expect_same_bytes(Write write) {
  std::string text;
  TextSink direct(text);
  write(direct);
  CollectSink collected;
  write(collected);
  EXPECT_EQ(text, serialize_families(collected.take()));
  EXPECT_FALSE(text.empty());
}

TEST(MetricSink, IndicatorsAreByteForByteAsPrometheusCppWritesThem) {
  const auto snapshot = test::small_snapshot();
  expect_same_bytes([&](FamilySink& sink) { write_indicator_families(*snapshot, sink); });
}

TEST(MetricSink, AllOtherFamiliesToo) {
  const auto snapshot = test::small_snapshot();
  expect_same_bytes([&](FamilySink& sink) { write_task_families(*snapshot, sink); });
  expect_same_bytes([&](FamilySink& sink) { write_feed_families(*snapshot, sink); });
  expect_same_bytes([&](FamilySink& sink) { write_alert_families(*snapshot, sink); });
  expect_same_bytes([&](FamilySink& sink) { write_plan_families(*snapshot, sink); });
}

TEST(MetricSink, NumbersAndLabelsOfEveryKind) {
  const MetricDefinition& definition = metric_definition("planwatch_plan_time_seconds");
  const auto labels = SeriesLabels::of({{"a", "back\\slash \"quote\" line\nfeed 中文"}, {"b", ""}});
  expect_same_bytes([&](FamilySink& sink) {
    sink.begin(definition);
    for (const double value : {0.0, -1.5, 0.1, 1.0 / 3.0, 0.985, 1e15, 1e16, 1e17, 1.7592479e9,
                               123456789012345678.0, 1e-5, 1e-4, 8.333333333, 1e300}) {
      sink.sample(labels, value);
      sink.sample(SeriesLabels(), value);
      sink.sample(labels, {"state", "late"}, value);
      sink.sample(SeriesLabels(), {"state", "late"}, value);
    }
  });
}

TEST(MetricSink, AFamilyWithoutSamplesIsLeftOut) {
  std::string text;
  TextSink sink(text);
  sink.begin(metric_definition("planwatch_plan_time_seconds"));
  sink.begin(metric_definition("planwatch_indicator_light"));
  EXPECT_EQ(text, "");
  CollectSink collected;
  collected.begin(metric_definition("planwatch_plan_time_seconds"));
  EXPECT_TRUE(collected.take().empty());
}

TEST(MetricSink, LabelValuesAreAlwaysUtf8) {
  const auto labels = SeriesLabels::of({{"unit",
                                         "\xC7\xF8"
                                         "A"}});
  EXPECT_EQ(labels.text(),
            "unit=\"\xEF\xBF\xBD\xEF\xBF\xBD"
            "A\"");
  EXPECT_EQ(labels.pairs()[0].second,
            "\xEF\xBF\xBD\xEF\xBF\xBD"
            "A");
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// 2,844 areas x 36 indicators; CPU time so that a busy machine does not matter.
TEST(MetricSink, AHundredThousandIndicatorsRenderInSeconds) {
  const auto snapshot = test::wide_snapshot(2844, 36);
  ASSERT_EQ(snapshot->indicators.size(), 102'384u);
  Metrics metrics;
  metrics.publish(snapshot);
  const double before = cpu_seconds();
  const std::string text = metrics.render();
  const double took = cpu_seconds() - before;
  const auto samples = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  RecordProperty("cpu_ms", static_cast<int>(took * 1000));
  RecordProperty("lines", static_cast<int>(samples));
  std::printf("render: %zu lines, %zu MiB, %.0f ms, peak %ld MiB\n", samples, text.size() >> 20,
              took * 1000, usage.ru_maxrss >> 10);
  EXPECT_GT(samples, 102'384u * 23);
  EXPECT_LT(took, 20.0);
}

}  // namespace
}  // namespace planwatch
