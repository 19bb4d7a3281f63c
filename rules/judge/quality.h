#pragma once

#include <optional>

#include "rules/model/observation.h"

namespace planwatch {

enum class QualityFinding {
  numerator_over_denominator,
  ratio_out_of_range,
  negative_value,
  value_differs_from_parts,  // by more than half a unit of the value's last written digit
  cumulative_falls,          // below the period before, and not a revision of it
};
enum class QualityConsequence { quarantine, doubtful };

struct QualityResult {
  QualityFinding finding;
  QualityConsequence consequence;
};

// The checks that need only the figure and its predecessor in the same year (null: none). The first
// finding; quarantined figures are rejected with their place, doubtful ones judged and marked
// 数据存疑.
std::optional<QualityResult> check_quality(const Indicator& indicator, const Observation& figure,
                                           const Observation* before);
const char* describe_zh(QualityFinding finding);
const char* describe_en(QualityFinding finding);

}  // namespace planwatch
