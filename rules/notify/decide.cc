#include "rules/notify/decide.h"

#include <algorithm>
#include <fmt/format.h>

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

using Decisions = std::vector<NoticeDecision>;

// A role that stands twice on one step, as its own and as a copy, is told once.
void add(Decisions& out, NoticeDecision one) {
  const bool is_in = std::any_of(out.begin(), out.end(), [&](const NoticeDecision& other) {
    return other.kind == one.kind && other.step == one.step && other.role == one.role &&
           other.receiver == one.receiver;
  });
  if (!is_in) out.push_back(std::move(one));
}

bool is_told(const Decisions& out, const Told& told) {
  return std::any_of(out.begin(), out.end(), [&](const NoticeDecision& one) {
    return one.role == told.role && one.receiver == told.receiver;
  });
}

void tell(Decisions& out, const Route& route, Role role, NoticeDecision like) {
  like.role = role;
  for (const ReceiverId& receiver : receivers_of(route, role)) {
    like.receiver = receiver;
    add(out, like);
  }
}

void tell_step(Decisions& out, const Route& route, int index, NoticeDecision like) {
  const LadderStep& step = route.ladder[static_cast<std::size_t>(index)];
  like.step = index;
  tell(out, route, step.role, like);
  const Phrase why = like.why;
  for (const Role role : step.copy) {
    like.why = {fmt::format("{}（抄送{}）", why.zh, name_of(role, Lang::zh)),
                fmt::format("{} (copy to the {})", why.en, name_of(role, Lang::en))};
    tell(out, route, role, like);
  }
}

Decisions tell_first(const Route* route, const NoticeDecision& like) {
  Decisions out;
  if (route == nullptr) return out;
  for (int i = 0; i < static_cast<int>(route->ladder.size()); ++i) {
    const LadderStep& step = route->ladder[static_cast<std::size_t>(i)];
    if (step.after != StepAfter::firing || step.workdays != 0) continue;
    tell_step(out, *route, i, like);
  }
  return out;
}

enum class CoUnits { informed, left_alone };

Phrase copy_to_co_units(const Phrase& why) {
  return {why.zh + "（抄送配合单位，仅供知悉）",
          why.en + " (copy to the supporting units, for information only)"};
}

// Co-responsible units are asked for nothing, so what happens between beginning and end is not
// theirs.
void tell_all_told(Decisions& out, const Alert& alert, NoticeDecision like, CoUnits co_units) {
  like.step = highest_step(alert);
  const Phrase why = like.why;
  for (const Told& told : alert.told) {
    const bool is_co_unit = told.role == Role::co_unit;
    if ((is_co_unit && co_units == CoUnits::left_alone) || is_told(out, told)) continue;
    like.role = told.role;
    like.receiver = told.receiver;
    like.why = is_co_unit ? copy_to_co_units(why) : why;
    out.push_back(like);
  }
}

void inform_co_units(Decisions& out, const Route* route, bool has_co_units, NoticeDecision like) {
  if (out.empty() || route == nullptr || !route->inform_co_units || !has_co_units) return;
  like.why = copy_to_co_units(like.why);
  tell(out, *route, Role::co_unit, like);
}

// Who is told first, and who is still owed the end of an episode before.
Decisions first_notice(const Alert& alert, const Route* route, bool has_co_units,
                       const NoticeDecision& like) {
  Decisions out = tell_first(route, like);
  tell_all_told(out, alert, like, CoUnits::left_alone);
  inform_co_units(out, route, has_co_units, like);
  return out;
}

// Beside those who are told anyway; once, whatever the ladder reaches later.
void tell_deputy(Decisions& out, const Route& route, NoticeDecision like) {
  like.why = {"连续漏报，同时报告分管领导",
              "reports are missing in a row: the deputy leader is told, too"};
  Decisions deputies;
  tell(deputies, route, Role::deputy, like);
  std::erase_if(out, [](const NoticeDecision& one) { return one.role == Role::deputy; });
  out.insert(out.end(), deputies.begin(), deputies.end());
}

// 销号 is the supervision office's hand: where the route says who that is, it hears that a row
// waits for it, escalated or not.
void ask_to_close(Decisions& out, const Alert& alert, const Route* route, NoticeDecision like) {
  if (alert.told.empty() || route == nullptr) return;
  like.why = {"预警已恢复，台账待销号，请核实后销号",
              "the alert is over and its ledger row waits to be verified and closed"};
  for (const auto& [role, receivers] : route->by_role) {
    if (role != Role::supervision) continue;
    for (const ReceiverId& receiver : receivers) {
      if (is_told(out, {role, receiver})) continue;
      like.role = role;
      like.receiver = receiver;
      out.push_back(like);
    }
  }
}

Decisions decide_for_told(const AlertStep& step, const Route* route) {
  const bool corrected = step.by_correction;
  NoticeDecision like;
  const auto say = [&](NoticeKind kind, Phrase why, Phrase why_corrected) {
    like.kind = corrected ? NoticeKind::correction : kind;
    like.why = std::move(corrected ? why_corrected : why);
  };
  Decisions out;
  switch (step.transition) {
    case Transition::fired:
      say(NoticeKind::fired, {"首次达到预警条件", "the condition is met for the first time"},
          {"更正数据后亮灯", "lit by corrected figures"});
      return first_notice(step.next, route, step.has_co_units, like);
    case Transition::worsened:
      say(NoticeKind::worsened, {"亮灯加重", "the light got worse"},
          {"更正数据后亮灯加重", "the light got worse by corrected figures"});
      // Nobody was told while it was milder than the route's level: this is the first notice.
      if (step.next.told.empty()) return first_notice(step.next, route, step.has_co_units, like);
      tell_all_told(out, step.next, like, CoUnits::left_alone);
      return out;
    case Transition::eased:
      say(NoticeKind::eased, {"亮灯减轻，仍在预警", "the light eased, the alert goes on"},
          {"更正数据后亮灯减轻", "the light eased by corrected figures"});
      tell_all_told(out, step.next, like, CoUnits::left_alone);
      return out;
    case Transition::resolved:
      say(NoticeKind::resolved,
          {"已恢复，通知所有收到过预警的人", "recovered; all who were told of the alert are told"},
          {"更正数据后解除", "withdrawn by corrected figures"});
      break;
    case Transition::closed:
      like.kind = NoticeKind::closed;
      like.why = step.why.empty() ? Phrase{"规则变更，预警关闭（不是恢复）",
                                           "closed because the rules changed; no recovery"}
                                  : Phrase(step.why);
      break;
    case Transition::none:
    case Transition::pended:
      return out;
  }
  tell_all_told(out, step.next, like, CoUnits::informed);
  if (step.transition == Transition::resolved) ask_to_close(out, step.next, route, like);
  return out;
}

// The step that a long red takes with this news counts from what the news itself takes.
void add_jump(Decisions& out, Alert after, const Route& route) {
  for (const NoticeDecision& one : out) take_step(after, one.step);
  for (NoticeDecision& one : decide_jump(after, route)) add(out, std::move(one));
}

}  // namespace

std::vector<NoticeDecision> decide_on_change(const AlertStep& step, const Route* route) {
  Decisions out = decide_for_told(step, route);
  const bool news = step.transition == Transition::fired || step.transition == Transition::worsened;
  if (step.to_deputy && news && route != nullptr) {
    NoticeDecision like;
    like.step = highest_step(step.next);
    like.kind = step.transition == Transition::fired ? NoticeKind::fired : NoticeKind::worsened;
    tell_deputy(out, *route, like);
  }
  if (route != nullptr) add_jump(out, step.next, *route);
  return out;
}

bool is_long_red(const Alert& alert) {
  return is_firing(alert) && alert.level == Light::red && alert.red_run >= red_run_that_jumps;
}

std::vector<NoticeDecision> decide_jump(const Alert& alert, const Route& route) {
  Decisions out;
  if (!is_long_red(alert) || alert.jumped) return out;
  const auto step = lowest_untaken_step(alert, route);
  if (!step) return out;
  NoticeDecision like;
  like.kind = NoticeKind::escalated;
  like.why = {"连续三期红灯，提前升级", "red for the third report in a row: escalated early"};
  tell_step(out, route, *step, like);
  return out;
}

std::vector<NoticeDecision> decide_flapping(const Alert& alert, const Route* route,
                                            const Damping& damping) {
  NoticeDecision like;
  like.kind = NoticeKind::flapping;
  like.why = {
      fmt::format("{}个工作日内第{}次预警，反复波动；此后平稳满{}个工作日再行通知",
                  damping.within_workdays, damping.firings, damping.calm_workdays),
      fmt::format("alert number {1} within {0} working days, it flaps; told again after {2} "
                  "calm working days",
                  damping.within_workdays, damping.firings, damping.calm_workdays)};
  return first_notice(alert, route, false, like);
}

std::vector<NoticeDecision> decide_catch_up(const Alert& alert, const Route* route,
                                            bool has_co_units) {
  NoticeDecision like;
  const bool breaks_through = alert.flapping && alert.level > alert.told_level;
  const Phrase since = breaks_through ? Phrase{"反复波动期间", "while it flapped"}
                       : alert.flapping
                           ? Phrase{"反复波动后已趋平稳", "calm again after it flapped"}
                           : Phrase{"暂不通知的期间已过", "the time without notices is over"};
  const auto say = [&since](std::string_view zh, std::string_view en) {
    return Phrase{fmt::format("{}，{}", since.zh, zh), fmt::format("{}: {}", since.en, en)};
  };
  Decisions out;
  if (!is_firing(alert)) {
    if (alert.told_level == Light::grey || is_open(alert)) return out;
    const bool closed = alert.state == AlertState::closed;
    like.kind = closed ? NoticeKind::closed : NoticeKind::resolved;
    like.why = closed ? say("其间预警已关闭（不是恢复）", "meanwhile closed, no recovery")
                      : say("其间已恢复", "meanwhile recovered");
    tell_all_told(out, alert, like, CoUnits::informed);
    if (!closed) ask_to_close(out, alert, route, like);
    return out;
  }
  if (alert.told_level == Light::grey || (alert.flapping && alert.level == alert.told_level)) {
    like.kind = NoticeKind::fired;
    like.why = say("仍在预警", "the alert goes on");
    out = first_notice(alert, route, has_co_units, like);
  } else if (alert.level != alert.told_level) {
    const bool worse = alert.level > alert.told_level;
    like.kind = worse ? NoticeKind::worsened : NoticeKind::eased;
    like.why = worse
                   ? say("其间亮灯加重", "meanwhile the light got worse")
                   : say("其间亮灯减轻，仍在预警", "meanwhile the light eased, the alert goes on");
    tell_all_told(out, alert, like, CoUnits::left_alone);
  }
  if (route != nullptr) add_jump(out, alert, *route);
  return out;
}

std::vector<NoticeDecision> decide_silence_ending(const Alert& alert, const Route& route,
                                                  const Silence& silence, std::size_t covered) {
  NoticeDecision like;
  like.kind = NoticeKind::silence_ending;
  like.step = highest_step(alert);
  like.why = {fmt::format("静默{}（{}：{}）将于 {} 结束，涉及{}项预警，届时恢复通知", silence.id,
                          silence.author, silence.reason, to_string(silence.until), covered),
              fmt::format("silence {} ({}: {}) ends on {}; {} alerts speak again then", silence.id,
                          silence.author, silence.reason, to_string(silence.until), covered)};
  Decisions out;
  tell(out, route, Role::supervision, like);
  return out;
}

namespace {

Phrase why_step(const LadderStep& step) {
  const int days = step.workdays;
  switch (step.after) {
    case StepAfter::firing:
      return {fmt::format("预警后{}个工作日仍未恢复", days),
              fmt::format("not recovered {} working days after the alert", days)};
    case StepAfter::unacknowledged:
      return {fmt::format("{}个工作日内未签收或签收后未作承诺", days),
              fmt::format("not acknowledged, or without a promise, within {} working days", days)};
    case StepAfter::deadline_passed:
      return {fmt::format("承诺或任务期限已过{}个工作日", days),
              fmt::format("the promised day or the deadline passed {} working days ago", days)};
  }
  return {};
}

bool reminder_is_due(const Alert& alert, const Route& route, const Calendar& calendar, Date today) {
  return route.remind_every_workdays > 0 && alert.last_told_on &&
         calendar.add_workdays(*alert.last_told_on, route.remind_every_workdays) <= today;
}

Decisions remind(const Alert& alert, const Route& route) {
  NoticeDecision like;
  like.kind = NoticeKind::reminder;
  like.step = highest_step(alert);
  like.why = {
      fmt::format("{}个工作日未有新的通知，例行提醒", route.remind_every_workdays),
      fmt::format("no news for {} working days: a routine reminder", route.remind_every_workdays)};
  Decisions out;
  tell(out, route, Role::contact, like);
  return out;
}

}  // namespace

std::vector<NoticeDecision> decide_on_time(const Alert& alert, const Route& route,
                                           const WorkingHours& hours, const Calendar& calendar,
                                           Instant now) {
  Decisions out;
  if (!is_firing(alert) || !may_send(hours, calendar, now, alert.urgent)) return out;
  const Date today = local_date(now);
  for (int i = 0; i < static_cast<int>(route.ladder.size()); ++i) {
    if (is_taken(alert, i)) continue;
    const LadderStep& step = route.ladder[static_cast<std::size_t>(i)];
    const std::optional<Date> due = step_due(alert, step, calendar);
    if (!due || *due > today) continue;
    NoticeDecision like;
    like.kind = kind_of_step(step);
    like.why = why_step(step);
    tell_step(out, route, i, like);
  }
  add_jump(out, alert, route);
  return out.empty() && reminder_is_due(alert, route, calendar, today) ? remind(alert, route) : out;
}

}  // namespace planwatch
