#include "rules/rehearse/rule_test.h"

#include <algorithm>

#include "rules/rehearse/mismatch.h"
#include "rules/rehearse/rehearse.h"
#include "rules/rehearse/test_scene.h"

namespace planwatch {

std::vector<Mismatch> run_rule_test(const RuleTest& test) {
  const RehearsalInput input = make_scene(test, narrow(test));
  const Date first = make_date(input.configuration->plan.year, 1, 1);
  const Rehearsal rehearsal =
      rehearse(input, {std::min(first, local_date(test.now)), test.now, test.as_known_on});
  const Outcome outcome{test, rehearsal};
  std::vector<Mismatch> out;
  for (const LightExpectation& wanted : test.lights) match_light(outcome, wanted, out);
  for (const AlertExpectation& wanted : test.alerts) match_alert(outcome, wanted, out);
  for (const MessageExpectation& wanted : test.messages) match_message(outcome, wanted, out);
  return out;
}

}  // namespace planwatch
