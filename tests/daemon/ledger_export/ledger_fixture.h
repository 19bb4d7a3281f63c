#pragma once

#include "daemon/ledger_export/ledger_table.h"

namespace planwatch::test {

// Two rows of a district's ledger, the second of which is full of what spreadsheets and readers
// trip over.
inline Snapshot ledger_snapshot() {
  LedgerRow closed;
  closed.number = 2;
  closed.alert = "ganzhou/lights/indicator/e_invoice_coverage/620702/2025";
  closed.episode = 1;
  closed.state = LedgerState::closed;
  closed.opened_on = make_date(2025, 7, 7);
  closed.source = "指标";
  closed.clause = "任务7";
  closed.problem = "电子发票覆盖率 52.3%，目标 65%";
  closed.unit = UnitId("区税务局");
  closed.light_then = Light::red;
  closed.value_then = "52.3%";
  closed.requirement = "达到目标 ≥65%";
  closed.time_limit = make_date(2025, 12, 31);
  closed.light_now = Light::green;
  closed.value_now = "66.0%";
  closed.reminders = 3;
  closed.closed_on = make_date(2025, 9, 10);
  closed.closed_by = "督查 王";
  closed.problem_type = "进度滞后";
  closed.acknowledged_on = make_date(2025, 7, 8);
  closed.acknowledged_by = "张三";
  closed.promised_for = make_date(2025, 8, 31);
  closed.promise = "加开专场";
  closed.progress = "2025-07-21 张三：开展 3 场（佐证：照片）\n2025-08-02 张三：开展 5 场";
  closed.days_used = 65;
  closed.overdue_days = 10;
  LedgerRow hostile;
  hostile.number = 1;
  hostile.opened_on = make_date(2025, 7, 8);
  hostile.unit = UnitId("=HYPERLINK(\"http://evil.example\",\"点这里\")");
  hostile.problem = "+1,\"2\"\r\n3";
  hostile.value_then = "-5%";
  hostile.promise = "@SUM(A1)";
  hostile.progress = "\tcmd|' /C calc'!A0";
  hostile.person = "＝1+1";
  hostile.problem_type = "坏\xFF字节";
  Snapshot snapshot;
  snapshot.plan_now = instant_at(make_date(2025, 10, 20), TimeOfDay(9 * 60));
  snapshot.ledger = {closed, hostile};
  return snapshot;
}

}  // namespace planwatch::test
