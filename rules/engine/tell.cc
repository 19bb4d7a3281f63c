#include <algorithm>

#include "rules/engine/describe.h"
#include "rules/engine/steps.h"
#include "rules/notify/ladder.h"

namespace planwatch {

namespace {

void remember_told(Alert& alert, const NoticeDecision& decision, Date today) {
  const Told told{decision.role, decision.receiver};
  if (std::find(alert.told.begin(), alert.told.end(), told) == alert.told.end()) {
    alert.told.push_back(told);
  }
  if (decision.kind != NoticeKind::resolved && decision.kind != NoticeKind::closed) {
    take_step(alert, decision.step);
  }
  alert.last_told_on = today;
}

}  // namespace

void tell(EngineState& state, Alert& alert, const std::vector<NoticeDecision>& decisions,
          Light before, Instant now, Effects& effects) {
  if (decisions.empty()) return;
  const NoticeContext subject = describe_subject(state, alert);
  alert.summary = summarize(alert, subject);
  const bool reminds = decisions.front().kind == NoticeKind::reminder;
  if (reminds) ++alert.reminders;
  ++alert.notices;
  for (const NoticeDecision& decision : decisions) {
    NoticeContext context = subject;
    context.before = before;
    context.person = person_of(state, alert, decision.role);
    Notice notice = render_notice(alert, decision, context, now);
    notice.key.number = alert.notices;
    effects.push_back(Persist{OutboxRow{notice}});
    effects.push_back(Notify{std::move(notice)});
    remember_told(alert, decision, local_date(now));
  }
}

}  // namespace planwatch
