#pragma once

#include <string>

#include "rules/model/observation.h"
#include "rules/model/plan.h"

namespace planwatch {

// The source of a delivery that a person pushed over HTTP: push:PERSON.
std::string push_source(const std::string& person);
bool is_pushed(const Delivery& delivery);
// Brought in by a person, as an import or a push, instead of fetched: it says nothing of how the
// feed itself fares, and what it left unaccepted was shown to that person.
bool is_by_hand(const Delivery& delivery);

// Why the plan takes no such figure: another window, or a period of another length than the
// indicator's. Empty: it does.
std::string why_not_taken(const Plan& plan, const Observation& figure);

}  // namespace planwatch
