#pragma once

#include "rules/ledger/ledger_row.h"
#include "rules/notify/render.h"

namespace planwatch {

std::string_view name_of(LedgerState state, Lang lang);  // 在办, 待销号, 已销号

// 问题类型: what kind of trouble the alert is about, in the words of the office.
std::string problem_type_of(const Alert& alert);

// The row of an episode that begins. `number` and `person` are left to the caller.
LedgerRow open_ledger_row(const Alert& alert, const NoticeContext& subject, Instant now);

// What the row says now, people's answers included. A light that turned green makes it 待销号; it
// comes back to 在办 when the same episode worsens; a person's closing is never undone. An answer
// that a worse light asks for again stays in the row until the next one is given.
void update_ledger_row(LedgerRow& row, const Alert& alert, const NoticeContext& subject,
                       Date today);

// 2025-10-21 张三：已补课2场（佐证：签到表.pdf）; one line, whatever the text holds.
std::string progress_line(Date day, const std::string& person, const std::string& text,
                          const std::string& evidence);
void add_progress_line(LedgerRow& row, const std::string& line);

// The supervising unit's hand: the row as it stands closed. Precondition: it awaits closure.
void close_ledger_row(LedgerRow& row, Date today, const std::string& person,
                      const std::string& remark);

// Days used and overdue as of today; of a closed row as of its closing. What a snapshot shows: days
// pass without anybody writing rows.
void count_days(LedgerRow& row, Date today);

}  // namespace planwatch
