#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "daemon/store/store.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "rules/engine/effect.h"

namespace planwatch {

// The one place where effects are carried out. Rows of events that wait are committed together:
// when a turn of the loop brought no further event, which is at once while little happens, after
// 10 ms of the machine's clock, or at 10,000 rows; an event's rows are never split. Nothing that
// depends on a commit (sending, fetching, publishing, logging) is done before it.
class EffectRunner {
 public:
  static constexpr std::size_t most_rows = 10'000;
  // A commit waits for the disk and writes whole pages, hardly fewer for one row than for twenty:
  // while the answers of many feeds lie ready, a group takes up those of several turns.
  static constexpr std::chrono::milliseconds longest_wait{10};

  struct After {
    std::function<void(const Notice&)> send;
    std::function<void(const FeedId&)> fetch;
    std::function<void()> publish;  // once per group
    std::function<void(const Report&)> report;
    std::function<void(std::size_t rows, std::chrono::duration<double> took)> committed;
    std::function<void(const Error&)> fatal;  // the store failed; nothing more will be done
  };
  EffectRunner(Scheduler& scheduler, Store& store, const Clock& machine_clock, After after);

  // Takes the effects of one event.
  void run(std::vector<Effect> effects);
  // Commits what waits, now; false when the store failed, then or before.
  bool commit();

 private:
  struct Sort;
  void schedule_commit();
  void commit_after_turn();

  Scheduler& scheduler_;
  Store& store_;
  const Clock& machine_clock_;
  After after_;
  std::vector<Row> rows_;
  std::vector<Effect> after_commit_;
  bool scheduled_ = false;
  Instant scheduled_at_{};    // machine's clock
  std::uint64_t events_ = 0;  // taken so far
  bool failed_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace planwatch
