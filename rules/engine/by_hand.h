#pragma once

#include <string>

#include "rules/model/observation.h"
#include "rules/model/plan.h"

namespace planwatch {

// The source of a delivery that a person pushed over HTTP: push:PERSON.
std::string push_source(const std::string& person);
bool is_pushed(const Delivery& delivery);
// Of a file that a person handed in. For a feed that lives on uploads (upload:FILE by PERSON) it is
// the feed's own delivery; beside a feed that is fetched it counts as pushed.
std::string upload_source(bool is_the_feeds_way, const std::string& file,
                          const std::string& person);
// Brought in by a person, as an import or a push, instead of fetched: it says nothing of how the
// feed itself fares, and what it left unaccepted was shown to that person.
bool is_by_hand(const Delivery& delivery);

// Why the plan takes no such figure: another window, or a period of another length than the
// indicator's. Empty: it does.
std::string why_not_taken(const Plan& plan, const Observation& figure);

}  // namespace planwatch
