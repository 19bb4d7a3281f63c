#include "daemon/send/outbox.h"

#include <map>
#include <set>
#include <utility>

#include "daemon/send/lane.h"

namespace planwatch {

std::string_view metric_label(SendClass result) {
  switch (result) {
    case SendClass::success:
      return "success";
    case SendClass::partial:
      return "partial";
    case SendClass::retry_soon:
      return "retry_soon";
    case SendClass::retry_later:
      return "retry_later";
    case SendClass::split:
      return "split";
    case SendClass::permanent:
      return "permanent";
    case SendClass::unknown:
      return "unknown";
  }
  return "";
}
static_assert(static_cast<std::size_t>(SendClass::unknown) + 1 == send_classes);

struct Outbox::Impl {
  std::shared_ptr<LaneHost> host;
  std::map<ReceiverId, std::shared_ptr<Lane>> lanes;
  bool configured = false;  // use_receivers was called

  Lane& lane(const ReceiverId& id) {
    std::shared_ptr<Lane>& lane = lanes[id];
    if (!lane) {
      lane = std::make_shared<Lane>(host, id);
      if (configured) lane->remove();
    }
    return *lane;
  }
};

Outbox::Outbox(Scheduler& scheduler, const Clock& machine_clock, Report report, RetryPolicy policy)
    : impl_(std::make_unique<Impl>()) {
  impl_->host = std::make_shared<LaneHost>(
      LaneHost{scheduler, machine_clock, std::move(report), policy, false});
}

Outbox::~Outbox() {
  impl_->host->closed = true;
}

void Outbox::use_receivers(
    const std::vector<std::pair<Receiver, std::shared_ptr<Channel>>>& receivers) {
  impl_->configured = true;
  std::set<ReceiverId> kept;
  for (const auto& [receiver, channel] : receivers) {
    kept.insert(receiver.id);
    impl_->lane(receiver.id).use(receiver, channel);
  }
  for (const auto& [id, lane] : impl_->lanes) {
    if (!kept.contains(id)) lane->remove();
  }
}

void Outbox::add(Notice notice) {
  const ReceiverId receiver = notice.key.receiver;
  WaitingNotice waiting;
  waiting.notice = std::move(notice);
  impl_->lane(receiver).add(std::move(waiting));
}

void Outbox::resume(const std::vector<WaitingNotice>& waiting,
                    const std::vector<PartResultRow>& parts,
                    const std::vector<RateStateRow>& rates) {
  for (const RateStateRow& rate : rates) impl_->lane(rate.receiver).restore(rate);
  std::map<std::string, std::vector<const PartResultRow*>> by_message;
  for (const PartResultRow& part : parts) by_message[part.key].push_back(&part);
  const std::vector<const PartResultRow*> none;
  for (const WaitingNotice& one : waiting) {
    const auto known = by_message.find(to_string(one.notice.key));
    impl_->lane(one.notice.key.receiver).add(one, known == by_message.end() ? none : known->second);
  }
}

OutboxCounters Outbox::counters(const ReceiverId& receiver) const {
  const auto found = impl_->lanes.find(receiver);
  return found == impl_->lanes.end() ? OutboxCounters{} : found->second->counters();
}

}  // namespace planwatch
