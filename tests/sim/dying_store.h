#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "daemon/store/store.h"
#include "tests/sim/faults.h"
#include "tests/sim/world.h"

namespace planwatch::sim {

// A store whose process dies at given commits: before it is written, or after it was written but
// before anybody heard of it. What was committed stays, as on a disk.
class DyingStore : public Store {
 public:
  DyingStore(std::unique_ptr<Store> disk, std::vector<Faults::Death> deaths, Canary canary)
      : disk_(std::move(disk)), deaths_(std::move(deaths)), canary_(canary) {}

  bool dead() const { return dead_; }
  std::chrono::hours down_for() const { return down_for_; }
  void revive() { dead_ = false; }

  Result<void> use_plan(const Configuration& c) override { return disk_->use_plan(c); }
  Result<void> commit(std::span<const Row> rows) override {
    if (dead_) return fail(ErrorCode::io, "dead");
    ++commits_;
    if (next_ >= deaths_.size() || deaths_[next_].at_commit > commits_) return disk_->commit(rows);
    const Faults::Death& death = deaths_[next_++];
    dead_ = true;
    down_for_ = death.down_for;
    if (death.written) {
      if (auto written = disk_->commit(rows); !written) return written;
    }
    return fail(ErrorCode::io, "the process died");
  }
  Result<Restored> load() override {
    Result<Restored> restored = disk_->load();
    if (restored) forget(*restored);
    return restored;
  }
  Result<bool> has_delivery(const FeedId& feed, const std::string& source,
                            const std::string& sha256) override {
    return disk_->has_delivery(feed, source, sha256);
  }
  Result<FeedMemory> feed_memory(const FeedId& feed) override { return disk_->feed_memory(feed); }
  Result<std::vector<Provenance>> provenance(const IndicatorId& i, const AreaCode& a) override {
    return disk_->provenance(i, a);
  }
  Result<std::vector<NoticeRecord>> notices(const std::string& alert) override {
    return disk_->notices(alert);
  }
  Result<std::vector<DeliveryRecord>> deliveries(const DeliveryFilter& filter) override {
    return disk_->deliveries(filter);
  }

 private:
  // The bugs put in on purpose: what a store of that kind would not have kept.
  void forget(Restored& restored) const {
    if (canary_ == Canary::outbox_lost_at_restart) restored.waiting.clear();
    if (canary_ == Canary::silences_lost_at_restart) restored.silences.clear();
    if (canary_ != Canary::answers_lost_at_restart) return;
    for (Alert& alert : restored.alerts) {
      alert.acknowledged_at.reset();
      alert.promised_for.reset();
      if (is_firing(alert)) alert.state = AlertState::firing;
    }
  }

  std::unique_ptr<Store> disk_;
  std::vector<Faults::Death> deaths_;
  Canary canary_;
  std::size_t next_ = 0;
  std::int64_t commits_ = 0;
  bool dead_ = false;
  std::chrono::hours down_for_{0};
};

}  // namespace planwatch::sim
