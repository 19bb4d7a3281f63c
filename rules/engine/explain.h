#pragma once

#include <string>
#include <vector>

#include "rules/engine/snapshot.h"

namespace planwatch {

// Where a figure came from, as the store knows it.
struct Provenance {
  Period period;
  int revision = 0;
  std::string feed;
  std::string source;
  std::string where;  // Sheet1!C7
  std::string sha256;
  Instant received{};
};

// A titled block of lines; the command line prints it, the API returns it.
struct ExplanationPart {
  std::string title;
  std::vector<std::string> lines;
};

// Plan clause, formula with numbers, schedule and band, history of judgements, sources, alerts
// and when the next notice is due. Pure.
std::vector<ExplanationPart> explain_indicator(const Snapshot& snapshot,
                                               const IndicatorStatus& status,
                                               const std::vector<Provenance>& sources, Lang lang);

}  // namespace planwatch
