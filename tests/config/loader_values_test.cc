#include <cstdlib>
#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(SmallConfiguration, LoadsWithoutAWord) {
  const ConfigFolder folder;
  const LoadResult result = folder.load();
  EXPECT_EQ(all_texts(result), "");
  EXPECT_NE(result.configuration, nullptr);
}

class Values : public testing::Test {
 protected:
  void SetUp() override {
    result_ = folder_.load();
    ASSERT_NE(result_.configuration, nullptr) << all_texts(result_);
  }
  const Configuration& configuration() const { return *result_.configuration; }
  const Plan& plan() const { return configuration().plan; }

  ConfigFolder folder_;
  LoadResult result_;
};

TEST_F(Values, Plan) {
  EXPECT_EQ(plan().id, "demo");
  EXPECT_EQ(plan().year, 2025);
  EXPECT_EQ(plan().year_at.line, 4);
  EXPECT_EQ(plan().area.text, "620702");
  EXPECT_EQ(plan().areas.at(0).name, "甘州区");
  EXPECT_EQ(plan().coordinating_unit.text, "协调局");
}

TEST_F(Values, Units) {
  ASSERT_EQ(plan().units.size(), 3u);
  EXPECT_EQ(plan().units[0].people.deputy.name, "李四");
  EXPECT_FALSE(plan().units[1].collective);
  EXPECT_TRUE(plan().units[2].collective);
  EXPECT_EQ(plan().units[2].members.at(0).text, "商务局");
}

TEST_F(Values, TasksWithLeadAndQuantified) {
  const Task& first = plan().tasks.at(0);
  EXPECT_EQ(first.lead.text, "商务局");  // the first single unit
  EXPECT_EQ(first.planned_month, 2u);
  EXPECT_TRUE(first.quantified);
  EXPECT_EQ(plan().tasks.at(1).planned_month, 1u);
}

TEST_F(Values, Indicators) {
  const Indicator& trains = plan().indicators.at(0);
  EXPECT_EQ(trains.target, Decimal(20));
  EXPECT_EQ(trains.schedule.kind, ScheduleKind::months);
  EXPECT_EQ(trains.answerable.text, "商务局");
  EXPECT_EQ(trains.co.at(0).text, "协调局");
  const Indicator& inspections = plan().indicators.at(1);
  EXPECT_EQ(inspections.schedule.kind, ScheduleKind::steps);
  EXPECT_TRUE(inspections.schedule.absolute);
  EXPECT_EQ(inspections.schedule.points.at(1).month, 9u);
  const Indicator& rate = plan().indicators.at(2);
  EXPECT_EQ(rate.kind, IndicatorKind::ratio_ramped);
  EXPECT_EQ(rate.target.to_string(), "0.98");
  EXPECT_EQ(rate.min_denominator, Decimal(5));
  EXPECT_EQ(plan().indicators.at(3).schedule.kind, ScheduleKind::none);
}

TEST_F(Values, Calendar) {
  const Calendar& calendar = configuration().calendar;
  EXPECT_TRUE(calendar.is_working_day(make_date(2025, 1, 26)));
  EXPECT_FALSE(calendar.is_working_day(make_date(2025, 2, 4)));
  EXPECT_TRUE(calendar.is_working_day(make_date(2025, 2, 5)));
  EXPECT_TRUE(calendar.confirmed(2026));
  EXPECT_FALSE(calendar.confirmed(2027));
}

TEST_F(Values, Rules) {
  const Bands* bands = configuration().find_bands(BandsId("default"));
  ASSERT_NE(bands, nullptr);
  EXPECT_EQ(bands->bands.size(), 4u);
  EXPECT_FALSE(bands->bands[0].from.has_value());
  const Rule& rule = configuration().rules.at(0);
  EXPECT_EQ(rule.yellow_widths.size(), 2u);
  EXPECT_EQ(rule.near_deadline_workdays, 10);
  EXPECT_EQ(rule.alert_from, Light::yellow);
  EXPECT_EQ(configuration().report_rule.due_soon_workdays, 3);
}

TEST_F(Values, FileFeed) {
  const FeedSpec& feed = configuration().feeds.at(0);
  EXPECT_EQ(std::get<FileSource>(feed.transport).glob, "incoming/*_{year}.csv");
  EXPECT_EQ(std::get<CsvFormat>(feed.format).encoding, Encoding::gb18030);
  EXPECT_EQ(feed.poll, seconds(3600));
  EXPECT_EQ(feed.due.day, 5u);
  EXPECT_EQ(feed.due.roll, Roll::next_workday);
  EXPECT_EQ(std::get<ObservationMapping>(feed.mapping).values.size(), 2u);
}

TEST_F(Values, HttpFeed) {
  const FeedSpec& feed = configuration().feeds.at(1);
  const HttpSource& http = std::get<HttpSource>(feed.transport);
  EXPECT_EQ(http.method, "GET");
  EXPECT_EQ(std::get<Paging>(http.paging.value()).page_parameter, "page");
  EXPECT_EQ(std::get<JsonFormat>(feed.format).rows, "/data/list");
  EXPECT_EQ(feed.due.workday, 3);
  EXPECT_EQ(feed.limits.bytes, 16u << 20);
  EXPECT_EQ(feed.limits.total_timeout, milliseconds(30'000));
  const ObservationMapping& mapping = std::get<ObservationMapping>(feed.mapping);
  EXPECT_EQ(mapping.values.at(0).denominator, "/all");
}

TEST_F(Values, Routing) {
  const Routing& routing = configuration().routing;
  EXPECT_EQ(routing.working_hours.spans.at(1).first, TimeOfDay(14 * 60 + 30));
  EXPECT_EQ(routing.receivers.at(0).give_up_after, seconds(86'400));
  EXPECT_EQ(std::get<AlertmanagerChannel>(routing.receivers.at(2).channel).resend, seconds(60));
  const Route& route = routing.routes.at(1);
  EXPECT_EQ(route.from, Light::blue);
  EXPECT_EQ(route.by_role.at(0).second.size(), 2u);
  EXPECT_EQ(route.ladder.at(2).copy, std::vector<Role>{Role::leader});
}

TEST_F(Values, Server) {
  EXPECT_EQ(configuration().http.tokens.at(0).role, AccessRole::unit);
  EXPECT_FALSE(configuration().metrics.period_series);
}

TEST_F(Values, TheFingerprintChangesWithAnyByteAndNothingElse) {
  const std::string before = configuration().fingerprint;
  EXPECT_EQ(before.size(), 32u);
  EXPECT_EQ(folder_.load().configuration->fingerprint, before);
  folder_.write("server.yaml", folder_.text("server.yaml") + "# 说明\n");
  EXPECT_NE(folder_.load().configuration->fingerprint, before);
}

TEST(Loading, OneLineMovesThePlanToAnotherYear) {
  ConfigFolder folder;
  folder.replace("plan.yaml", "year: 2025", "year: 2026");
  folder.write("calendar/2027.yaml",
               "year: 2027\nconfirmed: true\nsource: 通知\noff: [2027-01-01]\n");
  folder.write("incoming/commerce_2026.csv", "统计期\n");
  const LoadResult result = folder.load();
  EXPECT_EQ(all_texts(result), "");
  ASSERT_NE(result.configuration, nullptr);
  EXPECT_EQ(result.configuration->plan.deadline_of(12), make_date(2026, 12, 31));
}

TEST(Loading, FeedsMayBeSplitIntoAFolder) {
  ConfigFolder folder;
  const std::string text = folder.text("feeds.yaml");
  const std::size_t cut = text.find("  - id: court");
  folder.remove("feeds.yaml");
  folder.write("feeds/b.yaml", "feeds:\n" + text.substr(cut));
  folder.write("feeds/a.yaml", text.substr(0, cut));
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->feeds.at(0).id.text, "commerce");
  EXPECT_EQ(result.configuration->feeds.at(1).id.text, "court");
}

TEST(Loading, TasksAreSortedByNumber) {
  ConfigFolder folder;
  folder.replace("tasks.yaml", "number: 1", "number: 7");
  folder.replace("tasks.yaml", "number: 2", "number: 1");
  folder.replace("tasks.yaml", "number: 7", "number: 2");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->plan.tasks.at(0).title, "第二项任务");
}

TEST(Loading, ALeadInTheFileGoesBeforeTheFirstDepartment) {
  ConfigFolder folder;
  folder.replace("tasks.yaml", "    due_month: 12\n", "    due_month: 12\n    lead: 协调局\n");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->plan.tasks.at(0).lead.text, "协调局");
}

TEST(Loading, TasksSayFromWhichLightOnTheyAlert) {
  ConfigFolder folder;
  EXPECT_EQ(folder.load().configuration->task_rule.alert_from, Light::yellow);
  folder.replace("rules.yaml", "task_rule: {", "task_rule: {alert_from: red, ");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->task_rule.alert_from, Light::red);
}

TEST(Loading, ServerSettingsMayBeMissing) {
  ConfigFolder folder;
  folder.remove("server.yaml");
  const LoadResult result = folder.load();
  EXPECT_EQ(all_texts(result), "");
  ASSERT_NE(result.configuration, nullptr);
  EXPECT_TRUE(result.configuration->metrics.period_series);
}

TEST(Loading, SecretsComeFromTheEnvironmentOrAFile) {
  ConfigFolder folder;
  ::setenv("PLANWATCH_TEST_BEARER", "from-the-environment", 1);
  folder.write("bearer.txt", "from-a-file\n");
  folder.replace("feeds.yaml", "https://data.example.cn/court\"",
                 "https://data.example.cn/court\", bearer: {env: PLANWATCH_TEST_BEARER}");
  folder.replace("routing.yaml", "https://oa.example.cn/hook\"",
                 "https://oa.example.cn/hook\", bearer: {file: bearer.txt}");
  const LoadResult result = folder.load();
  ::unsetenv("PLANWATCH_TEST_BEARER");
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const auto& http = std::get<HttpSource>(result.configuration->feeds.at(1).transport);
  EXPECT_EQ(http.bearer.value().reveal(), "from-the-environment");
  const auto& hook =
      std::get<WebhookChannel>(result.configuration->routing.receivers.at(1).channel);
  EXPECT_EQ(hook.bearer.value().reveal(), "from-a-file");
}

TEST(Loading, GlobsAreNotLookedAtWhenTheOptionsSaySo) {
  ConfigFolder folder;
  folder.remove("incoming");
  EXPECT_EQ(folder.load().configuration, nullptr);
  LoadOptions options;
  options.check_globs = false;
  EXPECT_NE(folder.load(options).configuration, nullptr);
}

TEST(Loading, PointersAreGivenToTheCheckOfTheOptions) {
  const ConfigFolder folder;
  std::vector<std::string> seen;
  LoadOptions options;
  options.check_json_pointer =
      [&seen](const std::string& pointer) -> std::optional<std::pair<std::string, std::string>> {
    seen.push_back(pointer);
    if (pointer != "/days") return std::nullopt;
    return std::pair<std::string, std::string>{"不行", "no"};
  };
  const LoadResult result = folder.load(options);
  EXPECT_THAT(seen, testing::Contains("/data/list"));
  EXPECT_THAT(seen, testing::Contains("/closed"));
  EXPECT_EQ(result.configuration, nullptr);
  EXPECT_THAT(all_texts(result), testing::HasSubstr("feeds.yaml:28:36: 错误: 不行"));
}

}  // namespace
}  // namespace planwatch
