#pragma once

#include "daemon/expose/api_action.h"

namespace planwatch {

// One alert as every answer shows it.
boost::json::object json_alert(const ApiCall& call, const Alert& alert);

// The snapshot's alert of that key; null: none.
const Alert* find_alert(const Snapshot& snapshot, const std::string& key);
// The ledger row of an alert's episode; null: none.
const LedgerRow* find_ledger_row(const Snapshot& snapshot, const std::string& alert, int episode);

// Silences that hold now and cover the alert.
std::vector<std::int64_t> silences_of(const Snapshot& snapshot, const Alert& alert);
std::string_view word_of(SubjectKind kind);  // indicator, task, feed, receiver
std::optional<SubjectKind> parse_subject_kind(const std::string& word);

}  // namespace planwatch
