#include <algorithm>

#include "rules/engine/describe.h"
#include "rules/engine/steps.h"
#include "rules/notify/absorb.h"
#include "rules/notify/ladder.h"
#include "rules/notify/recipients.h"
#include "rules/notify/round_times.h"

namespace planwatch {

namespace {

bool was_told(const Alert& alert, Role role, const ReceiverId& receiver) {
  const Told told{role, receiver};
  return std::find(alert.told.begin(), alert.told.end(), told) != alert.told.end();
}

void remember_told(Alert& alert, const NoticeDecision& decision, Date today) {
  if (!was_told(alert, decision.role, decision.receiver)) {
    alert.told.push_back({decision.role, decision.receiver});
  }
  if (decision.kind != NoticeKind::resolved && decision.kind != NoticeKind::closed) {
    take_step(alert, decision.step);
  }
  alert.last_told_on = today;
}

// The route that says when an alert's news goes out: the one that takes it, or would if it were
// worse, so that quiet hours hold for a light that eased, too.
const Route* route_of(const EngineState& state, const Alert& alert) {
  const Routing& routing = state.configuration->routing;
  if (const Route* route = match_route(routing, alert)) return route;
  Alert at_worst = alert;
  at_worst.level = Light::red;
  return match_route(routing, at_worst);
}

// What is said about an alert, to everybody alike.
struct News {
  const Alert& alert;
  const Route* route = nullptr;
  NoticeContext subject;  // in Chinese, as most receivers read it
  Light before = Light::grey;
  Instant now{};
};

NoticeContext context_in(const EngineState& state, const News& news, Lang lang) {
  if (lang == Lang::zh) return news.subject;
  NoticeContext context = describe_subject(state, news.alert, lang);
  context.forecast = forecast_of(state, news.alert, lang);
  return context;
}

HeldNotice make_news(const EngineState& state, const News& news, const NoticeDecision& decision) {
  const Alert& alert = news.alert;
  const Lang lang = lang_of(state, decision.receiver);
  NoticeContext context = context_in(state, news, lang);
  context.before = news.before;
  context.person = person_of(state, alert, decision.role);
  const FeedSpec* feed = alert.key.subject_kind == SubjectKind::feed
                             ? state.configuration->find_feed(feed_of_subject(alert.key.subject))
                             : nullptr;
  HeldNotice made;
  made.item = render_item(alert, decision, context, lang);
  made.item.key.number = alert.notices;
  made.unit = alert.unit;
  made.addressee = addressee_of(alert, decision.role, context.person, lang);
  made.people = recipients_of(state.plan(), alert, decision.role, feed);
  made.decided_at = news.now;
  made.urgent = alert.urgent;
  made.first = !was_told(alert, decision.role, decision.receiver);
  const RoundRules rules{news.route, find_receiver(state, decision.receiver), alert.urgent,
                         decision.kind == NoticeKind::reminder};
  made.due_at =
      round_closes(rules, state.configuration->calendar, news.now,
                   state.held.round_closes(decision.receiver, decision.role, alert.unit, news.now));
  return made;
}

void drop_held(EngineState& state, const HeldNotice& held, Effects& effects) {
  if (state.held.is_stored(held)) effects.push_back(Persist{HeldNoticeRow{held, true}});
  state.held.remove(held.id);
}

// Gives the news to its round, in the place of what waits there about the same alert. False:
// neither goes out, and the receiver knows nothing of the episode.
bool give_to_round(EngineState& state, News news, const NoticeDecision& decision,
                   Effects& effects) {
  const Alert& alert = news.alert;
  const bool first = !was_told(alert, decision.role, decision.receiver);
  const HeldNotice* waits =
      state.held.about(to_string(alert.key), decision.receiver, decision.role);
  Absorbed both;
  if (waits != nullptr) both = absorb(*waits, decision, alert, news.before, first);
  if (both.how == Absorbed::How::apart) {
    state.held.put(make_news(state, news, decision));
    return true;
  }
  const HeldNotice earlier = *waits;
  drop_held(state, earlier, effects);
  if (both.how == Absorbed::How::nothing) return !both.first;
  news.before = both.before;
  HeldNotice made = make_news(state, news, both.decision);
  made.decided_at = earlier.decided_at;
  made.due_at = std::min(made.due_at, std::max(earlier.due_at, news.now));
  made.urgent = made.urgent || earlier.urgent;
  made.first = both.first;
  state.held.put(std::move(made));
  return true;
}

void forget_told(Alert& alert, const NoticeDecision& decision) {
  std::erase(alert.told, Told{decision.role, decision.receiver});
}

}  // namespace

void tell(EngineState& state, Alert& alert, const std::vector<NoticeDecision>& decided,
          Light before, Instant now, Effects& effects) {
  const std::vector<NoticeDecision> decisions = pass_over_failing(state, alert, decided);
  if (decisions.empty()) {
    if (decided.empty()) return;
    effects.push_back(Report{ReportLevel::warning,
                             "only the receiver in trouble could be told of its trouble",
                             {{"alert", to_string(alert.key)}}});
    return;
  }
  NoticeContext subject = describe_subject(state, alert, Lang::zh);
  alert.summary = summarize(alert, subject, Lang::zh);
  subject.forecast = forecast_of(state, alert, Lang::zh);
  const bool reminds = decisions.front().kind == NoticeKind::reminder;
  if (reminds) ++alert.reminders;
  ++alert.notices;
  const News news{alert, route_of(state, alert), std::move(subject), before, now};
  for (const NoticeDecision& decision : decisions) {
    if (give_to_round(state, news, decision, effects)) {
      remember_told(alert, decision, local_date(now));
    } else {
      forget_told(alert, decision);
    }
  }
}

}  // namespace planwatch
