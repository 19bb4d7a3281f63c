#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "daemon/send/outbox.h"

namespace planwatch {

// What the lanes of an outbox share. Outlives the outbox while a callback is on its way.
struct LaneHost {
  Scheduler& scheduler;
  const Clock& clock;  // machine
  Outbox::Report report;
  RetryPolicy policy;
  bool closed = false;  // the outbox is gone: nothing is sent or reported any more
};

// The notices of one receiver, in order of decision, one in flight. The callbacks that it hands out
// hold weak references, so that a lane may go while a send or a timer is under way.
class Lane : public std::enable_shared_from_this<Lane> {
 public:
  Lane(std::shared_ptr<LaneHost> host, ReceiverId id);

  // The receiver as configured now. A null channel refuses what waits and what comes.
  void use(const Receiver& receiver, std::shared_ptr<Channel> channel);
  // The receiver is no longer configured.
  void remove();
  void add(WaitingNotice waiting);
  OutboxCounters counters() const;

 private:
  struct Queued {
    Notice notice;
    int attempts = 0;
    Instant since;       // when the deadline began to run, machine's clock
    Instant not_before;  // the next try
  };

  void refuse_waiting();
  void pump();
  void wait(std::chrono::milliseconds delay);
  void start();
  void finish(const SendResult& result);
  void settle(OutboxState state, std::string answer);
  void retry(const SendResult& result);
  void release_channel();
  bool past_deadline() const;
  std::chrono::milliseconds pause_after(const SendResult& result) const;
  void report_later(const Queued& queued, const std::string& answer);

  std::shared_ptr<LaneHost> host_;
  ReceiverId id_;
  std::optional<Receiver> receiver_;  // empty: not configured
  std::string refusal_;               // not empty: why nothing can be sent to it
  std::shared_ptr<Channel> channel_;
  std::shared_ptr<Channel> sending_through_;  // kept until the answer came
  std::deque<Queued> queue_;
  std::set<NoticeKey> keys_;  // of queue_
  bool in_flight_ = false;
  std::uint64_t send_number_ = 0;  // tells a late second answer from the one awaited
  std::optional<EventLoop::TimerId> timer_;
  OutboxCounters counters_;
};

// Whether two descriptions send the same way.
bool same_channel(const ChannelSpec& a, const ChannelSpec& b);

}  // namespace planwatch
