#include "tests/sim/world.h"

#include <fmt/format.h>
#include <memory>

#include "daemon/app/runtime.h"
#include "tests/sim/dying_store.h"
#include "tests/sim/oracles.h"
#include "tests/sim/oracles_of_people.h"
#include "tests/sim/outside.h"
#include "tests/sim/people.h"
#include "tests/support/small_plan.h"

namespace planwatch::sim {

namespace {

const Instant year_begin = instant_at(make_date(2025, 1, 2), TimeOfDay{8 * 60});
const Instant year_end = instant_at(make_date(2026, 2, 10), TimeOfDay{8 * 60});

// The plan stays open to the simulation's end, so that what heals late is still taken in.
std::shared_ptr<const Configuration> simulated_plan() {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.close_after_workdays = 60;
  Receiver third = configuration.routing.receivers.front();
  third.id = ReceiverId{fallback};
  configuration.routing.receivers.front().fallback = third.id;
  configuration.routing.receivers.push_back(third);
  return std::make_shared<const Configuration>(std::move(configuration));
}

class World {
 public:
  explicit World(const SimOptions& options)
      : faults_(options.faults ? make_faults(options.seed, options.deaths) : Faults{}),
        truth_(options.seed),
        canary_(options.canary),
        people_(options.seed, options.people),
        oracles_(truth_, faults_),
        oracles_of_people_(*plan_),
        scheduler_(year_begin),
        store_(make_memory_store(), faults_.deaths, options.canary),
        fetcher_(scheduler_, truth_, faults_, options.canary == Canary::silence_resolves) {}

  SimResult run();

 private:
  void start();
  void die();
  void see_attempt(const std::string& receiver, const Notice& notice, Seen seen);
  RuntimeParts parts();
  void let_people_act(Instant now);
  void check_if_healed(Instant now);
  void finish();
  Restored stored();

  std::shared_ptr<const Configuration> plan_ = simulated_plan();
  Faults faults_;
  Truth truth_;
  Canary canary_;
  People people_;
  Oracles oracles_;
  OraclesOfPeople oracles_of_people_;
  VirtualScheduler scheduler_;
  DyingStore store_;
  SimFetcher fetcher_;
  std::unique_ptr<Runtime> runtime_;
  Instant started_at_ = year_begin;
  SimResult result_;
};

RuntimeParts World::parts() {
  RuntimeParts parts{scheduler_,
                     scheduler_.machine_clock(),
                     scheduler_.machine_clock(),
                     store_,
                     fetcher_,
                     [this](const Receiver& receiver) -> std::shared_ptr<Channel> {
                       return std::make_shared<SimChannel>(
                           scheduler_, faults_, receiver.id.text,
                           [this](const std::string& id, const Notice& notice, Seen seen) {
                             see_attempt(id, notice, seen);
                           },
                           canary_ == Canary::refusals_unheard);
                     }};
  parts.log = [this](const Report& report) { oracles_.see_report(report, scheduler_.now()); };
  parts.fatal = [](const Error&) {};
  parts.tick_every = std::chrono::hours{1};
  return parts;
}

void World::see_attempt(const std::string& receiver, const Notice& notice, Seen seen) {
  const Instant now = scheduler_.now();
  oracles_.see_attempt(receiver, notice, seen, now);
  for (const NoticeItem& item : notice.items) {
    if (seen == Seen::refused) {
      oracles_of_people_.see_refused(item, notice.decided_at);
      continue;
    }
    oracles_of_people_.see_item(item, notice.decided_at, now);
  }
}

void World::let_people_act(Instant now) {
  const std::shared_ptr<const Snapshot> shown = runtime_->snapshot();
  for (const Act& act : people_.acts(*shown, local_date(now))) {
    const Result<void> done = runtime_->act(act.actor, act.action);
    oracles_of_people_.see_act(act, done, *shown, now);
    if (store_.dead()) return die();
  }
}

void World::start() {
  started_at_ = scheduler_.now();
  runtime_ = std::make_unique<Runtime>(plan_, FeedSelection::real, parts());
  if (auto started = runtime_->start(); !started) {
    result_.violations.push_back("did not start: " + started.error().message);
  }
}

void World::die() {
  runtime_.reset();
  scheduler_.forget_all();
  store_.revive();
  ++result_.restarts;
  scheduler_.run_until(scheduler_.now() + store_.down_for());
  start();
}

Restored World::stored() {
  return store_.load().value_or(Restored{});
}

void World::check_if_healed(Instant now) {
  const bool settled = now - started_at_ > std::chrono::hours{48} || result_.restarts == 0;
  if (!settled || !faults_.calm(now)) return;
  ++result_.checkpoints;
  const Restored found = stored();
  oracles_.see_healed(found, now);
  oracles_of_people_.see_healed(found, now);
}

void World::finish() {
  std::uint64_t hash = 1469598103934665603ull;
  const auto mix = [&hash](const std::string& text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  };
  for (const std::string& line : oracles_.delivered()) mix(line);
  for (const Alert& alert : stored().alerts) {
    if (!is_firing(alert) || alert.key.subject_kind == SubjectKind::feed) continue;
    result_.final_levels[to_string(alert.key)] = alert.level;
    mix(fmt::format("{}#{}{}", to_string(alert.key), alert.episode, static_cast<int>(alert.level)));
  }
  result_.digest = fmt::format("{:016x}", hash);
  oracles_.see_end(scheduler_.now());
  for (const auto* found : {&oracles_.violations(), &oracles_of_people_.violations()}) {
    result_.violations.insert(result_.violations.end(), found->begin(), found->end());
  }
  result_.acts = oracles_of_people_.acts();
  result_.refused_acts = oracles_of_people_.refused();
  result_.delivered = static_cast<int>(oracles_.delivered().size());
  result_.repeats = oracles_.repeats();
}

SimResult World::run() {
  start();
  int hours = 0;
  while (scheduler_.now() < year_end) {
    scheduler_.run_until(scheduler_.now() + std::chrono::hours{1});
    if (store_.dead()) die();
    ++hours;
    // The simulation begins at eight: at ten people act, at eight everything is looked at.
    if (hours % 24 == 2) let_people_act(scheduler_.now());
    if (hours % 24 == 0) check_if_healed(scheduler_.now());
  }
  check_if_healed(scheduler_.now());
  finish();
  return result_;
}

}  // namespace

SimResult run_year(const SimOptions& options) {
  return World(options).run();
}

}  // namespace planwatch::sim
