#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "daemon/app/effect_runner.h"
#include "daemon/app/feed_runner.h"
#include "daemon/app/pushed_keys.h"
#include "daemon/expose/metrics.h"
#include "daemon/send/alertmanager.h"
#include "daemon/send/heartbeat.h"
#include "daemon/send/outbox.h"
#include "rules/engine/engine.h"

namespace planwatch {

// Everything outside that a running plan needs. All references outlive the Runtime.
struct RuntimeParts {
  Scheduler& scheduler;
  const Clock& plan_clock;
  const Clock& machine_clock;
  Store& store;
  Fetcher& fetcher;
  // Makes the channel of a receiver; null for receivers that take state instead of notices.
  std::function<std::shared_ptr<Channel>(const Receiver&)> make_channel;
  HttpClient* http = nullptr;  // for Alertmanagers and the heartbeat; null: neither is sent to
  Metrics* metrics = nullptr;
  std::function<void(const Report&)> log;
  std::function<void(const Error&)> fatal;
  // Called with the plan's time before every tick; the demo's departments deliver here.
  std::function<void(Instant)> before_tick;
  // Called when a feed's fetch is about to start.
  std::function<void(const FeedId&)> before_fetch{};
  std::chrono::milliseconds tick_every{1000};  // machine's clock
  std::string address;  // where people look: the generatorURL of alerts; may be empty
};

// Engine, effects, feeds and outbox joined: the whole path without the operating system. The
// daemon, the tests and the simulator run this same class. Owner thread only.
class Runtime {
 public:
  Runtime(std::shared_ptr<const Configuration> configuration, FeedSelection feeds,
          RuntimeParts parts);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // Takes up what the store knows, resumes the outbox and starts ticking.
  Result<void> start();
  void handle(const Event& event);
  // Figures that are handed in: on the disk when it returns, with what became of each in order. The
  // same key gives the same answer, and the bytes that a person pushed last change nothing.
  // Errors: conflict, the plan is closed or was just reloaded; invalid, the key was used for
  // another body; io, the store failed.
  Result<std::vector<FigureOutcome>> push(const Push& push);
  // Something new lies where the feed reads: see FeedTouched.
  void touch(const FeedId& feed);
  // What a person does: on the disk when it returns. An error says why it was refused (conflict) or
  // that the store failed (io).
  Result<void> act(const Actor& actor, const PersonAction& action);
  // The plan's clock, as the next event sees it.
  Instant plan_now() const { return ticked_at_.value_or(parts_.plan_clock.now()); }
  // Swaps the configuration; cannot fail for reasons of configuration.
  Result<void> replace(std::shared_ptr<const Configuration> configuration);
  // Brings the figures of outbox and Alertmanagers into the metrics; before a scrape.
  void refresh_metrics();
  // Before a clean stop: commits what waits, and no feed counts as in flight any more.
  void stop();

  // At most a few seconds old while figures pour in; what people did is in it.
  std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
  bool ready() const { return ready_; }

 private:
  Result<bool> was_pushed(const std::vector<ObservationsArrived>& events);
  Result<std::vector<FigureOutcome>> take_pushed(const Push& push,
                                                 const std::vector<ObservationsArrived>& events,
                                                 Instant now);
  void tick();
  void schedule_tick();
  void publish_soon();
  void publish_now();
  void publish();
  void make_picture();
  void use_receivers();
  void use_heartbeat();
  std::string plan_name() const;
  void keep_in_step(const Receiver& receiver, const AlertmanagerChannel& spec);
  void take_outcome(const SendOutcome& outcome);
  EffectRunner::After after();

  RuntimeParts parts_;
  std::shared_ptr<const Configuration> configuration_;
  Engine engine_;
  EffectRunner effects_;
  FeedRunner feeds_;
  Outbox outbox_;
  struct InStep {
    AlertmanagerChannel spec;
    std::unique_ptr<AlertmanagerSync> sync;
  };
  std::map<ReceiverId, InStep> alertmanagers_;
  std::unique_ptr<HeartbeatSender> heartbeat_;
  std::optional<Heartbeat> heartbeat_spec_;  // of heartbeat_
  std::shared_ptr<const Snapshot> snapshot_;
  std::optional<Instant> ticked_at_;  // plan's clock
  // Machine's clock: the picture that is shown was begun, and the next one may be.
  Instant published_at_{};
  Instant publish_from_{};
  bool publishing_ = false;  // a picture is due at publish_from_
  PushedKeys pushed_;
  bool ready_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace planwatch
