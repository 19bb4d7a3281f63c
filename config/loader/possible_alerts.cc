#include "config/loader/possible_alerts.h"

#include "rules/engine/steps.h"
#include "rules/judge/judge.h"
#include "rules/notify/decide.h"

namespace planwatch::loader {

namespace {

void add_indicators(const Configuration& configuration, std::vector<PossibleAlert>& all) {
  for (const Rule& rule : configuration.rules) {
    for (const Indicator& indicator : configuration.plan.indicators) {
      if (!selects(rule, indicator)) continue;
      all.push_back({indicator.answerable,
                     rule.id,
                     SubjectKind::indicator,
                     rule.alert_from,
                     rule.at,
                     indicator.co,
                     {}});
    }
  }
}

void add_tasks(const Configuration& configuration, std::vector<PossibleAlert>& all) {
  const TaskRule& rule = configuration.task_rule;
  for (const Task& task : configuration.plan.tasks) {
    all.push_back(
        {task.lead, rule.id, SubjectKind::task, rule.alert_from, task.at, task.departments, {}});
  }
}

void add_feeds(const Configuration& configuration, std::vector<PossibleAlert>& all) {
  for (const FeedSpec& feed : configuration.feeds) {
    for (const RuleId& rule :
         {configuration.report_rule.id, configuration.quality.id, fetch_rule(), data_rule()}) {
      all.push_back({feed.unit, rule, SubjectKind::feed, Light::yellow, feed.at, {}, feed.contact});
    }
  }
}

}  // namespace

std::vector<PossibleAlert> possible_alerts(const Configuration& configuration) {
  std::vector<PossibleAlert> all;
  add_indicators(configuration, all);
  add_tasks(configuration, all);
  add_feeds(configuration, all);
  all.push_back(
      {configuration.plan.coordinating_unit, {}, SubjectKind::receiver, Light::yellow, {}, {}, {}});
  return all;
}

const Route* route_of(const Routing& routing, const PossibleAlert& possible, Light level) {
  Alert alert;
  alert.unit = possible.unit;
  alert.key.rule = possible.rule;
  alert.key.subject_kind = possible.subject;
  alert.level = level;
  return match_route(routing, alert);
}

std::vector<Light> levels_of(const PossibleAlert& possible) {
  std::vector<Light> levels;
  for (const Light level : {Light::blue, Light::yellow, Light::red}) {
    if (level >= possible.least) levels.push_back(level);
  }
  return levels;
}

namespace {

UnitPeople people_of(const Plan& plan, const UnitId& id) {
  const Unit* unit = plan.find_unit(id);
  return unit ? unit->people : UnitPeople{};
}

Person feed_contact(const UnitPeople& people, const std::string& name) {
  for (const Person& one : {people.contact, people.deputy, people.leader}) {
    if (one.name == name) return one;
  }
  return {name, {}, {}, {}, {}, {}};
}

// Members are single units; a collective unit without members is told by the coordinating unit.
std::vector<UnitId> expanded(const Plan& plan, const std::vector<UnitId>& units) {
  std::vector<UnitId> all;
  for (const UnitId& id : units) {
    const Unit* unit = plan.find_unit(id);
    if (!unit || !unit->collective) {
      all.push_back(id);
    } else if (unit->members.empty()) {
      all.push_back(plan.coordinating_unit);
    } else {
      all.insert(all.end(), unit->members.begin(), unit->members.end());
    }
  }
  return all;
}

}  // namespace

std::vector<UnitPerson> people_behind(const Plan& plan, const PossibleAlert& alert, Role role) {
  const UnitPeople people = people_of(plan, alert.unit);
  switch (role) {
    case Role::contact:
      return {{alert.unit, people.contact}};
    case Role::deputy:
      return {{alert.unit, people.deputy}};
    case Role::leader:
      return {{alert.unit, people.leader}};
    case Role::supervision:
      return {{plan.supervising_unit, people_of(plan, plan.supervising_unit).contact}};
    case Role::feed_contact:
      return {{alert.unit, feed_contact(people, alert.feed_contact)}};
    case Role::co_unit: {
      std::vector<UnitPerson> all;
      for (const UnitId& co : expanded(plan, alert.co)) {
        if (co != alert.unit) all.push_back({co, people_of(plan, co).contact});
      }
      return all;
    }
    case Role::ops:
      break;
  }
  return {};
}

}  // namespace planwatch::loader
