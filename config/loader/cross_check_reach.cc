#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"
#include "config/loader/possible_alerts.h"
#include "config/loader/suggest.h"
#include "rules/notify/ladder.h"

namespace planwatch::loader {

namespace {

// A channel that reaches nobody by itself: whose address it needs, and in words.
struct Needed {
  std::string Person::*address = nullptr;  // null: it reaches whoever reads it
  Words words;
};
Needed needed_by(const ChannelSpec& channel) {
  if (const auto* mail = std::get_if<MailChannel>(&channel); mail && mail->to.empty()) {
    return {&Person::email, {"邮箱（email）", "email"}};
  }
  if (const auto* sms = std::get_if<SmsChannel>(&channel); sms && sms->to.empty()) {
    return {&Person::mobile, {"手机号（mobile）", "mobile number"}};
  }
  if (const auto* app = std::get_if<WecomAppChannel>(&channel); app && app->to.empty()) {
    return {&Person::wecom, {"企业微信账号（wecom）", "wecom userid"}};
  }
  return {};
}

std::set<Role> roles_of(const Route& route) {
  std::set<Role> roles;
  for (const LadderStep& step : route.ladder) {
    roles.insert(step.role);
    roles.insert(step.copy.begin(), step.copy.end());
  }
  if (route.inform_co_units) roles.insert(Role::co_unit);
  return roles;
}

// Units whose person has the address, and those whose person lacks it.
struct Reach {
  std::set<std::string> reached;
  std::set<std::string> lacking;
};

using ByUse = std::map<std::tuple<std::size_t, Role, std::size_t>, Reach>;  // route, role, receiver

void note(ByUse& uses, const Draft& draft, std::size_t route, const PossibleAlert& alert) {
  const Configuration& configuration = draft.configuration;
  const Route& taken = configuration.routing.routes[route];
  for (const Role role : roles_of(taken)) {
    const std::vector<ReceiverId>& ids = receivers_of(taken, role);
    for (std::size_t i = 0; i < configuration.routing.receivers.size(); ++i) {
      const Receiver& receiver = configuration.routing.receivers[i];
      const Needed needed = needed_by(receiver.channel);
      if (!needed.address || std::find(ids.begin(), ids.end(), receiver.id) == ids.end()) continue;
      Reach& reach = uses[{route, role, i}];
      const auto people = people_behind(configuration.plan, alert, role);
      for (const UnitPerson& one : people) {
        const bool has = !(one.person.*needed.address).empty();
        (has ? reach.reached : reach.lacking).insert(one.unit.text);
      }
      if (people.empty() && role == Role::ops) reach.lacking.insert(std::string(word_of(role)));
    }
  }
}

void report(const Draft& draft, const Route& route, Role role, const Receiver& receiver,
            const Reach& reach) {
  const Words address = needed_by(receiver.channel).words;
  const std::vector<std::string> lacking(reach.lacking.begin(), reach.lacking.end());
  constexpr std::size_t shown = 8;
  std::string names = join(lacking, shown);
  if (lacking.size() > shown) names += fmt::format(" ({})", lacking.size());
  const std::string_view word = word_of(role);
  const Words hint{"在 units.yaml 的 people 里补上，或在接收端写 to",
                   "add them to people in units.yaml, or write `to` in the receiver"};
  if (reach.reached.empty()) {
    draft.out.error(route.at,
                    {fmt::format("路由 {} 的 {} 经 {} 一个人也通知不到：没有{}：{}", route.id.text,
                                 word, receiver.id.text, address.zh, names),
                     fmt::format("nobody is reached as {} by {} on the route {}: no {}: {}", word,
                                 receiver.id.text, route.id.text, address.en, names)},
                    hint);
  } else {
    draft.out.warning(
        route.at,
        {fmt::format("路由 {} 的 {} 经 {} 通知不到这些单位，没有{}：{}", route.id.text, word,
                     receiver.id.text, address.zh, names),
         fmt::format("as {} on the route {}, {} does not reach these units: no {}: {}", word,
                     route.id.text, receiver.id.text, address.en, names)},
        hint);
  }
}

}  // namespace

void cross_check_reach(Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  ByUse uses;
  for (const PossibleAlert& alert : possible_alerts(draft.configuration)) {
    std::set<const Route*> routes;
    for (const Light level : levels_of(alert)) routes.insert(route_of(routing, alert, level));
    for (std::size_t i = 0; i < routing.routes.size(); ++i) {
      if (routes.contains(&routing.routes[i])) note(uses, draft, i, alert);
    }
  }
  for (const auto& [use, reach] : uses) {
    if (reach.lacking.empty()) continue;
    const auto& [route, role, receiver] = use;
    report(draft, routing.routes[route], role, routing.receivers[receiver], reach);
  }
}

}  // namespace planwatch::loader
