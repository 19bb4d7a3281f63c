#include "daemon/app/alert_notice.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/app/plan_store.h"
#include "daemon/app/stored_plan.h"
#include "daemon/time/clock.h"
#include "rules/engine/describe.h"
#include "rules/engine/engine.h"
#include "rules/engine/state.h"
#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"
#include "rules/notify/render.h"

namespace planwatch {

namespace {

bool is_meant(const Alert& alert, const std::string& text) {
  return to_string(alert.key) == text || alert.key.subject == text ||
         (alert.key.subject_kind == SubjectKind::feed &&
          feed_of_subject(alert.key.subject).text == text);
}

// Open before over, then the worse one.
const Alert* find_alert(const EngineState& state, const std::string& text) {
  const Alert* best = nullptr;
  for (const auto& [key, alert] : state.alerts) {
    if (!is_meant(alert, text)) continue;
    const auto rank = [](const Alert& one) { return std::pair{is_open(one), one.level}; };
    if (best == nullptr || rank(alert) > rank(*best)) best = &alert;
  }
  return best;
}

// What the route would say first, where nobody was told yet.
NoticeDecision first_decision(const Configuration& configuration, const Alert& alert) {
  NoticeDecision decision;
  decision.kind = alert.state == AlertState::resolved ? NoticeKind::resolved : NoticeKind::fired;
  decision.why = {"首次达到预警条件", "the condition is met for the first time"};
  const Route* route = match_route(configuration.routing, alert);
  if (route == nullptr || route->ladder.empty()) return decision;
  decision.role = route->ladder.front().role;
  const auto& receivers = receivers_of(*route, decision.role);
  if (!receivers.empty()) decision.receiver = receivers.front();
  return decision;
}

NoticeDecision last_decision(const Notice& last) {
  return {last.key.kind, last.key.role, last.key.receiver, last.key.step, Phrase(last.why)};
}

Notice told_now(const EngineState& state, const Alert& alert, const NoticeDecision& decision,
                Instant now, Lang lang) {
  NoticeContext context = describe_subject(state, alert, lang);
  context.person = person_of(state, alert, decision.role);
  Notice notice = render_notice(alert, decision, context, now, lang);
  NoticeItem item;
  item.key = notice.key;
  item.facts = std::move(context);
  item.title = notice.title;
  item.text = notice.text;
  item.why = notice.why;
  notice.items = {std::move(item)};
  return notice;
}

}  // namespace

Result<Notice> notice_about(const std::shared_ptr<const Configuration>& configuration,
                            const std::string& data_folder, const std::string& alert, Lang lang) {
  auto store = open_plan_store(data_folder, *configuration, OpenMode::read_only);
  if (!store) return tl::make_unexpected(store.error());
  auto restored = (*store)->load();
  if (!restored) return tl::make_unexpected(restored.error());
  const bool demo = is_demo_folder(data_folder);
  Instant now = make_machine_clock()->now();
  if (demo && restored->plan_now) now = *restored->plan_now;
  EngineState state =
      make_state(configuration, demo ? FeedSelection::samples : FeedSelection::real);
  restore_state(state, *restored, now);
  const Alert* found = find_alert(state, alert);
  if (found == nullptr) {
    return fail(ErrorCode::not_found,
                fmt::format("没有关于 {} 的预警；写预警的键、指标 id、任务序号或数据源 id "
                            "(no alert about it)",
                            alert));
  }
  const auto notices = (*store)->notices(to_string(found->key));
  if (!notices) return tl::make_unexpected(notices.error());
  if (notices->empty())
    return told_now(state, *found, first_decision(*configuration, *found), now, lang);
  const Notice& last = notices->back().notice;
  // What the store keeps of the items is what was told, in the words that its receiver reads.
  const bool as_told = !last.items.empty() && lang_of(state, last.key.receiver) == lang;
  if (as_told) return last;
  return told_now(state, *found, last_decision(last), last.decided_at, lang);
}

}  // namespace planwatch
