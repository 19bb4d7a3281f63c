#pragma once

#include <memory>
#include <string>

#include "rules/engine/snapshot.h"

namespace planwatch::test {

// A small plan with one of everything that is shown: 2025, area 620702, seen on 2025-10-20 09:00.
//   trainings        cumulative, 2100 of 2800, behind by 8.3 points: attention      区人社局  task
//   2 sme_share        ratio, 523/1000 of >= 0.90, red, revised once, stale           区财政局 task
//   8 approval_days    duration, 90 days of <= 75: yellow                             区法院 task
//   16 visits           cadence, no figure: grey, awaited                              区法院 task
//   16
// The first two are forecast, the third has natural limits.
std::shared_ptr<Configuration> small_configuration();
std::shared_ptr<Snapshot> small_snapshot();

// `areas` x `indicators` ratios with figures, for scale. No history.
std::shared_ptr<Snapshot> wide_snapshot(int areas, int indicators);

// Lines of an exposition that begin with `prefix`, joined by line feeds.
std::string lines_with(const std::string& text, const std::string& prefix);

}  // namespace planwatch::test
