#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/alert/alert.h"
#include "rules/model/observation.h"
#include "rules/notify/notice.h"

namespace planwatch {

// A rule test: invented figures, a virtual day, and what must come of them. Read from YAML by
// config/loader; subjects are named by stable ids that exist in the test's configuration.

// Something that was written, with its place for the message when it does not hold.
template <class T>
struct Placed {
  T value{};
  SourcePosition at;
};
template <class T>
using Wanted = std::optional<Placed<T>>;  // empty: not asked

// Exactly one of the three is named; `period` with a feed stands for the report about it.
struct TestSubject {
  SubjectKind kind = SubjectKind::indicator;
  IndicatorId indicator;
  AreaCode area;
  int task = 0;
  FeedId feed;
  std::optional<Period> period;
  SourcePosition at;
};

struct TestFigure {
  IndicatorId indicator;
  AreaCode area;
  Period period;
  Decimal value;
  std::optional<Decimal> denominator;  // then `value` is the numerator
  // Empty: on the day its feed's report is due (the 5th, rolled, where no feed delivers it).
  std::optional<Date> known;
};
struct TestProgress {
  TaskReport report;
  std::string person;  // empty: by the task feed
};
enum class TestDeed { acknowledge, promise };
struct TestAction {
  Instant at{};
  std::string person;
  TestDeed deed = TestDeed::acknowledge;
  TestSubject subject;
  RuleId rule;  // empty: the first that takes the subject
  Date until;
  std::string text;
};

struct LightExpectation {
  TestSubject subject;           // an indicator or a task
  std::optional<Period> period;  // empty: the light as it is shown on the day
  Wanted<Light> light;
  Wanted<Light> shown;  // of a past period: yellow where a later report made a red good
  Wanted<Reason> reason;
  std::vector<Placed<DataState>> data;  // all of these
  Wanted<Decimal> expected;             // compared to six digits, as gap
  Wanted<Decimal> gap;
};
struct AlertExpectation {
  TestSubject subject;
  RuleId rule;                              // empty: the first that takes the subject
  Wanted<std::optional<AlertState>> state;  // empty inside: no alert, or none any more
  Wanted<Light> level;
  Wanted<UnitId> unit;
  Wanted<Period> period;
  Wanted<Reason> reason;
};
// At least one message has all that is asked, or exactly `times` of them.
struct MessageExpectation {
  std::optional<TestSubject> subject;
  std::optional<RuleId> rule;
  std::optional<Role> to;
  std::optional<NoticeKind> kind;
  std::optional<Light> level;
  std::optional<Date> on;
  std::vector<std::string> contains;  // title, text and reason for sending
  std::optional<int> times;
  SourcePosition at;
};

struct RuleTest {
  std::string name;
  SourcePosition at;
  Instant now{};
  std::optional<Date> as_known_on;
  std::shared_ptr<const Configuration> configuration;  // with the test's year and calendar
  std::vector<TestFigure> figures;
  std::vector<TestProgress> tasks;
  std::vector<TestAction> actions;
  std::vector<LightExpectation> lights;
  std::vector<AlertExpectation> alerts;
  std::vector<MessageExpectation> messages;
};

// What did not come as expected: where it was asked for, what was expected and what came.
struct Mismatch {
  SourcePosition at;
  std::string zh;
  std::string en;
};

// Lives the test's year to its moment and compares. Only the indicators, tasks and feeds that the
// test mentions take part, so that a report is complete when the mentioned figures are in. Pure.
std::vector<Mismatch> run_rule_test(const RuleTest& test);

}  // namespace planwatch
