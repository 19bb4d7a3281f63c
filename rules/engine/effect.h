#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/engine/rows.h"

namespace planwatch {

struct Persist {
  Row row;
};
// The figures of one event, kept apart from Persist because they come by the ten thousand.
struct PersistFigures {
  std::vector<ObservationRow> observations;
  std::vector<AssessmentRow> assessments;
};
// Send after the commit. The notice is persisted as an OutboxRow by the same event.
struct Notify {
  Notice notice;
};
struct StartFetch {
  FeedId feed;
};
struct PublishSnapshot {};
// A log line: constant text first, then key=value.
inline constexpr const char* action_refused = "action refused";  // fields: person, subject, why
enum class ReportLevel { info, warning, error };
struct Report {
  ReportLevel level = ReportLevel::info;
  std::string text;
  std::vector<std::pair<std::string, std::string>> fields;
};

using Effect = std::variant<Persist, PersistFigures, Notify, StartFetch, PublishSnapshot, Report>;

}  // namespace planwatch
