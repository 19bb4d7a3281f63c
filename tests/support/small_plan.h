#pragma once

#include <memory>

#include "rules/model/configuration.h"

namespace planwatch {

// A small plan made in code: one area, three units, four tasks, six indicators of different kinds,
// three monthly CSV feeds (each with a stated report date), the default bands and ladder, and two
// receivers. Year 2025 with its real working days. Tests change the copy that they get.
struct SmallPlan {
  static Configuration configuration();
  static std::shared_ptr<const Configuration> shared() {
    return std::make_shared<const Configuration>(configuration());
  }
};

// Ids of the small plan.
inline constexpr const char* trainings = "trainings";           // cumulative, target 2800
inline constexpr const char* closing_rate = "closing_rate";     // ratio >= 98 %
inline constexpr const char* termination_rate = "termination";  // upper bound 18 %
inline constexpr const char* closing_days = "closing_days";     // duration <= 75 days
inline constexpr const char* enterprises = "enterprises";       // stock 100 -> 172
inline constexpr const char* trains = "trains";                 // cumulative, target 20

}  // namespace planwatch
