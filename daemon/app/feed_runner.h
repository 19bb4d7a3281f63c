#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "collectors/fetch/fetcher.h"
#include "collectors/read/read_body.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/event.h"

namespace planwatch {

// fetch -> decode -> extract for one feed at a time, each feed on its own. What comes of it goes
// to the engine as events: one per new body, or FetchUnchanged, or FeedFailed (last, so that the
// good bodies of a fetch count even when one of them cannot be read), and FetchSlow in between for
// a fetch that runs longer than `slow_after` of the machine's clock. Owner thread; decoding and
// extracting are pure and run on the worker, but for bodies that are so small that handing them
// over would take longer.
class FeedRunner {
 public:
  // Looked at every half of it. Longer ones of a dead tenth would fill all places at once before
  // the first of them gives way.
  static constexpr std::chrono::milliseconds slow_after{300};
  // CSV and JSON only: what these bytes can make of themselves is bounded by their number.
  static constexpr std::size_t read_at_once_up_to = 16'384;
  // A delivered file is put away (Fetcher::settle) once the store holds it; so often it is asked,
  // so far apart. Later it is left to the feed's next poll, which knows it.
  static constexpr std::chrono::milliseconds put_away_after{1000};
  static constexpr int put_away_looks = 5;

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
  struct Running {
    FeedId feed;
    Instant started{};
  };
  const FeedSpec* find(const FeedId& feed, const std::shared_ptr<const Configuration>& all);
  void take(const std::shared_ptr<Job>& job, Result<Fetched> fetched);
  void read(const std::shared_ptr<Job>& job);
  void finish(Job& job);
  void fail_feed(const Job& job, Error error);
  struct Kept;
  void put_away_later(const Job& job);
  void put_away(const std::shared_ptr<Kept>& kept);
  void end(const Job& job, bool ok);
  void watch_for_slow_ones();
  void tell_slow_ones();

  Scheduler& scheduler_;
  Fetcher& fetcher_;
  Store& store_;
  const Clock& machine_clock_;
  Hooks hooks_;
  // The feeds of one configuration by id.
  std::shared_ptr<const Configuration> indexed_;
  std::unordered_map<std::string_view, const FeedSpec*> feeds_;
  std::map<std::uint64_t, Running> running_;  // by number of the fetch: in order of starting
  std::uint64_t last_number_ = 0;
  std::uint64_t told_up_to_ = 0;  // fetches up to this number were told to be slow, or are over
  bool watching_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace planwatch
