#include "daemon/app/judge_collected.h"

#include <algorithm>

#include "rules/engine/by_hand.h"
#include "rules/engine/push.h"

namespace planwatch {
namespace {

// All bodies of the fetch as one, so that nothing is judged between them. Every figure's place is
// its position: PushTally tells figures apart by their places, and several of one JSON row share
// one.
Push as_one(const JudgingGround& ground, const FeedId& feed,
            const std::vector<const Extracted*>& bodies) {
  Push push;
  push.feed = feed;
  push.extracted_with = ground.configuration;
  for (const Extracted* body : bodies) {
    push.extracted.delivery = body->delivery;
    for (const Observation& figure : body->observations) {
      if (!why_not_taken(ground.configuration->plan, figure).empty()) continue;
      push.extracted.observations.push_back(figure);
      const auto position = static_cast<std::uint32_t>(push.extracted.observations.size());
      push.extracted.observations.back().place = {0, 0, position};
    }
    push.extracted.task_reports.insert(push.extracted.task_reports.end(),
                                       body->task_reports.begin(), body->task_reports.end());
  }
  return push;
}

const IndicatorStatus* find_series(const Snapshot& snapshot, const Observation& figure) {
  const auto found = std::find_if(
      snapshot.indicators.begin(), snapshot.indicators.end(), [&](const IndicatorStatus& one) {
        return one.indicator == figure.indicator && one.area == figure.area;
      });
  return found == snapshot.indicators.end() ? nullptr : &*found;
}

std::optional<PeriodStatus> find_period(const IndicatorStatus& series, const Period& period) {
  for (const PeriodStatus& one : series.history) {
    if (one.period == period) return one;
  }
  return std::nullopt;
}

std::optional<PeriodStatus> last_before(const IndicatorStatus& series, const Period& period) {
  std::optional<PeriodStatus> last;
  for (const PeriodStatus& one : series.history) {
    if (one.period < period) last = one;
  }
  return last;
}

bool is_judged(FigureOutcome outcome) {
  return outcome == FigureOutcome::accepted || outcome == FigureOutcome::revised ||
         outcome == FigureOutcome::repeated;
}

// Of a figure that is current its findings; of one that is held back those of its case.
FindingSet findings_of(const Snapshot& after, const Observation& figure, FigureOutcome outcome) {
  if (outcome == FigureOutcome::quarantined) {
    for (const QuarantineRow& row : after.quarantine) {
      const Observation& held = row.observation;
      const bool same = held.indicator == figure.indicator && held.area == figure.area &&
                        held.period == figure.period && row.state == QuarantineState::pending;
      if (same) return row.findings;
    }
    return {};
  }
  if (!is_judged(outcome)) return {};
  for (const FigureFindings& one : after.findings) {
    const bool same =
        one.indicator == figure.indicator && one.area == figure.area && one.period == figure.period;
    if (same) return one.findings;
  }
  return {};
}

JudgedFigure describe(const Observation& figure, FigureOutcome outcome, const Snapshot& before,
                      const Snapshot& after) {
  JudgedFigure judged;
  judged.figure = figure;
  judged.outcome = outcome;
  judged.findings = findings_of(after, figure, outcome);
  if (const IndicatorStatus* known = find_series(before, figure)) {
    judged.replaced = find_period(*known, figure.period);
  }
  if (const IndicatorStatus* series = find_series(after, figure)) {
    if (is_judged(outcome)) judged.judged = find_period(*series, figure.period);
    judged.previous = last_before(*series, figure.period);
    judged.rule = series->rule;
  }
  return judged;
}

}  // namespace

JudgedDelivery judge_collected(const JudgingGround& ground, const FeedId& feed,
                               const std::vector<const Extracted*>& bodies) {
  Engine engine(ground.configuration, ground.feeds);
  engine.restore(ground.known, ground.now);
  const auto before = engine.snapshot(ground.now);
  const Push push = as_one(ground, feed, bodies);
  PushTally tally(engine, *before, push);
  for (const ObservationsArrived& event : events_of(push, *before, ground.now)) {
    tally.read(engine.handle(event));
  }
  const std::vector<FigureOutcome> outcomes = tally.finish();
  JudgedDelivery delivery;
  delivery.after = engine.snapshot(ground.now);
  delivery.plan_closed = before->closed.has_value();
  std::size_t position = 0;
  for (const Extracted* body : bodies) {
    for (const Observation& figure : body->observations) {
      std::string why = why_not_taken(ground.configuration->plan, figure);
      if (!why.empty()) {
        delivery.figures.emplace_back();
        delivery.figures.back().figure = figure;
        delivery.figures.back().not_taken = std::move(why);
        continue;
      }
      delivery.figures.push_back(describe(figure, outcomes.at(position), *before, *delivery.after));
      ++position;
    }
  }
  return delivery;
}

}  // namespace planwatch
