#pragma once

#include "daemon/store/sqlite.h"
#include "daemon/store/stable_ids.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Writes one row; runs inside the transaction of its group. One overload per kind of row: a kind
// without one does not compile. A file each for figures, deliveries, alerts, outbox and the rest.
struct RowWriter {
  Database& database;
  const StableIds& ids;

  // write_rows_figures.cc
  Result<void> operator()(const ObservationRow& row);
  Result<void> operator()(const AssessmentRow& row);
  // write_rows_deliveries.cc
  Result<void> operator()(const DeliveryRow& row);
  Result<void> operator()(const RejectedRowRow& row);
  Result<void> operator()(const TaskReportRow& row);
  // write_rows_alerts.cc
  Result<void> operator()(const AlertRow& row);
  Result<void> operator()(const LedgerRow& row);
  // write_rows_outbox.cc
  Result<void> operator()(const OutboxRow& row);
  Result<void> operator()(const OutboxResultRow& row);
  // write_rows_closures.cc
  Result<void> operator()(const PlanClosureRow& row);
  // write_rows_quarantine.cc
  Result<void> operator()(const QuarantineRow& row);
  // write_rows_telling.cc
  Result<void> operator()(const PartResultRow& row);
  Result<void> operator()(const RateStateRow& row);
  Result<void> operator()(const SilenceRow& row);
  Result<void> operator()(const HeldNoticeRow& row);
  // write_rows_others.cc
  Result<void> operator()(const FeedStateRow& row);
  Result<void> operator()(const PersonActionRow& row);
  Result<void> operator()(const ClockRow& row);
  // write_rows_feeds.cc
  Result<void> operator()(const FeedMemoryRow& row);
  Result<void> operator()(const PushedKeyRow& row);
};

}  // namespace planwatch
