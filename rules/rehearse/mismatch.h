#pragma once

#include <fmt/format.h>
#include <vector>

#include "rules/rehearse/rehearse.h"
#include "rules/rehearse/rule_test.h"

namespace planwatch {

// What the expectations of one test are held against.
struct Outcome {
  const RuleTest& test;
  const Rehearsal& rehearsal;
  const Snapshot& end() const { return *rehearsal.end; }
  const Configuration& configuration() const { return *rehearsal.end->configuration; }
};

void match_light(const Outcome& outcome, const LightExpectation& wanted,
                 std::vector<Mismatch>& out);
void match_alert(const Outcome& outcome, const AlertExpectation& wanted,
                 std::vector<Mismatch>& out);
void match_message(const Outcome& outcome, const MessageExpectation& wanted,
                   std::vector<Mismatch>& out);

// 指标 subsidised_training, 任务 7, 数据源 court 2025-06
std::string subject_text(const TestSubject& subject, Lang lang);

// What came beside the light, so that a mismatch can be understood without running anything else.
std::string figure_text(const Outcome& outcome, const IndicatorStatus& status,
                        const PeriodStatus& period, Lang lang);

}  // namespace planwatch
