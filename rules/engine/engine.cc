#include "rules/engine/engine.h"

#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// Those of a delivery that changes one figure: the delivery, the figure, its judgement, the feed's
// state, the log line, the picture and the next fetch with its state.
constexpr std::size_t usual_effects = 8;

// One overload per event: a kind of event without one does not compile.
struct Handler {
  EngineState& state;
  Effects effects;

  void operator()(const ObservationsArrived& event) {
    take_in(state, event, effects);
    if (event.more_to_come || state.is_closed()) return;
    evaluate(state, event.at, effects);
    evaluate_changed_tasks(state, event.at, effects);
    evaluate_feed(state, event.feed, event.at, effects);
    close_when_complete(state, event.at, effects);
    start_next_fetches(state, event.at, effects);
    effects.push_back(PublishSnapshot{});
  }
  void operator()(const FetchUnchanged& event) {
    note_unchanged(state, event, effects);
    if (state.is_closed()) return;
    evaluate_feed(state, event.feed, event.at, effects);
    close_when_complete(state, event.at, effects);
    start_next_fetches(state, event.at, effects);
    effects.push_back(PublishSnapshot{});
  }
  void operator()(const FeedFailed& event) {
    note_failure(state, event, effects);
    if (state.is_closed()) return;
    evaluate(state, event.at, effects);
    evaluate_feed(state, event.feed, event.at, effects);
    start_next_fetches(state, event.at, effects);
    effects.push_back(PublishSnapshot{});
  }
  void operator()(const FetchSlow& event) {
    note_slow(state, event);
    start_next_fetches(state, event.at, effects);
  }
  void operator()(const FeedTouched& event) { fetch_touched(state, event, effects); }
  void operator()(const Tick& event) { tick(state, event, effects); }
  void operator()(const PersonActed& event) {
    act(state, event, effects);
    state.feeds_unsure = true;
    state.tasks_unsure = true;
    if (!state.is_closed()) evaluate_tasks(state, event.at, effects);
    effects.push_back(PublishSnapshot{});
  }
  void operator()(const PlanReplaced& event) {
    replace_plan(state, event, effects);
    effects.push_back(PublishSnapshot{});
  }
  void operator()(const NoticeDelivered& event) { note_delivered(state, event, effects); }
  void operator()(const NoticeRefused& event) { note_refused(state, event, effects); }
};

}  // namespace

Engine::Engine(std::shared_ptr<const Configuration> configuration, FeedSelection feeds)
    : state_(std::make_unique<EngineState>(make_state(std::move(configuration), feeds))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

std::vector<Effect> Engine::handle(const Event& event) {
  Handler handler{*state_, {}};
  handler.effects.reserve(usual_effects);
  state_->held.begin_event();
  std::visit(handler, event);
  const Instant now = std::visit([](const auto& one) { return one.at; }, event);
  close_rounds(*state_, now, handler.effects);
  return std::move(handler.effects);
}

std::shared_ptr<const Snapshot> Engine::snapshot(Instant now) const {
  return make_snapshot(*state_, now);
}

const Configuration& Engine::configuration() const {
  return *state_->configuration;
}

void Engine::restore(const Restored& restored, Instant now) {
  restore_state(*state_, restored, now);
}

}  // namespace planwatch
