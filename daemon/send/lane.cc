#include "daemon/send/lane.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "daemon/send/channels.h"
#include "daemon/send/part_rows.h"
#include "daemon/send/split.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t longest_remarks = 1'000;  // bytes

std::string not_configured(const ReceiverId& id) {
  return "接收者“" + id.text + "”不在当前配置中，通知没有发送；请检查 routing.yaml 的 receivers";
}

// Why a configured receiver without a channel takes no notices.
std::string no_channel(const Receiver& receiver) {
  if (const auto* webhook = std::get_if<WebhookChannel>(&receiver.channel)) {
    if (const auto problem = webhook_problem(*webhook)) {
      return "接收者“" + receiver.id.text + "”的 webhook 配置有误：" + *problem;
    }
  }
  return "接收者“" + receiver.id.text +
         "”不接收单条通知（Alertmanager 接收的是全部预警的状态）；请在路由中改用其他接收者";
}

std::set<std::string> alerts_of(const Notice& notice) {
  std::set<std::string> alerts{notice.key.alert};
  for (const NoticeItem& item : notice.items) alerts.insert(item.key.alert);
  return alerts;
}

std::string left_out(int part, const std::string& answer) {
  return fmt::format("；第{}部分过长，没有送达（{}）", part, answer);
}

void remark(LaneMessage& message, const std::string& text) {
  message.remarks = one_line(message.remarks + text, longest_remarks);
}

// What of it nobody got: the parts that were given up, and all that is still to come.
std::shared_ptr<const Notice> undelivered_of(const LaneMessage& message) {
  std::vector<std::size_t> positions = message.refused_items;
  for (std::size_t i = message.settled_items; i < message.notice.items.size(); ++i) {
    positions.push_back(i);
  }
  return std::make_shared<const Notice>(only_items(message.notice, positions));
}

}  // namespace

void LaneMessage::restore(const std::vector<const PartResultRow*>& parts) {
  std::map<int, const PartResultRow*> wholes;
  for (const PartResultRow* row : parts) {
    if (row->person.empty()) wholes[row->part] = row;
  }
  for (const auto& [part, row] : wholes) {
    if (part != settled_parts + 1) break;
    tries = row->attempts;
    if (row->state == OutboxState::waiting) break;
    const std::size_t end =
        std::min(settled_items + static_cast<std::size_t>(row->items), notice.items.size());
    if (row->state == OutboxState::refused) {
      for (std::size_t i = settled_items; i < end; ++i) refused_items.push_back(i);
      remark(*this, left_out(part, row->answer));
    }
    settled_items = end;
    ++settled_parts;
    tries = 0;
  }
  for (const PartResultRow* row : parts) {
    if (row->person.empty() || row->state != OutboxState::refused) continue;
    remark(*this, missed_in_words(notice, {{row->address, row->answer}}));
  }
}

Lane::Lane(std::shared_ptr<LaneHost> host, ReceiverId id)
    : host_(std::move(host)), id_(std::move(id)) {}

void Lane::use(const Receiver& receiver, std::shared_ptr<Channel> channel) {
  const bool changed = receiver_ && !same_channel(receiver_->channel, receiver.channel);
  receiver_ = receiver;
  channel_ = std::move(channel);
  refusal_ = channel_ ? std::string() : no_channel(receiver);
  if (!channel_) {
    refuse_waiting();
    return;
  }
  stop_waiting();
  // Somebody repaired the receiver: what waited for it is not left waiting for the old pause, and
  // what the old destination counted does not hold for the new one.
  if (changed) rate_ = Rate{};
  rate_.use(rate_for(receiver.rate, channel_->limits()));
  for (auto& [id, message] : messages_) {
    if (changed) message.not_before = Instant{};
    message.plan.clear();
  }
  pump();
}

void Lane::remove() {
  receiver_.reset();
  channel_.reset();
  refusal_ = not_configured(id_);
  refuse_waiting();
}

void Lane::restore(const RateStateRow& rate) {
  rate_.restore(rate, host_->clock.now(), host_->policy.longest_block);
}

// The one in flight stays: its answer decides.
void Lane::refuse_waiting() {
  stop_waiting();
  for (auto it = messages_.begin(); it != messages_.end();) {
    if (flight_ && flight_->id == it->first) {
      ++it;
      continue;
    }
    order_.remove(it->first);
    keys_.erase(it->second.notice.key);
    end_without_trying(it->second, OutboxState::refused, refusal_);
    it = messages_.erase(it);
  }
}

void Lane::add(WaitingNotice waiting, const std::vector<const PartResultRow*>& parts) {
  const Instant now = host_->clock.now();
  LaneMessage message;
  message.notice = std::move(waiting.notice);
  message.attempts = message.tries = waiting.attempts;
  // A clock that was set back must push neither the deadline nor the next try out of reach.
  message.since = waiting.first_tried_at == Instant{} ? now : std::min(waiting.first_tried_at, now);
  message.not_before = std::min(waiting.next_try_at, now + host_->policy.most);
  message.restore(parts);
  if (!refusal_.empty()) return end_without_trying(message, OutboxState::refused, refusal_);
  if (!keys_.insert(message.notice.key).second) return;
  const MessageId id = ++last_id_;
  order_.add(id, message.notice.urgent, alerts_of(message.notice));
  messages_.emplace(id, std::move(message));
  pump();
}

void Lane::pump() {
  if (host_->closed || flight_ || !channel_) return;
  const auto next = order_.next();
  if (!next || (timer_ && timer_for_ == *next)) return;
  stop_waiting();
  const Instant now = host_->clock.now();
  const milliseconds own = messages_.at(*next).not_before - now;
  const milliseconds delay = std::max(std::min(own, host_->policy.most), rate_.wait(now));
  if (delay > milliseconds{0}) {
    wait(*next, delay);
  } else {
    start(*next);
  }
}

void Lane::stop_waiting() {
  if (timer_) host_->scheduler.cancel(*std::exchange(timer_, std::nullopt));
}

void Lane::wait(MessageId id, milliseconds delay) {
  timer_for_ = id;
  timer_ = host_->scheduler.after(delay, [weak = weak_from_this(), id] {
    const auto lane = weak.lock();
    if (!lane || lane->host_->closed) return;
    lane->timer_.reset();
    // The timer is the pause that was granted; a clock that stepped meanwhile does not prolong it.
    const auto message = lane->messages_.find(id);
    if (message != lane->messages_.end()) message->second.not_before = Instant{};
    lane->rate_.unblock();
    lane->pump();
  });
}

void Lane::start(MessageId id) {
  LaneMessage& message = messages_.at(id);
  if (!message.has_more()) {
    // All its parts were settled before a restart that came before the record of the whole.
    const bool whole = message.refused_items.empty();
    order_.remove(id);
    keys_.erase(message.notice.key);
    end_without_trying(message, whole ? OutboxState::delivered : OutboxState::refused, {});
    messages_.erase(id);
    return pump();
  }
  if (message.plan.empty()) {
    message.plan = plan_parts(*channel_, message.notice, message.settled_items);
  }
  Flight flight;
  flight.id = id;
  flight.number = message.settled_parts + 1;
  flight.parts = message.settled_parts + static_cast<int>(message.plan.size());
  flight.items = message.plan.front();
  flight.part =
      part_of(message.notice, message.settled_items, flight.items, flight.number, flight.parts);
  flight.send_number = ++send_number_;
  flight_ = std::move(flight);
  sending_through_ = channel_;
  rate_.take(host_->clock.now());
  channel_->send(flight_->part,
                 [weak = weak_from_this(), number = send_number_](const SendResult& result) {
                   const auto lane = weak.lock();
                   if (!lane || lane->host_->closed) return;
                   if (!lane->flight_ || lane->flight_->send_number != number) return;
                   lane->finish(result);
                 });
}

void Lane::finish(const SendResult& result) {
  const Flight flight = *std::exchange(flight_, std::nullopt);
  LaneMessage& message = messages_.at(flight.id);
  ++message.attempts;
  ++message.tries;
  count(result);
  leave_alone(result);
  if (result.result == SendClass::success || result.result == SendClass::partial) {
    take_delivered(flight, result);
  } else if (result.result == SendClass::permanent) {
    end_undelivered(flight, OutboxState::refused, result.answer);
  } else if (!refusal_.empty()) {
    end_undelivered(flight, OutboxState::refused, result.answer + "；" + refusal_);
  } else if (result.result == SendClass::split) {
    take_too_long(flight, result);
  } else if (past_deadline(message)) {
    end_undelivered(flight, OutboxState::expired, result.answer);
  } else {
    retry(flight, result);
  }
  pump();
}

void Lane::count(const SendResult& result) {
  const bool taken = result.result == SendClass::success || result.result == SendClass::partial;
  if (!taken) ++counters_.attempts_failed;
  ++counters_.attempts.at(static_cast<std::size_t>(result.result));
  counters_.people_missed += result.missed.size();
}

// A receiver that asked to be left alone is, by every message.
void Lane::leave_alone(const SendResult& result) {
  std::optional<milliseconds> pause = result.retry_after;
  if (!pause && result.result == SendClass::retry_later) pause = host_->policy.slow_down;
  if (!pause) return;
  rate_.block(host_->clock.now() + std::min(*pause, host_->policy.longest_block));
}

void Lane::take_delivered(const Flight& flight, const SendResult& result) {
  LaneMessage& message = messages_.at(flight.id);
  PartResultRow row = part_row(message, OutboxState::delivered, static_cast<int>(flight.items));
  row.parts = flight.parts;
  row.answer = result.answer;
  std::vector<PartResultRow> rows =
      people_rows(row, flight.part, sending_through_->addresses(flight.part), result.missed);
  release_channel();
  rows.insert(rows.begin(), std::move(row));
  remark(message, missed_in_words(flight.part, result.missed));
  settle_part(message, flight.items);
  if (message.has_more()) return go_on(flight.id, result.answer, std::move(rows));
  const bool whole = message.refused_items.empty();
  end(flight.id, whole ? OutboxState::delivered : OutboxState::refused, result.answer,
      std::move(rows));
}

// Half of it at a time; an item that is refused alone is left out, and the others still go.
void Lane::take_too_long(const Flight& flight, const SendResult& result) {
  release_channel();
  LaneMessage& message = messages_.at(flight.id);
  if (flight.items > 1) {
    std::deque<std::size_t> plan{(flight.items + 1) / 2, flight.items / 2};
    const std::size_t after = message.settled_items + flight.items;
    if (after < message.notice.items.size()) {
      const std::deque<std::size_t> rest = plan_parts(*channel_, message.notice, after);
      plan.insert(plan.end(), rest.begin(), rest.end());
    }
    message.plan = std::move(plan);
    return go_on(flight.id, result.answer, {});
  }
  if (message.items_left() <= 1) {
    return end_undelivered(flight, OutboxState::refused, result.answer);
  }
  PartResultRow row = part_row(message, OutboxState::refused, static_cast<int>(flight.items));
  row.parts = flight.parts;
  row.answer = result.answer;
  message.refused_items.push_back(message.settled_items);
  remark(message, left_out(flight.number, result.answer));
  settle_part(message, flight.items);
  go_on(flight.id, result.answer, {std::move(row)});
}

void Lane::settle_part(LaneMessage& message, std::size_t items) {
  message.settled_items += items;
  ++message.settled_parts;
  message.tries = 0;
  if (!message.plan.empty()) message.plan.pop_front();
}

// What is left of the message is next, as soon as the receiver takes it.
void Lane::go_on(MessageId id, const std::string& answer, std::vector<PartResultRow> parts) {
  LaneMessage& message = messages_.at(id);
  const Instant now = host_->clock.now();
  message.not_before = Instant{};
  SendOutcome outcome = outcome_of(message, OutboxState::waiting);
  outcome.row.next_try_at = now + std::max(rate_.wait(now), milliseconds{0});
  outcome.row.answer = answer;
  outcome.parts = std::move(parts);
  host_->report(outcome);
}

void Lane::retry(const Flight& flight, const SendResult& result) {
  release_channel();
  LaneMessage& message = messages_.at(flight.id);
  const Instant now = host_->clock.now();
  const milliseconds pause = pause_of(message);
  message.not_before = now + pause;
  SendOutcome outcome = outcome_of(message, OutboxState::waiting);
  outcome.row.next_try_at = now + std::max(pause, rate_.wait(now));
  outcome.row.answer = result.answer;
  outcome.parts = {part_row(message, OutboxState::waiting, static_cast<int>(flight.items))};
  outcome.parts.front().parts = flight.parts;
  outcome.parts.front().answer = result.answer;
  host_->report(outcome);
}

// The last attempt falls on the deadline.
milliseconds Lane::pause_of(const LaneMessage& message) const {
  const milliseconds pause = backoff(host_->policy, message.tries, to_string(message.notice.key));
  const milliseconds left = message.since + receiver_->give_up_after - host_->clock.now();
  return std::clamp(pause, milliseconds{1}, std::max(left, milliseconds{1}));
}

bool Lane::past_deadline(const LaneMessage& message) const {
  return host_->clock.now() >= message.since + receiver_->give_up_after;
}

void Lane::end_undelivered(const Flight& flight, OutboxState state, const std::string& answer) {
  release_channel();
  const LaneMessage& message = messages_.at(flight.id);
  PartResultRow row = part_row(message, state, message.items_left());
  row.parts = flight.number;
  row.answer = answer;
  end(flight.id, state, answer, {std::move(row)});
}

void Lane::end(MessageId id, OutboxState state, const std::string& answer,
               std::vector<PartResultRow> parts) {
  const LaneMessage message = std::move(messages_.at(id));
  messages_.erase(id);
  order_.remove(id);
  keys_.erase(message.notice.key);
  count_end(message, state);
  SendOutcome outcome = outcome_of(message, state);
  outcome.row.answer = answer + message.remarks;
  outcome.parts = std::move(parts);
  if (state != OutboxState::delivered) outcome.undelivered = undelivered_of(message);
  host_->report(outcome);
}

void Lane::end_without_trying(const LaneMessage& message, OutboxState state,
                              const std::string& answer) {
  count_end(message, state);
  SendOutcome outcome = outcome_of(message, state);
  outcome.row.answer = answer + message.remarks;
  if (state != OutboxState::delivered) outcome.undelivered = undelivered_of(message);
  if (message.has_more()) {
    PartResultRow row = part_row(message, state, message.items_left());
    row.parts = row.part;
    row.answer = answer;
    outcome.parts.push_back(std::move(row));
  }
  host_->scheduler.post([weak = std::weak_ptr<LaneHost>(host_), outcome = std::move(outcome)] {
    const auto host = weak.lock();
    if (host && !host->closed) host->report(outcome);
  });
}

void Lane::count_end(const LaneMessage& message, OutboxState state) {
  if (state == OutboxState::refused) ++counters_.refused;
  if (state == OutboxState::expired) ++counters_.expired;
  if (state != OutboxState::delivered) return;
  ++counters_.delivered;
  ++counters_.delivered_by_kind[message.notice.key.kind];
}

SendOutcome Lane::outcome_of(const LaneMessage& message, OutboxState state) const {
  SendOutcome outcome;
  outcome.key = message.notice.key;
  outcome.row.key = to_string(message.notice.key);
  outcome.row.state = state;
  outcome.row.attempts = message.attempts;
  outcome.row.tried_at = host_->clock.now();
  if (rate_.limited() || rate_.blocked_until()) outcome.rate = rate_.state(id_);
  return outcome;
}

// The row of the part that is next.
PartResultRow Lane::part_row(const LaneMessage& message, OutboxState state, int items) const {
  PartResultRow row;
  row.key = to_string(message.notice.key);
  row.part = message.settled_parts + 1;
  row.receiver = id_;
  row.state = state;
  row.items = items;
  row.attempts = message.tries;
  row.tried_at = host_->clock.now();
  return row;
}

// A channel that was replaced while it sent is let go outside of its own callback.
void Lane::release_channel() {
  if (sending_through_ == channel_) {
    sending_through_.reset();
  } else {
    host_->scheduler.post([keep = std::move(sending_through_)] {});
  }
}

OutboxCounters Lane::counters() const {
  OutboxCounters counters = counters_;
  counters.waiting = messages_.size();
  counters.blocked_until = rate_.blocked_until();
  return counters;
}

bool same_channel(const ChannelSpec& a, const ChannelSpec& b) {
  return a == b;
}

}  // namespace planwatch
