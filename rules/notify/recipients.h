#pragma once

#include <vector>

#include "rules/alert/alert.h"
#include "rules/model/person.h"

namespace planwatch {

// Who stands behind a role of an alert, with their addresses. Empty: the configuration names
// nobody, and whoever reads the receiver is told. 运维 are named by their receiver alone.
// `feed`: the one that the alert is about, null for other subjects; 数据联系人 is a name there, its
// addresses are those of the person of that name in the feed's unit.
std::vector<Person> recipients_of(const Plan& plan, const Alert& alert, Role role,
                                  const FeedSpec* feed);

// Who shares the work of the alert's indicator or task, in the plan's order and without the unit
// that answers. A collective unit stands for its members, and for the coordinating unit while it
// has none.
std::vector<UnitId> co_units_of(const Plan& plan, const Alert& alert);

}  // namespace planwatch
