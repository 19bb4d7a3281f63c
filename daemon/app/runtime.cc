#include "daemon/app/runtime.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "rules/model/plan_label.h"

namespace planwatch {

namespace {

// The plan's clock never jumps further than this between two ticks, so that a fast demo passes
// through every working hour.
constexpr std::chrono::minutes most_per_tick{30};
// However long a picture takes to make.
constexpr Instant::duration longest_without_picture = std::chrono::seconds{2};

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
      outbox_(parts_.scheduler, parts_.machine_clock,
              [this](const SendOutcome& outcome) { take_outcome(outcome); }) {}

Runtime::~Runtime() = default;

EffectRunner::After Runtime::after() {
  EffectRunner::After after;
  after.send = [this](const Notice& notice) { outbox_.add(notice); };
  after.fetch = [this](const FeedId& feed) {
    if (parts_.before_fetch) parts_.before_fetch(feed);
    feeds_.start(feed, configuration_);
  };
  after.publish = [this] { publish_soon(); };
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
  pushed_.take_up(restored->pushed_keys);
  outbox_.resume(restored->waiting, restored->parts, restored->rates);
  publish();
  tick();
  use_heartbeat();
  ready_ = true;
  return {};
}

namespace {

// The names of events in metrics, in the variant's order.
constexpr const char* event_names[] = {
    "observations_arrived", "fetch_unchanged",  "feed_failed",    "tick",       "person_acted",
    "plan_replaced",        "notice_delivered", "notice_refused", "fetch_slow", "feed_touched"};
static_assert(std::size(event_names) == std::variant_size_v<Event>);

}  // namespace

void Runtime::handle(const Event& event) {
  if (parts_.metrics != nullptr) parts_.metrics->count_event(event_names[event.index()]);
  effects_.run(engine_.handle(event));
}

void Runtime::touch(const FeedId& feed) {
  if (ready_) handle(FeedTouched{plan_now(), feed});
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
  publish_now();
  if (refused) return fail(ErrorCode::conflict, *refused);
  return {};
}

void Runtime::stop() {
  const std::shared_ptr<const Snapshot> last = engine_.snapshot(parts_.plan_clock.now());
  std::vector<Effect> effects;
  for (const FeedStatus& feed : last->feeds) {
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

// A picture costs time in proportion to all series: while events come thick, one is made whenever
// 49 times as long has passed as the last one took, so that it takes a fiftieth of the time, and
// more only where that would show figures of two seconds ago.
void Runtime::publish_soon() {
  if (publishing_) return;
  const Instant now = parts_.machine_clock.now();
  if (now >= publish_from_ || now < published_at_) return publish();
  publishing_ = true;
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(publish_from_ - now);
  parts_.scheduler.after(wait, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) publish_now();
  });
}

// What a person did, or asks about, is in the picture at once.
void Runtime::publish_now() {
  if (publishing_) publish();
}

void Runtime::publish() {
  publishing_ = false;
  published_at_ = parts_.machine_clock.now();
  make_picture();
  const Instant done = parts_.machine_clock.now();
  publish_from_ = done + std::min(49 * (done - published_at_), longest_without_picture);
}

void Runtime::make_picture() {
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
  in_step.sync->keep_heartbeat(configuration_->plan.id);
  if (!parts_.address.empty()) in_step.sync->set_generator_url(parts_.address);
  in_step.sync->set_log([this](const std::string& line) {
    parts_.log(Report{ReportLevel::warning, line, {}});
  });
}

namespace {

double seconds_of(const std::optional<Instant>& instant) {
  if (!instant) return 0;
  return std::chrono::duration<double>(instant->time_since_epoch()).count();
}

Metrics::OutboxFigures figures_of(const OutboxCounters& counters) {
  Metrics::OutboxFigures figures;
  figures.waiting = counters.waiting;
  figures.delivered = counters.delivered;
  figures.refused = counters.refused;
  figures.expired = counters.expired;
  figures.attempts_failed = counters.attempts_failed;
  for (const auto& [kind, count] : counters.delivered_by_kind) {
    figures.delivered_by_kind[std::string(metric_label(kind))] = count;
  }
  for (std::size_t i = 0; i < counters.attempts.size(); ++i) {
    figures.attempts_by_class[std::string(metric_label(static_cast<SendClass>(i)))] =
        counters.attempts.at(i);
  }
  figures.people_missed = counters.people_missed;
  figures.blocked_until_seconds = seconds_of(counters.blocked_until);
  return figures;
}

Metrics::HeartbeatFigures figures_of(const HeartbeatCounters& counters) {
  return {counters.failures, seconds_of(counters.last_success)};
}

}  // namespace

void Runtime::refresh_metrics() {
  if (parts_.metrics == nullptr) return;
  const std::string plan = plan_name();
  std::map<std::string, Metrics::OutboxFigures> outbox;
  for (const Receiver& receiver : configuration_->routing.receivers) {
    if (alertmanagers_.contains(receiver.id)) continue;
    outbox[receiver.id.text] = figures_of(outbox_.counters(receiver.id));
  }
  parts_.metrics->set_outbox(outbox, plan);
  std::map<std::string, Metrics::HeartbeatFigures> heartbeats;
  if (heartbeat_) heartbeats["heartbeat"] = figures_of(heartbeat_->counters());
  for (const auto& [id, in_step] : alertmanagers_) {
    if (!in_step.sync) continue;
    const AlertmanagerSync::Counters counters = in_step.sync->counters();
    parts_.metrics->set_alertmanager(id.text, counters.posts, counters.failures, plan);
    heartbeats[id.text] = figures_of(in_step.sync->heartbeat());
  }
  parts_.metrics->set_heartbeats(heartbeats, plan);
}

std::string Runtime::plan_name() const {
  return plan_label(configuration_->plan);
}

// A heartbeat whose description stays goes on in its own time.
void Runtime::use_heartbeat() {
  const std::optional<Heartbeat>& spec = configuration_->routing.heartbeat;
  if (parts_.http == nullptr || !spec) {
    heartbeat_.reset();
    heartbeat_spec_.reset();
    return;
  }
  if (heartbeat_spec_ && same_heartbeat(*heartbeat_spec_, *spec)) return;
  heartbeat_spec_ = *spec;
  heartbeat_ = std::make_unique<HeartbeatSender>(parts_.scheduler, *parts_.http,
                                                 parts_.machine_clock, *spec, plan_name());
  heartbeat_->set_log([this](const std::string& line) {
    parts_.log(Report{ReportLevel::warning, line, {}});
  });
  heartbeat_->start();
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

void Runtime::take_outcome(const SendOutcome& outcome) {
  std::vector<Effect> effects;
  effects.reserve(outcome.parts.size() + 2);
  effects.push_back(Persist{outcome.row});
  for (const PartResultRow& part : outcome.parts) effects.push_back(Persist{part});
  if (outcome.rate) effects.push_back(Persist{*outcome.rate});
  effects_.run(std::move(effects));
  const Instant now = parts_.plan_clock.now();
  const OutboxState state = outcome.row.state;
  if (state == OutboxState::delivered) handle(NoticeDelivered{now, outcome.key});
  if (state == OutboxState::refused || state == OutboxState::expired) {
    handle(NoticeRefused{now, outcome.key, outcome.row.answer, outcome.undelivered});
  }
}

Result<void> Runtime::replace(std::shared_ptr<const Configuration> configuration) {
  effects_.commit();  // rows that wait hold indices of the old configuration
  if (auto used = parts_.store.use_plan(*configuration); !used) return used;
  configuration_ = std::move(configuration);
  std::vector<Effect> effects =
      engine_.handle(PlanReplaced{parts_.plan_clock.now(), configuration_});
  use_receivers();
  use_heartbeat();
  effects_.run(std::move(effects));
  effects_.commit();
  publish_now();
  return {};
}

}  // namespace planwatch
