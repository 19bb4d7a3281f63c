#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/rehearse/rehearse.h"

namespace planwatch {

enum class DifferenceOf { light, alert, indicator, task, rule, feed };
std::string_view name_of(DifferenceOf what, Lang lang);

// One thing that comes out differently under other rule files. A light or alert moves from `from`
// to `to` (grey alert: none); of a thing that only one side has, the other side is empty.
struct Difference {
  DifferenceOf what = DifferenceOf::light;
  UnitId unit;
  std::string subject;  // indicator id, task number, feed id (with :period for a report), rule id
  std::string name;
  AreaCode area;
  std::optional<Period> period;  // empty: as of the end of the history
  RuleId rule;                   // that gave the light, or whose alert it is
  std::optional<Light> from;
  std::optional<Light> to;
  std::vector<std::string> why;  // in the language asked for
};

// The end of both rehearsals and every alert between, compared by stable ids; by unit, then in the
// order of the plan and the periods. Both must cover the same span of the same history.
std::vector<Difference> compare(const Rehearsal& before, const Rehearsal& after, Lang lang);

}  // namespace planwatch
