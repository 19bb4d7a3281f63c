#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/runtime.h"
#include "tests/support/small_plan.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch::app_testing {

// Feeds that bring nothing: everything that is known was handed in.
class Nobody : public Fetcher {
 public:
  bool reachable = true;
  void fetch(const FeedSpec&, const FetchMemory&, Done done) override {
    if (reachable) return done(Fetched{});
    done(fail(ErrorCode::io, "没有网络"));
  }
};

class Mailbox : public Channel {
 public:
  explicit Mailbox(Scheduler& scheduler) : scheduler_(scheduler) {}
  void send(const Notice& notice, Done done) override {
    titles.push_back(notice.title);
    scheduler_.post([done] { done({}); });
  }
  std::vector<std::string> titles;

 private:
  Scheduler& scheduler_;
};

// A plan that runs since 7 July 2025, 10:00, on a store in memory.
class RunningPlan : public testing::Test {
 protected:
  explicit RunningPlan(std::shared_ptr<const Configuration> configuration)
      : configuration_(std::move(configuration)) {
    live();
  }
  void live() {
    runtime_ = std::make_unique<Runtime>(
        configuration_, FeedSelection::real,
        RuntimeParts{.scheduler = scheduler_,
                     .plan_clock = scheduler_.machine_clock(),
                     .machine_clock = scheduler_.machine_clock(),
                     .store = *store_,
                     .fetcher = fetcher_,
                     .make_channel = [this](const Receiver&) { return channel_; },
                     .log = [](const Report&) {},
                     .fatal = [](const Error& error) { FAIL() << error.message; },
                     .before_tick = {},
                     .address = {}});
    ASSERT_TRUE(runtime_->start());
    scheduler_.run_for(std::chrono::seconds{3});
  }
  void die_and_live_again() {
    runtime_.reset();
    scheduler_.forget_all();
    live();
  }

  std::shared_ptr<const Configuration> configuration_;
  VirtualScheduler scheduler_{instant_at(make_date(2025, 7, 7), std::chrono::hours{10})};
  Nobody fetcher_;
  std::shared_ptr<Mailbox> channel_ = std::make_shared<Mailbox>(scheduler_);
  std::unique_ptr<Store> store_ = make_memory_store();
  std::unique_ptr<Runtime> runtime_;
};

}  // namespace planwatch::app_testing
