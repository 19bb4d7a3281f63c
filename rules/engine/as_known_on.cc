#include "rules/engine/as_known_on.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

void keep_looked_at(FeedStateRow& feed, Instant end) {
  std::optional<Instant> looked_at = feed.last_success;
  if (looked_at) looked_at = std::min(*looked_at, end);
  feed = FeedStateRow{.feed = feed.feed};
  feed.last_success = looked_at;
}

// What was decided later was still waiting then.
void leave_undecided(QuarantineRow& held, Instant end) {
  if (!held.decided_at || *held.decided_at <= end) return;
  held.state = QuarantineState::pending;
  held.decided_at.reset();
  held.decided_by.clear();
  held.reason.clear();
}

}  // namespace

Date known_since(const Observation& observation, Instant received) {
  return observation.has_report_date ? observation.report_date : local_date(received);
}

Instant end_of_day(Date day) {
  return instant_at(day + std::chrono::days(1), TimeOfDay(0)) - std::chrono::milliseconds(1);
}

Restored as_known_on(Restored restored, Date day) {
  const Instant end = end_of_day(day);
  std::erase_if(restored.observations, [&](const ObservationRow& row) {
    return known_since(row.observation, row.received) > day;
  });
  std::erase_if(restored.task_reports,
                [&](const TaskReportRow& row) { return row.received > end; });
  std::erase_if(restored.last_deliveries,
                [&](const DeliveryRow& row) { return row.received > end; });
  std::erase_if(restored.closures, [&](const PlanClosureRow& row) { return row.at > end; });
  std::erase_if(restored.quarantine, [&](const QuarantineRow& row) { return row.received > end; });
  for (QuarantineRow& held : restored.quarantine) leave_undecided(held, end);
  for (FeedStateRow& feed : restored.feed_states) keep_looked_at(feed, end);
  restored.alerts.clear();
  restored.ledger.clear();
  restored.silences.clear();
  restored.used_links.clear();
  restored.waiting.clear();
  restored.plan_now = end;
  return restored;
}

std::shared_ptr<const Snapshot> snapshot_as_known_on(
    std::shared_ptr<const Configuration> configuration, FeedSelection feeds, Restored restored,
    Date day) {
  const Instant end = end_of_day(day);
  Engine engine(std::move(configuration), feeds);
  engine.restore(as_known_on(std::move(restored), day), end);
  // A day's tick steps every alert to the level that follows; nobody carries its effects out.
  engine.handle(Tick{end});
  auto snapshot = std::make_shared<Snapshot>(*engine.snapshot(end));
  snapshot->as_known_on = day;
  snapshot->ledger.clear();
  return snapshot;
}

Result<Date> parse_known_day(const std::string& text, Date today, Lang lang) {
  const bool zh = lang == Lang::zh;
  const auto day = parse_date(text);
  if (!day) {
    return fail(ErrorCode::invalid,
                zh ? fmt::format("“{}”不是日期；请写成 2025-07-10", text)
                   : fmt::format("'{}' is no day; write it as 2025-07-10", text));
  }
  if (*day > today) {
    return fail(
        ErrorCode::invalid,
        zh ? fmt::format("{} 还没有到，那天已知什么无从回答；请写不晚于 {} 的日期", text,
                         to_string(today))
           : fmt::format("{} is yet to come, nothing can be known of it; give a day up to {}", text,
                         to_string(today)));
  }
  return *day;
}

}  // namespace planwatch
