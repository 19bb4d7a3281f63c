#pragma once

#include "daemon/ledger_export/typed_table.h"
#include "daemon/store/delivery_record.h"
#include "rules/engine/rows.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// Which rows of the ledger; what is empty takes all.
struct LedgerFilter {
  std::optional<LedgerState> state;
  UnitId unit;
};
// open, awaiting_closure, closed; empty for another word.
std::optional<LedgerState> parse_ledger_state(const std::string& word);
std::string_view word_of(LedgerState state);

// 督办台账 with the fields of a supervision ledger (domain: from first light to closure), by
// number.
TypedTable ledger_table(const Snapshot& snapshot, Lang lang, const LedgerFilter& filter = {});
// 送达记录: what became of every part of a message, and of every person in it.
TypedTable delivery_table(const std::vector<DeliveryRecord>& log, Instant made_at, Lang lang);

std::string_view word_of(OutboxState state);  // waiting, delivered, refused, expired
std::optional<OutboxState> parse_outbox_state(const std::string& word);

}  // namespace planwatch
