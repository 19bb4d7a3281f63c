#include <fmt/format.h>

#include "rules/engine/place.h"
#include "rules/engine/quality_cases.h"
#include "rules/judge/quality.h"

namespace planwatch {

namespace {

const CurrentFigure* current_about(const EngineState& state, const Observation& figure) {
  if (figure.period.year == state.plan().year) {
    const SeriesIndex series = state.table.series_of(figure.indicator, figure.area);
    const CurrentFigure& current = state.table.figure(series, figure.period.last_month - 1u);
    return current.present && !current.derived ? &current : nullptr;
  }
  const auto found = state.history.find(history_key(figure));
  return found == state.history.end() ? nullptr : &found->second;
}

Date stated_on(const Observation& figure, Instant received) {
  return figure.has_report_date ? figure.report_date : local_date(received);
}

// Whether a figure may be held back for what its neighbours say; as shipped none is.
bool neighbours_hold_back(const QualityRule& rule) {
  for (const QualityFinding one : {QualityFinding::cumulative_falls,
                                   QualityFinding::differs_from_months, QualityFinding::jump}) {
    if (rule.of(one) == QualityConsequence::quarantine) return true;
  }
  return false;
}

// All findings of a figure that is to be held back; of any other, those that need no neighbours:
// every figure comes this way, and hardly one stays.
FindingSet findings_at_arrival(const EngineState& state, const Observation& figure) {
  const Configuration& c = *state.configuration;
  const FindingSet own =
      check_quality(c.quality, c.plan.indicators[figure.indicator.value], figure);
  if (figure.period.year != c.plan.year) return own;
  const bool held = c.quality.of(own) == QualityConsequence::quarantine;
  return held || neighbours_hold_back(c.quality) ? find_in_table(state.table, c, figure) : own;
}

void settle(EngineState& state, const QuarantineRow& waiting, Instant when,
            std::vector<QuarantineRow>& rows) {
  QuarantineRow row = waiting;
  row.state = QuarantineState::settled;
  row.decided_at = when;
  row.reason = "同期又有新的报送";
  rows.push_back(state.quarantine.put(std::move(row)));
}

// Whether a report of a later date about the same period is here already, accepted or waiting.
bool is_outdated(const EngineState& state, const Observation& figure, Instant received) {
  const Date stated = stated_on(figure, received);
  const CurrentFigure* current = current_about(state, figure);
  if (current != nullptr && stated < stated_on(current->observation, current->received)) {
    return true;
  }
  for (const std::int64_t id : state.quarantine.pending_about(history_key(figure))) {
    const QuarantineRow& row = *state.quarantine.find(id);
    if (stated < stated_on(row.observation, row.received)) return true;
  }
  return false;
}

QuarantineRow new_row(const EngineState& state, const Observation& figure, const Arrival& arrival,
                      FindingSet findings) {
  const ObservationsArrived& event = arrival.event;
  const Delivery& delivery = event.extracted.delivery;
  QuarantineRow row;
  row.id = state.quarantine.next_id();
  row.observation = figure;
  row.delivery = arrival.delivery;
  row.received = event.at;
  row.feed = event.feed;
  row.source = delivery.source;
  row.where = place_words(figure.place, delivery.sheets, state.configuration->find_feed(event.feed),
                          state.plan().indicators[figure.indicator.value].id);
  row.findings = findings;
  return row;
}

}  // namespace

HoldBack hold_back(EngineState& state, const Observation& figure, const Arrival& arrival,
                   std::vector<QuarantineRow>& rows) {
  const FindingSet findings = findings_at_arrival(state, figure);
  const QualityRule& rule = state.configuration->quality;
  if (rule.of(findings) != QualityConsequence::quarantine) return HoldBack::accept;
  const Instant now = arrival.event.at;
  const CurrentFigure* current = current_about(state, figure);
  if (current != nullptr && same_figure(current->observation, figure)) return HoldBack::accept;
  if (is_outdated(state, figure, now)) return HoldBack::known;
  // A person's decision holds for these very numbers, however often they come.
  if (const QuarantineRow* same = state.quarantine.find_same(figure)) {
    if (same->state == QuarantineState::released) return HoldBack::accept;
    if (same->state != QuarantineState::settled) return HoldBack::known;
  }
  if (state.quarantine.full()) return HoldBack::held;
  for (const std::int64_t id : state.quarantine.pending_about(history_key(figure))) {
    settle(state, *state.quarantine.find(id), now, rows);
  }
  rows.push_back(state.quarantine.put(new_row(state, figure, arrival, findings)));
  return HoldBack::held;
}

void settle_waiting(EngineState& state, const Observation& figure, Instant received,
                    std::vector<QuarantineRow>& rows) {
  if (state.quarantine.empty()) return;
  for (const std::int64_t id : state.quarantine.pending_about(history_key(figure))) {
    const QuarantineRow& row = *state.quarantine.find(id);
    if (stated_on(figure, received) < stated_on(row.observation, row.received)) continue;
    settle(state, row, received, rows);
  }
}

std::optional<Date> handed_in_on(const EngineState& state, const CurrentFigure& figure) {
  auto known = known_on(figure);
  if (!known || figure.observation.has_report_date || state.quarantine.empty()) return known;
  const QuarantineRow* same = state.quarantine.find_same(figure.observation);
  const bool released = same != nullptr && same->state == QuarantineState::released;
  return released ? std::min(*known, local_date(same->received)) : known;
}

namespace {

// The row as it is decided; empty, and refused with the reason, when there is nothing to decide.
std::optional<QuarantineRow> decide(const EngineState& state, const PersonActed& event,
                                    std::int64_t id, const std::string& reason, Effects& effects) {
  const std::string subject = fmt::format("quarantine:{}", id);
  const QuarantineRow* row = state.quarantine.find(id);
  const auto refused = [&](const std::string& why) -> std::optional<QuarantineRow> {
    refuse(event, subject, why, effects);
    return std::nullopt;
  };
  if (row == nullptr) return refused("隔离区没有这个编号 (no such figure in quarantine)");
  if (row->state != QuarantineState::pending) {
    return refused(fmt::format("这条数据{}，不再待处理 (no longer pending: {})",
                               name_of(row->state, Lang::zh), name_of(row->state, Lang::en)));
  }
  if (event.person.empty() || reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refused("需要写明经手人和理由 (a person and a reason are needed)");
  }
  QuarantineRow decided = *row;
  decided.decided_at = event.at;
  decided.decided_by = event.person;
  decided.reason = reason;
  return decided;
}

void close_cases(EngineState& state, const QuarantineRow& row, const std::string& what, Instant now,
                 Effects& effects) {
  const Plan& plan = state.plan();
  const Observation& figure = row.observation;
  row.findings.each([&](QualityFinding finding) {
    const AlertKey key{plan.id,
                       quality_rule(state),
                       SubjectKind::feed,
                       quality_subject_text(row.feed, plan.indicators[figure.indicator.value].id,
                                            figure.period, finding),
                       plan.areas[figure.area.value].code,
                       plan.year};
    close_alert_by_person(state, to_string(key),
                          fmt::format("{}{}：{}", row.decided_by, what, row.reason), now, effects);
  });
}

// The figure into its series as if it had been accepted when it was released.
bool take_released(EngineState& state, const QuarantineRow& row, Instant now, Effects& effects) {
  IntakeResult result = take_figure(state, row.observation, now);
  if (result.outcome == Intake::rejected) return false;
  if (result.outcome == Intake::repeated) return true;
  ++state.accepted;
  if (result.outcome == Intake::revised) ++state.revisions;
  result.row.delivery = row.delivery;
  if (result.row.current && row.observation.period.year == state.plan().year) {
    const SeriesIndex series =
        state.table.series_of(row.observation.indicator, row.observation.area);
    state.table.figure(series, row.observation.period.last_month - 1u).delivery = row.delivery;
  }
  effects.push_back(PersistFigures{{std::move(result.row)}, {}});
  return true;
}

void finish_decision(EngineState& state, const PersonActed& event, const QuarantineRow& row,
                     const char* action, const std::string& words, Effects& effects) {
  const std::string subject = fmt::format("quarantine:{}", row.id);
  effects.push_back(Persist{row});
  record(event, action, subject, row.reason, effects);
  effects.push_back(Report{ReportLevel::info,
                           "quarantined figure decided",
                           {{"id", std::to_string(row.id)},
                            {"action", action},
                            {"person", event.person},
                            {"reason", row.reason}}});
  close_cases(state, row, words, event.at, effects);
  evaluate(state, event.at, effects);
  evaluate_feeds(state, event.at, effects);
}

}  // namespace

void release_figure(EngineState& state, const PersonActed& event, const ReleaseFigure& action,
                    Effects& effects) {
  auto decided = decide(state, event, action.id, action.reason, effects);
  if (!decided) return;
  if (!take_released(state, *decided, event.at, effects)) {
    return refuse(event, fmt::format("quarantine:{}", action.id),
                  "口径或周期已与现行方案不符，只能作废 (window or period no longer fit the plan)",
                  effects);
  }
  decided->state = QuarantineState::released;
  state.quarantine.put(*decided);
  finish_decision(state, event, *decided, "release", "核实后放行", effects);
}

void discard_figure(EngineState& state, const PersonActed& event, const DiscardFigure& action,
                    Effects& effects) {
  auto decided = decide(state, event, action.id, action.reason, effects);
  if (!decided) return;
  decided->state = QuarantineState::discarded;
  state.quarantine.put(*decided);
  finish_decision(state, event, *decided, "discard", "作废", effects);
}

}  // namespace planwatch
