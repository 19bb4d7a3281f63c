#include "daemon/expose/metric_sink.h"

#include <array>
#include <charconv>
#include <cmath>

#include "rules/model/utf8.h"

namespace planwatch {
namespace {

constexpr int value_digits = 16;  // as TextSerializer: max_digits10 - 1

void append_escaped(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
}

std::string_view type_name(MetricKind kind) {
  switch (kind) {
    case MetricKind::gauge:
      return "gauge";
    case MetricKind::counter:
      return "counter";
    case MetricKind::histogram:
      return "histogram";
  }
  return "untyped";
}

}  // namespace

void append_metric_number(std::string& out, double value) {
  std::array<char, 32> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                     std::chars_format::general, value_digits);
  out.append(digits.data(), written.ptr);
}

SeriesLabels SeriesLabels::of(std::vector<Pair> pairs) {
  SeriesLabels labels;
  for (auto& [name, value] : pairs) {
    if (!is_utf8(value)) value = clean_utf8(value);
    if (!labels.text_.empty()) labels.text_ += ',';
    labels.text_.append(name).append("=\"");
    append_escaped(labels.text_, value);
    labels.text_ += '"';
  }
  labels.pairs_ = std::move(pairs);
  return labels;
}

void TextSink::begin(const MetricDefinition& definition) {
  definition_ = &definition;
  header_written_ = false;
}

void TextSink::start_sample() {
  const std::string_view name = definition_->name;
  if (!header_written_) {
    out_.append("# HELP ").append(name).append(" ").append(definition_->help).append("\n");
    out_.append("# TYPE ").append(name).append(" ").append(type_name(definition_->kind));
    out_ += '\n';
    header_written_ = true;
  }
  out_.append(name);
}

void TextSink::end_sample(double value) {
  out_ += ' ';
  append_metric_number(out_, value);
  out_ += '\n';
}

void TextSink::sample(const SeriesLabels& labels, double value) {
  start_sample();
  if (!labels.text().empty()) out_.append("{").append(labels.text()).append("}");
  end_sample(value);
}

void TextSink::sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) {
  start_sample();
  out_.append("{").append(labels.text());
  if (!labels.text().empty()) out_ += ',';
  out_.append(extra.name).append("=\"").append(extra.value).append("\"}");
  end_sample(value);
}

}  // namespace planwatch
