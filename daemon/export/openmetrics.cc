#include "daemon/export/openmetrics.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

constexpr std::size_t piece = std::size_t{1} << 20;

std::string escaped_help(std::string_view help) {
  std::string out;
  for (const char c : help) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

void SampledHistory::take_steps(std::size_t from, std::size_t to) {
  from_ = from;
  to_ = to;
}

void SampledHistory::begin(const MetricDefinition& definition) {
  current_ = &families_[definition.name];
  current_->definition = &definition;
}

void SampledHistory::add(const std::string& labels, double value) {
  std::vector<Run>& runs = current_->series[labels];
  const bool goes_on = !runs.empty() && runs.back().to + 1 == from_ && runs.back().value == value;
  if (goes_on) {
    runs.back().to = to_;
  } else {
    runs.push_back({from_, to_, value});
  }
}

void SampledHistory::sample(const SeriesLabels& labels, double value) {
  add(labels.text(), value);
}

void SampledHistory::sample(const SeriesLabels& labels, const ExtraLabel& extra, double value) {
  const std::string more = fmt::format("{}=\"{}\"", extra.name, extra.value);
  add(labels.text().empty() ? more : labels.text() + "," + more, value);
}

void SampledHistory::write(const std::function<void(std::string_view)>& out) const {
  std::string text;
  const std::int64_t first =
      std::chrono::duration_cast<std::chrono::seconds>(first_.time_since_epoch()).count();
  const auto write_run = [&](const std::string& start, const Run& run) {
    std::string value;
    append_metric_number(value, run.value);
    for (std::size_t step = run.from; step <= run.to; ++step) {
      fmt::format_to(std::back_inserter(text), "{} {} {}\n", start, value,
                     first + static_cast<std::int64_t>(step) * step_.count());
      if (text.size() < piece) continue;
      out(text);
      text.clear();
    }
  };
  for (const auto& [name, family] : families_) {
    if (family.series.empty()) continue;
    fmt::format_to(std::back_inserter(text), "# HELP {} {}\n# TYPE {} gauge\n", name,
                   escaped_help(family.definition->help), name);
    for (const auto& [labels, runs] : family.series) {
      const std::string start =
          labels.empty() ? std::string(name) : fmt::format("{}{{{}}}", name, labels);
      for (const Run& run : runs) write_run(start, run);
    }
  }
  text += "# EOF\n";
  out(text);
}

}  // namespace planwatch
