#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/export/promql.h"
#include "rules/judge/judge.h"

namespace planwatch {

// Annotations of an alert: text with Prometheus' templates in it.

enum class AlertAbout { latest, kept, overdue };
struct AlertSubject {
  const Plan& plan;
  const Indicator& indicator;
  const JudgePlan& judged;
  const IndicatorFacts& facts;
};
std::vector<std::pair<std::string, std::string>> annotations_of(const AlertSubject& subject,
                                                                AlertAbout about, Light light,
                                                                Lang lang);
// Text that a template leaves as it is.
std::string template_text(const std::string& text);

}  // namespace planwatch
