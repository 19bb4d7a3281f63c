#include "rules/engine/push.h"

#include <algorithm>
#include <array>

#include "rules/engine/by_hand.h"
#include "rules/judge/quality.h"

namespace planwatch {

namespace {

struct OutcomeName {
  std::string_view zh, en;
};
constexpr std::array<OutcomeName, figure_outcome_count> outcome_names{
    {{"已接收", "accepted"},
     {"已更正", "revised"},
     {"已留存，非最新", "superseded"},
     {"重复", "repeated"},
     {"已隔离", "quarantined"},
     {"未留存", "refused"}}};

}  // namespace

std::string_view name_of(FigureOutcome outcome, Lang lang) {
  const OutcomeName& name = outcome_names.at(static_cast<std::size_t>(outcome));
  return lang == Lang::zh ? name.zh : name.en;
}

const FeedId& push_feed() {
  static const FeedId id{"push"};
  return id;
}

namespace {

// By indicator: the running feed that delivers it, in the snapshot's order; the end: none.
std::vector<std::size_t> feeds_by_indicator(const Snapshot& running) {
  const Configuration& c = *running.configuration;
  std::vector<std::size_t> feeds(c.plan.indicators.size(), running.feeds.size());
  for (std::size_t f = running.feeds.size(); f-- > 0;) {
    for (const IndicatorId& id : indicators_of(c.feeds[running.feeds[f].feed.value])) {
      if (const auto indicator = c.plan.find_indicator(id)) feeds[indicator->value] = f;
    }
  }
  return feeds;
}

}  // namespace

std::vector<ObservationsArrived> events_of(const Push& push, const Snapshot& running, Instant at) {
  if (!push.feed.empty()) {
    return {ObservationsArrived{at, push.feed, push.extracted_with, push.extracted}};
  }
  const std::vector<std::size_t> feeds = feeds_by_indicator(running);
  std::map<std::size_t, std::vector<Observation>> by_feed;
  for (const Observation& figure : push.extracted.observations) {
    by_feed[feeds[figure.indicator.value]].push_back(figure);
  }
  std::vector<ObservationsArrived> events;
  events.reserve(by_feed.size());
  for (auto& [feed, figures] : by_feed) {
    ObservationsArrived event;
    event.at = at;
    event.feed = feed < running.feeds.size()
                     ? running.configuration->feeds[running.feeds[feed].feed.value].id
                     : push_feed();
    event.extracted_with = push.extracted_with;
    event.extracted.delivery = push.extracted.delivery;
    event.extracted.observations = std::move(figures);
    event.more_to_come = true;
    events.push_back(std::move(event));
  }
  if (!events.empty()) events.back().more_to_come = false;
  return events;
}

PushTally::PushTally(const Engine& engine, const Snapshot& before, const Push& push)
    : figures_(push.extracted.observations) {
  for (const QuarantineRow& row : before.quarantine) {
    if (row.state == QuarantineState::pending) held_.push_back(row);
  }
  for (const Observation& figure : figures_) {
    if (const auto revision = engine.revision_of(figure)) {
      revisions_[history_key(figure)] = *revision;
    }
  }
}

void PushTally::note(const ObservationRow& row) {
  FigureOutcome outcome = FigureOutcome::superseded;
  if (row.current) {
    const auto [have, fresh] = revisions_.try_emplace(history_key(row.observation), row.revision);
    const bool revised = !fresh && have->second != row.revision;
    outcome = revised ? FigureOutcome::revised : FigureOutcome::accepted;
    have->second = row.revision;
  }
  read_[key_of(row.observation.place)] = outcome;
}

void PushTally::read(const std::vector<Effect>& effects) {
  std::int64_t delivery = 0;
  for (const Effect& effect : effects) {
    if (const auto* figures = std::get_if<PersistFigures>(&effect)) {
      for (const ObservationRow& row : figures->observations) note(row);
      continue;
    }
    const auto* persist = std::get_if<Persist>(&effect);
    if (persist == nullptr) continue;
    if (const auto* row = std::get_if<DeliveryRow>(&persist->row)) delivery = row->id;
    if (const auto* row = std::get_if<RejectedRowRow>(&persist->row)) {
      read_.try_emplace(key_of(row->rejected.place), FigureOutcome::refused);
    }
    const auto* held = std::get_if<QuarantineRow>(&persist->row);
    if (held != nullptr && held->delivery == delivery && held->state == QuarantineState::pending) {
      read_[key_of(held->observation.place)] = FigureOutcome::quarantined;
    }
  }
}

// Nothing was written about it: known, or waiting in quarantine with these very numbers.
FigureOutcome PushTally::unread(const Observation& figure) const {
  const bool waits = std::any_of(held_.begin(), held_.end(), [&](const QuarantineRow& row) {
    return history_key(row.observation) == history_key(figure) &&
           same_figure(row.observation, figure);
  });
  return waits ? FigureOutcome::quarantined : FigureOutcome::repeated;
}

std::vector<FigureOutcome> PushTally::finish() const {
  std::vector<FigureOutcome> outcomes;
  outcomes.reserve(figures_.size());
  for (const Observation& figure : figures_) {
    const auto found = read_.find(key_of(figure.place));
    outcomes.push_back(found == read_.end() ? unread(figure) : found->second);
  }
  return outcomes;
}

}  // namespace planwatch
