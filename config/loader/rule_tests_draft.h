#pragma once

#include <memory>
#include <string>

#include "config/loader/fields.h"
#include "config/loader/rule_tests.h"
#include "rules/rehearse/rule_test.h"

namespace planwatch::loader {

// load_rule_tests that also notes what was asked of the file; the log may be null.
RuleTestFile load_rule_tests_logged(const std::string& file, const LoadOptions& options,
                                    LoadedFolders& folders, KeyLog* log);

// What reading one test needs to know: the configuration that its names must be in, and where to
// complain.
struct TestContext {
  std::shared_ptr<const Configuration> configuration;
  Diagnostics& out;
  const Plan& plan() const { return configuration->plan; }
};

// One reader a topic; each reads an item of the list of that name.
void load_test_series(const YamlNode& node, const TestContext& context, RuleTest& test);
TestProgress load_test_progress(const YamlNode& node, const TestContext& context);
TestAction load_test_action(const YamlNode& node, const TestContext& context);
LightExpectation load_light_expectation(const YamlNode& node, const TestContext& context);
AlertExpectation load_alert_expectation(const YamlNode& node, const TestContext& context);
MessageExpectation load_message_expectation(const YamlNode& node, const TestContext& context);

// A calendar of a test in place of the configuration's own for that year; only its errors are told.
std::optional<CalendarYear> load_test_calendar(const YamlNode& node, const TestContext& context);

// indicator (with area), task or feed (with the period of a report): exactly one of them. What is
// expected of lights has no feeds.
enum class Feeds { too, none };
std::optional<TestSubject> read_subject(Fields& fields, const TestContext& context, Need need,
                                        Feeds feeds = Feeds::too);
bool read_indicator(Fields& fields, const TestContext& context, IndicatorId& into);
bool read_area(Fields& fields, const TestContext& context, AreaCode& into);
bool read_task(Fields& fields, const TestContext& context, int& into);
// The id of a rule of the configuration, also that of tasks and reports, fetch and data.
bool read_rule(Fields& fields, const TestContext& context, RuleId& into);
// 2025-06, 2025-Q2, 2025-H1, 2025, 2025-01..2025-02
bool read_period(Fields& fields, std::string_view key, Period& into, Need need);
// A period of that indicator in the plan's year, else an error.
bool check_period(const Period& period, const IndicatorId& indicator, const SourcePosition& at,
                  const TestContext& context);
bool read_day(Fields& fields, std::string_view key, Date& into, Need need);
// HH:MM, else `usual`.
TimeOfDay read_time_of_day(Fields& fields, TimeOfDay usual);

}  // namespace planwatch::loader
