#include "daemon/app/effect_runner.h"

#include <utility>

namespace planwatch {

EffectRunner::EffectRunner(Scheduler& scheduler, Store& store, const Clock& machine_clock,
                           After after)
    : scheduler_(scheduler),
      store_(store),
      machine_clock_(machine_clock),
      after_(std::move(after)) {}

struct EffectRunner::Sort {
  EffectRunner& runner;

  void operator()(Persist& effect) { runner.rows_.push_back(std::move(effect.row)); }
  void operator()(PersistFigures& effect) {
    for (ObservationRow& row : effect.observations) runner.rows_.emplace_back(std::move(row));
    for (AssessmentRow& row : effect.assessments) runner.rows_.emplace_back(std::move(row));
  }
  template <class Other>
  void operator()(Other& effect) {
    runner.after_commit_.push_back(std::move(effect));
  }
};

namespace {

std::size_t rows_in(const std::vector<Effect>& effects) {
  std::size_t rows = 0;
  for (const Effect& effect : effects) {
    rows += std::holds_alternative<Persist>(effect) ? 1 : 0;
    if (const auto* figures = std::get_if<PersistFigures>(&effect)) {
      rows += figures->observations.size() + figures->assessments.size();
    }
  }
  return rows;
}

}  // namespace

void EffectRunner::run(std::vector<Effect> effects) {
  ++events_;
  // Rows are large: room for exactly those of a large event, and not for twice as many.
  const std::size_t more = rows_in(effects);
  if (more > rows_.size()) rows_.reserve(rows_.size() + more);
  Sort sort{*this};
  for (Effect& effect : effects) std::visit(sort, effect);
  effects = {};  // of thousands the empty shells weigh as much as the rows
  if (rows_.size() >= most_rows) {
    commit();
  } else {
    schedule_commit();
  }
}

void EffectRunner::schedule_commit() {
  if (scheduled_ || (rows_.empty() && after_commit_.empty())) return;
  scheduled_ = true;
  scheduled_at_ = machine_clock_.now();
  commit_after_turn();
}

void EffectRunner::commit_after_turn() {
  scheduler_.post([this, before = events_, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    const auto waited = machine_clock_.now() - scheduled_at_;
    const bool in_time = waited >= Instant::duration::zero() && waited < longest_wait;
    if (events_ != before && in_time) return commit_after_turn();
    scheduled_ = false;
    commit();
  });
}

namespace {

struct Carry {
  const EffectRunner::After& after;
  bool publish = false;

  void operator()(Notify& effect) { after.send(effect.notice); }
  void operator()(StartFetch& effect) { after.fetch(effect.feed); }
  void operator()(PublishSnapshot&) { publish = true; }
  void operator()(Report& effect) { after.report(effect); }
  void operator()(Persist&) {}
  void operator()(PersistFigures&) {}
};

}  // namespace

bool EffectRunner::commit() {
  if (failed_) return false;
  // What is carried out may bring new effects; they wait for the next group.
  std::vector<Row> rows = std::exchange(rows_, {});
  std::vector<Effect> effects = std::exchange(after_commit_, {});
  if (!rows.empty()) {
    const Instant began = machine_clock_.now();
    const Result<void> committed = store_.commit(rows);
    if (!committed) {
      failed_ = true;
      after_.fatal(committed.error());
      return false;
    }
    after_.committed(rows.size(), machine_clock_.now() - began);
    rows = {};
  }
  Carry carry{after_};
  for (Effect& effect : effects) std::visit(carry, effect);
  if (carry.publish) after_.publish();
  return true;
}

}  // namespace planwatch
