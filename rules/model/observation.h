#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/date.h"
#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/period.h"
#include "rules/model/plan.h"

namespace planwatch {

// Where a figure stood inside its delivery. Counted from 1; 0: does not apply (JSON has rows only).
struct Place {
  std::uint16_t sheet = 0;  // position in Delivery::sheets, from 1
  std::uint16_t column = 0;
  std::uint32_t row = 0;
};

// A value for (indicator, area, period). Has no strings, so that judging allocates nothing.
// Ratios are 0..1. At least one of value and (numerator, denominator) is there; a value that was
// not stated beside numerator and denominator is computed when it is judged, exactly.
struct Observation {
  IndicatorIndex indicator;
  AreaIndex area;
  Period period;
  Window window = Window::ytd;
  bool has_value = false;
  bool has_parts = false;
  bool provisional = false;
  bool has_report_date = false;
  Date report_date;  // as the file or answer states it
  Decimal value;
  Decimal numerator;
  Decimal denominator;
  Place place;
};

enum class TaskState : std::uint8_t { not_started, in_progress, done };

// Progress of a task as reported, or as a person stated it.
struct TaskReport {
  int task = 0;
  TaskState state = TaskState::not_started;
  Date as_of;
  std::optional<Decimal> percent;  // 0..1
  std::string evidence;
  std::string closed_by;  // empty: not closed, whatever the state says
  Place place;
};

// What was not understood, with its exact place; never a 0.
struct RejectedRow {
  Place place;
  std::string where;   // Sheet1!C7, line 12 column 3, /data/list/4/rate
  std::string reason;  // what is wrong, in the user's words
  std::string text;    // the cell as delivered, cut to 200 bytes
};

// One fetched body. Two deliveries with the same feed and sha256 are the same one.
struct Delivery {
  std::string source;  // path, or URL without secrets
  std::string sha256;  // hex, of the bytes as received
  std::uint64_t bytes = 0;
  std::vector<std::string> sheets;
  std::string encoding;  // what was detected: utf-8, utf-8-bom, gb18030
};

// The outcome of collectors for one delivery.
struct Extracted {
  Delivery delivery;
  std::vector<Observation> observations;
  std::vector<TaskReport> task_reports;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> notes;  // hidden rows, skipped totals: said, not rejected
};

}  // namespace planwatch
