#include "rules/notify/decide.h"

#include <algorithm>

#include "rules/notify/ladder.h"

namespace planwatch {

namespace {

template <class T>
bool takes(const std::vector<T>& wanted, const T& one) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), one) != wanted.end();
}

}  // namespace

const Route* match_route(const Routing& routing, const Alert& alert) {
  for (const Route& route : routing.routes) {
    if (alert.level >= route.from && takes(route.units, alert.unit) &&
        takes(route.rules, alert.key.rule) && takes(route.subjects, alert.key.subject_kind)) {
      return &route;
    }
  }
  return nullptr;
}

const std::vector<ReceiverId>& receivers_of(const Route& route, Role role) {
  for (const auto& [of, receivers] : route.by_role) {
    if (of == role) return receivers;
  }
  return route.receivers;
}

namespace {

void tell(std::vector<NoticeDecision>& out, const Route& route, Role role, NoticeDecision like) {
  for (const ReceiverId& receiver : receivers_of(route, role)) {
    like.role = role;
    like.receiver = receiver;
    out.push_back(like);
  }
}

void tell_step(std::vector<NoticeDecision>& out, const Route& route, int index,
               const NoticeDecision& like) {
  const LadderStep& step = route.ladder[static_cast<std::size_t>(index)];
  tell(out, route, step.role, like);
  for (const Role role : step.copy) tell(out, route, role, like);
}

std::vector<NoticeDecision> tell_first(const Route* route, NoticeDecision like) {
  std::vector<NoticeDecision> out;
  if (route == nullptr) return out;
  for (int i = 0; i < static_cast<int>(route->ladder.size()); ++i) {
    const LadderStep& step = route->ladder[static_cast<std::size_t>(i)];
    if (step.after != StepAfter::firing || step.workdays != 0) continue;
    like.step = i;
    tell_step(out, *route, i, like);
  }
  return out;
}

std::vector<NoticeDecision> tell_all_told(const Alert& alert, NoticeDecision like) {
  std::vector<NoticeDecision> out;
  for (const Told& told : alert.told) {
    like.role = told.role;
    like.receiver = told.receiver;
    out.push_back(like);
  }
  return out;
}

}  // namespace

namespace {

// Beside those who are told anyway; once, whatever the ladder reaches later.
void tell_deputy(std::vector<NoticeDecision>& out, const Route& route, NoticeDecision like) {
  like.why = "连续漏报，同时报告分管领导";
  std::vector<NoticeDecision> deputies;
  tell(deputies, route, Role::deputy, like);
  std::erase_if(out, [](const NoticeDecision& one) { return one.role == Role::deputy; });
  out.insert(out.end(), deputies.begin(), deputies.end());
}

std::vector<NoticeDecision> decide_for_told(const AlertStep& step, const Route* route) {
  NoticeDecision like;
  like.step = highest_step(step.next);
  const bool corrected = step.by_correction;
  switch (step.transition) {
    case Transition::fired:
      like.kind = corrected ? NoticeKind::correction : NoticeKind::fired;
      like.why = corrected ? "更正数据后亮灯" : "首次达到预警条件";
      return tell_first(route, like);
    case Transition::worsened:
      like.kind = corrected ? NoticeKind::correction : NoticeKind::worsened;
      like.why = corrected ? "更正数据后亮灯加重" : "亮灯加重";
      // Nobody was told while it was milder than the route's level: this is the first notice.
      return step.next.told.empty() ? tell_first(route, like) : tell_all_told(step.next, like);
    case Transition::eased:
      like.kind = corrected ? NoticeKind::correction : NoticeKind::eased;
      like.why = corrected ? "更正数据后亮灯减轻" : "亮灯减轻，仍在预警";
      return tell_all_told(step.next, like);
    case Transition::resolved:
      like.kind = corrected ? NoticeKind::correction : NoticeKind::resolved;
      like.why = corrected ? "更正数据后解除" : "已恢复，通知所有收到过预警的人";
      return tell_all_told(step.next, like);
    case Transition::closed:
      like.kind = NoticeKind::closed;
      like.why = step.why.empty() ? "规则变更，预警关闭（不是恢复）" : step.why;
      return tell_all_told(step.next, like);
    case Transition::none:
    case Transition::pended:
      return {};
  }
  return {};
}

}  // namespace

std::vector<NoticeDecision> decide_on_change(const AlertStep& step, const Route* route) {
  std::vector<NoticeDecision> out = decide_for_told(step, route);
  const bool news = step.transition == Transition::fired || step.transition == Transition::worsened;
  if (step.to_deputy && news && route != nullptr) {
    NoticeDecision like;
    like.step = highest_step(step.next);
    like.kind = step.transition == Transition::fired ? NoticeKind::fired : NoticeKind::worsened;
    tell_deputy(out, *route, like);
  }
  return out;
}

namespace {

std::string why_step(const LadderStep& step) {
  switch (step.after) {
    case StepAfter::firing:
      return "预警后" + std::to_string(step.workdays) + "个工作日仍未恢复";
    case StepAfter::unacknowledged:
      return std::to_string(step.workdays) + "个工作日内未签收或签收后未作承诺";
    case StepAfter::deadline_passed:
      return "承诺或任务期限已过" + std::to_string(step.workdays) + "个工作日";
  }
  return {};
}

bool reminder_is_due(const Alert& alert, const Route& route, const Calendar& calendar, Date today) {
  return route.remind_every_workdays > 0 && alert.last_told_on &&
         calendar.add_workdays(*alert.last_told_on, route.remind_every_workdays) <= today;
}

}  // namespace

std::vector<NoticeDecision> decide_on_time(const Alert& alert, const Route& route,
                                           const WorkingHours& hours, const Calendar& calendar,
                                           Instant now) {
  std::vector<NoticeDecision> out;
  if (!is_firing(alert) || !may_send(hours, calendar, now, alert.urgent)) return out;
  const Date today = local_date(now);
  for (int i = 0; i < static_cast<int>(route.ladder.size()); ++i) {
    if (is_taken(alert, i)) continue;
    const LadderStep& step = route.ladder[static_cast<std::size_t>(i)];
    const std::optional<Date> due = step_due(alert, step, calendar);
    if (!due || *due > today) continue;
    NoticeDecision like;
    like.kind = step.after == StepAfter::deadline_passed && step.role == Role::contact
                    ? NoticeKind::reminder
                    : NoticeKind::escalated;
    like.step = i;
    like.why = why_step(step);
    tell_step(out, route, i, like);
  }
  if (out.empty() && reminder_is_due(alert, route, calendar, today)) {
    NoticeDecision like;
    like.kind = NoticeKind::reminder;
    like.step = highest_step(alert);
    like.why = std::to_string(route.remind_every_workdays) + "个工作日未有新的通知，例行提醒";
    tell(out, route, Role::contact, like);
  }
  return out;
}

}  // namespace planwatch
