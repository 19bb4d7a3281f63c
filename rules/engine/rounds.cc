#include "rules/notify/rounds.h"

#include <algorithm>

#include "rules/engine/describe.h"
#include "rules/engine/steps.h"
#include "rules/engine/suppressed.h"
#include "rules/notify/ladder.h"

namespace planwatch {

namespace {

bool says_it_fires(const NoticeItem& item) {
  return !item.over && item.key.kind != NoticeKind::silence_ending;
}

bool by_a_person(const Suppression& why) {
  return why.cause == SuppressionCause::silenced || why.cause == SuppressionCause::suspended;
}

// Whoever it was meant for knows nothing of this alert, so nobody owes them its end.
void forget_first(Alert& alert, const HeldNotice& news) {
  if (!news.first) return;
  std::erase(alert.told, Told{news.item.key.role, news.item.key.receiver});
  if (alert.told.empty()) alert.told_level = Light::grey;
}

// A routine reminder stands on a step that was taken long before; that one is not told again.
bool is_a_step_of_its_own(const EngineState& state, const Alert& alert, const NoticeKey& key) {
  if (key.kind == NoticeKind::escalated) return true;
  const Route* route = match_route(state.configuration->routing, alert);
  const auto step = static_cast<std::size_t>(key.step);
  return route != nullptr && step < route->ladder.size() &&
         kind_of_step(route->ladder[step]) == NoticeKind::reminder;
}

// A person silenced or suspended the alert while its reminder, its step or its first notice waited:
// it is as if none had been decided, and what it was about is told when the silence ends. Changes
// of what somebody knows go out: to be told of half a change would be worse.
bool drop_silenced(EngineState& state, const HeldNotice& news, Instant now, Effects& effects) {
  const NoticeItem& item = news.item;
  const auto found = state.alerts.find(item.key.alert);
  if (found == state.alerts.end() || !says_it_fires(item)) return false;
  Alert& alert = found->second;
  if (alert.episode != item.key.episode || !is_firing(alert)) return false;
  const bool presses =
      item.key.kind == NoticeKind::reminder || item.key.kind == NoticeKind::escalated;
  if (!presses && !news.first) return false;
  const auto why = suppression_of(alert, suppression_context(state, now));
  if (!why || !by_a_person(*why)) return false;
  if (!presses) alert.held_back = true;
  if (presses && is_a_step_of_its_own(state, alert, item.key)) {
    give_back_step(alert, item.key.step);
  }
  forget_first(alert, news);
  effects.push_back(Persist{AlertRow{alert}});
  effects.push_back(Report{ReportLevel::info,
                           "held news is about what was silenced meanwhile",
                           {{"notice", to_string(item.key)}}});
  return true;
}

// While news waited its alert may have moved on without news of its own: a later figure at the same
// level, or a change that was hidden. What goes out is of now; false: it is no longer true.
bool bring_up_to_date(EngineState& state, HeldNotice& news, Effects& effects) {
  NoticeItem& item = news.item;
  const auto found = state.alerts.find(item.key.alert);
  if (found == state.alerts.end() || !says_it_fires(item)) return true;
  Alert& alert = found->second;
  if (alert.episode == item.key.episode && is_firing(alert)) {
    if (alert.level == item.key.level && alert.period == item.key.period &&
        alert.revision == item.key.revision) {
      return true;
    }
    const Lang lang = lang_of(state, item.key.receiver);
    NoticeContext context = describe_subject(state, alert, lang);
    context.before = item.facts.before;
    context.forecast = forecast_of(state, alert, lang);
    context.person = item.facts.person;
    const NoticeDecision decision{item.key.kind, item.key.role, item.key.receiver, item.key.step,
                                  Phrase(item.why)};
    const int number = item.key.number;
    item = render_item(alert, decision, context, lang);
    item.key.number = number;
    return true;
  }
  if (news.first) {
    forget_first(alert, news);
    effects.push_back(Persist{AlertRow{alert}});
  }
  effects.push_back(
      Report{ReportLevel::info, "held news is no longer true", {{"notice", to_string(item.key)}}});
  return false;
}

bool can_be_sent(const EngineState& state, const HeldNotice& news, Effects& effects) {
  if (find_receiver(state, news.item.key.receiver) != nullptr) return true;
  effects.push_back(Report{ReportLevel::warning,
                           "held news has no receiver any more, see the configuration",
                           {{"notice", to_string(news.item.key)}}});
  return false;
}

// Firing alerts of the running plan by unit; looked up once per round.
using FiringByUnit = std::map<UnitId, std::vector<const Alert*>>;
// What a person silenced or suspended is left out: nobody is to hear of it by another alert either.
FiringByUnit firing_of(const EngineState& state, const std::vector<HeldNotice>& due, Instant now) {
  const SuppressionContext asked = suppression_context(state, now);
  const auto is_quiet = [&asked](const Alert& alert) {
    const auto why = suppression_of(alert, asked);
    return why && by_a_person(*why);
  };
  FiringByUnit firing;
  for (const HeldNotice& one : due) firing.try_emplace(one.unit);
  for (const auto& [key, alert] : state.alerts) {
    if (!is_firing(alert) || alert.key.plan != state.plan().id ||
        alert.key.year != state.plan().year) {
      continue;
    }
    const auto unit = firing.find(alert.unit);
    if (unit != firing.end() && !is_quiet(alert)) unit->second.push_back(&alert);
  }
  return firing;
}

}  // namespace

void close_rounds(EngineState& state, Instant now, Effects& effects) {
  std::vector<HeldNotice> due = state.held.take_due(now);
  const std::vector<const HeldNotice*> waits = state.held.of_event();
  for (const HeldNotice* one : waits) effects.push_back(Persist{HeldNoticeRow{*one, false}});
  bool moved = !waits.empty();
  std::erase_if(due, [&](HeldNotice& one) {
    if (!state.held.is_stored(one)) return false;
    moved = true;
    effects.push_back(Persist{HeldNoticeRow{one, true}});
    return !can_be_sent(state, one, effects) || drop_silenced(state, one, now, effects) ||
           !bring_up_to_date(state, one, effects);
  });
  if (!due.empty()) {
    const FiringByUnit firing = firing_of(state, due, now);
    for (auto& group : group_by_message(std::move(due))) {
      const Lang lang = lang_of(state, group.front().item.key.receiver);
      std::vector<std::string> also =
          list_others(firing.at(group.front().unit), group, lang, [&](const Alert& alert) {
            return lang == Lang::zh ? alert.summary
                                    : summarize(alert, describe_subject(state, alert, lang), lang);
          });
      Notice notice = make_message(std::move(group), std::move(also), now, lang);
      effects.push_back(Persist{OutboxRow{notice}});
      effects.push_back(Notify{std::move(notice)});
    }
  }
  if (moved) effects.push_back(PublishSnapshot{});
}

}  // namespace planwatch
