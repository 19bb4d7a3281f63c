#include "daemon/time/asio_scheduler.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include "daemon/time/os_clock.h"
#include "daemon/time/run_or_abort.h"
#include "daemon/time/socket_watches.h"
#include "daemon/time/timer_queue.h"

namespace planwatch {

namespace {

namespace asio = boost::asio;

class RealScheduler : public AsioScheduler {
 public:
  RealScheduler(unsigned worker_threads, unsigned blocking_threads)
      : context_(1),
        work_(asio::make_work_guard(context_)),
        timer_(context_),
        signals_(context_),
        watches_(context_),
        pool_(std::max(worker_threads, 1U)),
        blocking_(*this, std::max(blocking_threads, 1U)) {}

  ~RealScheduler() override { finish_pool(); }

  void post(std::function<void()> task) override {
    asio::post(context_, [task = std::move(task)] { run_or_abort("a task", task); });
  }

  TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) override {
    const TimerId id = timers_.add(due_after(steady_time(), delay), std::move(fire));
    arm_timer();
    return id;
  }
  void cancel(TimerId timer) override { timers_.cancel(timer); }

  void watch(int socket, Interest interest, SocketWatches::Ready ready) override {
    watches_.set(socket, interest, std::move(ready));
  }

  void run(std::function<void()> job, std::function<void()> then_on_owner) override {
    run_on(pool_, std::move(job), std::move(then_on_owner));
  }
  Worker& blocking() override { return blocking_; }

  void run() override {
    run_or_abort("the event loop", [this] { context_.run(); });
    finish_pool();
  }
  void stop() override { context_.stop(); }

  void on_signal(std::function<void(int signal)> handle) override {
    on_signal_ = std::move(handle);
    boost::system::error_code error;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      if (!error) signals_.add(signal, error);
    }
    if (error) abort_with("waiting for signals", error.message().c_str());
    signals_.cancel();
    wait_for_signal();
  }

  asio::io_context& context() override { return context_; }

 private:
  void run_on(asio::thread_pool& pool, std::function<void()> job,
              std::function<void()> then_on_owner) {
    asio::post(pool, [this, job = std::move(job), then = std::move(then_on_owner)]() mutable {
      run_or_abort("a worker's job", job);
      job = nullptr;  // what the job holds is let go of before the owner goes on
      post(std::move(then));
    });
  }

  class BlockingWorker : public Worker {
   public:
    BlockingWorker(RealScheduler& scheduler, unsigned threads)
        : scheduler_(scheduler), threads_(threads) {}
    void run(std::function<void()> job, std::function<void()> then_on_owner) override {
      if (!pool_) pool_ = std::make_unique<asio::thread_pool>(threads_);
      scheduler_.run_on(*pool_, std::move(job), std::move(then_on_owner));
    }
    void finish() {
      if (!pool_) return;
      pool_->stop();
      pool_->join();
    }

   private:
    RealScheduler& scheduler_;
    unsigned threads_;
    std::unique_ptr<asio::thread_pool> pool_;
  };

  // One system timer for all: it waits for the first that is due. A wait that was overtaken by an
  // earlier timer, or whose timer was cancelled, finds nothing due and waits for the next.
  void arm_timer() {
    const auto due = timers_.next_due();
    if (!due || (armed_for_ && *armed_for_ <= *due)) return;
    armed_for_ = due;
    timer_.expires_after(*due - steady_time());
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (error != asio::error::operation_aborted) fire_due_timers();
    });
  }

  void fire_due_timers() {
    armed_for_.reset();
    const auto now = steady_time();
    while (const std::function<void()> fire = timers_.take_due(now)) run_or_abort("a timer", fire);
    arm_timer();
  }

  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (error) return;
      const std::function<void(int)> handle = on_signal_;
      run_or_abort("a signal's handler", [&] { handle(signal); });
      wait_for_signal();
    });
  }

  // Jobs that have not begun are dropped, those that run are waited for.
  void finish_pool() {
    pool_.stop();
    blocking_.finish();
    pool_.join();
  }

  // The order matters: the context outlives all that is bound to it, the pool ends first.
  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer timer_;
  asio::signal_set signals_;
  std::function<void(int)> on_signal_;
  SocketWatches watches_;
  TimerQueue timers_;
  std::optional<TimerQueue::Time> armed_for_;
  asio::thread_pool pool_;
  BlockingWorker blocking_;
};

}  // namespace

std::unique_ptr<AsioScheduler> make_asio_scheduler(unsigned worker_threads,
                                                   unsigned blocking_threads) {
  return std::make_unique<RealScheduler>(worker_threads, blocking_threads);
}

}  // namespace planwatch
