#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/expose/api_reply.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"

namespace planwatch {

// Figures at once, beside the server's limit on a request's body.
inline constexpr std::size_t most_pushed_figures = 10'000;

// What is wrong with a pushed figure: JSON pointer, the reason in the user's words (Chinese), and
// what stood there, cut to 200 bytes.
struct PushProblem {
  std::string pointer;
  std::string reason;
  std::string text;
};

// A body of POST /api/v1/observations. One of three: it cannot be read at all, or there are
// problems, or `figures` holds an observation for every element of /observations, in order.
struct PushedBody {
  std::optional<TwoTexts> unreadable;
  std::vector<PushProblem> problems;  // all of them, in the order of the body
  std::string person;                 // as the body names one; may be empty
  Extracted figures;                  // places count the elements from 1
};

// {"observations": [{"indicator", "period", "value" or "numerator" and "denominator", ["area"],
// ["report_date"]}, ...], ["person"]}: UTF-8 JSON, no other key anywhere, none twice. Values are
// texts as a table's cells are ("91.2%", "1,234", "1.2万元") or numbers, read digit by digit, never
// as doubles; a ratio has to say that it is one of percent. `area` is a code or name of the plan,
// the plan's own where it is absent. A figure of a period that has not begun on `today`, one that
// states a report date to come, one without a number and one that is there twice are problems.
// Pure.
PushedBody read_pushed(const std::string& body, const Configuration& configuration, Date today);

}  // namespace planwatch
