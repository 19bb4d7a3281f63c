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
  std::optional<Date> report_date{};  // as the file or answer states it
  bool current = true;  // false: when it came, a version with a later report date was there already
  std::string figure{};  // 1400, 98 / 100
  // The figure itself, to be judged; its indices say nothing.
  Observation observation{};
};

// One notice with what became of it.
struct NoticeRecord {
  Notice notice;
  OutboxState state = OutboxState::waiting;
  int attempts = 0;
  std::optional<Instant> tried_at;  // the last time; machine's clock
  std::string answer;               // of the receiver, or why it was given up
};

// A titled block of lines; the command line prints it, the API returns it.
struct ExplanationPart {
  std::string title;
  std::vector<std::string> lines;
};

// Plan clause, formula with numbers, schedule and band, history of judgements, sources, alerts,
// who was told and when the next notice is due. Of a snapshot as known on a day: without what
// people did and were told, which is not kept day by day, and the sources known then. Pure.
std::vector<ExplanationPart> explain_indicator(const Snapshot& snapshot,
                                               const IndicatorStatus& status,
                                               const std::vector<Provenance>& sources, Lang lang,
                                               const std::vector<NoticeRecord>& notices = {});

// The alerts of the snapshot that are about one series: whose notices `explain_indicator` takes.
std::vector<std::string> alerts_about(const Snapshot& snapshot, const IndicatorId& indicator,
                                      const AreaCode& area);

}  // namespace planwatch
