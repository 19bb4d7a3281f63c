#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "rules/engine/as_known_on.h"
#include "rules/engine/by_hand.h"
#include "rules/engine/steps.h"
#include "rules/judge/quality.h"

namespace planwatch {

namespace {

// Of several figures for one period the one with the latest stated report date is current; where
// none is stated, the last received.
Intake place_figure(CurrentFigure& figure, const Observation& o, Instant received) {
  const Date came = known_since(o, received);
  if (!figure.present || figure.derived) {
    figure = CurrentFigure{o, received, 0, true, false, came};
    return Intake::fresh;
  }
  const Date have = known_since(figure.observation, figure.received);
  figure.first_known = std::min(figure.first_known, came);
  if (same_figure(figure.observation, o)) {
    if (!o.has_report_date || came == have) return Intake::repeated;
    // Stated before, received after: changes nothing now, but on that day it was known already.
    if (came < have) return Intake::superseded;
    figure.observation = o;  // the same figure, stated again later: it outlives what lies between
    figure.received = received;
    return Intake::confirmed;
  }
  figure.corrected = true;
  if (came < have) return Intake::superseded;
  figure.observation = o;
  figure.received = received;
  ++figure.revision;
  return Intake::revised;
}

CurrentFigure& figure_for(EngineState& state, const Observation& o) {
  if (o.period.year == state.plan().year) {
    const SeriesIndex series = state.table.series_of(o.indicator, o.area);
    return state.table.figure(series, o.period.last_month - 1u);
  }
  return state.history[history_key(o)];
}

// Whether this version, which came too late to be current, is not kept already: files that are read
// again after a change of the configuration say nothing new.
bool note_superseded(EngineState& state, const Observation& o, Instant received) {
  const SupersededKey key{o.indicator.value, o.area.value, o.period, known_since(o, received)};
  const auto [kept, fresh] = state.superseded.try_emplace(key, o);
  if (!fresh && same_figure(kept->second, o)) return false;
  kept->second = o;
  return true;
}

void mark_present_from(EngineState& state, SeriesIndex series, unsigned slot, bool revised) {
  for (unsigned rest = static_cast<unsigned>(state.table.present(series)) >> slot << slot;
       rest != 0; rest &= rest - 1) {
    mark_dirty(state, series, static_cast<unsigned>(std::countr_zero(rest)), revised);
  }
}

}  // namespace

void mark_with_successors(EngineState& state, SeriesIndex series, unsigned slot, bool revised) {
  state.table.mark_present(series, slot);
  mark_present_from(state, series, slot, revised);
  const int year_to_date = state.table.year_to_date_of(state.table.indicator_of(series));
  if (year_to_date < 0) return;
  const IndicatorIndex sum{static_cast<std::uint32_t>(year_to_date)};
  mark_present_from(state, state.table.series_of(sum, state.table.area_of(series)), slot, true);
}

namespace {

// A figure of an earlier year changes what a jump of this one is measured by.
void mark_changed(EngineState& state, const Observation& o, bool revised) {
  const SeriesIndex series = state.table.series_of(o.indicator, o.area);
  state.advice.mark_changed(series);
  if (o.period.year < state.plan().year) {
    state.table.keep_earlier_year(o);
    mark_present_from(state, series, 0, true);
  } else if (o.period.year == state.plan().year) {
    mark_with_successors(state, series, o.period.last_month - 1u, revised);
  }
}

}  // namespace

IntakeResult take_figure(EngineState& state, const Observation& observation, Instant received) {
  IntakeResult result;
  result.reason = why_not_taken(state.plan(), observation);
  if (!result.reason.empty()) return result;
  CurrentFigure& figure = figure_for(state, observation);
  // An area's own figure instead of the sum of those below changes what was known of the period.
  const bool corrects_sum = figure.derived && holds_figure(figure);
  result.outcome = place_figure(figure, observation, received);
  if (result.outcome == Intake::superseded && !note_superseded(state, observation, received)) {
    result.outcome = Intake::repeated;
  }
  if (result.outcome == Intake::repeated) return result;
  result.row.observation = observation;
  result.row.received = received;
  result.row.revision = figure.revision;
  result.row.current = result.outcome != Intake::superseded;
  const bool revised = result.outcome == Intake::revised || corrects_sum;
  const bool judged = result.outcome == Intake::fresh || result.outcome == Intake::revised;
  if (judged) mark_changed(state, observation, revised);
  return result;
}

namespace {

struct Tally {
  PersistFigures figures;
  std::uint32_t accepted = 0;
  std::vector<RejectedRow> rejected;
  std::vector<RejectedRow> held;           // rejected, too, but cases of their own
  std::vector<QuarantineRow> quarantined;  // new ones, and those that were settled
};

std::string parts_text(const Observation& o) {
  if (!o.has_parts) return {};
  return o.numerator.to_string() + "/" + o.denominator.to_string();
}

RejectedRow rejected_figure(const Plan& plan, const Observation& o, std::string reason) {
  const Indicator& indicator = plan.indicators[o.indicator.value];
  return {o.place, fmt::format("{} {}", indicator.id.text, to_string(o.period)), std::move(reason),
          o.has_value ? o.value.to_string() : parts_text(o)};
}

// Whether the figure needs no further step: held back now, or dealt with before.
bool is_held_back(EngineState& state, const Observation& o, const Arrival& arrival, Tally& tally) {
  if (arrival.event.accepted_before || !why_not_taken(state.plan(), o).empty()) return false;
  const std::size_t rows_before = tally.quarantined.size();
  switch (hold_back(state, o, arrival, tally.quarantined)) {
    case HoldBack::accept:
      return false;
    case HoldBack::known:
      ++state.repeated;
      return true;
    case HoldBack::held:
      break;
  }
  const bool kept = tally.quarantined.size() > rows_before;
  const FindingSet findings = kept ? tally.quarantined.back().findings : FindingSet{};
  std::string reason = state.plan().indicators[o.indicator.value].name + "：";
  findings.each(
      [&](QualityFinding one) { reason += fmt::format("{}；", describe(one, Lang::zh)); });
  reason += kept ? fmt::format("已隔离（编号{}），核对后重新报送，或由督查单位放行、作废",
                               tally.quarantined.back().id)
                 : std::string("不合理的数据太多，隔离区已满；请核对数据源的列和单位");
  (kept ? tally.held : tally.rejected)
      .push_back(rejected_figure(state.plan(), o, std::move(reason)));
  return true;
}

void take_one(EngineState& state, const Observation& o, const ObservationsArrived& event,
              std::int64_t delivery, Tally& tally) {
  if (is_held_back(state, o, {event, delivery}, tally)) return;
  IntakeResult result = take_figure(state, o, event.at);
  if (result.outcome != Intake::rejected) {
    settle_waiting(state, o, event.at, tally.quarantined);
  }
  switch (result.outcome) {
    case Intake::repeated:
      ++state.repeated;
      return;
    case Intake::rejected:
      tally.rejected.push_back(rejected_figure(state.plan(), o, result.reason));
      return;
    case Intake::revised:
      ++state.revisions;
      break;
    default:
      break;
  }
  ++state.accepted;
  ++tally.accepted;
  result.row.delivery = delivery;
  if (result.row.current) figure_for(state, o).delivery = delivery;
  tally.figures.observations.push_back(result.row);
}

void take_figures(EngineState& state, const ObservationsArrived& event, std::int64_t delivery,
                  Tally& tally) {
  const std::vector<Observation>& figures = event.extracted.observations;
  tally.figures.observations.reserve(figures.size());
  const auto by_period = [](const Observation& a, const Observation& b) {
    return a.period < b.period;
  };
  if (std::is_sorted(figures.begin(), figures.end(), by_period)) {
    for (const Observation& o : figures) take_one(state, o, event, delivery, tally);
    return;
  }
  std::vector<Observation> sorted = figures;
  std::stable_sort(sorted.begin(), sorted.end(), by_period);
  for (const Observation& o : sorted) take_one(state, o, event, delivery, tally);
}

bool is_later(const TaskReport& a, const TaskReport& b) {
  if (a.as_of != b.as_of) return a.as_of > b.as_of;
  return !a.closed_by.empty() || b.closed_by.empty();
}

}  // namespace

void take_task_report(EngineState& state, const TaskReport& report, bool by_person) {
  if (year_of(report.as_of) != state.plan().year) return;  // another year's plan
  const auto [latest, fresh] = state.tasks.try_emplace(report.task, report);
  if (!fresh && (by_person || is_later(report, latest->second))) latest->second = report;
}

namespace {

void take_task_reports(EngineState& state, const ObservationsArrived& event, std::int64_t delivery,
                       Tally& tally, Effects& effects) {
  if (!event.extracted.task_reports.empty()) state.tasks_unsure = true;
  for (const TaskReport& report : event.extracted.task_reports) {
    if (state.plan().find_task(report.task) == nullptr) {
      tally.rejected.push_back({report.place, fmt::format("任务{}", report.task),
                                "方案中没有这个任务序号；请核对序号", std::to_string(report.task)});
      continue;
    }
    state.task_reports[report.task].push_back(report);
    take_task_report(state, report, false);
    ++tally.accepted;
    effects.push_back(Persist{TaskReportRow{report, delivery, event.at, {}}});
  }
}

void report_delivery(const EngineState& state, const ObservationsArrived& event, const Tally& tally,
                     Effects& effects) {
  const bool trouble = !tally.rejected.empty() || !tally.held.empty();
  Report report{trouble ? ReportLevel::warning : ReportLevel::info, "delivery taken in", {}};
  report.fields = {{"feed", event.feed.text},
                   {"source", event.extracted.delivery.source},
                   {"accepted", std::to_string(tally.accepted)},
                   {"rejected", std::to_string(tally.rejected.size() + tally.held.size())},
                   {"plan", state.plan().id}};
  if (trouble) {
    const RejectedRow& first = (tally.rejected.empty() ? tally.held : tally.rejected).front();
    report.fields.emplace_back("first_rejected", first.where);
    report.fields.emplace_back("why", first.reason);
  }
  effects.push_back(std::move(report));
}

void end_fetch(EngineState& state, FeedRuntime& feed, const ObservationsArrived& event) {
  end_of_fetch(state, feed);
  feed.state.crashes = 0;
  feed.state.last_success = event.at;
  if (!event.fetch_failed) close_circuit(state, feed);
}

void note_success(EngineState& state, const ObservationsArrived& event, const Tally& tally,
                  Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr || is_by_hand(event.extracted.delivery)) return;
  feed->receiving = event.more_to_come;
  feed->bytes += event.extracted.delivery.bytes;
  feed->figures += event.extracted.observations.size() + event.extracted.task_reports.size();
  if (feed->delivers_tasks) state.tasks_unsure = true;
  if (!event.more_to_come) end_fetch(state, *feed, event);
  feed->rejected_rows += tally.rejected.size() + tally.held.size();
  const std::string& source = event.extracted.delivery.source;
  if (tally.rejected.empty()) {
    feed->rejected_by_source.erase(source);
  } else {
    FeedRuntime::Rejected& rejected = feed->rejected_by_source[source];
    rejected = {static_cast<std::uint32_t>(tally.rejected.size()), {}};
    for (const RejectedRow& row : tally.rejected) {
      if (rejected.places.size() == most_places_named) break;
      rejected.places.push_back(row.where + "：" + row.reason);
    }
  }
  effects.push_back(Persist{feed->state});
  const bool remembers = event.memory && !event.more_to_come && !event.fetch_failed;
  if (remembers) effects.push_back(Persist{FeedMemoryRow{event.feed, *event.memory}});
}

}  // namespace

namespace {

// What a closed plan's verdicts rest on stays as it was: nothing is taken in any more.
void refuse_when_closed(EngineState& state, const ObservationsArrived& event, Effects& effects) {
  if (FeedRuntime* feed = find_feed(state, event.feed)) end_of_fetch(state, *feed);
  effects.push_back(Report{ReportLevel::warning,
                           "delivery refused, the plan is closed: reopen it first",
                           {{"feed", event.feed.text},
                            {"source", event.extracted.delivery.source},
                            {"plan", state.plan().id},
                            {"year", std::to_string(state.plan().year)}}});
}

}  // namespace

void take_in(EngineState& state, const ObservationsArrived& event, Effects& effects) {
  if (state.is_closed()) return refuse_when_closed(state, event, effects);
  if (event.extracted_with != state.configuration) {
    effects.push_back(Report{
        ReportLevel::info, "delivery read again after a reload", {{"feed", event.feed.text}}});
    if (FeedRuntime* feed = find_feed(state, event.feed)) {
      end_of_fetch(state, *feed);
      feed->next_poll.reset();  // the next tick fetches it, once
    }
    return;
  }
  const std::int64_t delivery = state.next_delivery++;
  state.deliveries[delivery] = {event.extracted.delivery.source, event.extracted.delivery.sheets};
  Tally tally;
  tally.rejected = event.extracted.rejected;
  take_figures(state, event, delivery, tally);
  take_task_reports(state, event, delivery, tally, effects);
  DeliveryRow row{
      delivery,       event.feed,
      event.at,       event.extracted.delivery,
      tally.accepted, static_cast<std::uint32_t>(tally.rejected.size() + tally.held.size())};
  // The delivery's row goes first: the others refer to it.
  effects.insert(effects.begin(), Persist{std::move(row)});
  for (const std::vector<RejectedRow>* rows : {&tally.rejected, &tally.held}) {
    for (const RejectedRow& rejected : *rows) {
      effects.push_back(Persist{RejectedRowRow{delivery, rejected}});
    }
  }
  for (QuarantineRow& held : tally.quarantined) effects.push_back(Persist{std::move(held)});
  if (!tally.figures.observations.empty()) effects.push_back(std::move(tally.figures));
  note_success(state, event, tally, effects);
  report_delivery(state, event, tally, effects);
}

}  // namespace planwatch
