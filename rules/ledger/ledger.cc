#include "rules/ledger/ledger.h"

namespace planwatch {

std::string_view name_of(LedgerState state, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (state) {
    case LedgerState::open:
      return zh ? "在办" : "open";
    case LedgerState::awaiting_closure:
      return zh ? "待销号" : "awaiting closure";
    case LedgerState::closed:
      return zh ? "已销号" : "closed";
  }
  return "";
}

namespace {

std::string source_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::indicator:
      return "指标";
    case SubjectKind::task:
      return "任务";
    case SubjectKind::feed:
      return "报送";
    case SubjectKind::receiver:
      return "通知";
  }
  return {};
}

std::string requirement_of(const NoticeContext& subject) {
  if (subject.target.empty()) return subject.action;
  return "达到目标 " + subject.target + (subject.action.empty() ? "" : "；" + subject.action);
}

}  // namespace

LedgerRow open_ledger_row(const Alert& alert, const NoticeContext& subject, Instant now) {
  LedgerRow row;
  row.alert = to_string(alert.key);
  row.episode = alert.episode;
  row.opened_on = local_date(now);
  row.source = source_of(alert.key.subject_kind);
  row.clause = subject.clause;
  row.problem = summarize(alert, subject);
  row.unit = alert.unit;
  row.light_then = alert.level;
  row.value_then = subject.value;
  row.requirement = requirement_of(subject);
  row.time_limit = alert.deadline;
  update_ledger_row(row, alert, subject);
  return row;
}

void update_ledger_row(LedgerRow& row, const Alert& alert, const NoticeContext& subject) {
  if (row.state == LedgerState::closed) return;
  row.state = is_firing(alert) ? LedgerState::open : LedgerState::awaiting_closure;
  if (is_firing(alert)) row.light_now = alert.level;
  if (alert.state == AlertState::resolved) row.light_now = Light::green;
  row.value_now = subject.value;
  row.reminders = alert.reminders;
}

}  // namespace planwatch
