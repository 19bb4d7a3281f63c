#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/engine/event.h"

namespace planwatch {

// Whose work an action is about: the answerable unit of the alert or task, and who shares it. Empty
// where the action is about no unit, or about nothing that exists.
struct ActionTarget {
  UnitId unit;
  std::vector<UnitId> co_units;
};

// Why this person may not do this, and who may; empty: the role allows it. Pure.
//
//                             viewer   unit            supervisor   operator
//   acknowledge, promise        -      its own            x            -
//   progress of an alert        -      its own, shared    x            -
//   progress of a task          -      its own            x            -
//   confirm a task as done      -       -                 x            -
//   close a ledger row          -       -                 x            -
//   suspend, resume, silence    -       -                 x            x
//   release, discard a figure   -       -                 x            x
//   close, reopen the plan      -       -                 x            x
//
// What a unit states about its work is its own word or the supervising unit's; 销号 is the
// supervising unit's hand alone; operations keep the machine and its data in order.
std::optional<std::string> refusal_by_role(AccessRole role, const UnitId& unit,
                                           const PersonAction& action, const ActionTarget& target);

}  // namespace planwatch
