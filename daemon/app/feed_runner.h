#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "collectors/fetch/fetcher.h"
#include "collectors/read/read_body.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/event.h"

namespace planwatch {

// fetch -> decode -> extract for one feed at a time, each feed on its own. What comes of it goes
// to the engine as events: one per new body, or FetchUnchanged, or FeedFailed (last, so that the
// good bodies of a fetch count even when one of them cannot be read). Owner thread; decoding and
// extracting run on the worker and are pure.
class FeedRunner {
 public:
  struct Hooks {
    std::function<void(Event)> handle;
    std::function<Instant()> plan_now;
    std::function<void(const FeedId&, bool ok, std::chrono::duration<double>)> fetched;
  };
  FeedRunner(Scheduler& scheduler, Fetcher& fetcher, Store& store, const Clock& machine_clock,
             Hooks hooks);
  ~FeedRunner();

  // Precondition: the feed is in the configuration. It was marked in flight in the store.
  void start(const FeedId& feed, std::shared_ptr<const Configuration> configuration);

 private:
  struct Job;
  void take(const std::shared_ptr<Job>& job, Result<Fetched> fetched);
  void finish(const Job& job);
  void fail_feed(const Job& job, Error error);

  Scheduler& scheduler_;
  Fetcher& fetcher_;
  Store& store_;
  const Clock& machine_clock_;
  Hooks hooks_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace planwatch
