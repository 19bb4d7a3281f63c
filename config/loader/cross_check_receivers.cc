#include <algorithm>
#include <set>

#include "config/loader/loaders.h"
#include "config/loader/possible_alerts.h"
#include "rules/notify/ladder.h"

namespace planwatch::loader {

namespace {

template <class... Kinds>
bool is_one_of(const ChannelSpec& channel) {
  return (std::holds_alternative<Kinds>(channel) || ...);
}
bool is_alertmanager(const Receiver& receiver) {
  return is_one_of<AlertmanagerChannel>(receiver.channel);
}
// Whether notices leave the machine, so that they can fail to arrive.
bool is_remote(const Receiver& receiver) {
  return !is_one_of<LogChannel, FileChannel, AlertmanagerChannel>(receiver.channel);
}
// Whether people read the messages where a link can be opened.
bool shows_links(const Receiver& receiver) {
  return is_one_of<WecomRobotChannel, WecomAppChannel, DingtalkRobotChannel, FeishuRobotChannel,
                   MailChannel>(receiver.channel);
}

const Receiver* find(const Routing& routing, const ReceiverId& id) {
  const auto found = std::find_if(routing.receivers.begin(), routing.receivers.end(),
                                  [&id](const Receiver& one) { return one.id == id; });
  return found == routing.receivers.end() ? nullptr : &*found;
}

std::vector<ReceiverId> mentioned_by(const Route& route) {
  std::vector<ReceiverId> all = route.receivers;
  for (const auto& [role, receivers] : route.by_role) {
    all.insert(all.end(), receivers.begin(), receivers.end());
  }
  return all;
}

void check_use(const Routing& routing, Diagnostics& out) {
  std::set<ReceiverId> used;
  for (const Route& route : routing.routes) {
    for (const ReceiverId& id : mentioned_by(route)) {
      const Receiver* receiver = find(routing, id);
      const bool first = used.insert(id).second;
      if (!first || !receiver || !is_alertmanager(*receiver)) continue;
      out.error(route.at,
                said("路由 {} 用了 Alertmanager 接收端 {}",
                     "the route {} names the Alertmanager receiver {}", route.id.text, id.text),
                {"从路由里删掉：Alertmanager 自动收到全部预警的状态",
                 "delete it: Alertmanager gets the state of all firing alerts anyway"});
    }
  }
  for (const Receiver& receiver : routing.receivers) used.insert(receiver.fallback);
  for (const Receiver& receiver : routing.receivers) {
    if (used.contains(receiver.id) || is_alertmanager(receiver)) continue;
    out.error(receiver.at,
              said("没有路由用到接收端 {}", "no route leads to the receiver {}", receiver.id.text),
              {"写进某条路由，或删掉它", "name it in a route or delete it"});
  }
}

// The way along the fallbacks from one receiver back to it: "a -> b -> a"; empty: none.
std::string circle_from(const Routing& routing, const Receiver& first) {
  std::string way = first.id.text;
  const Receiver* at = &first;
  for (std::size_t steps = 0; steps <= routing.receivers.size(); ++steps) {
    at = find(routing, at->fallback);
    if (!at) return {};
    way += " → " + at->id.text;
    if (at == &first) return way;
  }
  return {};
}

void check_fallbacks(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  for (std::size_t i = 0; i < routing.receivers.size(); ++i) {
    const Receiver& receiver = routing.receivers[i];
    const SourcePosition& at = draft.receivers[i].fallback;
    if (receiver.fallback.empty()) continue;
    const std::string circle = circle_from(routing, receiver);
    const Receiver* other = find(routing, receiver.fallback);
    if (!circle.empty()) {
      draft.out.error(at, said("备用接收端绕成了圈：{}", "fallbacks go in a circle: {}", circle),
                      {"改成一条走得完的路，或删掉一个 fallback",
                       "make it a way that ends, or delete a fallback"});
    } else if (other && is_alertmanager(*other)) {
      draft.out.error(at,
                      said("{} 是 Alertmanager，收的是状态，不能代收通知",
                           "{} is an Alertmanager: it takes state and no notices", other->id.text),
                      {"换一个接收端", "name another receiver"});
    }
  }
}

struct Limit {
  int per_minute = 0;
  int per_second = 0;
};
// What the vendors' manuals permit a robot.
Limit limit_of(const ChannelSpec& channel) {
  if (is_one_of<WecomRobotChannel, DingtalkRobotChannel>(channel)) return {20, 0};
  if (is_one_of<FeishuRobotChannel>(channel)) return {100, 5};
  return {};
}

void check_rates(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  for (std::size_t i = 0; i < routing.receivers.size(); ++i) {
    const Receiver& receiver = routing.receivers[i];
    const Limit limit = limit_of(receiver.channel);
    const bool too_fast = (limit.per_minute > 0 && receiver.rate.per_minute > limit.per_minute) ||
                          (limit.per_second > 0 && receiver.rate.per_second > limit.per_second);
    if (!too_fast) continue;
    draft.out.error(
        draft.receivers[i].rate,
        said("接收端 {} 的 rate 超过平台上限：每分钟 {} 条",
             "the rate of {} is above what its vendor takes: {} a minute", receiver.id.text,
             limit.per_minute),
        {"写小一些，或删掉 rate 用默认值", "make it smaller, or delete it for the default"});
  }
}

void check_messages(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  std::set<std::string> used;
  for (std::size_t i = 0; i < routing.receivers.size(); ++i) {
    const Receiver& receiver = routing.receivers[i];
    if (receiver.message.empty()) continue;
    used.insert(receiver.message);
    if (!is_one_of<LogChannel, FileChannel, AlertmanagerChannel, SmsChannel>(receiver.channel)) {
      continue;
    }
    draft.out.warning(
        draft.receivers[i].message,
        said("接收端 {} 的通道用不上消息模板",
             "the channel of the receiver {} uses no message template", receiver.id.text),
        {"删掉 message", "delete message"});
  }
  for (const MessageTemplate& message : routing.messages) {
    if (used.contains(message.id)) continue;
    draft.out.warning(
        message.at,
        said("没有接收端用到消息模板 {}", "no receiver uses the message {}", message.id),
        {"在接收端写 message，或删掉它", "name it in a receiver or delete it"});
  }
}

void check_links(const Draft& draft) {
  if (!draft.configuration.http.public_url.empty()) return;
  for (const Receiver& receiver : draft.configuration.routing.receivers) {
    if (!shows_links(receiver)) continue;
    draft.out.warning(receiver.at,
                      {"没有配置 public_url，消息里没有签收、承诺的链接",
                       "no public_url: messages carry no links to acknowledge or promise"},
                      {"在 server.yaml 写 http: {public_url: https://...}",
                       "write http: {public_url: https://...} in server.yaml"});
    return;
  }
}

// Who hears that notices do not arrive: the receivers of the ladder of the route that takes it.
std::set<ReceiverId> ops_receivers(const Route& route) {
  std::set<ReceiverId> all;
  for (const LadderStep& step : route.ladder) {
    const auto& receivers = receivers_of(route, step.role);
    all.insert(receivers.begin(), receivers.end());
  }
  return all;
}

void check_ops(const Draft& draft) {
  const Routing& routing = draft.configuration.routing;
  PossibleAlert refused;
  refused.unit = draft.plan().coordinating_unit;
  refused.subject = SubjectKind::receiver;
  const Route* route = route_of(routing, refused, Light::red);
  const auto remote = std::find_if(routing.receivers.begin(), routing.receivers.end(), is_remote);
  if (remote == routing.receivers.end()) return;
  if (!route) {
    draft.out.warning(remote->at,
                      said("接收端 {} 送不到时没有人知道：没有路由管 receiver",
                           "nobody hears when notices do not reach {}: no route takes receivers",
                           remote->id.text),
                      {"加一条 subjects: [receiver] 的路由，发给运维",
                       "add a route with subjects: [receiver] that leads to ops"});
    return;
  }
  const std::set<ReceiverId> told = ops_receivers(*route);
  const Receiver* only = told.size() == 1 ? find(routing, *told.begin()) : nullptr;
  if (!only || !is_remote(*only)) return;
  draft.out.warning(
      route->at,
      said("{} 送不到时，消息也只发给它自己", "when {} is out of reach, only itself would be told",
           only->id.text),
      {"给路由再加一个接收端，如 log 或 file", "add another receiver, such as a log or a file"});
}

}  // namespace

void cross_check_receivers(Draft& draft) {
  check_use(draft.configuration.routing, draft.out);
  check_fallbacks(draft);
  check_rates(draft);
  check_messages(draft);
  check_links(draft);
  check_ops(draft);
}

}  // namespace planwatch::loader
