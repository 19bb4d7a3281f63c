#include "daemon/expose/metric_families.h"
#include "rules/notify/notice.h"

namespace planwatch {
namespace {

using Outbox = std::map<std::string, Metrics::OutboxFigures>;
using Figure = std::uint64_t Metrics::OutboxFigures::*;

SeriesLabels of_receiver(const std::string& receiver) {
  return SeriesLabels::of({{"receiver", receiver}});
}

void write_states(const Outbox& outbox, FamilySink& sink) {
  sink.begin(metric_definition("planwatch_outbox_notices"));
  double waiting = 0;
  for (const auto& [receiver, figures] : outbox) {
    const auto labels = of_receiver(receiver);
    sink.sample(labels, {"state", "waiting"}, static_cast<double>(figures.waiting));
    sink.sample(labels, {"state", "delivered"}, static_cast<double>(figures.delivered));
    sink.sample(labels, {"state", "refused"}, static_cast<double>(figures.refused));
    sink.sample(labels, {"state", "expired"}, static_cast<double>(figures.expired));
    waiting += static_cast<double>(figures.waiting);
  }
  sink.begin(metric_definition("planwatch_outbox_waiting"));
  sink.sample(SeriesLabels(), waiting);
}

void write_each(const char* name, const Outbox& outbox, Figure figure, FamilySink& sink) {
  sink.begin(metric_definition(name));
  for (const auto& [receiver, figures] : outbox) {
    sink.sample(of_receiver(receiver), static_cast<double>(figures.*figure));
  }
}

// All kinds from the beginning, so that the first one of a kind is an increase.
void write_kinds(const Outbox& outbox, FamilySink& sink) {
  sink.begin(metric_definition("planwatch_notifications_total"));
  for (const auto& [receiver, figures] : outbox) {
    const auto labels = of_receiver(receiver);
    for (int code = 0; code <= static_cast<int>(NoticeKind::silence_ending); ++code) {
      const std::string_view kind = metric_label(static_cast<NoticeKind>(code));
      const auto found = figures.delivered_by_kind.find(std::string(kind));
      const bool there = found != figures.delivered_by_kind.end();
      sink.sample(labels, {"kind", kind}, there ? static_cast<double>(found->second) : 0);
    }
  }
}

void write_classes(const Outbox& outbox, FamilySink& sink) {
  sink.begin(metric_definition("planwatch_notification_attempts_total"));
  for (const auto& [receiver, figures] : outbox) {
    const auto labels = of_receiver(receiver);
    for (const auto& [name, count] : figures.attempts_by_class) {
      sink.sample(labels, {"class", name}, static_cast<double>(count));
    }
  }
}

void write_blocks(const Outbox& outbox, FamilySink& sink) {
  sink.begin(metric_definition("planwatch_notification_rate_blocked_until_timestamp_seconds"));
  for (const auto& [receiver, figures] : outbox) {
    sink.sample(of_receiver(receiver), figures.blocked_until_seconds);
  }
}

}  // namespace

void write_outbox_families(const Outbox& outbox,
                           const std::map<std::string, AlertmanagerFigures>& alertmanagers,
                           FamilySink& sink) {
  write_states(outbox, sink);
  write_each("planwatch_outbox_attempts_failed_total", outbox,
             &Metrics::OutboxFigures::attempts_failed, sink);
  write_kinds(outbox, sink);
  write_classes(outbox, sink);
  write_each("planwatch_notification_people_missed_total", outbox,
             &Metrics::OutboxFigures::people_missed, sink);
  write_blocks(outbox, sink);
  sink.begin(metric_definition("planwatch_alertmanager_posts_total"));
  for (const auto& [receiver, figures] : alertmanagers) {
    sink.sample(of_receiver(receiver), static_cast<double>(figures.posts));
  }
  sink.begin(metric_definition("planwatch_alertmanager_post_failures_total"));
  for (const auto& [receiver, figures] : alertmanagers) {
    sink.sample(of_receiver(receiver), static_cast<double>(figures.failures));
  }
}

void write_heartbeat_families(const std::map<std::string, Metrics::HeartbeatFigures>& heartbeats,
                              FamilySink& sink) {
  sink.begin(metric_definition("planwatch_heartbeat_failures_total"));
  for (const auto& [to, figures] : heartbeats) {
    sink.sample(SeriesLabels::of({{"to", to}}), static_cast<double>(figures.failures));
  }
  sink.begin(metric_definition("planwatch_heartbeat_last_success_timestamp_seconds"));
  for (const auto& [to, figures] : heartbeats) {
    sink.sample(SeriesLabels::of({{"to", to}}), figures.last_success_seconds);
  }
}

}  // namespace planwatch
