#include <fmt/format.h>

#include "tests/daemon/store/sample_rows.h"

namespace planwatch {

namespace {

std::string text(const std::string& value) {
  return "'" + value + "'";
}
template <class Tag>
std::string text(const Id<Tag>& value) {
  return text(value.text);
}
std::string text(bool value) {
  return value ? "yes" : "no";
}
template <class T>
requires std::is_integral_v<T> std::string text(T value) {
  return fmt::format("{}", value);
}
template <class E>
requires std::is_enum_v<E> std::string text(E value) {
  return fmt::format("{}", static_cast<int>(value));
}
std::string text(Date value) {
  return fmt::format("d{}", value.time_since_epoch().count());
}
std::string text(Instant value) {
  return fmt::format("t{}", value.time_since_epoch().count());
}
std::string text(Decimal value) {
  return fmt::format("{}e-{}", value.mantissa(), value.scale());
}
std::string text(const Period& p) {
  return fmt::format("{}/{}-{}", p.year, p.first_month, p.last_month);
}
std::string text(const Place& p) {
  return fmt::format("[{} {} {}]", p.sheet, p.column, p.row);
}
std::string text(const Person& p) {
  return fmt::format("[{} {} {} {} {} {}]", p.name, p.mobile, p.email, p.wecom, p.dingtalk,
                     p.feishu);
}
std::string text(const Told& told) {
  return text(told.role) + ">" + text(told.receiver);
}
template <class T>
std::string text(const std::optional<T>& value) {
  return value ? text(*value) : "-";
}
template <class T>
std::string text(const std::vector<T>& values) {
  std::string all = "(";
  for (const T& value : values) all += text(value) + " ";
  return all + ")";
}

template <class... Ts>
std::string line(const Ts&... values) {
  std::string all;
  ((all += text(values) + " | "), ...);
  return all;
}

std::string text(const NoticeKey& k) {
  return line(k.alert, k.episode, k.kind, k.level, k.step, k.period, k.revision, k.receiver, k.role,
              k.part, k.number);
}
std::string text(const NoticeItem& i) {
  const NoticeContext& f = i.facts;
  return text(i.key) +
         line(f.subject, f.clause, f.period, f.value, f.target, f.expected, f.gap, f.deadline) +
         line(f.problem, f.action, f.forecast, f.person, f.before, i.title, i.text, i.why);
}

}  // namespace

std::string show(const DeliveryRow& r) {
  return line(r.id, r.feed, r.received, r.delivery.source, r.delivery.sha256, r.delivery.bytes,
              r.delivery.sheets, r.delivery.encoding, r.accepted, r.rejected);
}

std::string show(const ObservationRow& r) {
  const Observation& o = r.observation;
  return line(o.indicator.value, o.area.value, o.period, o.window, o.has_value, o.has_parts,
              o.provisional, o.has_report_date, o.report_date, o.value, o.numerator, o.denominator,
              o.place, r.delivery, r.received, r.revision, r.current);
}

std::string show(const TaskReportRow& r) {
  return line(r.report.task, r.report.state, r.report.as_of, r.report.percent, r.report.evidence,
              r.report.closed_by, r.report.place, r.delivery, r.received, r.person);
}

std::string show(const Alert& a) {
  return line(a.key.plan, a.key.rule, a.key.subject_kind, a.key.subject, a.key.area, a.key.year,
              a.episode, a.state, a.level, a.reason, a.unit, a.period, a.revision, a.opened_at,
              a.fired_at, a.level_since, a.resolved_at, a.acknowledged_at, a.acknowledged_by,
              a.promised_for, a.promise, a.deadline, a.steps_taken, a.reminders, a.last_told_on,
              a.told, a.urgent, a.summary) +
         line(a.notices, a.red_run, a.jumped, a.promise_moves, a.promised_on, a.suspended_until,
              a.suspended_by, a.suspend_reason, a.held_back, a.fired_on, a.flapping, a.told_level);
}

std::string show(const LedgerRow& r) {
  return line(r.number, r.alert, r.episode, r.state, r.opened_on, r.source, r.clause, r.problem,
              r.unit, r.co_units, r.person, r.light_then, r.value_then, r.requirement, r.time_limit,
              r.light_now, r.value_now, r.reminders, r.closed_on, r.closed_by) +
         line(r.problem_type, r.acknowledged_on, r.acknowledged_by, r.promised_for, r.promise,
              r.progress, r.days_used, r.overdue_days);
}

std::string show(const Notice& n) {
  std::string lists;
  for (const NoticeItem& item : n.items) lists += "\n  " + text(item);
  for (const Person& person : n.people) lists += "\n  " + text(person);
  return text(n.key) +
         line(n.unit, n.addressee, n.title, n.text, n.why, n.decided_at, n.urgent, n.parts,
              n.also) +
         lists;
}

std::string show(const HeldNotice& h) {
  return line(h.id, h.unit, h.addressee, h.decided_at, h.due_at, h.urgent, h.people) + text(h.item);
}

std::string show(const Silence& s) {
  const SilenceMatch& m = s.match;
  return line(s.id, m.alert, m.unit, m.rule, m.subject_kind, m.subject, s.reason, s.author,
              s.created_at, s.until, s.warned, s.ended_at, s.ended_by);
}

std::string show(const PartResultRow& r) {
  return line(r.key, r.part, r.parts, r.receiver, r.person, r.address, r.state, r.items, r.attempts,
              r.tried_at, r.answer);
}

std::string show(const RateStateRow& r) {
  return line(r.receiver, r.milli_tokens, r.counted_at, r.blocked_until);
}

std::string show(const DeliveryRecord& r) {
  return line(r.key, r.alert, r.kind, r.level, r.role, r.unit, r.addressee, r.title, r.decided_at) +
         line(r.receiver, r.part, r.parts, r.person, r.address, r.state, r.items, r.attempts,
              r.tried_at, r.answer);
}

std::string show(const WaitingNotice& w) {
  return show(w.notice) + line(w.attempts, w.next_try_at, w.first_tried_at);
}

std::string show(const FeedStateRow& r) {
  return line(r.feed, r.in_flight, r.crashes, r.quarantined_until, r.last_attempt, r.last_success,
              r.failures, r.last_error);
}

std::string show(const PushedKeyRow& r) {
  std::string outcomes;
  for (const FigureOutcome one : r.outcomes) outcomes += std::string(name_of(one, Lang::en)) + " ";
  return line(r.at, r.person, r.key, r.sha256, outcomes);
}

std::string show(const Provenance& p) {
  return line(p.period, p.revision, p.feed, p.source, p.where, p.sha256, p.received);
}

std::string show(const PlanClosureRow& r) {
  std::string verdicts;
  for (const Verdict& v : r.verdicts) {
    verdicts += line(v.indicator, v.area, v.verdict, v.light, v.reason, v.period, v.revision,
                     v.has_value, v.value);
  }
  return line(r.plan, r.year, r.closed, r.at, r.person, r.reason) + verdicts;
}

std::string show(const QuarantineRow& r) {
  const ObservationRow figure{r.observation, r.delivery, r.received};
  return show(figure) + line(r.id, r.feed, r.source, r.where, r.findings.bits, r.state,
                             r.decided_at, r.decided_by, r.reason);
}

std::string show(const Restored& r) {
  return "observations\n" + show(r.observations) + "task reports\n" + show(r.task_reports) +
         "alerts\n" + show(r.alerts) + "ledger\n" + show(r.ledger) + "feeds\n" +
         show(r.feed_states) + "deliveries\n" + show(r.last_deliveries) + "waiting\n" +
         show(r.waiting) + "closures\n" + show(r.closures) + "quarantine\n" + show(r.quarantine) +
         "silences\n" + show(r.silences) + "held\n" + show(r.held) + "rates\n" + show(r.rates) +
         "parts\n" + show(r.parts) + line(r.used_links) + "pushed keys\n" + show(r.pushed_keys) +
         line(r.next_delivery_id, r.next_quarantine_id, r.plan_now);
}

}  // namespace planwatch
