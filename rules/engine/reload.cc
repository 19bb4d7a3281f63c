#include <algorithm>

#include "rules/engine/by_hand.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// The same figure with the indices of the new plan; empty: it has no such indicator or area.
std::optional<Observation> moved_to(const Plan& to, const Plan& from, Observation o) {
  const auto indicator = to.find_indicator(from.indicators[o.indicator.value].id);
  const auto area = to.find_area(from.areas[o.area.value].code);
  if (!indicator || !area) return std::nullopt;
  o.indicator = *indicator;
  o.area = *area;
  return o;
}

// Brings a figure of the old configuration into the new one; by stable id, never by index.
void move_figure(EngineState& to, const Plan& from, const CurrentFigure& figure) {
  if (!figure.present || figure.derived) return;  // sums are made again
  const auto moved_figure = moved_to(to.plan(), from, figure.observation);
  if (!moved_figure) return;
  const Observation& o = *moved_figure;
  const IntakeResult result = take_figure(to, o, figure.received);
  if (result.outcome != Intake::fresh || o.period.year != to.plan().year) return;
  CurrentFigure& moved =
      to.table.figure(to.table.series_of(o.indicator, o.area), o.period.last_month - 1u);
  moved.revision = figure.revision;
  moved.corrected = figure.corrected;
  moved.first_known = figure.first_known;
  moved.delivery = figure.delivery;
}

// Figures in quarantine of indicators or areas that went away stay in the store.
void move_quarantine(EngineState& to, const EngineState& from) {
  to.quarantine.count_from(from.quarantine.next_id());
  for (const auto& [id, row] : from.quarantine.rows()) {
    Observation o = row.observation;
    const auto indicator = to.plan().find_indicator(from.plan().indicators[o.indicator.value].id);
    const auto area = to.plan().find_area(from.plan().areas[o.area.value].code);
    if (!indicator || !area) continue;
    QuarantineRow moved = row;
    moved.observation.indicator = *indicator;
    moved.observation.area = *area;
    to.quarantine.put(std::move(moved));
  }
}

void move_figures(EngineState& to, const EngineState& from) {
  for (SeriesIndex series = 0; series < from.table.size(); ++series) {
    for (unsigned slot = 0; slot < slots_per_series; ++slot) {
      move_figure(to, from.plan(), from.table.figure(series, slot));
    }
  }
  for (const auto& [key, figure] : from.history) move_figure(to, from.plan(), figure);
  for (const auto& [key, figure] : from.superseded) {
    if (const auto o = moved_to(to.plan(), from.plan(), figure)) {
      to.superseded[{o->indicator.value, o->area.value, o->period, std::get<Date>(key)}] = *o;
    }
  }
}

void move_rest(EngineState& to, EngineState& from) {
  to.tasks = std::move(from.tasks);
  to.task_reports = std::move(from.task_reports);
  to.alerts = std::move(from.alerts);
  to.open_ledger = std::move(from.open_ledger);
  to.ledger = std::move(from.ledger);
  to.silences = std::move(from.silences);
  to.next_silence_id = from.next_silence_id;
  to.used_links = std::move(from.used_links);
  to.closure = std::move(from.closure);
  to.held = std::move(from.held);
  to.refusals = std::move(from.refusals);
  move_quarantine(to, from);
  to.deliveries = std::move(from.deliveries);
  to.next_delivery = from.next_delivery;
  to.next_ledger_number = from.next_ledger_number;
  to.accepted = from.accepted;
  to.revisions = from.revisions;
  to.repeated = from.repeated;
  for (FeedRuntime& feed : to.feeds) {
    const FeedRuntime* old = find_feed(from, feed.state.feed);
    if (old == nullptr) continue;
    feed.state = old->state;
    carry_over_fetches(to, *old, feed);
    feed.bytes = old->bytes;
    feed.figures = old->figures;
    feed.rejected_rows = old->rejected_rows;
    feed.rejected_by_source = old->rejected_by_source;
  }
}

// The level that the alert of one rule and series stood at, so that the next step sees a change.
void take_up_alert_levels(EngineState& state) {
  for (SeriesIndex series = 0; series < state.table.size(); ++series) {
    const IndicatorIndex indicator = state.table.indicator_of(series);
    const auto& plans = state.table.plans(indicator);
    for (std::size_t r = 0; r < plans.size(); ++r) {
      const AlertKey key{state.plan().id,
                         state.configuration->rules[plans[r].rule.value].id,
                         SubjectKind::indicator,
                         state.plan().indicators[indicator.value].id.text,
                         state.plan().areas[state.table.area_of(series).value].code,
                         state.plan().year};
      const auto found = state.alerts.find(to_string(key));
      RuleCell& cell = state.table.cell(series, r);
      cell.level = Light::grey;
      cell.pending = false;
      cell.red_run = 0;
      if (found == state.alerts.end() || !is_open(found->second)) continue;
      cell.pending = found->second.state == AlertState::pending;
      if (!cell.pending) cell.level = found->second.level;
      cell.reason = found->second.reason;
      cell.red_run = static_cast<std::uint8_t>(found->second.red_run);
    }
  }
}

bool still_ruled(const EngineState& state, const AlertKey& key) {
  if (key.plan != state.plan().id || key.year != state.plan().year) return true;  // of another plan
  const Configuration& c = *state.configuration;
  if (key.subject_kind == SubjectKind::task) {
    return key.rule == c.task_rule.id && c.plan.find_task(std::stoi(key.subject)) != nullptr;
  }
  if (key.subject_kind == SubjectKind::feed) {
    const FeedId feed = feed_of_subject(key.subject);
    const bool rule_stays = key.rule == fetch_rule() || key.rule == data_rule() ||
                            key.rule == c.report_rule.id || key.rule == quality_rule(state);
    return rule_stays &&
           std::any_of(state.feeds.begin(), state.feeds.end(),
                       [&](const FeedRuntime& one) { return one.state.feed == feed; });
  }
  if (key.subject_kind == SubjectKind::receiver) {
    return key.rule == delivery_rule() && find_receiver(state, ReceiverId{key.subject}) != nullptr;
  }
  const auto indicator = c.plan.find_indicator(IndicatorId{key.subject});
  const auto rule = std::find_if(c.rules.begin(), c.rules.end(),
                                 [&](const Rule& one) { return one.id == key.rule; });
  return indicator && rule != c.rules.end() && c.plan.find_area(key.area) &&
         selects(*rule, c.plan.indicators[indicator->value]);
}

void judge_silently(EngineState& state, Instant now) {
  Effects nobody;
  state.restored_unstepped = true;
  evaluate(state, now, nobody);
  state.restored_unstepped = false;
  take_up_alert_levels(state);
  state.judged_on.reset();  // the next tick steps everything
}

}  // namespace

void close_unruled(EngineState& state, Instant now, Effects& effects) {
  std::vector<std::string> gone;
  for (const auto& [key, alert] : state.alerts) {
    if (is_open(alert) && !still_ruled(state, alert.key)) gone.push_back(key);
  }
  for (const std::string& key : gone) close_alert_for_rule_change(state, key, now, effects);
}

void replace_plan(EngineState& state, const PlanReplaced& event, Effects& effects) {
  EngineState next = make_state(event.configuration, state.selection);
  move_figures(next, state);
  move_rest(next, state);
  state = std::move(next);
  judge_silently(state, event.at);
  if (state.is_closed()) return;
  close_unruled(state, event.at, effects);
  evaluate_all(state, event.at, effects);
  evaluate_tasks(state, event.at, effects);
  evaluate_feeds(state, event.at, effects);
}

namespace {

// A feed that was in flight when the process died may have killed it; the second time it is left
// alone for a day.
void restore_feed(FeedRuntime& feed, const FeedStateRow& row, Instant now) {
  feed.state = row;
  if (!row.in_flight) return;
  feed.state.in_flight = false;
  ++feed.state.crashes;
  if (feed.state.crashes >= 2) feed.state.quarantined_until = now + std::chrono::hours{24};
}

void restore_tasks(EngineState& state, const std::vector<TaskReportRow>& rows) {
  for (const TaskReportRow& row : rows) {
    if (state.plan().find_task(row.report.task) == nullptr) continue;
    state.task_reports[row.report.task].push_back(row.report);
    take_task_report(state, row.report, !row.person.empty());
  }
}

void restore_alerts(EngineState& state, const Restored& restored) {
  for (const Alert& alert : restored.alerts) state.alerts[to_string(alert.key)] = alert;
  for (const LedgerRow& row : restored.ledger) {
    state.ledger[row.number] = row;
    state.next_ledger_number = std::max(state.next_ledger_number, row.number + 1);
    if (row.state == LedgerState::closed) continue;
    std::int64_t& running = state.open_ledger[row.alert];
    running = std::max(running, row.number);
  }
}

void restore_people(EngineState& state, const Restored& restored) {
  for (const Silence& silence : restored.silences) {
    state.silences[silence.id] = silence;
    state.next_silence_id = std::max(state.next_silence_id, silence.id + 1);
  }
  state.used_links.insert(restored.used_links.begin(), restored.used_links.end());
}

void note_delivery(EngineState& state, const ObservationRow& row, const IntakeResult& result) {
  const Observation& o = row.observation;
  if (result.outcome == Intake::rejected || result.outcome == Intake::repeated ||
      !result.row.current || o.period.year != state.plan().year) {
    return;
  }
  const SeriesIndex series = state.table.series_of(o.indicator, o.area);
  state.table.figure(series, o.period.last_month - 1u).delivery = row.delivery;
}

// Quarantined figures of the delivery are cases of their own; the places of the other rejected
// cells are in the notice that was sent.
void restore_delivery(EngineState& state, const DeliveryRow& row) {
  state.deliveries[row.id] = {row.delivery.source, row.delivery.sheets};
  if (is_by_hand(row.delivery)) return;
  FeedRuntime* feed = find_feed(state, row.feed);
  if (feed == nullptr) return;
  feed->rejected_rows += row.rejected;
  const auto& held = state.quarantine.rows();
  const auto of_this = std::count_if(
      held.begin(), held.end(), [&](const auto& one) { return one.second.delivery == row.id; });
  const auto cells = static_cast<std::int64_t>(row.rejected) - of_this;
  if (cells > 0) {
    feed->rejected_by_source[row.delivery.source] = {static_cast<std::uint32_t>(cells), {}};
  }
}

}  // namespace

void restore_state(EngineState& state, const Restored& restored, Instant now) {
  for (const ObservationRow& row : restored.observations) {
    const IntakeResult result = take_figure(state, row.observation, row.received);
    note_delivery(state, row, result);
    if (result.outcome == Intake::fresh || result.outcome == Intake::revised) ++state.accepted;
  }
  state.quarantine.count_from(restored.next_quarantine_id);
  for (const QuarantineRow& row : restored.quarantine) state.quarantine.put(row);
  restore_tasks(state, restored.task_reports);
  restore_alerts(state, restored);
  restore_people(state, restored);
  for (const FeedStateRow& row : restored.feed_states) {
    if (FeedRuntime* feed = find_feed(state, row.feed)) restore_feed(*feed, row, now);
  }
  for (const DeliveryRow& row : restored.last_deliveries) restore_delivery(state, row);
  state.next_delivery = restored.next_delivery_id;
  for (const PlanClosureRow& row : restored.closures) {
    if (row.plan == state.plan().id && row.year == state.plan().year) state.closure = row;
  }
  for (const HeldNotice& news : restored.held) state.held.put(news);
  judge_silently(state, now);
}

}  // namespace planwatch
