#pragma once

#include "rules/engine/rows.h"

namespace planwatch {

// The columns of each kind of row, in the order of its statements, once for writing (`column` is a
// Put, the row const) and for reading (`column` is a Take).

template <class Key, class Column>
void alert_key_columns(Key& key, Column&& column) {
  column.all(key.plan, key.rule, key.subject_kind, key.subject, key.area, key.year);
}

template <class Row, class Column>
void alert_columns(Row& alert, Column&& column) {
  alert_key_columns(alert.key, column);
  column.all(alert.episode, alert.state, alert.level, alert.reason, alert.unit, alert.period,
             alert.revision, alert.opened_at, alert.fired_at, alert.level_since, alert.resolved_at,
             alert.acknowledged_at, alert.acknowledged_by, alert.promised_for, alert.promise,
             alert.deadline, alert.steps_taken, alert.reminders, alert.notices, alert.last_told_on,
             alert.urgent, alert.summary, alert.red_run, alert.jumped, alert.promise_moves,
             alert.promised_on, alert.suspended_until, alert.suspended_by, alert.suspend_reason,
             alert.held_back, alert.fired_on, alert.flapping, alert.told_level);
}

template <class Row, class Column>
void ledger_columns(Row& row, Column&& column) {
  column.all(row.number, row.alert, row.episode, row.state, row.opened_on, row.source, row.clause,
             row.problem, row.unit, row.co_units, row.person, row.light_then, row.value_then,
             row.requirement, row.time_limit, row.light_now, row.value_now, row.reminders,
             row.closed_on, row.closed_by, row.problem_type, row.acknowledged_on,
             row.acknowledged_by, row.promised_for, row.promise, row.progress, row.days_used,
             row.overdue_days);
}

template <class Key, class Column>
void notice_key_columns(Key& key, Column&& column) {
  column.all(key.alert, key.episode, key.kind, key.level, key.step, key.period, key.revision,
             key.receiver, key.role, key.part, key.number);
}

// Without its items, people and further alerts, which are rows of their own.
template <class Row, class Column>
void notice_columns(Row& notice, Column&& column) {
  notice_key_columns(notice.key, column);
  column.all(notice.unit, notice.addressee, notice.title, notice.text, notice.why,
             notice.decided_at, notice.urgent, notice.parts);
}

template <class Row, class Column>
void item_columns(Row& item, Column&& column) {
  notice_key_columns(item.key, column);
  auto& facts = item.facts;
  column.all(facts.subject, facts.clause, facts.period, facts.value, facts.target, facts.expected,
             facts.gap, facts.deadline, facts.problem, facts.action, facts.forecast, facts.person,
             facts.before, item.title, item.text, item.why, item.over);
}

template <class Row, class Column>
void person_columns(Row& person, Column&& column) {
  column.all(person.name, person.mobile, person.email, person.wecom, person.dingtalk,
             person.feishu);
}

// Without its people, which are rows of their own.
template <class Row, class Column>
void held_columns(Row& held, Column&& column) {
  column.all(held.id);
  item_columns(held.item, column);
  column.all(held.unit, held.addressee, held.decided_at, held.due_at, held.urgent, held.first);
}

template <class Row, class Column>
void silence_columns(Row& silence, Column&& column) {
  auto& match = silence.match;
  column.all(silence.id, match.alert, match.unit, match.rule, match.subject_kind, match.subject,
             silence.reason, silence.author, silence.created_at, silence.until, silence.warned,
             silence.ended_at, silence.ended_by);
}

// Without its message, which is named by another column.
template <class Row, class Column>
void part_columns(Row& row, Column&& column) {
  column.all(row.part, row.parts, row.receiver, row.person, row.address, row.state, row.items,
             row.attempts, row.tried_at, row.answer);
}

template <class Row, class Column>
void rate_columns(Row& row, Column&& column) {
  column.all(row.receiver, row.milli_tokens, row.counted_at, row.blocked_until);
}

template <class Row, class Column>
void feed_state_columns(Row& row, Column&& column) {
  column.all(row.feed, row.in_flight, row.crashes, row.quarantined_until, row.last_attempt,
             row.last_success, row.failures, row.last_error);
}

// Without its sheets, which are rows of their own.
template <class Row, class Column>
void delivery_columns(Row& row, Column&& column) {
  column.all(row.id, row.feed, row.delivery.source, row.delivery.sha256, row.received,
             row.delivery.bytes, row.delivery.encoding, row.accepted, row.rejected);
}

// What follows the figure itself.
template <class Row, class Column>
void quarantine_columns(Row& row, Column&& column) {
  column.all(row.received, row.feed, row.source, row.where, row.findings, row.state, row.decided_at,
             row.decided_by, row.reason);
}

template <class Row, class Column>
void task_report_columns(Row& report, Column&& column) {
  column.all(report.task, report.state, report.as_of, report.percent, report.evidence,
             report.closed_by, report.place);
}

// Without its verdicts, which are rows of their own.
template <class Row, class Column>
void closure_columns(Row& row, Column&& column) {
  column.all(row.plan, row.year, row.closed, row.at, row.person, row.reason);
}

template <class Row, class Column>
void verdict_columns(Row& verdict, Column&& column) {
  column.all(verdict.indicator, verdict.area, verdict.verdict, verdict.light, verdict.reason,
             verdict.period, verdict.revision, verdict.has_value, verdict.value);
}

}  // namespace planwatch
