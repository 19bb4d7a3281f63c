#pragma once

#include <string>
#include <vector>

#include "rules/engine/explain.h"

namespace planwatch {

// The parts of an explanation that have files of their own. Pure.

// What is expected at the end of the last judged period and how that comes about: completed months,
// days or working days of how many, or the point of the table; and the band that the gap falls in.
ExplanationPart explain_schedule(const Snapshot& snapshot, const IndicatorStatus& status,
                                 Lang lang);
// Every version with its figure, the light that it gives by the present rule, report date, file,
// cell, full sha256 and receipt; so a correction shows the old light and the new one. Of a snapshot
// as known on a day, those known then.
ExplanationPart explain_sources(const Snapshot& snapshot, const IndicatorStatus& status,
                                const std::vector<Provenance>& sources, Lang lang);
// The same of other years, which no rule judges.
ExplanationPart explain_past_sources(const Snapshot& snapshot,
                                     const std::vector<Provenance>& sources, Lang lang);
// Alerts with their state, who was told in this episode, and the next notice.
ExplanationPart explain_alerts(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang);
// Every notice, oldest first: when, what, to whom by which receiver, and whether it arrived.
ExplanationPart explain_notices(const Snapshot& snapshot, const std::vector<NoticeRecord>& notices,
                                Lang lang);

// Lines of an explanation that have a file of their own. Pure.

// The gap with the numbers in place, by what the rule compares with.
std::string formula_text(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang);
// The bands with what their axis is; empty where the rule names none.
std::string bands_text(const Configuration& configuration, const Rule& rule, Lang lang);
// For a figure that is the sum of the areas below: each area's part, or that it is missing.
std::vector<std::string> area_lines(const Snapshot& snapshot, const IndicatorStatus& status,
                                    Lang lang);

}  // namespace planwatch
