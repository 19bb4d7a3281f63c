#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "daemon/send/outbox.h"
#include "daemon/send/rate.h"
#include "daemon/send/send_order.h"

namespace planwatch {

// What the lanes of an outbox share. Outlives the outbox while a callback is on its way.
struct LaneHost {
  Scheduler& scheduler;
  const Clock& clock;  // machine
  Outbox::Report report;
  RetryPolicy policy;
  bool closed = false;  // the outbox is gone: nothing is sent or reported any more
};

// A message on its way to one receiver: what is known of it beside its text.
struct LaneMessage {
  Notice notice;
  int attempts = 0;               // of all its parts
  int tries = 0;                  // of the part that is next
  Instant since{};                // when the deadline began to run, machine's clock
  Instant not_before{};           // the next try
  std::size_t settled_items = 0;  // the first ones: of parts that were delivered or given up
  int settled_parts = 0;
  std::vector<std::size_t> refused_items{};  // of them
  std::string remarks{};                     // whom it missed and what was left out
  std::deque<std::size_t> plan{};            // items of the parts to come; empty: to be planned

  bool has_more() const { return settled_parts == 0 || settled_items < notice.items.size(); }
  int items_left() const { return static_cast<int>(notice.items.size() - settled_items); }
  // Takes up which parts were settled before a restart; the rest is planned anew.
  void restore(const std::vector<const PartResultRow*>& parts);
};

// The messages of one receiver, one in flight. The callbacks that it hands out hold weak
// references, so that a lane may go while a send or a timer is under way.
class Lane : public std::enable_shared_from_this<Lane> {
 public:
  Lane(std::shared_ptr<LaneHost> host, ReceiverId id);

  // The receiver as configured now. A null channel refuses what waits and what comes.
  void use(const Receiver& receiver, std::shared_ptr<Channel> channel);
  // The receiver is no longer configured.
  void remove();
  void restore(const RateStateRow& rate);
  // `parts`: what is known of the message's parts.
  void add(WaitingNotice waiting, const std::vector<const PartResultRow*>& parts = {});
  OutboxCounters counters() const;

 private:
  using MessageId = SendOrder::Id;
  struct Flight {
    MessageId id = 0;
    Notice part;
    int number = 1;  // of the part
    int parts = 1;
    std::size_t items = 0;
    std::uint64_t send_number = 0;  // tells a late second answer from the one awaited
  };

  void refuse_waiting();
  void pump();
  void wait(MessageId id, std::chrono::milliseconds delay);
  void stop_waiting();
  void start(MessageId id);
  void finish(const SendResult& result);
  void count(const SendResult& result);
  void take_delivered(const Flight& flight, const SendResult& result);
  void take_too_long(const Flight& flight, const SendResult& result);
  void retry(const Flight& flight, const SendResult& result);
  void settle_part(LaneMessage& message, std::size_t items);
  void go_on(MessageId id, const std::string& answer, std::vector<PartResultRow> parts);
  void end(MessageId id, OutboxState state, const std::string& answer,
           std::vector<PartResultRow> parts);
  void end_undelivered(const Flight& flight, OutboxState state, const std::string& answer);
  void end_without_trying(const LaneMessage& message, OutboxState state, const std::string& answer);
  SendOutcome outcome_of(const LaneMessage& message, OutboxState state) const;
  PartResultRow part_row(const LaneMessage& message, OutboxState state, int items) const;
  void count_end(const LaneMessage& message, OutboxState state);
  void release_channel();
  bool past_deadline(const LaneMessage& message) const;
  std::chrono::milliseconds pause_of(const LaneMessage& message) const;
  void leave_alone(const SendResult& result);

  std::shared_ptr<LaneHost> host_;
  ReceiverId id_;
  std::optional<Receiver> receiver_;  // empty: not configured
  std::string refusal_;               // not empty: why nothing can be sent to it
  std::shared_ptr<Channel> channel_;
  std::shared_ptr<Channel> sending_through_;  // kept until the answer came
  std::map<MessageId, LaneMessage> messages_;
  SendOrder order_;           // of messages_
  std::set<NoticeKey> keys_;  // of messages_
  MessageId last_id_ = 0;
  std::optional<Flight> flight_;
  std::uint64_t send_number_ = 0;
  std::optional<EventLoop::TimerId> timer_;
  MessageId timer_for_ = 0;
  Rate rate_;
  OutboxCounters counters_;
};

// Whether two descriptions send the same way.
bool same_channel(const ChannelSpec& a, const ChannelSpec& b);

}  // namespace planwatch
