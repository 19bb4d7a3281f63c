#include "daemon/app/runtime.h"

#include <algorithm>
#include <utility>

namespace planwatch {

namespace {

// The plan's clock never jumps further than this between two ticks, so that a fast demo passes
// through every working hour.
constexpr std::chrono::minutes most_per_tick{30};

}  // namespace

Runtime::Runtime(std::shared_ptr<const Configuration> configuration, FeedSelection feeds,
                 RuntimeParts parts)
    : parts_(std::move(parts)),
      configuration_(std::move(configuration)),
      engine_(configuration_, feeds),
      effects_(parts_.scheduler, parts_.store, after()),
      feeds_(parts_.scheduler, parts_.fetcher, parts_.store, parts_.machine_clock,
             {[this](Event event) { handle(event); }, [this] { return parts_.plan_clock.now(); },
              [this](const FeedId& feed, bool ok, std::chrono::duration<double> took) {
                if (parts_.metrics != nullptr) parts_.metrics->count_fetch(feed, ok, took);
              }}),
      outbox_(
          parts_.scheduler, parts_.machine_clock,
          [this](const NoticeKey& key, const OutboxResultRow& row) { take_outcome(key, row); }) {}

Runtime::~Runtime() = default;

EffectRunner::After Runtime::after() {
  EffectRunner::After after;
  after.send = [this](const Notice& notice) { outbox_.add(notice); };
  after.fetch = [this](const FeedId& feed) { feeds_.start(feed, configuration_); };
  after.publish = [this] { publish(); };
  after.report = [this](const Report& report) { parts_.log(report); };
  after.committed = [this](std::size_t rows) {
    if (parts_.metrics != nullptr) parts_.metrics->count_commit(rows, {});
  };
  after.fatal = [this](const Error& error) { parts_.fatal(error); };
  return after;
}

Result<void> Runtime::start() {
  if (auto used = parts_.store.use_plan(*configuration_); !used) return used;
  Result<Restored> restored = parts_.store.load();
  if (!restored) return tl::make_unexpected(restored.error());
  engine_.restore(*restored, parts_.plan_clock.now());
  use_receivers();
  outbox_.resume(restored->waiting);
  publish();
  tick();
  ready_ = true;
  return {};
}

void Runtime::handle(const Event& event) {
  effects_.run(engine_.handle(event));
}

void Runtime::flush() {
  effects_.commit();
}

void Runtime::tick() {
  const Instant now = parts_.plan_clock.now();
  Instant at = ticked_at_ ? *ticked_at_ : now;
  do {
    at = std::min(now, at + most_per_tick);
    if (parts_.before_tick) parts_.before_tick(at);
    handle(Tick{at});
  } while (at < now);
  ticked_at_ = now;
  schedule_tick();
}

void Runtime::schedule_tick() {
  parts_.scheduler.after(parts_.tick_every, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) tick();
  });
}

void Runtime::publish() {
  snapshot_ = engine_.snapshot(parts_.plan_clock.now());
  if (parts_.metrics != nullptr) parts_.metrics->publish(snapshot_);
  for (auto& [id, sync] : alertmanagers_) sync->update(snapshot_);
}

void Runtime::use_receivers() {
  std::vector<std::pair<Receiver, std::shared_ptr<Channel>>> channels;
  alertmanagers_.clear();
  for (const Receiver& receiver : configuration_->routing.receivers) {
    if (const auto* spec = std::get_if<AlertmanagerChannel>(&receiver.channel)) {
      if (parts_.http == nullptr) continue;
      alertmanagers_.emplace_back(receiver.id,
                                  std::make_unique<AlertmanagerSync>(parts_.scheduler, *parts_.http,
                                                                     parts_.machine_clock, *spec));
    } else {
      channels.emplace_back(receiver, parts_.make_channel(receiver));
    }
  }
  outbox_.use_receivers(std::move(channels));
}

void Runtime::take_outcome(const NoticeKey& key, const OutboxResultRow& row) {
  std::vector<Effect> effects;
  effects.push_back(Persist{row});
  effects_.run(std::move(effects));
  const Instant now = parts_.plan_clock.now();
  if (row.state == OutboxState::delivered) handle(NoticeDelivered{now, key});
  if (row.state == OutboxState::refused || row.state == OutboxState::expired) {
    handle(NoticeRefused{now, key, row.answer});
  }
}

Result<void> Runtime::replace(std::shared_ptr<const Configuration> configuration) {
  effects_.commit();  // rows that wait hold indices of the old configuration
  if (auto used = parts_.store.use_plan(*configuration); !used) return used;
  configuration_ = std::move(configuration);
  std::vector<Effect> effects =
      engine_.handle(PlanReplaced{parts_.plan_clock.now(), configuration_});
  use_receivers();
  effects_.run(std::move(effects));
  effects_.commit();
  return {};
}

}  // namespace planwatch
