#include "daemon/demo/incidents.h"

#include <array>

namespace planwatch::demo {

namespace {

constexpr auto all = std::to_array<Incident>({
    {Incident::Kind::late, "commerce_trains", 9, {}, 10, 1000, {}},
    {Incident::Kind::corrected, "court", 8, "first_enforcement_termination_rate", 8, 860, {}},
    {Incident::Kind::missing, "science_technology", 8, {}, 0, 1000, {}},
    {Incident::Kind::rejected, "market_regulation", 7, "joint_random_inspection_share", 0, 1000,
     "约66%"},
});

}  // namespace

std::span<const Incident> incidents() {
  return all;
}

const Incident* find_incident(Incident::Kind kind, std::string_view feed, unsigned month) {
  for (const Incident& incident : all) {
    if (incident.kind == kind && incident.feed == feed && incident.month == month) {
      return &incident;
    }
  }
  return nullptr;
}

}  // namespace planwatch::demo
