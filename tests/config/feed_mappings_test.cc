#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/one_feed.h"

namespace planwatch {
namespace {

using FilterTest = RecordFilter::Test;
using Kind = RecordAggregate::Kind;

class FeedMappings : public testing::Test {
 protected:
  FeedSpec load(const std::string& mapping, const std::string& format = "csv: {}") {
    FeedLines lines;
    lines.mapping = mapping;
    lines.format = format;
    write_feed(folder_, lines);
    return load_feed(folder_);
  }

  ConfigFolder folder_;
};

TEST_F(FeedMappings, PeriodsAcross) {
  const auto mapping = std::get<ObservationMapping>(
      load("observations: {periods_across: true, area: 区, values: [{indicator: trains, value: "
           "\"*\"}]}")
          .mapping);
  EXPECT_TRUE(mapping.periods_across);
  EXPECT_EQ(mapping.values.at(0).value, "*");
  EXPECT_EQ(std::get<ObservationMapping>(
                load("observations: {periods_across: true, indicator: 指标, values: [{value: "
                     "\"*\"}]}")
                    .mapping)
                .indicator_column,
            "指标");
}

TEST_F(FeedMappings, Records) {
  const FeedSpec feed = load(
      "records: {date: 结案日期, area: 区, area_names: {甘州: \"620702\"}, key: 案号, filters: "
      "[{column: 类型, is: [民事, 商事]}, {column: 状态, is_not: [撤回]}], aggregates: "
      "[{indicator: "
      "closing_rate, kind: ratio, numerator: [{column: 结案日期, filled: true}]}, {indicator: "
      "days, "
      "kind: mean_days, from: 立案日期, to: 结案日期, filters: [{column: 标的, at_least: 100}, "
      "{column: "
      "立案日期, at_most: 2025-06-30}, {column: 备注, contains: [涉企]}, {column: 备注, filled: "
      "false}]}, {indicator: trains, kind: sum, column: 列数, unit: ten_thousand}]}");
  const auto& records = std::get<RecordsMapping>(feed.mapping);
  EXPECT_EQ(records.date, "结案日期");
  EXPECT_EQ(records.key, "案号");
  EXPECT_EQ(records.area_names.at(0).second.text, "620702");
  EXPECT_EQ(records.filters.at(0).test, FilterTest::is_one_of);
  EXPECT_THAT(records.filters.at(0).values, testing::ElementsAre("民事", "商事"));
  EXPECT_EQ(records.filters.at(1).test, FilterTest::is_none_of);
  ASSERT_EQ(records.aggregates.size(), 3u);
  EXPECT_EQ(records.aggregates[0].kind, Kind::ratio);
  EXPECT_EQ(records.aggregates[0].numerator.at(0).test, FilterTest::is_filled);
  const RecordAggregate& days = records.aggregates[1];
  EXPECT_EQ(days.kind, Kind::mean_days);
  EXPECT_EQ(days.to, "结案日期");
  EXPECT_EQ(days.filters.at(0).test, FilterTest::at_least);
  EXPECT_EQ(days.filters.at(1).test, FilterTest::at_most);
  EXPECT_THAT(days.filters.at(1).values, testing::ElementsAre("2025-06-30"));
  EXPECT_EQ(days.filters.at(2).test, FilterTest::contains);
  EXPECT_EQ(days.filters.at(3).test, FilterTest::is_empty);
  EXPECT_EQ(records.aggregates[2].unit, CellUnit::ten_thousand);
  EXPECT_EQ(indicators_of(feed).size(), 3u);
}

TEST_F(FeedMappings, ColumnsOfXmlArePointers) {
  const FeedSpec feed =
      load("observations: {period: /期, values: [{indicator: trains, value: /数/@个}]}",
           "xml: {rows: /root/list/row}");
  EXPECT_EQ(std::get<XmlFormat>(feed.format).rows, "/root/list/row");
}

TEST_F(FeedMappings, Workbooks) {
  const char* mapping = "observations: {period: 期, values: [{indicator: trains, value: 数}]}";
  EXPECT_EQ(std::get<OdsFormat>(load(mapping, "ods: {sheet: 月报}").format).sheet, "月报");
  EXPECT_EQ(std::get<XlsFormat>(load(mapping, "xls: {sheet: 月报}").format).sheet, "月报");
  EXPECT_EQ(name_of(load(mapping, "any_table: {}").format), "any_table");
}

TEST_F(FeedMappings, TemplatesAskForAllThatTheUnitAnswersFor) {
  const auto all = std::get<TemplateMapping>(load("template: {}", "any_table: {}").mapping);
  ASSERT_EQ(all.indicators.size(), 2u);
  EXPECT_EQ(all.indicators[0].text, "trains");
  EXPECT_EQ(all.indicators[1].text, "days");
  EXPECT_THAT(all.tasks, testing::ElementsAre(1));
  const auto named = std::get<TemplateMapping>(
      load("template: {indicators: [days], tasks: []}", "xlsx: {}").mapping);
  EXPECT_EQ(named.indicators.size(), 1u);
  EXPECT_TRUE(named.tasks.empty());
}

// What other feeds deliver is not asked for again; samples do not count.
TEST_F(FeedMappings, TemplatesLeaveOutWhatOtherFeedsDeliver) {
  FeedLines lines;
  lines.format = "any_table: {}";
  lines.mapping = "template: {}";
  write_feed(folder_, lines);
  const std::string extra =
      "  - id: other\n    name: 另一个\n    unit: 商务局\n    contact: 赵六\n"
      "    due: {frequency: month, day: 5}\n    upload: {}\n"
      "    observations: {period: 期, report_date: 日, values: [{indicator: trains, value: 数}]}\n";
  const std::string own = folder_.text("feeds.yaml");
  folder_.write("feeds.yaml", own + extra);
  const auto left = std::get<TemplateMapping>(load_feed(folder_).mapping);
  ASSERT_EQ(left.indicators.size(), 1u);
  EXPECT_EQ(left.indicators[0].text, "days");
  folder_.write("feeds.yaml", own + extra + "    sample: true\n");
  EXPECT_EQ(std::get<TemplateMapping>(load_feed(folder_).mapping).indicators.size(), 2u);
  folder_.write("feeds.yaml",
                own +
                    "  - id: other\n    name: 任务\n    unit: 商务局\n    contact: 赵六\n"
                    "    due: {frequency: month, day: 5}\n    upload: {}\n"
                    "    tasks: {task: 序号, state: 状态, as_of: 日}\n");
  EXPECT_TRUE(std::get<TemplateMapping>(load_feed(folder_).mapping).tasks.empty());
}

TEST_F(FeedMappings, TwoFeedsOfOneIndicatorAreWorthAWarning) {
  write_feed(folder_, {});
  folder_.write("feeds.yaml",
                folder_.text("feeds.yaml") +
                    "  - id: other\n    name: 另一个\n    unit: 商务局\n    contact: 赵六\n"
                    "    due: {frequency: month, day: 5}\n    upload: {}\n"
                    "    template: {indicators: [trains], tasks: []}\n");
  EXPECT_THAT(said_of_feeds(folder_.load(), Diagnostic::Severity::warning),
              testing::HasSubstr("10:9: 指标 trains 已由数据源 extra 报送，other 又报一次"));
}

// Figures of records are those of the period or of the year so far.
TEST_F(FeedMappings, RecordsHaveNoRollingWindow) {
  folder_.replace("indicators.yaml", "measure: days\n    window: ytd",
                  "measure: days\n    window: rolling");
  FeedLines lines;
  lines.mapping =
      "records: {date: 日, aggregates: [{indicator: days, kind: mean_days, from: a, to: b}]}";
  write_feed(folder_, lines);
  EXPECT_THAT(said_of_feeds(folder_.load(), Diagnostic::Severity::error),
              testing::HasSubstr("9:37: days 的口径不是 ytd、month 或 quarter"));
}

}  // namespace
}  // namespace planwatch
