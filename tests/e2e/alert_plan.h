#pragma once

#include <string>

#include "tests/support/process.h"

namespace planwatch::e2e {

// A plan in the machine's own year with many ratio indicators (target 98 %, yellow down to 95 %)
// and one webhook receiver that is told everything at once, at any hour.
struct AlertPlan {
  int pushed = 10;  // indicators p000, p001, ...: no feed delivers them
  int filed = 0;    // indicators c000, c001, ...: columns of a CSV file that is looked for often
  std::string webhook_url;
};
inline constexpr const char* alert_plan_id = "alerts";

void write_alert_plan(const TestFolder& folder, const AlertPlan& plan);
int alert_plan_year();
// How many months of that year have begun.
int alert_plan_months();

// p007
std::string pushed_indicator(int number);
// The body of a push: a share of 100,000 for one indicator's month.
std::string push_body(const std::string& indicator, int month, int per_100000);
// Rewrites the file of the `filed` indicators: all of them have the same share in January.
void write_filed(const TestFolder& folder, const AlertPlan& plan, int per_100000);

}  // namespace planwatch::e2e
