#pragma once

#include <map>
#include <string>

#include "daemon/expose/metric_sink.h"
#include "daemon/expose/metrics.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// Views of a snapshot as samples; pure. Each writes whole families.
void write_indicator_families(const Snapshot& snapshot, FamilySink& sink);  // sorted by name
void write_task_families(const Snapshot& snapshot, FamilySink& sink);
void write_feed_families(const Snapshot& snapshot, FamilySink& sink);
void write_unit_families(const Snapshot& snapshot, FamilySink& sink);
void write_alert_families(const Snapshot& snapshot, FamilySink& sink);
void write_plan_families(const Snapshot& snapshot, FamilySink& sink);  // clock, calendar, config

struct AlertmanagerFigures {
  std::uint64_t posts = 0;
  std::uint64_t failures = 0;
};
void write_outbox_families(const std::map<std::string, Metrics::OutboxFigures>& outbox,
                           const std::map<std::string, AlertmanagerFigures>& alertmanagers,
                           FamilySink& sink);
void write_heartbeat_families(const std::map<std::string, Metrics::HeartbeatFigures>& heartbeats,
                              FamilySink& sink);

// Figures of this process; fields that cannot be read are left out.
struct ProcessFigures {
  std::optional<double> cpu_seconds, resident_bytes, virtual_bytes, open_fds, max_fds, start_time;
};
ProcessFigures read_process_figures(const std::string& proc = "/proc");
void write_process_families(const ProcessFigures& figures, FamilySink& sink);

// Seconds since the epoch.
double to_seconds(Instant instant);
// 23:59:59 in the plan's place.
double last_second_of(Date date);

}  // namespace planwatch
