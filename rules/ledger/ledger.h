#pragma once

#include "rules/ledger/ledger_row.h"
#include "rules/notify/render.h"

namespace planwatch {

std::string_view name_of(LedgerState state, Lang lang);  // 在办, 待销号, 已销号

// The row of an episode that begins. `number` and `person` are left to the caller.
LedgerRow open_ledger_row(const Alert& alert, const NoticeContext& subject, Instant now);

// What the row says now. A light that turned green makes it 待销号; it comes back to 在办 when the
// same episode worsens; a person's closing is never undone.
void update_ledger_row(LedgerRow& row, const Alert& alert, const NoticeContext& subject);

}  // namespace planwatch
