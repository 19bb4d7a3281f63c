#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/cli/output.h"
#include "rules/model/configuration.h"

namespace planwatch {

// An alert that might come; about an indicator, a task or a feed, or of a unit alone.
struct RoutesQuestion {
  std::string unit;  // empty: who answers for the subject
  std::string rule;  // empty: the first that judges the subject
  std::string indicator;
  int task = 0;
  std::string feed;
  bool receiver = false;  // notices that do not reach a receiver
  Light level = Light::red;
  Instant at{};  // when it fires, plan's clock
};

struct RoutesAnswer {
  std::string problem;  // why there is no answer; empty: there is one
  std::string route;    // empty: no route takes it, nobody is told
  std::string subject;  // what was asked, in words
  // One row a step, role, receiver and person, in the order of the ladder. Steps are those of an
  // alert that nobody answers.
  OutputTable table;
};

// Who would be told, at which step and when. Pure.
RoutesAnswer answer_routes(const Configuration& configuration, const RoutesQuestion& question,
                           Lang lang);

}  // namespace planwatch
