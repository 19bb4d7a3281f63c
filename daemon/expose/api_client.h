#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
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

struct PlanItem {
  std::string id;
  std::string year;
  std::string name;
  bool closed = false;
  std::string closed_at;
  std::string closed_by;
  std::string reason;
  std::string met;  // verdicts, counted; empty while the plan is open
  std::string not_met;
  std::string not_delivered;
  std::string not_judged;
};
// The answer of GET /api/v1/plans.
Result<std::vector<PlanItem>> parse_plans(const std::string& body);

// The body of a decision; `id` is left out where it is 0, `person` where it is empty.
std::string render_decision(std::int64_t id, const std::string& reason, const std::string& person);

// The objects of an answer's list as rows: of each the values of `keys` as text. Absent values and
// nulls are empty, nested ones are JSON.
Result<std::vector<std::vector<std::string>>> parse_rows(const std::string& body,
                                                         const std::string& list,
                                                         const std::vector<std::string>& keys);
// The body of an action; empty texts are left out.
using BodyValue = std::variant<std::string, std::int64_t, bool>;
std::string render_body(const std::vector<std::pair<std::string, BodyValue>>& fields);

// Message and hint of an error answer; empty when it is none of the API's.
std::optional<std::string> parse_api_error(const std::string& body);

}  // namespace planwatch
