#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/engine/engine.h"
#include "rules/engine/figure_outcome.h"
#include "rules/model/observation.h"

namespace planwatch {

// What the engine would make of one figure, beside what is known already.
struct JudgedFigure {
  Observation figure;  // as extracted
  FigureOutcome outcome = FigureOutcome::refused;
  // Why the plan takes no such figure (another window or length of period); nothing else is set
  // then.
  std::string not_taken;
  // Its period as it would be judged. Empty: it would be held back, its period is of another year,
  // or nobody judges it.
  std::optional<PeriodStatus> judged;
  std::optional<PeriodStatus> replaced;  // what is current about the same period until now
  std::optional<PeriodStatus> previous;  // the last period before it with a figure
  FindingSet findings;                   // what is odd about it
  RuleIndex rule;                        // that gives the light
};

struct JudgedDelivery {
  std::vector<JudgedFigure> figures;  // in the order they were extracted
  std::shared_ptr<const Snapshot> after;
  bool plan_closed = false;  // nothing would be taken in: the figures are judged by nobody
};

// What is known before the delivery comes.
struct JudgingGround {
  std::shared_ptr<const Configuration> configuration;
  FeedSelection feeds = FeedSelection::real;
  Restored known;  // of the store; empty: nothing is known
  Instant now{};   // plan's clock
};

// Hands the figures of one fetch to an engine of their own that knows what the store knows, and
// reads what became of each: the daemon's own way of judging. Pure; nothing is kept. `bodies` were
// extracted with the ground's configuration.
JudgedDelivery judge_collected(const JudgingGround& ground, const FeedId& feed,
                               const std::vector<const Extracted*>& bodies);

}  // namespace planwatch
