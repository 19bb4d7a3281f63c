#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/expose/metric_catalog.h"

namespace planwatch {

// The labels of one series, made once and used by all its families. Values are cleaned to UTF-8 and
// escaped here. Names come from the catalogue.
class SeriesLabels {
 public:
  using Pair = std::pair<std::string_view, std::string>;
  SeriesLabels() = default;
  static SeriesLabels of(std::vector<Pair> pairs);
  const std::vector<Pair>& pairs() const { return pairs_; }
  const std::string& text() const { return text_; }  // indicator="x",area="620702"

 private:
  std::vector<Pair> pairs_;
  std::string text_;
};

// A number as every exposition of planwatch writes it: 16 significant digits. The same number gives
// the same text, and a larger one never a text that reads smaller.
void append_metric_number(std::string& out, double value);

// One label beside those of the series: state="late".
struct ExtraLabel {
  std::string_view name;
  std::string_view value;  // ASCII without quotes, backslashes and line feeds
};

// Where samples go: into prometheus-cpp's families, or straight into text. Both must give the same
// bytes in the end. A family without samples is left out.
class FamilySink {
 public:
  virtual ~FamilySink() = default;
  virtual void begin(const MetricDefinition& definition) = 0;
  virtual void sample(const SeriesLabels& labels, double value) = 0;
  virtual void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) = 0;
};

// Prometheus text format 0.0.4, as prometheus-cpp's TextSerializer writes it, without building its
// families first: those take several hundred bytes a sample.
class TextSink : public FamilySink {
 public:
  explicit TextSink(std::string& out) : out_(out) {}
  void begin(const MetricDefinition& definition) override;
  void sample(const SeriesLabels& labels, double value) override;
  void sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) override;

 private:
  void start_sample();
  void end_sample(double value);

  std::string& out_;
  const MetricDefinition* definition_ = nullptr;
  bool header_written_ = false;
};

}  // namespace planwatch
