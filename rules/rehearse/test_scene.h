#pragma once

#include "rules/rehearse/rehearse.h"
#include "rules/rehearse/rule_test.h"

namespace planwatch {

// The configuration of a rule test with what it mentions alone: other indicators, tasks and feeds
// are left out. Where nothing of a mentioned feed is mentioned, the feed keeps all it delivers.
// All feeds run as real ones.
std::shared_ptr<const Configuration> narrow(const RuleTest& test);

// The test's figures, reports and actions as a history of that configuration.
RehearsalInput make_scene(const RuleTest& test,
                          const std::shared_ptr<const Configuration>& configuration);

// The alert that a test means.
AlertKey alert_key_of(const Configuration& configuration, const TestSubject& subject,
                      const RuleId& rule);

// The day on which a figure without a stated day is known.
Date usual_day(const Configuration& configuration, const TestFigure& figure);

}  // namespace planwatch
