#include "tests/daemon/demo/round_trip.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

#include "collectors/extract/extract.h"
#include "daemon/demo/http_answers.h"
#include "daemon/demo/incidents.h"
#include "daemon/demo/report_table.h"
#include "daemon/demo/samples.h"
#include "rules/judge/judge.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {

namespace {

constexpr std::uint64_t seed = 20250101;

void read_one(const Configuration& configuration, const FeedSpec& feed, const std::string& bytes,
              const std::string& source, ReadBack& read) {
  const auto document = decode(bytes, feed.format, feed.limits);
  if (!document) {
    read.errors.push_back(source + ": " + document.error().message);
    return;
  }
  auto extracted = extract(*document, feed, configuration, source);
  if (!extracted) {
    read.errors.push_back(source + ": " + extracted.error().message);
    return;
  }
  read.deliveries.push_back(*std::move(extracted));
}

void read_files(const Configuration& configuration, const FeedSpec& feed, const std::string& folder,
                ReadBack& read) {
  std::vector<std::string> files;
  for (const SampleDelivery& delivery : make_timetable(configuration, seed)) {
    if (delivery.feed == &feed) files.push_back(folder + "/" + delivery.file);
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    read_one(configuration, feed, bytes_of(file), file, read);
  }
}

void read_answers(const Configuration& configuration, const FeedSpec& feed,
                  const SampleDepartments& departments, Instant until, ReadBack& read) {
  const auto& paging = std::get<Paging>(*std::get<HttpSource>(feed.transport).paging);
  for (int page = paging.first_page;; ++page) {
    const ServerReply reply =
        departments.answer({"GET",
                            sample_path_of(feed),
                            {{paging.page_parameter, std::to_string(page)},
                             {paging.size_parameter, std::to_string(paging.page_size)}},
                            "",
                            ""},
                           until);
    read_one(configuration, feed, reply.body, "http://127.0.0.1" + sample_path_of(feed), read);
    if (read.deliveries.empty() || read.deliveries.back().observations.empty()) return;
  }
}

Instant after_all(const Configuration& configuration) {
  return instant_at(make_date(configuration.plan.year + 1, 3, 1), TimeOfDay{0});
}

bool same_figure(const Indicator& indicator, const Observation& read, const SampleFigure& truth) {
  if (read.has_parts && indicator.measure == Measure::ratio) {
    return read.numerator == *truth.numerator && read.denominator == *truth.denominator;
  }
  return read.has_value && read.value == truth.value;
}

std::string describe(const Observation& read, const SampleFigure& truth) {
  const auto part = [](const std::optional<Decimal>& d) { return d ? d->to_string() : "-"; };
  return fmt::format("read {} ({}/{}), truth {} ({}/{})", read.value.to_string(),
                     read.numerator.to_string(), read.denominator.to_string(),
                     truth.value.to_string(), part(truth.numerator), part(truth.denominator));
}

using Key = std::pair<std::string, Period>;

// The one with the latest stated report date of every figure counts.
std::map<Key, Observation> current_figures(const Configuration& configuration,
                                           const ReadBack& read) {
  std::map<Key, Observation> current;
  for (const Extracted& delivery : read.deliveries) {
    for (const Observation& one : delivery.observations) {
      const Key key{configuration.plan.indicators[one.indicator.value].id.text, one.period};
      const auto [at, added] = current.try_emplace(key, one);
      if (!added && one.report_date >= at->second.report_date) at->second = one;
    }
  }
  return current;
}

bool is_left_out(const FeedSpec& feed, const Indicator& indicator, const Period& period) {
  const auto* rejected = find_incident(Incident::Kind::rejected, feed.id.text, period.last_month);
  return find_incident(Incident::Kind::missing, feed.id.text, period.last_month) != nullptr ||
         (rejected != nullptr && rejected->indicator == indicator.id.text);
}

}  // namespace

ReadBack read_back(std::shared_ptr<const Configuration> configuration, const FeedSpec& feed) {
  const TempFolder folder("round_trip_" + feed.id.text);
  SampleDepartments departments(configuration, folder.path(), seed);
  ReadBack read;
  if (const auto done = departments.deliver_until(after_all(*configuration)); !done) {
    read.errors.push_back(done.error().message);
  }
  if (std::holds_alternative<FileSource>(feed.transport)) {
    read_files(*configuration, feed, folder.path(), read);
  } else {
    read_answers(*configuration, feed, departments, after_all(*configuration), read);
  }
  return read;
}

std::vector<std::string> differences(const Configuration& configuration, const FeedSpec& feed,
                                     const ReadBack& read) {
  const int year = configuration.plan.year;
  const TruthModel truth(year, seed);
  auto current = current_figures(configuration, read);
  std::vector<std::string> found;
  for (const IndicatorId& id : indicators_of(feed)) {
    const Indicator& indicator =
        configuration.plan.indicators[configuration.plan.find_indicator(id)->value];
    for (int i = 0; i < 24; i += static_cast<int>(indicator.period_months)) {
      const unsigned last = static_cast<unsigned>(i % 12) + indicator.period_months;
      const int of_year = year - 1 + i / 12;
      const Period period = Period::span(of_year, last - indicator.period_months + 1, last);
      const auto entry = current.extract(Key{id.text, period});
      const bool left_out = of_year == year && is_left_out(feed, indicator, period);
      const std::string what = id.text + " " + to_string(period);
      if (entry.empty() != left_out) {
        found.push_back(what + (left_out ? ": is there" : ": is not there"));
      } else if (!entry.empty()) {
        const SampleFigure figure = truth.figure(indicator, period);
        if (same_figure(indicator, entry.mapped(), figure)) continue;
        found.push_back(what + ": " + describe(entry.mapped(), figure));
      }
    }
  }
  for (const auto& [key, one] : current) found.push_back(key.first + ": nobody asked for it");
  return found;
}

}  // namespace planwatch::demo
