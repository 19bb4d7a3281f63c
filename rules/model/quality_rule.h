#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/light.h"
#include "rules/model/source_position.h"

namespace planwatch {

// What can be odd about a figure. The numbers are stored: add at the end.
enum class QualityFinding : std::uint8_t {
  numerator_over_denominator,
  ratio_out_of_range,          // a stated ratio above 1
  negative_value,              // a figure or one of its parts
  value_differs_from_parts,    // by more than half a display unit
  cumulative_falls,            // below the period before in the same year, and not a revision of it
  differs_from_months,         // year to date is not the sum of its months, within rounding
  same_as_last_period,         // numerator and denominator both equal the last period's
  jump,                        // a step beyond k moving ranges of the series
  full_with_tiny_denominator,  // exactly 100 % of very few
};
inline constexpr int quality_finding_count = 9;

// What follows from a finding. From mild to strict, so that the worst of several is the greatest.
enum class QualityConsequence : std::uint8_t {
  off,         // not looked for
  note,        // shown, nobody is told
  doubtful,    // judged and marked 数据存疑; the feed's contact is told
  quarantine,  // not judged until a person releases it; the feed's contact is told
};

// All findings of one figure. One bit each; the bits are stored.
struct FindingSet {
  std::uint16_t bits = 0;

  constexpr bool empty() const { return bits == 0; }
  constexpr bool has(QualityFinding one) const { return (bits >> static_cast<int>(one) & 1) != 0; }
  constexpr void add(QualityFinding one) {
    bits = static_cast<std::uint16_t>(bits | 1u << static_cast<int>(one));
  }
  constexpr FindingSet without(FindingSet others) const {
    return {static_cast<std::uint16_t>(bits & ~others.bits)};
  }
  // Calls take(finding) for each one, in the enumeration's order.
  template <class Take>
  void each(Take take) const {
    for (int i = 0; i < quality_finding_count; ++i) {
      const auto one = static_cast<QualityFinding>(i);
      if (has(one)) take(one);
    }
  }
  friend bool operator==(FindingSet, FindingSet) = default;
};

// 数据质量 as ops tune it (rules.yaml, `quality`). Defaults: what cannot be true is quarantined,
// what is odd is judged and marked. `jump_ranges`: on 377 real monthly series 8 ranges mark 0.2 %
// of the figures, and 91 % of those that were made ten times too large.
struct QualityRule {
  RuleId id{std::string("quality")};
  std::array<QualityConsequence, quality_finding_count> consequences{
      QualityConsequence::quarantine,  // numerator_over_denominator
      QualityConsequence::quarantine,  // ratio_out_of_range
      QualityConsequence::quarantine,  // negative_value
      QualityConsequence::doubtful,    // value_differs_from_parts
      QualityConsequence::doubtful,    // cumulative_falls
      QualityConsequence::doubtful,    // differs_from_months
      QualityConsequence::note,        // same_as_last_period
      QualityConsequence::doubtful,    // jump
      QualityConsequence::doubtful,    // full_with_tiny_denominator
  };
  Decimal jump_ranges = 8;   // k: a step of more than k average moving ranges
  int jump_periods = 6;      // so many earlier figures before a jump is looked for
  int tiny_denominator = 5;  // 100 % of fewer than this is odd
  SourcePosition at;

  QualityConsequence of(QualityFinding finding) const {
    return consequences[static_cast<std::size_t>(finding)];
  }
  // The strictest that follows from a set; off for an empty one.
  QualityConsequence of(FindingSet findings) const;
  // Those findings that have exactly this consequence.
  FindingSet only(FindingSet findings, QualityConsequence consequence) const;
};

// A stable word: cumulative_falls. In configuration, alert keys and the API.
std::string_view id_of(QualityFinding finding);
std::optional<QualityFinding> parse_finding(std::string_view id);
std::string_view name_of(QualityConsequence consequence, Lang lang);  // 数据存疑 / doubtful
// What is odd and what to do, one clause.
std::string_view describe(QualityFinding finding, Lang lang);

}  // namespace planwatch
