#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "rules/engine/steps.h"
#include "rules/judge/quality.h"

namespace planwatch {

namespace {

bool same_figure(const Observation& a, const Observation& b) {
  return a.has_value == b.has_value && a.has_parts == b.has_parts &&
         a.provisional == b.provisional && a.value == b.value && a.numerator == b.numerator &&
         a.denominator == b.denominator;
}

Date stated_or_received(const Observation& observation, Instant received) {
  return observation.has_report_date ? observation.report_date : local_date(received);
}

std::string rejection_of(const EngineState& state, const Observation& o) {
  const Indicator& indicator = state.plan().indicators[o.indicator.value];
  if (o.window != indicator.window) {
    return fmt::format("口径与指标“{}”不符，不作比较；请按该指标的口径重新报送", indicator.name);
  }
  if (o.period.months() != indicator.period_months) {
    return fmt::format("统计期{}与指标“{}”的周期不符；请按该指标的周期报送", to_chinese(o.period),
                       indicator.name);
  }
  const auto finding = check_quality(indicator, o, nullptr);
  if (finding && finding->consequence == QualityConsequence::quarantine) {
    return fmt::format("{}：{}，已隔离，请核对后重新报送", indicator.name,
                       describe_zh(finding->finding));
  }
  return {};
}

// Of several figures for one period the one with the latest stated report date is current; where
// none is stated, the last received.
Intake place_figure(CurrentFigure& figure, const Observation& o, Instant received) {
  if (!figure.present) {
    figure = CurrentFigure{o, received, 0, true};
    return Intake::fresh;
  }
  const Date have = stated_or_received(figure.observation, figure.received);
  const Date came = stated_or_received(o, received);
  if (same_figure(figure.observation, o)) {
    if (!o.has_report_date || came <= have) return Intake::repeated;
    figure.observation = o;  // the same figure, stated again later: it outlives what lies between
    figure.received = received;
    return Intake::confirmed;
  }
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
  return state.history[HistoryKey{o.indicator.value, o.area.value, o.period}];
}

// A figure's successor is judged again too: whether it falls depends on its predecessor.
void mark_with_successor(EngineState& state, const Observation& o, bool revised) {
  const SeriesIndex series = state.table.series_of(o.indicator, o.area);
  if (o.period.year != state.plan().year) return state.advice.mark_changed(series);
  const unsigned slot = o.period.last_month - 1u;
  state.table.mark_present(series, slot);
  mark_dirty(state, series, slot, revised);
  const unsigned later = static_cast<unsigned>(state.table.present(series)) >> (slot + 1);
  if (later != 0) {
    mark_dirty(state, series, slot + 1 + static_cast<unsigned>(std::countr_zero(later)), revised);
  }
}

}  // namespace

IntakeResult take_figure(EngineState& state, const Observation& observation, Instant received) {
  IntakeResult result;
  result.reason = rejection_of(state, observation);
  if (!result.reason.empty()) return result;
  CurrentFigure& figure = figure_for(state, observation);
  result.outcome = place_figure(figure, observation, received);
  if (result.outcome == Intake::repeated) return result;
  result.row.observation = observation;
  result.row.received = received;
  result.row.revision = figure.revision;
  result.row.current = result.outcome != Intake::superseded;
  if (result.outcome == Intake::fresh || result.outcome == Intake::revised) {
    mark_with_successor(state, observation, result.outcome == Intake::revised);
  }
  return result;
}

namespace {

struct Tally {
  PersistFigures figures;
  std::uint32_t accepted = 0;
  std::vector<RejectedRow> rejected;
};

void take_one(EngineState& state, const Observation& o, const ObservationsArrived& event,
              std::int64_t delivery, Tally& tally) {
  IntakeResult result = take_figure(state, o, event.at);
  switch (result.outcome) {
    case Intake::repeated:
      ++state.repeated;
      return;
    case Intake::rejected: {
      const Indicator& indicator = state.plan().indicators[o.indicator.value];
      tally.rejected.push_back({o.place,
                                fmt::format("{} {}", indicator.id.text, to_string(o.period)),
                                result.reason, o.has_value ? o.value.to_string() : std::string{}});
      return;
    }
    case Intake::revised:
      ++state.revisions;
      break;
    default:
      break;
  }
  ++state.accepted;
  ++tally.accepted;
  result.row.delivery = delivery;
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
  const bool trouble = !tally.rejected.empty();
  Report report{trouble ? ReportLevel::warning : ReportLevel::info, "delivery taken in", {}};
  report.fields = {{"feed", event.feed.text},
                   {"source", event.extracted.delivery.source},
                   {"accepted", std::to_string(tally.accepted)},
                   {"rejected", std::to_string(tally.rejected.size())},
                   {"plan", state.plan().id}};
  if (trouble) {
    report.fields.emplace_back("first_rejected", tally.rejected.front().where);
    report.fields.emplace_back("why", tally.rejected.front().reason);
  }
  effects.push_back(std::move(report));
}

void end_fetch(FeedStateRow& feed, const ObservationsArrived& event) {
  feed.in_flight = false;
  feed.crashes = 0;
  feed.last_success = event.at;
  if (event.fetch_failed) return;
  feed.failures = 0;
  feed.last_error.clear();
}

void note_success(EngineState& state, const ObservationsArrived& event, const Tally& tally,
                  Effects& effects) {
  FeedRuntime* feed = find_feed(state, event.feed);
  if (feed == nullptr) return;
  feed->receiving = event.more_to_come;
  if (!event.more_to_come) end_fetch(feed->state, event);
  feed->rejected_rows += tally.rejected.size();
  const std::string& source = event.extracted.delivery.source;
  if (tally.rejected.empty()) {
    feed->rejected_by_source.erase(source);
  } else {
    const RejectedRow& first = tally.rejected.front();
    feed->rejected_by_source[source] = {
        static_cast<std::uint32_t>(tally.rejected.size()),
        fmt::format("{} {}：{}", source, first.where, first.reason)};
  }
  effects.push_back(Persist{feed->state});
}

}  // namespace

void take_in(EngineState& state, const ObservationsArrived& event, Effects& effects) {
  if (event.extracted_with != state.configuration) {
    effects.push_back(Report{
        ReportLevel::info, "delivery read again after a reload", {{"feed", event.feed.text}}});
    if (FeedRuntime* feed = find_feed(state, event.feed)) {
      feed->state.in_flight = false;
      feed->next_poll.reset();  // the next tick fetches it, once
    }
    return;
  }
  const std::int64_t delivery = state.next_delivery++;
  Tally tally;
  tally.rejected = event.extracted.rejected;
  take_figures(state, event, delivery, tally);
  take_task_reports(state, event, delivery, tally, effects);
  DeliveryRow row{delivery,       event.feed,
                  event.at,       event.extracted.delivery,
                  tally.accepted, static_cast<std::uint32_t>(tally.rejected.size())};
  // The delivery's row goes first: the others refer to it.
  effects.insert(effects.begin(), Persist{std::move(row)});
  for (const RejectedRow& rejected : tally.rejected) {
    effects.push_back(Persist{RejectedRowRow{delivery, rejected}});
  }
  if (!tally.figures.observations.empty()) effects.push_back(std::move(tally.figures));
  note_success(state, event, tally, effects);
  report_delivery(state, event, tally, effects);
}

}  // namespace planwatch
