#include "daemon/app/runtime.h"

#include <algorithm>
#include <iterator>
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
      effects_(parts_.scheduler, parts_.store, parts_.machine_clock, after()),
      feeds_(parts_.scheduler, parts_.fetcher, parts_.store, parts_.machine_clock,
             {[this](const Event& event) { handle(event); }, [this] { return plan_now(); },
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
  after.committed = [this](std::size_t rows, std::chrono::duration<double> took) {
    if (parts_.metrics != nullptr) parts_.metrics->count_commit(rows, took);
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

namespace {

// The names of events in metrics, in the variant's order.
constexpr const char* event_names[] = {
    "observations_arrived", "fetch_unchanged", "feed_failed",      "tick",
    "person_acted",         "plan_replaced",   "notice_delivered", "notice_refused"};
static_assert(std::size(event_names) == std::variant_size_v<Event>);

}  // namespace

void Runtime::handle(const Event& event) {
  if (parts_.metrics != nullptr) parts_.metrics->count_event(event_names[event.index()]);
  effects_.run(engine_.handle(event));
}

namespace {

// Why the engine refused, in its own words; empty: it did not.
std::optional<std::string> refusal_in(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    const auto* report = std::get_if<Report>(&effect);
    if (report == nullptr || report->text != action_refused) continue;
    for (const auto& [name, value] : report->fields) {
      if (name == "why") return value;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<void> Runtime::act(const Actor& actor, const PersonAction& action) {
  const PersonActed event{plan_now(), actor.person, action, actor.role, actor.unit, actor.link};
  if (parts_.metrics != nullptr) parts_.metrics->count_event("person_acted");
  std::vector<Effect> effects = engine_.handle(event);
  const auto refused = refusal_in(effects);
  effects_.run(std::move(effects));
  if (!effects_.commit()) return fail(ErrorCode::io, "存储写入失败，未生效 (the store failed)");
  if (refused) return fail(ErrorCode::conflict, *refused);
  return {};
}

void Runtime::stop() {
  std::vector<Effect> effects;
  for (const FeedStatus& feed : engine_.snapshot(parts_.plan_clock.now())->feeds) {
    if (!feed.state.in_flight) continue;
    FeedStateRow row = feed.state;
    row.in_flight = false;
    effects.push_back(Persist{row});
  }
  effects_.run(std::move(effects));
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
  for (auto& [id, in_step] : alertmanagers_) {
    if (in_step.sync) in_step.sync->update(snapshot_);
  }
}

// An Alertmanager whose description stays keeps its state: what it was told and what has to end.
void Runtime::keep_in_step(const Receiver& receiver, const AlertmanagerChannel& spec) {
  InStep& in_step = alertmanagers_[receiver.id];
  const AlertmanagerChannel& old = in_step.spec;
  if (in_step.sync && old.url == spec.url && old.resend == spec.resend &&
      old.ends_after == spec.ends_after) {
    return;
  }
  in_step.spec = spec;
  in_step.sync = std::make_unique<AlertmanagerSync>(parts_.scheduler, *parts_.http,
                                                    parts_.machine_clock, spec);
  if (!parts_.address.empty()) in_step.sync->set_generator_url(parts_.address);
  in_step.sync->set_log([this](const std::string& line) {
    parts_.log(Report{ReportLevel::warning, line, {}});
  });
}

void Runtime::refresh_metrics() {
  if (parts_.metrics == nullptr) return;
  const std::string plan =
      configuration_->plan.id + "-" + std::to_string(configuration_->plan.year);
  std::map<std::string, Metrics::OutboxFigures> outbox;
  for (const Receiver& receiver : configuration_->routing.receivers) {
    if (alertmanagers_.contains(receiver.id)) continue;
    const OutboxCounters counters = outbox_.counters(receiver.id);
    outbox[receiver.id.text] = {counters.waiting, counters.delivered, counters.refused,
                                counters.expired, counters.attempts_failed};
  }
  parts_.metrics->set_outbox(outbox, plan);
  for (const auto& [id, in_step] : alertmanagers_) {
    if (!in_step.sync) continue;
    const AlertmanagerSync::Counters counters = in_step.sync->counters();
    parts_.metrics->set_alertmanager(id.text, counters.posts, counters.failures, plan);
  }
}

void Runtime::use_receivers() {
  std::vector<std::pair<Receiver, std::shared_ptr<Channel>>> channels;
  std::map<ReceiverId, InStep> gone = std::move(alertmanagers_);
  alertmanagers_.clear();
  for (const Receiver& receiver : configuration_->routing.receivers) {
    if (const auto* spec = std::get_if<AlertmanagerChannel>(&receiver.channel)) {
      if (const auto old = gone.find(receiver.id); old != gone.end()) {
        alertmanagers_[receiver.id] = std::move(old->second);
      }
      if (parts_.http != nullptr) keep_in_step(receiver, *spec);
      channels.emplace_back(receiver, nullptr);
    } else {
      channels.emplace_back(receiver, parts_.make_channel(receiver));
    }
  }
  outbox_.use_receivers(channels);
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
