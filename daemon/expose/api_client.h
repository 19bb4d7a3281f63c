#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

// The other side of the API: what the command line sends to a running daemon and reads from its
// answers. Pure.

struct QuarantineItem {
  std::int64_t id = 0;
  std::string state;
  std::string state_name;
  std::string indicator;
  std::string name;
  std::string area;
  std::string period;
  std::string figure;  // 1.2 or 120/100
  std::string feed;
  std::string unit;
  std::string source;
  std::string where;
  std::string received;
  std::string findings;  // their texts, separated by ；
  std::string decided_at;
  std::string decided_by;
  std::string reason;
};
// The answer of GET /api/v1/quarantine.
Result<std::vector<QuarantineItem>> parse_quarantine(const std::string& body);

// The body of a decision; `person` is left out where it is empty.
std::string render_decision(std::int64_t id, const std::string& reason, const std::string& person);

// Message and hint of an error answer; empty when it is none of the API's.
std::optional<std::string> parse_api_error(const std::string& body);

}  // namespace planwatch
