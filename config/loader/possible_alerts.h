#pragma once

#include <vector>

#include "rules/model/configuration.h"

namespace planwatch::loader {

// What an alert that can come has that routes look at.
struct PossibleAlert {
  UnitId unit;
  RuleId rule;
  SubjectKind subject = SubjectKind::indicator;
  Light least = Light::yellow;
  SourcePosition at;         // of the rule, task or feed
  std::vector<UnitId> co;    // co-responsible units
  std::string feed_contact;  // feeds: their own contact's name
};

// Every alert that the configuration can give rise to, by subject and rule. Those about receivers
// are answered for by the coordinating unit.
std::vector<PossibleAlert> possible_alerts(const Configuration& configuration);

// The route that takes the alert at this level; null: nobody is told.
const Route* route_of(const Routing& routing, const PossibleAlert& possible, Light level);

// Every level at which the alert can stand.
std::vector<Light> levels_of(const PossibleAlert& possible);

// The people of the configuration behind a role: the unit's own, the supervising unit's contact,
// the feed's contact (a name; the addresses are those of the unit's person of that name, else of
// its contact), the contacts of co-responsible units. Ops are whoever reads the receiver. With
// names and addresses as they are, empty ones too, each with the unit.
struct UnitPerson {
  UnitId unit;
  Person person;
};
std::vector<UnitPerson> people_behind(const Plan& plan, const PossibleAlert& alert, Role role);

}  // namespace planwatch::loader
