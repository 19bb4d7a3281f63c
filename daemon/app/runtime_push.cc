#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/app/runtime.h"

namespace planwatch {

namespace {

constexpr const char* store_failed = "存储写入失败，未生效 (the store failed)";

// The row of every push, so that who handed what in is found beside people's other actions.
PersonActionRow action_row(const Push& push, Instant at) {
  const Delivery& delivery = push.extracted.delivery;
  return {at, push.person, "push", std::to_string(push.extracted.observations.size()),
          "sha256 " + delivery.sha256};
}

}  // namespace

// Whether the same person handed in these very bytes last time: then nothing is to be done.
Result<bool> Runtime::was_pushed(const std::vector<ObservationsArrived>& events) {
  for (const ObservationsArrived& event : events) {
    const Delivery& delivery = event.extracted.delivery;
    auto known = parts_.store.has_delivery(event.feed, delivery.source, delivery.sha256);
    if (!known || !*known) return known;
  }
  return true;
}

Result<std::vector<FigureOutcome>> Runtime::push(const Push& push) {
  // What waits goes first: then the snapshot says how things stand.
  if (!effects_.commit()) return fail(ErrorCode::io, store_failed);
  publish_now();
  if (push.extracted_with != configuration_) {
    return fail(ErrorCode::conflict, "配置刚刚换过，请重新报送 (reloaded meanwhile, push again)",
                true);
  }
  if (snapshot_->closed) {
    return fail(ErrorCode::conflict, "方案已终结，不再接收数据；更正须先重新打开 (plan is closed)");
  }
  auto answered = pushed_.find(push);
  if (!answered) return tl::make_unexpected(answered.error());
  if (*answered) return std::move(**answered);
  const Instant now = ticked_at_.value_or(parts_.plan_clock.now());
  const std::vector<ObservationsArrived> events = events_of(push, *snapshot_, now);
  const auto known = was_pushed(events);
  if (!known) return tl::make_unexpected(known.error());
  return take_pushed(push, *known ? std::vector<ObservationsArrived>{} : events, now);
}

// All in one transaction, whatever the number of feeds, the answer to the key included. Without
// events: these very bytes are known.
Result<std::vector<FigureOutcome>> Runtime::take_pushed(
    const Push& push, const std::vector<ObservationsArrived>& events, Instant now) {
  PushTally tally(engine_, *snapshot_, push);
  std::vector<Effect> all;
  for (const ObservationsArrived& event : events) {
    if (parts_.metrics != nullptr) parts_.metrics->count_event("observations_arrived");
    std::vector<Effect> effects = engine_.handle(event);
    tally.read(effects);
    std::move(effects.begin(), effects.end(), std::back_inserter(all));
  }
  std::vector<FigureOutcome> outcomes(push.extracted.observations.size(), FigureOutcome::repeated);
  if (!events.empty()) {
    all.push_back(Persist{action_row(push, now)});
    outcomes = tally.finish();
  }
  const PushedKeyRow row{now, push.person, push.key, push.extracted.delivery.sha256, outcomes};
  if (!push.key.empty()) all.push_back(Persist{row});
  effects_.run(std::move(all));
  if (!effects_.commit()) return fail(ErrorCode::io, store_failed);
  if (!push.key.empty()) pushed_.keep(row);
  publish_now();
  return outcomes;
}

}  // namespace planwatch
