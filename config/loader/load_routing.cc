#include <algorithm>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<SubjectKind> subject_words[] = {{"indicator", SubjectKind::indicator},
                                               {"task", SubjectKind::task},
                                               {"feed", SubjectKind::feed},
                                               {"receiver", SubjectKind::receiver}};
constexpr Word<StepAfter> after_words[] = {{"firing", StepAfter::firing},
                                           {"unacknowledged", StepAfter::unacknowledged},
                                           {"deadline_passed", StepAfter::deadline_passed}};

LadderStep load_step(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  LadderStep step;
  fields.choice("after", after_words, step.after);
  fields.integer("workdays", step.workdays, 0, 260, Need::optional);
  fields.choice("role", role_words, step.role);
  fields.choices("copy", role_words, step.copy);
  return step;
}

// The first notice goes out at once, later steps never come before earlier ones.
void check_ladder(const std::vector<LadderStep>& ladder, std::span<const YamlNode> nodes,
                  const SourcePosition& at, Diagnostics& out) {
  const Words hint{
      "顺序：firing、unacknowledged、deadline_passed，同类按 workdays 从小到大",
      "the order: firing, unacknowledged, deadline_passed, and by workdays within each"};
  if (ladder.empty()) {
    out.error(at, {"升级阶梯没有一级", "the ladder has no step"},
              {"至少写 {after: firing, workdays: 0, role: contact}",
               "write at least {after: firing, workdays: 0, role: contact}"});
    return;
  }
  if (ladder[0].after != StepAfter::firing || ladder[0].workdays != 0) {
    out.error(nodes[0].at, {"第一级不是预警当时", "the first step is not at once"},
              {"第一级写 after: firing, workdays: 0，否则没有首次通知",
               "begin with after: firing, workdays: 0, or there is no first notice"});
  }
  for (std::size_t i = 1; i < ladder.size(); ++i) {
    const LadderStep& before = ladder[i - 1];
    const LadderStep& step = ladder[i];
    const bool ordered = before.after < step.after ||
                         (before.after == step.after && before.workdays <= step.workdays);
    if (!ordered) {
      out.error(nodes[i].at, {"升级阶梯的顺序不对", "the ladder's steps are out of order"}, hint);
    }
  }
}

void read_roles(Fields& fields, Route& route, Draft& draft) {
  for (const YamlEntry& entry : fields.map("by_role", Need::optional)) {
    YamlNode key;
    key.kind = YamlNode::Kind::scalar;
    key.text = entry.key;
    key.at = entry.key_at;
    Role role = Role::contact;
    if (!fields.choose(key, "by_role", role_words, role)) continue;
    std::vector<ReceiverId> receivers;
    if (entry.value.kind != YamlNode::Kind::list) {
      draft.out.error(entry.value.at, said("{} 应是列表", "{} takes a list", entry.key),
                      {"写成 [接收端]", "write [receiver]"});
      continue;
    }
    for (const YamlNode& item : entry.value.items) {
      if (!is_scalar(item, entry.key, draft.out)) continue;
      draft.names.mention(Thing::receiver, item.text, item.at);
      receivers.emplace_back(item.text);
    }
    route.by_role.emplace_back(role, std::move(receivers));
  }
}

void read_ladder(Fields& fields, Route& route) {
  const int errors = fields.out().errors();
  const std::span<const YamlNode> steps = fields.list("ladder");
  for (const YamlNode& item : steps) route.ladder.push_back(load_step(item, fields.out()));
  if (fields.out().errors() == errors) {
    check_ladder(route.ladder, steps, fields.at("ladder"), fields.out());
  }
}

// Unlike working hours a span may pass midnight.
void read_quiet_hours(Fields& fields, Route& route) {
  for (const YamlNode& item : fields.list("quiet_hours", Need::optional)) {
    const auto span = read_hours(item, "quiet_hours", fields.out(), MayPassMidnight::yes);
    if (span) route.quiet_hours.push_back(*span);
  }
}

}  // namespace

Route load_route(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Route route;
  route.at = fields.at();
  if (read_identifier(fields, Thing::route, route.id, draft.names)) route.at = fields.at("id");
  read_mentions(fields, "units", Thing::unit, route.units, draft.names);
  read_mentions(fields, "rules", Thing::rule, route.rules, draft.names);
  fields.choices("subjects", subject_words, route.subjects);
  fields.choice("from", alert_light_words, route.from, Need::optional);
  read_mentions(fields, "receivers", Thing::receiver, route.receivers, draft.names);
  read_roles(fields, route, draft);
  read_ladder(fields, route);
  fields.integer("remind_every_workdays", route.remind_every_workdays, 0, 260, Need::optional);
  fields.boolean("inform_co_units", route.inform_co_units);
  fields.duration("group_wait", route.group_wait);
  read_quiet_hours(fields, route);
  draft.routes.push_back({fields.clean(), fields.at("ladder"), fields.at("quiet_hours")});
  return route;
}

WorkingHours load_working_hours(Fields& fields) {
  WorkingHours hours;
  for (const YamlNode& item : fields.list("working_hours", Need::optional)) {
    const auto span = read_hours(item, "working_hours", fields.out());
    if (!span) continue;
    if (!hours.spans.empty() && span->first < hours.spans.back().second) {
      fields.out().error(item.at,
                         said("时段 {} 与前一段重叠或倒序",
                              "{} overlaps the one before or stands before it", item.text),
                         {"各时段从早到晚，不重叠", "from early to late, without overlaps"});
    }
    hours.spans.push_back(*span);
  }
  return hours;
}

void load_routing(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  Routing& routing = draft.configuration.routing;
  routing.working_hours = load_working_hours(fields);
  for (const YamlNode& item : fields.list("messages", Need::optional)) {
    routing.messages.push_back(load_message(item, draft));
  }
  for (const YamlNode& item : fields.list("receivers")) {
    routing.receivers.push_back(load_receiver(item, draft));
  }
  for (const YamlNode& item : fields.list("routes")) {
    routing.routes.push_back(load_route(item, draft));
  }
  routing.heartbeat = load_heartbeat(fields, draft);
  routing.damping = load_damping(fields);
}

}  // namespace planwatch::loader
