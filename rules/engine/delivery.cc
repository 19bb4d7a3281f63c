#include <algorithm>

#include "rules/engine/steps.h"
#include "rules/notify/fallback.h"
#include "rules/notify/ladder.h"

namespace planwatch {

const RuleId& delivery_rule() {
  static const RuleId id{"delivery"};
  return id;
}

const Receiver* find_receiver(const EngineState& state, const ReceiverId& id) {
  const auto& receivers = state.configuration->routing.receivers;
  const auto found = std::find_if(receivers.begin(), receivers.end(),
                                  [&](const Receiver& one) { return one.id == id; });
  return found == receivers.end() ? nullptr : &*found;
}

Lang lang_of(const EngineState& state, const ReceiverId& receiver) {
  const Receiver* found = find_receiver(state, receiver);
  return found == nullptr ? Lang::zh : found->lang;
}

namespace {

Subject subject_of(const EngineState& state, const ReceiverId& receiver) {
  Subject subject;
  subject.key = {state.plan().id, delivery_rule(), SubjectKind::receiver,
                 receiver.text,   AreaCode{},      state.plan().year};
  subject.unit = state.plan().coordinating_unit;
  return subject;
}

// A notice about a receiver in trouble; that it does not arrive either is no new trouble to tell
// of, or two receivers that fail would tell each other for ever.
bool is_about_delivery(const EngineState& state, const NoticeKey& key) {
  const auto alert = state.alerts.find(key.alert);
  return alert != state.alerts.end() && alert->second.key.subject_kind == SubjectKind::receiver;
}

// The route sends the alert's news to `other` anyway: it needs no second copy.
bool is_told_anyway(const EngineState& state, const NoticeItem& item, const ReceiverId& other) {
  const auto found = state.alerts.find(item.key.alert);
  if (found == state.alerts.end() || found->second.episode != item.key.episode) return false;
  const Alert& alert = found->second;
  const Told told{item.key.role, other};
  if (std::find(alert.told.begin(), alert.told.end(), told) == alert.told.end()) return false;
  const Route* route = match_route(state.configuration->routing, alert);
  if (route == nullptr) return false;
  const auto& receivers = receivers_of(*route, item.key.role);
  return std::find(receivers.begin(), receivers.end(), other) != receivers.end();
}

// To send something once more by another way is a decision of its own, with a number of its own.
void number_anew(EngineState& state, Notice& notice, Effects& effects) {
  for (NoticeItem& item : notice.items) {
    const auto found = state.alerts.find(item.key.alert);
    if (found == state.alerts.end()) continue;
    item.key.number = ++found->second.notices;
    effects.push_back(Persist{AlertRow{found->second}});
  }
  notice.key = notice.items.front().key;
}

void send_to_fallback(EngineState& state, const Receiver& receiver, const NoticeRefused& event,
                      Effects& effects) {
  if (event.notice == nullptr) return;
  Notice lost = *event.notice;
  std::erase_if(lost.items, [&](const NoticeItem& item) {
    return is_told_anyway(state, item, receiver.fallback);
  });
  auto notice =
      send_elsewhere(state.configuration->routing, receiver, lost, event.answer, event.at);
  if (!notice) return;
  number_anew(state, *notice, effects);
  effects.push_back(Persist{OutboxRow{*notice}});
  effects.push_back(Notify{std::move(*notice)});
}

}  // namespace

void note_refused(EngineState& state, const NoticeRefused& event, Effects& effects) {
  effects.push_back(Report{ReportLevel::error,
                           "notice was refused for good",
                           {{"notice", to_string(event.key)}, {"answer", event.answer}}});
  const Receiver* receiver = find_receiver(state, event.key.receiver);
  if (receiver == nullptr) return;
  send_to_fallback(state, *receiver, event, effects);
  if (state.is_closed() || is_about_delivery(state, event.key)) return;
  state.refusals[receiver->id] = brief_answer(event.answer);
  Condition condition;
  condition.level = Light::red;
  condition.reason = Reason::notices_refused;
  apply_condition(state, subject_of(state, receiver->id), condition, event.at, effects);
  effects.push_back(PublishSnapshot{});
}

void note_delivered(EngineState& state, const NoticeDelivered& event, Effects& effects) {
  if (state.is_closed()) return;
  const Subject subject = subject_of(state, event.key.receiver);
  const auto found = state.alerts.find(to_string(subject.key));
  if (found == state.alerts.end() || !is_open(found->second)) return;
  state.refusals.erase(event.key.receiver);
  apply_condition(state, subject, Condition{}, event.at, effects);
  effects.push_back(PublishSnapshot{});
}

std::vector<NoticeDecision> pass_over_failing(const EngineState& state, const Alert& alert,
                                              std::vector<NoticeDecision> decisions) {
  if (alert.key.subject_kind != SubjectKind::receiver) return decisions;
  const ReceiverId failing{alert.key.subject};
  const Receiver* receiver = find_receiver(state, failing);
  const ReceiverId other = receiver == nullptr ? ReceiverId{} : receiver->fallback;
  const bool has_other = other != failing && find_receiver(state, other) != nullptr;
  std::vector<NoticeDecision> reachable;
  for (NoticeDecision& one : decisions) {
    if (one.receiver == failing) {
      if (!has_other) continue;
      one.receiver = other;
    }
    const bool twice =
        std::any_of(reachable.begin(), reachable.end(), [&](const NoticeDecision& told) {
          return told.receiver == one.receiver && told.role == one.role;
        });
    if (!twice) reachable.push_back(std::move(one));
  }
  return reachable;
}

}  // namespace planwatch
