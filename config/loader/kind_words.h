#pragma once

#include "config/loader/fields.h"
#include "rules/model/light.h"
#include "rules/model/plan.h"
#include "rules/model/routing.h"

namespace planwatch::loader {

// Words that more than one file of the configuration uses.
inline constexpr Word<IndicatorKind> kind_words[] = {{"cumulative", IndicatorKind::cumulative},
                                                     {"ratio", IndicatorKind::ratio},
                                                     {"ratio_ramped", IndicatorKind::ratio_ramped},
                                                     {"upper_bound", IndicatorKind::upper_bound},
                                                     {"duration", IndicatorKind::duration},
                                                     {"stock", IndicatorKind::stock},
                                                     {"cadence", IndicatorKind::cadence}};
// Lights that make an alert or take a route; attention notifies nobody.
inline constexpr Word<Light> alert_light_words[] = {
    {"blue", Light::blue}, {"yellow", Light::yellow}, {"red", Light::red}};
inline constexpr Word<Role> role_words[] = {{"contact", Role::contact},
                                            {"deputy", Role::deputy},
                                            {"leader", Role::leader},
                                            {"supervision", Role::supervision},
                                            {"feed_contact", Role::feed_contact},
                                            {"co_unit", Role::co_unit},
                                            {"ops", Role::ops}};

std::string_view word_of(IndicatorKind kind);
std::string_view word_of(Role role);

// A level is compared with its target at every period and needs a yellow width.
constexpr bool is_level(IndicatorKind kind) {
  return kind == IndicatorKind::ratio || kind == IndicatorKind::ratio_ramped ||
         kind == IndicatorKind::upper_bound || kind == IndicatorKind::duration;
}
// Cumulative figures and stocks are compared with a schedule.
constexpr bool is_progress(IndicatorKind kind) {
  return kind == IndicatorKind::cumulative || kind == IndicatorKind::stock;
}
// A stock that is to shrink: from a start above its target.
inline bool is_to_shrink(const Indicator& indicator) {
  return indicator.kind == IndicatorKind::stock && indicator.better == Better::lower;
}
// A stock that starts at or beyond its target has nothing to make up: it is judged as a level.
inline bool judged_as_level(const Indicator& indicator) {
  const bool arrived = is_to_shrink(indicator) ? indicator.start <= indicator.target
                                               : indicator.start >= indicator.target;
  return is_level(indicator.kind) || (indicator.kind == IndicatorKind::stock && arrived);
}

}  // namespace planwatch::loader
