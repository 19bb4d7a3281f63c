#pragma once

#include <vector>

#include "daemon/store/delivery_record.h"
#include "daemon/store/sqlite.h"
#include "daemon/store/stable_ids.h"
#include "rules/engine/explain.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Reads rows in the order of their writing; rows that were rewritten stand where they stood first.
// Runs inside a read transaction. A value that no version of this program writes is an error
// (corrupt), never a guess.

// load_figures.cc. Figures of indicators and areas that the plan does not have are left out.
Result<std::vector<ObservationRow>> load_observations(Database& database, const StableIds& ids);
Result<std::vector<TaskReportRow>> load_task_reports(Database& database);
// load_quarantine.cc. Figures of indicators and areas that the plan does not have are left out.
Result<std::vector<QuarantineRow>> load_quarantine(Database& database, const StableIds& ids);
// load_alerts.cc
Result<std::vector<Alert>> load_alerts(Database& database);
Result<std::vector<LedgerRow>> load_ledger(Database& database);
// load_feeds.cc
Result<std::vector<FeedStateRow>> load_feed_states(Database& database);
Result<std::vector<DeliveryRow>> load_last_deliveries(Database& database);
// What the feed's transport remembers, written with the configuration of `ids`.
Result<FeedMemory> load_feed_memory(Database& database, const StableIds& ids, const FeedId& feed);
Result<std::vector<PushedKeyRow>> load_pushed_keys(Database& database);
// load_closures.cc
Result<std::vector<PlanClosureRow>> load_closures(Database& database);
// load_outbox.cc
Result<std::vector<WaitingNotice>> load_waiting(Database& database);
Result<std::vector<NoticeRecord>> load_notices(Database& database, const std::string& alert);
// load_telling.cc. Parts are those of messages that still wait; links those that were used.
Result<std::vector<Silence>> load_silences(Database& database);
Result<std::vector<HeldNotice>> load_held(Database& database);
Result<std::vector<RateStateRow>> load_rates(Database& database);
Result<std::vector<PartResultRow>> load_waiting_parts(Database& database);
Result<std::vector<std::string>> load_used_links(Database& database);
// load_deliveries.cc
Result<std::vector<DeliveryRecord>> load_deliveries(Database& database,
                                                    const DeliveryFilter& filter);
// load_provenance.cc
Result<std::vector<Provenance>> load_provenance(Database& database, const std::string& indicator,
                                                const std::string& area);
// load_feeds.cc. The names of a delivery's sheets, in order.
Result<std::vector<std::string>> load_sheets(Database& database, std::int64_t delivery);

// Reads all rows of `statement` with `read(statement, row)`, which answers whether to keep the row.
template <class Row, class Read>
Result<std::vector<Row>> read_all(Statement& statement, Read read) {
  std::vector<Row> rows;
  for (;;) {
    const Result<bool> there = statement.step();
    if (!there) return tl::make_unexpected(there.error());
    if (!*there) return rows;
    Row row;
    if (read(statement, row)) rows.push_back(std::move(row));
  }
}

}  // namespace planwatch
