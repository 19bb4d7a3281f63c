#include <algorithm>
#include <map>
#include <set>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"
#include "rules/judge/judge.h"
#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"

namespace planwatch::loader {

namespace {

std::vector<ReceiverId> mentioned_by(const Route& route) {
  std::vector<ReceiverId> all = route.receivers;
  for (const auto& [role, receivers] : route.by_role) {
    all.insert(all.end(), receivers.begin(), receivers.end());
  }
  return all;
}

bool is_alertmanager(const Routing& routing, const ReceiverId& id) {
  return std::any_of(
      routing.receivers.begin(), routing.receivers.end(), [&id](const Receiver& one) {
        return one.id == id && std::holds_alternative<AlertmanagerChannel>(one.channel);
      });
}

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

void check_receivers(const Routing& routing, Diagnostics& out) {
  std::set<ReceiverId> used;
  for (const Route& route : routing.routes) {
    for (const ReceiverId& id : mentioned_by(route)) {
      const bool first = used.insert(id).second;
      if (!first || !is_alertmanager(routing, id)) continue;
      out.error(route.at,
                said("路由 {} 用了 Alertmanager 接收端 {}",
                     "the route {} names the Alertmanager receiver {}", route.id.text, id.text),
                {"从路由里删掉：Alertmanager 自动收到全部预警的状态",
                 "delete it: Alertmanager gets the state of all firing alerts anyway"});
    }
  }
  for (const Receiver& receiver : routing.receivers) {
    if (used.contains(receiver.id) || is_alertmanager(routing, receiver.id)) continue;
    out.error(receiver.at,
              said("没有路由用到接收端 {}", "no route leads to the receiver {}", receiver.id.text),
              {"写进某条路由，或删掉它", "name it in a route or delete it"});
  }
}

// What an alert has that routes look at.
struct Possible {
  UnitId unit;
  RuleId rule;
  SubjectKind subject = SubjectKind::indicator;
  Light least = Light::yellow;
  SourcePosition at;
};

std::vector<Possible> possible_alerts(const Configuration& configuration) {
  std::vector<Possible> all;
  const Plan& plan = configuration.plan;
  for (const Rule& rule : configuration.rules) {
    for (const Indicator& indicator : plan.indicators) {
      if (!selects(rule, indicator)) continue;
      all.push_back(
          {indicator.answerable, rule.id, SubjectKind::indicator, rule.alert_from, rule.at});
    }
  }
  for (const Task& task : plan.tasks) {
    const TaskRule& rule = configuration.task_rule;
    all.push_back({task.lead, rule.id, SubjectKind::task, Light::blue, task.at});
  }
  for (const FeedSpec& feed : configuration.feeds) {
    const ReportRule& rule = configuration.report_rule;
    all.push_back({feed.unit, rule.id, SubjectKind::feed, Light::yellow, feed.at});
  }
  return all;
}

const Route* route_of(const Routing& routing, const Possible& possible, Light level) {
  Alert alert;
  alert.unit = possible.unit;
  alert.key.rule = possible.rule;
  alert.key.subject_kind = possible.subject;
  alert.level = level;
  return match_route(routing, alert);
}

void warn_untold(const std::map<RuleId, std::vector<Possible>>& untold, Diagnostics& out) {
  for (const auto& [rule, alerts] : untold) {
    const Possible& example = alerts.front();
    out.warning(
        example.at,
        said("规则 {} 的预警有 {} 个没有路由，亮红灯也没有人收到，例如 {} 的",
             "{1} alerts of the rule {0} have no route, nobody is told even of red; one is {2}'s",
             rule.text, alerts.size(), example.unit.text),
        {"在 routing.yaml 末尾加一条不限单位、不限规则的路由",
         "end routing.yaml with a route for all units and rules"});
  }
}

void check_routes(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  std::set<const Route*> taken;
  std::map<RuleId, std::vector<Possible>> untold;
  for (const Possible& possible : possible_alerts(draft.configuration)) {
    for (const Light level : {Light::blue, Light::yellow, Light::red}) {
      if (level < possible.least) continue;
      const Route* route = route_of(routing, possible, level);
      taken.insert(route);
      if (!route && level == Light::red) untold[possible.rule].push_back(possible);
    }
  }
  for (const Route& route : routing.routes) {
    if (taken.contains(&route)) continue;
    draft.out.warning(route.at,
                      said("没有预警会走路由 {}", "no alert can take the route {}", route.id.text),
                      {"核对条件；前面的路由可能已全部取走",
                       "check its conditions; earlier routes may take all"});
  }
  warn_untold(untold, draft.out);
}

}  // namespace

void cross_check_routing(Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  for (const Route& route : routing.routes) check_roles(route, draft.out);
  check_receivers(routing, draft.out);
  check_routes(draft);
}

}  // namespace planwatch::loader
