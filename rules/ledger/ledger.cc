#include "rules/ledger/ledger.h"

#include <algorithm>
#include <fmt/format.h>

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

// A report that is awaited is a case "feed:period", a feed that cannot be reached is the feed.
std::string feed_problem(const Alert& alert) {
  if (alert.reason == Reason::doubtful) return "数据存疑";
  if (alert.key.subject.find(':') == std::string::npos) return "取数失败";
  return alert.level == Light::red ? "漏报" : "迟报";
}

std::string requirement_of(const NoticeContext& subject) {
  if (subject.target.empty()) return subject.action;
  return "达到目标 " + subject.target + (subject.action.empty() ? "" : "；" + subject.action);
}

}  // namespace

std::string problem_type_of(const Alert& alert) {
  if (alert.key.subject_kind == SubjectKind::feed) return feed_problem(alert);
  switch (alert.reason) {
    case Reason::behind_schedule:
      return "进度滞后";
    case Reason::missed_narrowly:
    case Reason::missed:
      return "未达标";
    case Reason::not_started:
    case Reason::not_started_long:
      return "未启动";
    default:
      return std::string(name_of(alert.reason, Lang::zh));
  }
}

LedgerRow open_ledger_row(const Alert& alert, const NoticeContext& subject, Instant now) {
  LedgerRow row;
  row.alert = to_string(alert.key);
  row.episode = alert.episode;
  row.opened_on = local_date(now);
  row.source = source_of(alert.key.subject_kind);
  row.clause = subject.clause;
  row.problem = summarize(alert, subject, Lang::zh);
  row.unit = alert.unit;
  row.light_then = alert.level;
  row.value_then = subject.value;
  row.requirement = requirement_of(subject);
  row.time_limit = alert.deadline;
  update_ledger_row(row, alert, subject, row.opened_on);
  return row;
}

void update_ledger_row(LedgerRow& row, const Alert& alert, const NoticeContext& subject,
                       Date today) {
  if (row.state == LedgerState::closed) return;
  // As of the day on which the light turns: later days are the supervising unit's.
  count_days(row, today);
  row.state = is_firing(alert) ? LedgerState::open : LedgerState::awaiting_closure;
  if (is_firing(alert)) {
    row.light_now = alert.level;
    row.problem_type = problem_type_of(alert);
  }
  if (alert.state == AlertState::resolved) row.light_now = Light::green;
  row.value_now = subject.value;
  row.reminders = alert.reminders;
  if (alert.acknowledged_at) {
    row.acknowledged_on = local_date(*alert.acknowledged_at);
    row.acknowledged_by = alert.acknowledged_by;
  }
  if (alert.promised_for) {
    row.promised_for = alert.promised_for;
    row.promise = alert.promise;
  }
  count_days(row, today);
}

std::string progress_line(Date day, const std::string& person, const std::string& text,
                          const std::string& evidence) {
  std::string line = fmt::format("{} {}：{}", to_string(day), person, text);
  if (!evidence.empty()) line += fmt::format("（佐证：{}）", evidence);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

void add_progress_line(LedgerRow& row, const std::string& line) {
  if (!row.progress.empty()) row.progress += '\n';
  row.progress += line;
}

void close_ledger_row(LedgerRow& row, Date today, const std::string& person,
                      const std::string& remark) {
  if (!remark.empty()) add_progress_line(row, progress_line(today, person, "销号：" + remark, {}));
  count_days(row, today);
  row.state = LedgerState::closed;
  row.closed_on = today;
  row.closed_by = person;
}

void count_days(LedgerRow& row, Date today) {
  if (row.state == LedgerState::closed) return;
  const auto days = [](Date from, Date to) {
    return static_cast<int>(std::max<std::int64_t>(0, (to - from).count()));
  };
  row.days_used = days(row.opened_on, today);
  if (row.state != LedgerState::open) return;
  const std::optional<Date> limit = row.promised_for ? row.promised_for : row.time_limit;
  row.overdue_days = limit ? days(*limit, today) : 0;
}

}  // namespace planwatch
