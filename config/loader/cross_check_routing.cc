#include <algorithm>
#include <map>
#include <set>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"
#include "config/loader/possible_alerts.h"
#include "rules/notify/ladder.h"

namespace planwatch::loader {

namespace {

void check_roles(const Route& route, Diagnostics& out) {
  std::set<Role> unreachable;
  for (const LadderStep& step : route.ladder) {
    if (receivers_of(route, step.role).empty()) unreachable.insert(step.role);
    for (const Role role : step.copy) {
      if (receivers_of(route, role).empty()) unreachable.insert(role);
    }
  }
  for (const Role role : unreachable) {
    const std::string_view word = word_of(role);
    out.error(route.at,
              said("路由 {} 的 {} 没有接收端，通知不到人",
                   "nobody is reached as {1} on the route {0}", route.id.text, word),
              {"写 receivers，或在 by_role 里给这个角色写接收端",
               "write receivers, or receivers for this role in by_role"});
  }
}

void warn_untold(const std::map<RuleId, std::vector<PossibleAlert>>& untold, Diagnostics& out) {
  for (const auto& [rule, alerts] : untold) {
    const PossibleAlert& example = alerts.front();
    out.warning(
        example.at,
        said("规则 {} 的预警有 {} 个没有路由，亮红灯也没有人收到，例如 {} 的",
             "{1} alerts of the rule {0} have no route, nobody is told even of red; one is {2}'s",
             rule.text, alerts.size(), example.unit.text),
        {"在 routing.yaml 末尾加一条不限单位、不限规则的路由",
         "end routing.yaml with a route for all units and rules"});
  }
}

// The end of the ladder is somebody who can make the unit move.
void check_last_step(const Route& route, const RoutePlaces& places, Diagnostics& out) {
  const auto about = [&route](SubjectKind kind) {
    return route.subjects.empty() ||
           std::find(route.subjects.begin(), route.subjects.end(), kind) != route.subjects.end();
  };
  if (!places.clean || !(about(SubjectKind::indicator) || about(SubjectKind::task))) return;
  const auto is_end = [](Role role) { return role == Role::leader || role == Role::supervision; };
  for (const LadderStep& step : route.ladder) {
    if (is_end(step.role) || std::any_of(step.copy.begin(), step.copy.end(), is_end)) return;
  }
  out.error(places.ladder,
            said("路由 {} 的升级阶梯没有最后一级：一直没人办，也到不了主要负责人或督查",
                 "the ladder of the route {} has no last step: what nobody answers never reaches "
                 "the leader or supervision",
                 route.id.text),
            {"加一级，如 {after: deadline_passed, workdays: 6, role: supervision}",
             "add one, such as {after: deadline_passed, workdays: 6, role: supervision}"});
}

bool is_quiet(const Route& route, TimeOfDay at) {
  return std::any_of(route.quiet_hours.begin(), route.quiet_hours.end(), [at](const auto& span) {
    const auto& [from, to] = span;
    return from < to ? from <= at && at < to : at >= from || at < to;
  });
}

void check_quiet_hours(const Route& route, const WorkingHours& hours, const SourcePosition& at,
                       Diagnostics& out) {
  if (route.quiet_hours.empty()) return;
  constexpr TimeOfDay day_end{24 * 60};
  for (TimeOfDay time{0}; time < day_end; ++time) {
    const bool works =
        hours.spans.empty() ||
        std::any_of(hours.spans.begin(), hours.spans.end(),
                    [time](const auto& span) { return span.first <= time && time < span.second; });
    if (works && !is_quiet(route, time)) return;
  }
  out.error(
      at,
      said("路由 {} 的免打扰盖住了全部工作时间，不紧急的永远发不出去",
           "the quiet hours of the route {} cover all working hours: what is not urgent is "
           "never sent",
           route.id.text),
      {"改短 quiet_hours，或核对 working_hours", "shorten quiet_hours, or check working_hours"});
}

void check_taken(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  std::set<const Route*> taken;
  std::map<RuleId, std::vector<PossibleAlert>> untold;
  for (const PossibleAlert& possible : possible_alerts(draft.configuration)) {
    for (const Light level : levels_of(possible)) {
      const Route* route = route_of(routing, possible, level);
      taken.insert(route);
      const bool told_of = route || possible.subject == SubjectKind::receiver;
      if (!told_of && level == Light::red) untold[possible.rule].push_back(possible);
    }
  }
  for (const Route& route : routing.routes) {
    if (taken.contains(&route)) continue;
    draft.out.error(route.at,
                    said("没有预警会走路由 {}", "no alert can take the route {}", route.id.text),
                    {"核对条件；前面的路由可能已全部取走，把它移到前面或删掉",
                     "check its conditions; earlier routes may take all: move it up or delete it"});
  }
  warn_untold(untold, draft.out);
}

}  // namespace

void cross_check_routing(Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  for (std::size_t i = 0; i < routing.routes.size(); ++i) {
    const Route& route = routing.routes[i];
    check_roles(route, draft.out);
    check_last_step(route, draft.routes[i], draft.out);
    check_quiet_hours(route, routing.working_hours, draft.routes[i].quiet_hours, draft.out);
  }
  check_taken(draft);
}

}  // namespace planwatch::loader
