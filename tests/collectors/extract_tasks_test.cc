#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/extract.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TaskMapping mapping() {
  TaskMapping made;
  made.task = "序号";
  made.state = "进展";
  made.as_of = "日期";
  return made;
}
TaskMapping full_mapping() {
  TaskMapping made = mapping();
  made.percent = "完成比例（%）";
  made.evidence = "佐证";
  made.closed_by = "确认人";
  return made;
}

Table progress(std::vector<std::vector<Cell>> rows) {
  rows.insert(rows.begin(), texts({"序号", "进展", "日期"}));
  return csv(std::move(rows));
}

TEST(ExtractTasks, StatesAndTheirSynonyms) {
  const std::vector<std::pair<const char*, TaskState>> words = {
      {"未启动", TaskState::not_started}, {"未开始", TaskState::not_started},
      {"进行中", TaskState::in_progress}, {"推进中", TaskState::in_progress},
      {"已完成", TaskState::done},        {"完成", TaskState::done},
      {"办结", TaskState::done},          {"已 办结 ", TaskState::done}};
  for (const auto& [word, state] : words) {
    const auto out = run(feed(mapping()), progress({texts({"39", word, "2025-06-30"})}));
    ASSERT_TRUE(out) << out.error().message;
    ASSERT_THAT(out->task_reports, SizeIs(1)) << word;
    EXPECT_EQ(out->task_reports[0].state, state) << word;
  }
}

TEST(ExtractTasks, AllFields) {
  const auto out = run(feed(full_mapping()),
                       csv({texts({"序号", "进展", "日期", "完成比例（%）", "佐证", "确认人"}),
                            texts({"39", "已完成", "2025年6月30日", "100", " 文件 12 号 ", "王某"}),
                            texts({"67", "进行中", "2025-06-30", "", "—", "无"})}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->task_reports, SizeIs(2));
  const TaskReport& first = out->task_reports[0];
  EXPECT_EQ(first.task, 39);
  EXPECT_EQ(to_string(first.as_of), "2025-06-30");
  EXPECT_EQ(first.percent, Decimal(1));
  EXPECT_EQ(first.evidence, "文件 12 号");
  EXPECT_EQ(first.closed_by, "王某");
  EXPECT_EQ(first.place.row, 2U);
  const TaskReport& second = out->task_reports[1];
  EXPECT_EQ(second.percent, std::nullopt);
  EXPECT_EQ(second.evidence, "");
  EXPECT_EQ(second.closed_by, "") << "无 is nobody";
}

TEST(ExtractTasks, WhatIsNotUnderstoodIsRefusedWithItsPlace) {
  const auto out =
      run(feed(mapping()),
          progress({texts({"7", "快完了", "2025-06-30"}), texts({"8", "进行中", "2025-06-30"}),
                    texts({"39", "进行中", "月底"}), texts({"67", "", "2025-06-30"}),
                    texts({"39.5", "进行中", "2025-06-30"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(out->task_reports, IsEmpty());
  EXPECT_THAT(refused(*out), ElementsAre("第2行第2列 快完了", "第3行第1列 8", "第4行第3列 月底",
                                         "第6行第1列 39.5"));
  for (const RejectedRow& row : out->rejected) EXPECT_THAT(row.reason, HasSubstr("请"));
}

TEST(ExtractTasks, AFaultyPercentTakesNothingFromTheState) {
  const auto out = run(feed(full_mapping()),
                       csv({texts({"序号", "进展", "日期", "完成比例（%）", "佐证", "确认人"}),
                            texts({"39", "进行中", "2025-06-30", "过半", "", ""}),
                            texts({"67", "进行中", "2025-06-30", "130", "", ""})}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->task_reports, SizeIs(2));
  EXPECT_EQ(out->task_reports[0].percent, std::nullopt);
  EXPECT_EQ(out->task_reports[1].percent, std::nullopt);
  EXPECT_THAT(refused(*out), ElementsAre("第2行第4列 过半", "第3行第4列 130"));
}

TEST(ExtractTasks, TheDayFromTheFileName) {
  TaskMapping undated = mapping();
  undated.as_of = "";
  const Table table = csv({texts({"序号", "进展"}), texts({"39", "进行中"})});
  const auto out = run(feed(undated), table, "任务进展_202506.csv");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_EQ(to_string(out->task_reports.at(0).as_of), "2025-06-30");
  const auto nowhere = run(feed(undated), table, "任务进展.csv");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, HasSubstr("as_of"));
}

TEST(ExtractTasks, SameRowOnceDifferentRowsNone) {
  const auto out =
      run(feed(mapping()),
          progress({texts({"7", "进行中", "2025-06-30"}), texts({"7", "推进中", "2025-06-30"}),
                    texts({"39", "进行中", "2025-06-30"}), texts({"39", "已完成", "2025-06-30"}),
                    texts({"67", "进行中", "2025-05-31"}), texts({"67", "已完成", "2025-06-30"})}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->task_reports, SizeIs(3));
  EXPECT_EQ(out->task_reports[0].task, 7);
  EXPECT_EQ(out->task_reports[1].task, 67);
  EXPECT_EQ(out->task_reports[2].task, 67);
  EXPECT_THAT(refused(*out), ElementsAre("第4行第2列 进行中", "第5行第2列 已完成"));
}

TEST(ExtractTasks, TotalsAndNotesAreSaid) {
  const auto out =
      run(feed(mapping()), progress({texts({"39", "进行中", "2025-06-30"}),
                                     texts({"合计", "1 项", ""}), texts({"注：略", "", ""})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(out->task_reports, SizeIs(1));
  EXPECT_THAT(out->rejected, IsEmpty());
  EXPECT_THAT(out->notes, SizeIs(2));
}

}  // namespace
}  // namespace planwatch
