#include "daemon/send/lane.h"

#include <algorithm>
#include <utility>

#include "daemon/send/channels.h"

namespace planwatch {

namespace {

using std::chrono::milliseconds;

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

OutboxResultRow row_of(const Notice& notice, OutboxState state, int attempts, Instant now) {
  OutboxResultRow row;
  row.key = to_string(notice.key);
  row.state = state;
  row.attempts = attempts;
  row.tried_at = now;
  return row;
}

}  // namespace

Lane::Lane(std::shared_ptr<LaneHost> host, ReceiverId id)
    : host_(std::move(host)), id_(std::move(id)) {}

void Lane::use(const Receiver& receiver, std::shared_ptr<Channel> channel) {
  const bool changed = !receiver_ || !same_channel(receiver_->channel, receiver.channel);
  const bool was_configured = receiver_.has_value();
  receiver_ = receiver;
  channel_ = std::move(channel);
  refusal_ = channel_ ? std::string() : no_channel(receiver);
  if (!channel_) {
    refuse_waiting();
    return;
  }
  // Somebody repaired the receiver: what waited for it is not left waiting for the old pause.
  if (changed && was_configured && timer_) {
    host_->scheduler.cancel(*std::exchange(timer_, std::nullopt));
    queue_.front().not_before = Instant{};
  }
  pump();
}

void Lane::remove() {
  receiver_.reset();
  channel_.reset();
  refusal_ = not_configured(id_);
  refuse_waiting();
}

// The one in flight stays: its answer decides.
void Lane::refuse_waiting() {
  if (timer_) host_->scheduler.cancel(*std::exchange(timer_, std::nullopt));
  const std::size_t keep = in_flight_ ? 1 : 0;
  for (std::size_t i = keep; i < queue_.size(); ++i) {
    keys_.erase(queue_[i].notice.key);
    report_later(queue_[i], refusal_);
  }
  queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(keep), queue_.end());
}

void Lane::add(WaitingNotice waiting) {
  const Instant now = host_->clock.now();
  Queued queued{std::move(waiting.notice), waiting.attempts, now, waiting.next_try_at};
  // A clock that was set back must not push the deadline out of reach.
  if (waiting.first_tried_at != Instant{}) queued.since = std::min(waiting.first_tried_at, now);
  if (!refusal_.empty()) {
    report_later(queued, refusal_);
    return;
  }
  if (!keys_.insert(queued.notice.key).second) return;
  queue_.push_back(std::move(queued));
  pump();
}

void Lane::pump() {
  if (host_->closed || in_flight_ || timer_ || queue_.empty() || !channel_) return;
  const auto delay = queue_.front().not_before - host_->clock.now();
  if (delay > milliseconds{0}) {
    wait(std::min<milliseconds>(delay, host_->policy.most));
  } else {
    start();
  }
}

void Lane::wait(milliseconds delay) {
  timer_ = host_->scheduler.after(delay, [weak = weak_from_this()] {
    const auto lane = weak.lock();
    if (!lane || lane->host_->closed) return;
    lane->timer_.reset();
    // The timer is the pause that was granted; a clock that stepped meanwhile does not prolong it.
    if (!lane->queue_.empty()) lane->queue_.front().not_before = Instant{};
    lane->pump();
  });
}

void Lane::start() {
  in_flight_ = true;
  sending_through_ = channel_;
  const std::uint64_t number = ++send_number_;
  channel_->send(queue_.front().notice,
                 [weak = weak_from_this(), number](const SendResult& result) {
                   const auto lane = weak.lock();
                   if (!lane || lane->host_->closed) return;
                   if (!lane->in_flight_ || lane->send_number_ != number) return;
                   lane->finish(result);
                 });
}

void Lane::finish(const SendResult& result) {
  in_flight_ = false;
  release_channel();
  ++queue_.front().attempts;
  if (result.result != SendClass::success) ++counters_.attempts_failed;
  if (result.result == SendClass::success) {
    settle(OutboxState::delivered, result.answer);
  } else if (result.result == SendClass::permanent) {
    settle(OutboxState::refused, result.answer);
  } else if (!refusal_.empty()) {
    settle(OutboxState::refused, result.answer + "；" + refusal_);
  } else if (past_deadline()) {
    settle(OutboxState::expired, result.answer);
  } else {
    retry(result);
  }
  pump();
}

void Lane::settle(OutboxState state, std::string answer) {
  const Queued done = std::move(queue_.front());
  queue_.pop_front();
  keys_.erase(done.notice.key);
  if (state == OutboxState::delivered) ++counters_.delivered;
  if (state == OutboxState::refused) ++counters_.refused;
  if (state == OutboxState::expired) ++counters_.expired;
  OutboxResultRow row = row_of(done.notice, state, done.attempts, host_->clock.now());
  row.answer = std::move(answer);
  host_->report(done.notice.key, row);
}

void Lane::retry(const SendResult& result) {
  Queued& head = queue_.front();
  const Instant now = host_->clock.now();
  const milliseconds pause = pause_after(result);
  head.not_before = now + pause;
  OutboxResultRow row = row_of(head.notice, OutboxState::waiting, head.attempts, now);
  row.next_try_at = head.not_before;
  row.answer = result.answer;
  wait(pause);
  host_->report(NoticeKey(head.notice.key), row);
}

milliseconds Lane::pause_after(const SendResult& result) const {
  const RetryPolicy& policy = host_->policy;
  const Queued& head = queue_.front();
  milliseconds pause = backoff(policy, head.attempts, to_string(head.notice.key));
  if (result.retry_after) {
    pause = std::max(pause, *result.retry_after);
  } else if (result.result == SendClass::retry_later) {
    pause = std::max(pause, policy.slow_down);
  }
  pause = std::min(pause, policy.most);
  // The last attempt falls on the deadline.
  const milliseconds left = head.since + receiver_->give_up_after - host_->clock.now();
  return std::clamp(pause, milliseconds{1}, std::max(left, milliseconds{1}));
}

bool Lane::past_deadline() const {
  return host_->clock.now() >= queue_.front().since + receiver_->give_up_after;
}

// A channel that was replaced while it sent is let go outside of its own callback.
void Lane::release_channel() {
  if (sending_through_ == channel_) {
    sending_through_.reset();
  } else {
    host_->scheduler.post([keep = std::move(sending_through_)] {});
  }
}

void Lane::report_later(const Queued& queued, const std::string& answer) {
  ++counters_.refused;
  OutboxResultRow row =
      row_of(queued.notice, OutboxState::refused, queued.attempts, host_->clock.now());
  row.answer = answer;
  host_->scheduler.post(
      [weak = std::weak_ptr<LaneHost>(host_), key = queued.notice.key, row = std::move(row)] {
        const auto host = weak.lock();
        if (host && !host->closed) host->report(key, row);
      });
}

OutboxCounters Lane::counters() const {
  OutboxCounters counters = counters_;
  counters.waiting = queue_.size();
  return counters;
}

bool same_channel(const ChannelSpec& a, const ChannelSpec& b) {
  return a == b;
}

}  // namespace planwatch
