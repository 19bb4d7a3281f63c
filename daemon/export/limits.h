#pragma once

#include <array>
#include <vector>

#include "rules/judge/judge.h"

namespace planwatch {

// What makes a figure at least as bad as one light, at one month's end.
struct WorseThan {
  enum class When { never, always, beyond };
  When when = When::never;
  Rational limit;             // beyond: own measure
  bool limit_is_bad = false;  // the limit itself is bad already
  friend bool operator==(const WorseThan& a, const WorseThan& b) {
    if (a.when != b.when) return false;
    return a.when != When::beyond || (a.limit == b.limit && a.limit_is_bad == b.limit_is_bad);
  }
};
using WorseByMonth = std::array<WorseThan, 12>;  // index month - 1

// From the cuts of a compiled plan, which the daemon judges by. Precondition: from best to worst.
WorseByMonth worse_by_month(const JudgePlan& plan, Light light);

// Neighbouring months with one limit; months in which nothing can be so bad are left out.
struct WorseRun {
  unsigned first = 1;
  unsigned last = 12;
  WorseThan worse;
};
std::vector<WorseRun> runs_of(const WorseByMonth& worse, unsigned first_month = 1);

}  // namespace planwatch
