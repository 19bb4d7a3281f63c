#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "rules/engine/snapshot.h"

namespace planwatch {

// Counters and histograms of the daemon itself (prometheus-cpp's Registry) and the families of
// indicators, tasks, feeds and alerts that are made from the snapshot at every scrape
// (prometheus::Collectable). Every name is documented in daemon/expose/README.md. Owner thread
// only.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  // The newest picture of one plan. Of several plans the one that was published first keeps its
  // labels; the `plan` label of the others names their year, too.
  void publish(std::shared_ptr<const Snapshot> snapshot);

  void count_fetch(const FeedId& feed, bool ok, std::chrono::duration<double> took);
  void count_event(const std::string& kind);
  void count_commit(std::size_t rows, std::chrono::duration<double> took);
  void count_reload(bool ok, Instant machine_now);
  void count_request(const std::string& path, int status);
  struct OutboxFigures {
    std::uint64_t waiting = 0, delivered = 0, refused = 0, expired = 0, attempts_failed = 0;
    std::map<std::string, std::uint64_t> delivered_by_kind{};  // metric_label of a NoticeKind
    std::map<std::string, std::uint64_t> attempts_by_class{};  // of a SendClass
    std::uint64_t people_missed = 0;
    double blocked_until_seconds = 0;  // since the epoch; 0: not blocked since the start
  };
  // Of one plan; those of all plans are added up.
  void set_outbox(const std::map<std::string, OutboxFigures>& by_receiver,
                  const std::string& plan = {});
  void set_alertmanager(const std::string& receiver, std::uint64_t posts, std::uint64_t failures,
                        const std::string& plan = {});
  // Signs of life by whom they go to, of one plan.
  struct HeartbeatFigures {
    std::uint64_t failures = 0;
    double last_success_seconds = 0;  // since the epoch; 0: none yet
  };
  void set_heartbeats(const std::map<std::string, HeartbeatFigures>& by_destination,
                      const std::string& plan = {});

  // Prometheus text format 0.0.4, families sorted by name, series in a stable order.
  std::string render() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// All metric names that the daemon can expose, with their label names; checked by a test against
// render() and used to check dashboards.
const std::map<std::string, std::vector<std::string>>& known_metrics();

}  // namespace planwatch
