#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

#include "rules/model/plan.h"

namespace planwatch::demo {

// Heights at the year's start and at the ends of March, June, September and December; straight
// lines between them.
using Anchors = std::array<int, 5>;

// A year-to-date count as a part of the target, in thousandths of it.
struct Progress {
  Anchors of_target;
};
// A ratio: its level in thousandths, and how much business there is.
struct Share {
  Anchors level;
  std::int64_t carried = 0;    // in the denominator already at the year's start
  std::int64_t per_month = 0;  // what a month adds, give or take; `instant`: the whole list
  bool instant = false;
  bool money = false;  // units of 100 yuan, the hundredth of 万元
};
// A mean in tenths of a day.
struct Average {
  Anchors tenths;
};
// Small numbers, written down month by month.
struct Counts {
  std::array<int, 12> by_month;
};
struct PartCounts {
  std::array<int, 12> numerator;
  std::array<int, 12> denominator;
};
using TruthForm = std::variant<Progress, Share, Average, Counts, PartCounts>;

struct TruthProfile {
  std::string_view indicator;
  TruthForm form;
};

// How the plan's year goes for an indicator of the shipped plan, chosen so that every light occurs
// in September; one that nobody wrote a profile for goes as its kind should.
TruthForm profile_of(const Indicator& indicator);

}  // namespace planwatch::demo
