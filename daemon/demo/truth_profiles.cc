#include "daemon/demo/truth_profiles.h"

#include <algorithm>

namespace planwatch::demo {

namespace {

// The comment says the light of the September figure.
constexpr auto profiles = std::to_array<TruthProfile>({
    // Green: the second inspection comes just in time.
    {"construction_random_inspections", Counts{{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}}},
    // Green.
    {"sme_procurement_share", Share{{915, 918, 921, 924, 926}, 0, 860'000, false, true}},
    // Yellow: 28.5 % of 30 %.
    {"remote_bid_evaluation_share", Share{{240, 252, 270, 285, 303}, 0, 42}},
    // Green.
    {"random_inspection_coverage", Share{{0, 190, 400, 583, 725}, 0, 240, true}},
    // Green.
    {"joint_random_inspection_share", Share{{652, 660, 668, 674, 680}, 0, 31}},
    // Green: 55 events where 52 are expected.
    {"recruitment_events", Progress{{0, 262, 524, 790, 1040}}},
    // Attention: 70 % where 75 % are expected.
    {"assisted_employment", Progress{{0, 215, 462, 700, 1012}}},
    // Yellow: 54 % where 75 % are expected.
    {"subsidised_training", Progress{{0, 150, 340, 540, 905}}},
    // Green.
    {"high_tech_enterprises", Counts{{59, 60, 62, 63, 64, 66, 67, 68, 69, 70, 71, 72}}},
    // Yellow: 47 where 48 are expected, 11 points of the nine to be gained.
    {"provincial_innovative_enterprises", Counts{{42, 43, 44, 44, 45, 46, 46, 47, 47, 48, 49, 51}}},
    // Attention: 106 where 107 are expected.
    {"tech_sme_enterprises", Counts{{91, 94, 96, 98, 100, 102, 103, 105, 106, 109, 111, 113}}},
    // Green: 78 % where 76 % are expected.
    {"civil_first_instance_closing_rate", Share{{40, 205, 575, 782, 984}, 96, 105}},
    // Yellow: 97.1 % of 98 %.
    {"within_statutory_time_closing_rate", Share{{985, 984, 981, 971, 975}, 0, 88}},
    // Green.
    {"labour_mediation_success_rate", Share{{770, 776, 783, 790, 794}, 0, 46}},
    // Green.
    {"labour_arbitration_closing_rate", Share{{60, 350, 650, 842, 962}, 22, 24}},
    // Green.
    {"online_filing_rate", Share{{430, 441, 452, 463, 470}, 0, 120}},
    // Green.
    {"small_claims_rate", Share{{255, 259, 264, 269, 272}, 0, 210}},
    // Green.
    {"summary_procedure_rate", Share{{590, 598, 605, 613, 620}, 0, 210}},
    // Red: 58 % of 65 %.
    {"enforcement_recovery_rate", Share{{655, 640, 612, 580, 602}, 0, 1'240'000, false, true}},
    // Green.
    {"average_closing_days", Average{{702, 712, 721, 714, 708}}},
    // Yellow: 19.4 %, where at most 18 % are allowed.
    {"first_enforcement_termination_rate", Share{{165, 170, 178, 194, 188}, 0, 74}},
    // Grey: four cases are too few.
    {"bankruptcy_closing_rate",
     PartCounts{{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5}, {2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5}}},
    // Red: 4 of the 13 that were expected by August; the report about September is late.
    {"international_freight_trains", Counts{{0, 0, 1, 1, 2, 3, 4, 4, 8, 11, 14, 16}}},
    // Green: a visit in every quarter; only the quarters' last months are asked for.
    {"foreign_enterprise_visits", Counts{{0, 1, 2, 0, 0, 1, 0, 1, 1, 0, 1, 2}}},
    // Green.
    {"parallel_approval_rate", Share{{580, 622, 731, 822, 909}, 0, 38}},
    // Yellow: 76 % where 80 % are expected.
    {"e_licence_coverage", Share{{300, 430, 622, 760, 960}, 0, 150, true}},
    // Green.
    {"longshangtong_on_time_rate", Share{{1000, 1000, 1000, 1000, 1000}, 0, 64}},
    // Green.
    {"hotline_on_time_rate", Share{{995, 995, 996, 996, 996}, 0, 260}},
    // Yellow: 98.2 % of 99 %.
    {"hotline_satisfaction_rate", Share{{992, 992, 991, 982, 985}, 0, 230}},
    // Green, both: the longest connection of the year so far.
    {"power_connection_days_without_line", Counts{{3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5}}},
    {"power_connection_days_with_line", Counts{{11, 12, 12, 13, 13, 13, 14, 14, 14, 14, 14, 15}}},
    // Green.
    {"tax_interaction_success_rate", Share{{918, 922, 927, 931, 934}, 0, 1'900}},
    // Green.
    {"e_invoice_coverage", Share{{925, 941, 958, 975, 993}, 0, 18'400, true}},
    // Green.
    {"e_invoice_issuing_rate", Share{{730, 768, 819, 866, 912}, 0, 72'000}},
    // Green, both.
    {"monitoring_station", Counts{{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}}},
    {"enterprise_monitoring_points", Counts{{1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10}}},
});

int thousandths(const Decimal& ratio) {
  return static_cast<int>(ratio.shifted(3).value_or(Decimal(1000)).rounded(0).mantissa());
}

TruthForm level_profile(const Indicator& indicator) {
  const int target = thousandths(indicator.target);
  const int step = indicator.better == Better::higher ? 10 : -10;
  const int level = std::clamp(target + step, 0, 1000);
  if (indicator.kind == IndicatorKind::ratio_ramped) {
    return Share{{level / 10, level * 3 / 10, level * 6 / 10, level * 85 / 100, level}, 20, 100};
  }
  return Share{{level, level, level, level, level}, 0, 100};
}

TruthForm usual_profile(const Indicator& indicator) {
  switch (indicator.kind) {
    case IndicatorKind::cumulative:
    case IndicatorKind::stock:
      return Progress{{0, 260, 520, 770, 1020}};
    case IndicatorKind::duration: {
      const int tenths = thousandths(indicator.target) / 100 - 5;
      return Average{{tenths, tenths, tenths, tenths, tenths}};
    }
    case IndicatorKind::cadence:
      return Counts{{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
    case IndicatorKind::ratio:
    case IndicatorKind::ratio_ramped:
    case IndicatorKind::upper_bound:
      break;
  }
  return level_profile(indicator);
}

}  // namespace

TruthForm profile_of(const Indicator& indicator) {
  for (const TruthProfile& profile : profiles) {
    if (profile.indicator == indicator.id.text) return profile.form;
  }
  return usual_profile(indicator);
}

}  // namespace planwatch::demo
