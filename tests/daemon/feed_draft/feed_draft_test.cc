#include "daemon/feed_draft/feed_draft.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

#include "gtest/gtest.h"

#include "collectors/extract/extract.h"
#include "config/loader/load.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// The shipped plan in a folder of its own, and a table beside it that becomes its only feed.
class FeedDraft : public testing::Test {
 protected:
  FeedDraft()
      : folder_(testing::TempDir() + "planwatch_feed_draft_" + std::to_string(getpid()) + "_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::copy(PLANWATCH_SOURCE_DIR "/config/ganzhou", folder_, fs::copy_options::recursive);
    LoadOptions options;
    options.check_globs = false;
    configuration_ = load_configuration(folder_, options).configuration;
  }
  ~FeedDraft() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  // The draft for a table of that name.
  std::string draft(const std::string& name, const std::string& csv) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << csv;
    const auto document = decode(csv, CsvFormat{}, FeedLimits{});
    EXPECT_TRUE(document.has_value());
    const auto text = draft_feed(*document, {path, "", CsvFormat{}}, *configuration_);
    EXPECT_TRUE(text.has_value()) << (text ? "" : text.error().message);
    return text.value_or("");
  }

  // Pasted below `feeds:` it loads; what is extracted from the table by it.
  Extracted extracted(const std::string& text, const std::string& csv, const std::string& name) {
    std::ofstream(folder_ + "/feeds.yaml", std::ios::binary) << "feeds:\n" << text;
    const LoadResult loaded = load_configuration(folder_, LoadOptions{});
    for (const Diagnostic& one : loaded.diagnostics) {
      EXPECT_EQ(one.severity, Diagnostic::Severity::warning) << to_text(one, Lang::zh) << text;
    }
    if (!loaded.configuration) return {};
    feed_ = loaded.configuration->feeds.at(0);
    const auto document = decode(csv, feed_.format, FeedLimits{});
    auto out = extract(*document, feed_, *loaded.configuration, name);
    EXPECT_TRUE(out.has_value()) << (out ? "" : out.error().message) << text;
    return out ? *std::move(out) : Extracted{};
  }
  const Indicator& indicator(const char* id) const {
    return configuration_->plan
        .indicators[configuration_->plan.find_indicator(IndicatorId(id))->value];
  }

  std::string folder_;
  std::shared_ptr<const Configuration> configuration_;
  FeedSpec feed_;
};

TEST_F(FeedDraft, OneColumnAnIndicator) {
  ASSERT_NE(configuration_, nullptr);
  const std::string csv =
      "区法院审判月报,,,,\n统计期,填报日期," + indicator("online_filing_rate").name + "（%）," +
      indicator("average_closing_days").name +
      ",填表人\n2025年5月,2025-06-05,98.5,70,张三\n2025年6月,2025-07-04,98.7,71,张三\n";
  const std::string text = draft("区法院_202506.csv", csv);
  EXPECT_THAT(text, HasSubstr("unit: \"区法院\"\n"));
  EXPECT_THAT(text, HasSubstr("period: \"统计期\""));
  EXPECT_THAT(text, HasSubstr("report_date: \"填报日期\""));
  EXPECT_THAT(text, HasSubstr("- {indicator: average_closing_days, value: \"" +
                              indicator("average_closing_days").name + "\"}\n"));
  EXPECT_THAT(text, HasSubstr("# 没有用到的列：填表人"));
  EXPECT_EQ(extracted(text, csv, "区法院_202506.csv").observations.size(), 4u) << text;
}

TEST_F(FeedDraft, WhatIsOnlyAlikeIsToBeLookedAt) {
  const std::string csv = "统计期,涉企案件网上立案比率,数量\n2025年6月,98.5%,3\n";
  const std::string text = draft("a.csv", csv);
  EXPECT_THAT(
      text,
      HasSubstr("indicator: online_filing_rate, value: \"涉企案件网上立案比率\"}  # 请核对："));
  EXPECT_THAT(text, HasSubstr("# 没有用到的列：数量"));
  EXPECT_EQ(extracted(text, csv, "a.csv").observations.size(), 1u) << text;
}

TEST_F(FeedDraft, ARatioWithoutAUnitIsAskedAbout) {
  const std::string text =
      draft("a.csv", "统计期," + indicator("online_filing_rate").name + "\n2025年6月,98.5\n");
  EXPECT_THAT(text, HasSubstr("unit: percent"));
  extracted(text, "统计期," + indicator("online_filing_rate").name + "\n2025年6月,98.5\n", "a.csv");
  EXPECT_EQ(std::get<ObservationMapping>(feed_.mapping).values.at(0).unit, CellUnit::automatic);
}

TEST_F(FeedDraft, OneIndicatorARow) {
  const std::string csv = "统计期,指标名称,完成值\n2025年6月," +
                          indicator("online_filing_rate").name +
                          ",98.5%\n2025年6月,民商事平均结案时间,97%\n2025年6月,食堂满意度,90%\n";
  const std::string text = draft("a.csv", csv);
  EXPECT_THAT(text, HasSubstr("indicator: \"指标名称\""));
  EXPECT_THAT(text, HasSubstr("- {value: \"完成值\"}"));
  EXPECT_THAT(text, HasSubstr("# 请核对：方案里没有“食堂满意度”"));
  EXPECT_GE(extracted(text, csv, "a.csv").observations.size(), 1u) << text;
}

TEST_F(FeedDraft, MonthsAcross) {
  const std::string csv =
      "指标,1月,2月,3月\n" + indicator("online_filing_rate").name + ",98%,97%,99%\n";
  const std::string path = folder_ + "/2025年.csv";
  const std::string text = draft("2025年.csv", csv);
  EXPECT_THAT(text, HasSubstr("periods_across: true"));
  EXPECT_THAT(text, HasSubstr("- {value: \"*\"}"));
  EXPECT_THAT(text, Not(HasSubstr("period:")));
  std::ofstream(folder_ + "/feeds.yaml", std::ios::binary) << "feeds:\n" << text;
  const LoadResult loaded = load_configuration(folder_, LoadOptions{});
  ASSERT_NE(loaded.configuration, nullptr) << text;
}

TEST_F(FeedDraft, CasesAreRecords) {
  const std::string csv =
      "案号,立案日期,结案日期,承办人\n（2025）甲1号,2025-01-03,2025-03-05,张三\n"
      "（2025）甲2号,2025-02-03,2025-03-15,李四\n";
  const std::string text = draft("区法院案件.csv", csv);
  EXPECT_THAT(text, HasSubstr("records:"));
  EXPECT_THAT(text, HasSubstr("key: \"案号\""));
  EXPECT_THAT(text,
              HasSubstr("indicator: average_closing_days, kind: mean_days, from: \"立案日期\", "
                        "to: \"结案日期\"}"));
  std::ofstream(folder_ + "/feeds.yaml", std::ios::binary) << "feeds:\n" << text;
  const LoadResult loaded = load_configuration(folder_, LoadOptions{});
  ASSERT_NE(loaded.configuration, nullptr) << text;
}

TEST_F(FeedDraft, ProgressOfTasks) {
  const std::string csv = "任务序号,进展状态,填报日期\n1,进行中,2025-07-03\n2,已完成,2025-07-03\n";
  const std::string text = draft("任务.csv", csv);
  EXPECT_THAT(text, HasSubstr("tasks:"));
  EXPECT_EQ(extracted(text, csv, "任务.csv").task_reports.size(), 2u) << text;
}

// Headers are data of strangers: quotes, line breaks and comments stay inside their text.
TEST_F(FeedDraft, HostileHeadersStayTexts) {
  const std::string name = indicator("average_closing_days").name;
  const std::string csv = "统计期," + name + ",\"坏\"\"列\\ # 请\n核对\"\n2025年6月,70,3\n";
  const std::string text = draft("a.csv", csv);
  EXPECT_EQ(extracted(text, csv, "a.csv").observations.size(), 1u) << text;
}

TEST_F(FeedDraft, NothingThatIsUnderstoodIsAnErrorThatSaysSo) {
  for (const char* csv : {"甲,乙\n丙,丁\n", "1,2\n3,4\n"}) {
    const auto document = decode(csv, CsvFormat{}, FeedLimits{});
    ASSERT_TRUE(document.has_value());
    const auto text = draft_feed(*document, {"a.csv", "", CsvFormat{}}, *configuration_);
    ASSERT_FALSE(text.has_value()) << *text;
    EXPECT_FALSE(text.error().message.empty());
  }
}

}  // namespace
}  // namespace planwatch
