#include "daemon/cli/routes_answers.h"

#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

using Row = std::vector<std::string>;

Instant at(unsigned month, unsigned day, int hour, int minute) {
  return instant_at(make_date(2025, month, day), TimeOfDay{hour * 60 + minute});
}

// One receiver, so that a row is a step and a role.
Configuration one_receiver() {
  Configuration configuration = SmallPlan::configuration();
  configuration.routing.routes[0].receivers = {ReceiverId{"first"}};
  return configuration;
}

std::vector<std::string> column(const RoutesAnswer& answer, const std::string& name) {
  std::vector<std::string> cells;
  for (std::size_t c = 0; c < answer.table.columns.size(); ++c) {
    if (answer.table.columns[c].name != name) continue;
    for (const Row& row : answer.table.rows) cells.push_back(row[c]);
  }
  return cells;
}

// Over National Day: 28 September and 11 October are worked, 1 to 8 October are off.
TEST(RoutesTest, ShowsEveryStepWithItsDayOverNationalDay) {
  Configuration configuration = one_receiver();
  configuration.plan.indicators[4].due_month = 9;  // enterprises
  RoutesQuestion question;
  question.indicator = enterprises;
  question.at = at(9, 26, 20, 15);
  const RoutesAnswer answer = answer_routes(configuration, question, Lang::zh);
  EXPECT_EQ(answer.problem, "");
  EXPECT_EQ(answer.route, "all");
  EXPECT_EQ(answer.subject, "科技局 enterprises 红灯");
  EXPECT_THAT(column(answer, "role"),
              testing::ElementsAre("经办人", "分管领导", "经办人", "主要负责人", "督查"));
  EXPECT_THAT(column(answer, "due"),
              testing::ElementsAre("2025-09-26 20:15",  // at once, at any hour
                                   "2025-09-30 09:00",  // 28, 29, 30
                                   "2025-10-09 09:00", "2025-10-09 09:00",
                                   "2025-10-15 09:00"));  // 9, 10, 11, 13, 14, 15
  EXPECT_THAT(column(answer, "unit"),
              testing::ElementsAre("科技局", "科技局", "科技局", "科技局", "营商局"));
  EXPECT_THAT(column(answer, "step"), testing::ElementsAre("1", "2", "3", "3", "4"));
  EXPECT_THAT(column(answer, "after").at(1), "3 个工作日没有签收");
}

TEST(RoutesTest, NamesPersonsAndHowEachChannelReachesThem) {
  Configuration configuration = one_receiver();
  configuration.plan.units[1].people.contact = {"张三", "13800000000", "z@example.cn", "zs", "",
                                                ""};
  configuration.plan.units[1].people.deputy.name = "李四";
  MailChannel mail;
  configuration.routing.receivers[0].channel = mail;
  RoutesQuestion question;
  question.indicator = closing_rate;
  question.at = at(9, 26, 9, 30);
  const RoutesAnswer answer = answer_routes(configuration, question, Lang::zh);
  EXPECT_THAT(column(answer, "person"), testing::ElementsAre("张三", "李四", "张三", "", ""));
  EXPECT_EQ(column(answer, "channel").front(), "mail");
  EXPECT_THAT(column(answer, "address"),
              testing::ElementsAre("z@example.cn", "（没有地址，收不到）", "z@example.cn",
                                   "（没有地址，收不到）", "（没有地址，收不到）"));
}

TEST(RoutesTest, SaysWhereTheCalendarIsNotConfirmed) {
  RoutesQuestion question;
  question.indicator = trains;  // due on 31 December
  question.at = at(9, 26, 9, 30);
  const RoutesAnswer answer = answer_routes(one_receiver(), question, Lang::zh);
  EXPECT_THAT(column(answer, "note"),
              testing::ElementsAre("", "", "日历未确认", "日历未确认", "日历未确认"));
}

TEST(RoutesTest, UrgentRulesKeepToNoHours) {
  Configuration configuration = one_receiver();
  configuration.rules[0].urgent = true;
  configuration.routing.routes[0].quiet_hours = {{TimeOfDay{0}, TimeOfDay{9 * 60}}};
  RoutesQuestion question;
  question.indicator = trains;
  question.at = at(9, 26, 3, 0);
  const RoutesAnswer answer = answer_routes(configuration, question, Lang::zh);
  EXPECT_EQ(column(answer, "told").at(0), "2025-09-26 03:00");
  EXPECT_EQ(column(answer, "due").at(1), "2025-09-30 00:00");
}

TEST(RoutesTest, InformsCoUnitsWhereTheRouteSaysSo) {
  Configuration configuration = one_receiver();
  configuration.routing.routes[0].inform_co_units = true;
  configuration.plan.indicators[0].co = {UnitId{"法院"}, UnitId{"科技局"}};
  RoutesQuestion question;
  question.indicator = trainings;
  question.at = at(9, 26, 9, 30);
  const RoutesAnswer answer = answer_routes(configuration, question, Lang::zh);
  EXPECT_THAT(column(answer, "role"),
              testing::ElementsAre("经办人", "配合单位", "配合单位", "分管领导", "经办人",
                                   "主要负责人", "督查"));
  EXPECT_EQ(column(answer, "unit").at(2), "科技局");
}

TEST(RoutesTest, TakesTheRouteThatTheAlertWouldTake) {
  Configuration configuration = one_receiver();
  Route feeds = configuration.routing.routes[0];
  feeds.id = RouteId{"feeds"};
  feeds.subjects = {SubjectKind::feed};
  feeds.ladder = {{StepAfter::firing, 0, Role::feed_contact, {}}};
  Route court = configuration.routing.routes[0];
  court.id = RouteId{"court"};
  court.units = {UnitId{"法院"}};
  court.from = Light::red;
  configuration.routing.routes.insert(configuration.routing.routes.begin(), {feeds, court});
  configuration.feeds[1].contact = "赵六";
  struct Case {
    RoutesQuestion question;
    const char* route;
  };
  RoutesQuestion feed;
  feed.feed = "court";
  RoutesQuestion red;
  red.indicator = closing_days;
  RoutesQuestion yellow = red;
  yellow.level = Light::yellow;
  RoutesQuestion blue = red;
  blue.level = Light::blue;
  RoutesQuestion task;
  task.task = 2;
  RoutesQuestion unit;
  unit.unit = "法院";
  RoutesQuestion elsewhere = unit;
  elsewhere.unit = "科技局";
  const Case table[] = {{feed, "feeds"}, {red, "court"},  {yellow, "all"},   {blue, ""},
                        {task, "court"}, {unit, "court"}, {elsewhere, "all"}};
  for (const Case& row : table) {
    RoutesQuestion question = row.question;
    question.at = at(9, 26, 9, 30);
    const RoutesAnswer answer = answer_routes(configuration, question, Lang::zh);
    EXPECT_EQ(answer.problem, "") << answer.subject;
    EXPECT_EQ(answer.route, row.route) << answer.subject;
  }
  feed.at = at(9, 26, 9, 30);
  EXPECT_THAT(column(answer_routes(configuration, feed, Lang::zh), "person"),
              testing::ElementsAre("赵六"));
}

TEST(RoutesTest, SaysWhatIsNotThere) {
  struct Case {
    RoutesQuestion question;
    const char* zh;
    const char* en;
  };
  RoutesQuestion indicator;
  indicator.indicator = "no_such";
  RoutesQuestion task;
  task.task = 99;
  RoutesQuestion feed;
  feed.feed = "none";
  RoutesQuestion unit;
  unit.unit = "外星局";
  RoutesQuestion rule;
  rule.indicator = trains;
  rule.rule = "no_rule";
  const Case table[] = {{indicator, "没有指标 no_such", "no indicator no_such"},
                        {task, "没有任务 99", "no task 99"},
                        {feed, "没有数据源 none", "no feed none"},
                        {unit, "没有单位 外星局", "no unit 外星局"},
                        {rule, "没有规则判定这个指标", "no such rule"}};
  for (const Case& row : table) {
    EXPECT_THAT(answer_routes(one_receiver(), row.question, Lang::zh).problem,
                testing::HasSubstr(row.zh));
    EXPECT_THAT(answer_routes(one_receiver(), row.question, Lang::en).problem,
                testing::HasSubstr(row.en));
  }
}

}  // namespace
}  // namespace planwatch
