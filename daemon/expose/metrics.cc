#include "daemon/expose/metrics.h"

#include <algorithm>
#include <array>
#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <unordered_map>

#include "daemon/expose/build.h"
#include "daemon/expose/metric_collect.h"
#include "daemon/expose/metric_families.h"
#include "daemon/expose/metric_plans.h"
#include "rules/model/plan_label.h"
#include "rules/model/utf8.h"

namespace planwatch {
namespace {

using prometheus::Histogram;
using prometheus::MetricFamily;

const Histogram::BucketBoundaries fetch_buckets{0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60};
const Histogram::BucketBoundaries commit_buckets{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};
// Other paths are counted as one, so that a scanner cannot make series.
constexpr auto counted_paths = std::to_array<std::string_view>({"/",
                                                                "/metrics",
                                                                "/-/healthy",
                                                                "/-/ready",
                                                                "/-/reload",
                                                                "/api/v1/status",
                                                                "/api/v1/tasks",
                                                                "/api/v1/explain",
                                                                "/api/v1/alerts",
                                                                "/api/v1/feeds",
                                                                "/api/v1/feeds/retry",
                                                                "/api/v1/quarantine",
                                                                "/api/v1/quarantine/release",
                                                                "/api/v1/quarantine/discard",
                                                                "/api/v1/plans",
                                                                "/api/v1/plan/close",
                                                                "/api/v1/plan/reopen",
                                                                "/act",
                                                                "/reports",
                                                                "/api/v1/reports",
                                                                "/api/v1/observations",
                                                                "/api/v1/alerts/acknowledge",
                                                                "/api/v1/alerts/promise",
                                                                "/api/v1/alerts/progress",
                                                                "/api/v1/alerts/suspend",
                                                                "/api/v1/alerts/resume",
                                                                "/api/v1/tasks/progress",
                                                                "/api/v1/silences",
                                                                "/api/v1/silences/add",
                                                                "/api/v1/silences/end",
                                                                "/api/v1/ledger",
                                                                "/api/v1/ledger.csv",
                                                                "/api/v1/ledger.xlsx",
                                                                "/api/v1/ledger/close",
                                                                "/api/v1/deliveries",
                                                                "/api/v1/deliveries.csv",
                                                                "/api/v1/deliveries.xlsx"});

template <class Builder>
auto& registered(Builder builder, const char* name, prometheus::Registry& registry) {
  const MetricDefinition& definition = metric_definition(name);
  return builder.Name(std::string(definition.name))
      .Help(std::string(definition.help))
      .Register(registry);
}

std::string path_label(const std::string& path) {
  const bool counted =
      std::find(counted_paths.begin(), counted_paths.end(), path) != counted_paths.end();
  return counted ? path : "other";
}

// The registry keeps its series in hash maps; what is seen has an order.
void sort_series(MetricFamily& family) {
  std::sort(family.metric.begin(), family.metric.end(),
            [](const auto& a, const auto& b) { return a.label < b.label; });
}

bool by_name(const MetricFamily& a, const MetricFamily& b) {
  return a.name < b.name;
}

std::string label_of(const Snapshot& snapshot) {
  return plan_label(snapshot.configuration->plan);
}

// Everything of one plan but its indicators.
void write_snapshot(const Snapshot& snapshot, FamilySink& sink) {
  write_alert_families(snapshot, sink);
  write_feed_families(snapshot, sink);
  write_plan_families(snapshot, sink);
  write_task_families(snapshot, sink);
  write_unit_families(snapshot, sink);
}

}  // namespace

// The daemon's own counters and histograms.
struct Metrics::Impl {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& events =
      registered(prometheus::BuildCounter(), "planwatch_events_total", registry);
  prometheus::Family<prometheus::Counter>& fetches =
      registered(prometheus::BuildCounter(), "planwatch_feed_fetches_total", registry);
  prometheus::Family<Histogram>& fetch_duration =
      registered(prometheus::BuildHistogram(), "planwatch_feed_fetch_duration_seconds", registry);
  prometheus::Family<prometheus::Counter>& requests =
      registered(prometheus::BuildCounter(), "planwatch_http_requests_total", registry);
  prometheus::Counter& commit_rows =
      registered(prometheus::BuildCounter(), "planwatch_commit_rows_total", registry).Add({});
  Histogram& commit_duration =
      registered(prometheus::BuildHistogram(), "planwatch_commit_duration_seconds", registry)
          .Add({}, commit_buckets);
  // The daemon runs, so a configuration was loaded.
  prometheus::Gauge& reload_successful =
      registered(prometheus::BuildGauge(), "planwatch_config_last_reload_successful", registry)
          .Add({}, 1.0);
  prometheus::Family<prometheus::Gauge>& reload_time = registered(
      prometheus::BuildGauge(), "planwatch_config_last_reload_success_timestamp_seconds", registry);

  // Of one feed, looked up once.
  struct FetchFigures {
    prometheus::Counter* ok = nullptr;
    prometheus::Counter* failed = nullptr;
    Histogram* duration = nullptr;
  };
  std::unordered_map<std::string, FetchFigures> fetches_of;  // by the feed's id
  std::map<std::string, prometheus::Counter*> events_of;

  // One a plan, in the order of their first publication.
  std::vector<std::shared_ptr<const Snapshot>> snapshots;
  std::map<std::string, std::map<std::string, OutboxFigures>> outbox;               // by plan
  std::map<std::string, std::map<std::string, AlertmanagerFigures>> alertmanagers;  // by plan

  std::map<std::string, std::map<std::string, HeartbeatFigures>> heartbeats;  // by plan

  std::map<std::string, OutboxFigures> sum_of_outboxes() const;
  std::map<std::string, HeartbeatFigures> sum_of_heartbeats() const;
  std::map<std::string, AlertmanagerFigures> sum_of_alertmanagers() const;
  // Everything but the indicators.
  void write_small_families(FamilySink& sink) const;
  std::vector<MetricFamily> small_families() const;
  std::string render_all_plans() const;
};

void Metrics::Impl::write_small_families(FamilySink& sink) const {
  sink.begin(metric_definition("planwatch_build_info"));
  sink.sample(SeriesLabels::of({{"version", build_version()}, {"compiler", build_compiler()}}), 1);
  write_outbox_families(sum_of_outboxes(), sum_of_alertmanagers(), sink);
  write_heartbeat_families(sum_of_heartbeats(), sink);
  write_process_families(read_process_figures(), sink);
  if (!snapshots.empty()) write_snapshot(*snapshots.front(), sink);
}

std::map<std::string, Metrics::OutboxFigures> Metrics::Impl::sum_of_outboxes() const {
  std::map<std::string, OutboxFigures> sum;
  for (const auto& [plan, receivers] : outbox) {
    for (const auto& [receiver, figures] : receivers) {
      OutboxFigures& all = sum[receiver];
      all.waiting += figures.waiting;
      all.delivered += figures.delivered;
      all.refused += figures.refused;
      all.expired += figures.expired;
      all.attempts_failed += figures.attempts_failed;
      for (const auto& [kind, count] : figures.delivered_by_kind) {
        all.delivered_by_kind[kind] += count;
      }
      for (const auto& [name, count] : figures.attempts_by_class) {
        all.attempts_by_class[name] += count;
      }
      all.people_missed += figures.people_missed;
      all.blocked_until_seconds =
          std::max(all.blocked_until_seconds, figures.blocked_until_seconds);
    }
  }
  return sum;
}

// A plan whose signs of life stopped is seen behind one whose go on: the earliest success counts.
std::map<std::string, Metrics::HeartbeatFigures> Metrics::Impl::sum_of_heartbeats() const {
  std::map<std::string, HeartbeatFigures> sum;
  for (const auto& [plan, destinations] : heartbeats) {
    for (const auto& [to, figures] : destinations) {
      const auto [all, first] = sum.try_emplace(to, figures);
      if (first) continue;
      all->second.failures += figures.failures;
      all->second.last_success_seconds =
          std::min(all->second.last_success_seconds, figures.last_success_seconds);
    }
  }
  return sum;
}

std::map<std::string, AlertmanagerFigures> Metrics::Impl::sum_of_alertmanagers() const {
  std::map<std::string, AlertmanagerFigures> sum;
  for (const auto& [plan, receivers] : alertmanagers) {
    for (const auto& [receiver, figures] : receivers) {
      sum[receiver].posts += figures.posts;
      sum[receiver].failures += figures.failures;
    }
  }
  return sum;
}

std::vector<MetricFamily> Metrics::Impl::small_families() const {
  CollectSink sink;
  write_small_families(sink);
  std::vector<MetricFamily> all = sink.take();
  for (auto& family : registry.Collect()) {
    if (family.metric.empty()) continue;
    sort_series(family);
    all.push_back(std::move(family));
  }
  std::sort(all.begin(), all.end(), by_name);
  return all;
}

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::publish(std::shared_ptr<const Snapshot> snapshot) {
  const std::string plan = label_of(*snapshot);
  for (auto& known : impl_->snapshots) {
    if (label_of(*known) != plan) continue;
    known = std::move(snapshot);
    return;
  }
  impl_->snapshots.push_back(std::move(snapshot));
}

void Metrics::count_fetch(const FeedId& feed, bool ok, std::chrono::duration<double> took) {
  Impl::FetchFigures& figures = impl_->fetches_of[feed.text];
  prometheus::Counter*& counter = ok ? figures.ok : figures.failed;
  if (counter == nullptr || figures.duration == nullptr) {
    const std::string name = clean_utf8(feed.text);
    counter = &impl_->fetches.Add({{"feed", name}, {"result", ok ? "ok" : "failed"}});
    figures.duration = &impl_->fetch_duration.Add({{"feed", name}}, fetch_buckets);
  }
  counter->Increment();
  figures.duration->Observe(took.count());
}

void Metrics::count_event(const std::string& kind) {
  prometheus::Counter*& counter = impl_->events_of[kind];
  if (counter == nullptr) counter = &impl_->events.Add({{"kind", clean_utf8(kind)}});
  counter->Increment();
}

void Metrics::count_commit(std::size_t rows, std::chrono::duration<double> took) {
  impl_->commit_rows.Increment(static_cast<double>(rows));
  impl_->commit_duration.Observe(took.count());
}

void Metrics::count_reload(bool ok, Instant machine_now) {
  impl_->reload_successful.Set(ok ? 1 : 0);
  if (ok) impl_->reload_time.Add({}).Set(to_seconds(machine_now));
}

void Metrics::count_request(const std::string& path, int status) {
  impl_->requests.Add({{"path", path_label(path)}, {"code", std::to_string(status)}}).Increment();
}

void Metrics::set_outbox(const std::map<std::string, OutboxFigures>& by_receiver,
                         const std::string& plan) {
  impl_->outbox[plan] = by_receiver;
}

void Metrics::set_alertmanager(const std::string& receiver, std::uint64_t posts,
                               std::uint64_t failures, const std::string& plan) {
  impl_->alertmanagers[plan][receiver] = {posts, failures};
}

void Metrics::set_heartbeats(const std::map<std::string, HeartbeatFigures>& by_destination,
                             const std::string& plan) {
  impl_->heartbeats[plan] = by_destination;
}

// Plans side by side: their families have to be merged before they are written.
std::string Metrics::Impl::render_all_plans() const {
  std::vector<MetricFamily> all = small_families();
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    CollectSink collected;
    if (i == 0) {
      write_indicator_families(*snapshots[i], collected);
    } else {
      BesideSink beside(collected, label_of(*snapshots[i]));
      write_indicator_families(*snapshots[i], beside);
      write_snapshot(*snapshots[i], beside);
    }
    merge_families(all, collected.take());
  }
  return serialize_families(all);
}

std::string Metrics::render() const {
  if (impl_->snapshots.size() > 1) return impl_->render_all_plans();
  std::vector<MetricFamily> before = impl_->small_families();
  const auto first_after = std::find_if(before.begin(), before.end(), [](const auto& family) {
    return family.name > "planwatch_indicator_";
  });
  std::vector<MetricFamily> after(std::make_move_iterator(first_after),
                                  std::make_move_iterator(before.end()));
  before.erase(first_after, before.end());
  std::string out = serialize_families(before);
  TextSink sink(out);
  if (!impl_->snapshots.empty()) write_indicator_families(*impl_->snapshots.front(), sink);
  out += serialize_families(after);
  return out;
}

}  // namespace planwatch
