#include "daemon/cli/collect_answers.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Instant now = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

Observation june_rate(const Configuration& c, Decimal value) {
  Observation o;
  o.indicator = *c.plan.find_indicator(IndicatorId{closing_rate});
  o.area = AreaIndex{0};
  o.period = Period::month(2025, 6);
  o.window = c.plan.indicators[o.indicator.value].window;
  o.has_value = true;
  o.value = value;
  return o;
}

CollectedBody one_body(const Configuration& c) {
  CollectedBody body;
  body.fetched = {"in/a.csv", "12345", std::string(64, 'a')};
  Table table;
  table.rows = {{1, false, {{CellType::text, false, "统计期"}}},
                {2, false, {{CellType::percent, false, "0.97"}}}};
  body.document = Document{"gb18030", {table}};
  Extracted extracted;
  extracted.observations = {june_rate(c, Decimal::of(97, 2))};
  extracted.rejected = {{{}, "第3行第2列", "不是数", "约98"}};
  extracted.notes = {"跳过合计"};
  extracted.task_reports.push_back(
      {2, TaskState::done, make_date(2025, 6, 30), {}, "", "王五", {}});
  body.extracted = extracted;
  return body;
}

TEST(CollectAnswers, EveryStageHasItsHeadingInTheReadersLanguage) {
  const Configuration c = SmallPlan::configuration();
  const CollectedBody body = one_body(c);
  EXPECT_THAT(
      collected_text(c, body, Lang::zh),
      AllOf(HasSubstr("[1] 取数\n== in/a.csv (5 字节, sha256 aaaaaaaaaaaa)\n"),
            HasSubstr("[2] 解码\n编码 gb18030\n"), HasSubstr("2\t0.97 (%)\n"),
            HasSubstr("[3] 提取\n观测 (1)\n  closing_rate  620702  2025-06  0.97\n"),
            HasSubstr("任务 2  已完成  @2025-06-30  确认人 王五"),
            HasSubstr("拒收 (1)\n  第3行第2列: 不是数 [约98]\n"), HasSubstr("说明 跳过合计")));
  EXPECT_THAT(collected_text(c, body, Lang::en),
              AllOf(HasSubstr("[1] fetch\n"), HasSubstr("(5 bytes,"), HasSubstr("[2] decode\n"),
                    HasSubstr("[3] extract\nobservations (1)\n"), HasSubstr("task 2  done"),
                    HasSubstr("rejected (1)\n"), Not(HasSubstr("取数"))));
}

TEST(CollectAnswers, TheStageThatFailedIsTheLastOne) {
  const Configuration c = SmallPlan::configuration();
  CollectedBody body = one_body(c);
  body.extracted = fail(ErrorCode::invalid, "没有列“统计期”");
  EXPECT_THAT(collected_text(c, body, Lang::zh),
              AllOf(HasSubstr("[3] 提取\n不能提取：没有列“统计期”\n"), Not(HasSubstr("观测"))));
  body.document = fail(ErrorCode::invalid, "收到的是 PDF，不是 CSV：请报送原始表格");
  EXPECT_THAT(
      collected_text(c, body, Lang::en),
      AllOf(HasSubstr("[2] decode\ncannot be read: a PDF, no CSV: hand in the table itself\n"),
            Not(HasSubstr("[3]"))));
}

JudgedDelivery judged(const std::shared_ptr<const Configuration>& c, Decimal value,
                      Restored known = {}) {
  Extracted extracted;
  extracted.observations = {june_rate(*c, value)};
  return judge_collected({c, FeedSelection::real, std::move(known), now}, FeedId("court"),
                         {&extracted});
}

TEST(CollectAnswers, TheJudgementIsForetoldWithWhatWasKnown) {
  const auto c = SmallPlan::shared();
  Restored known;
  known.observations.push_back({june_rate(*c, Decimal::of(99, 2)), 1, now});
  Observation may = june_rate(*c, Decimal::of(98, 2));
  may.period = Period::month(2025, 5);
  known.observations.push_back({may, 1, now});
  known.next_delivery_id = 2;
  const JudgedDelivery delivery = judged(c, Decimal::of(97, 2), known);
  EXPECT_THAT(
      judged_text(delivery, true, Lang::zh),
      AllOf(HasSubstr("[4] 判定"), HasSubstr("2025-07-07T10:00"), HasSubstr("97.0%"),
            HasSubstr("黄"), HasSubstr("落后1.0个百分点"), HasSubstr("已更正"),
            HasSubstr("99.0% 绿"), HasSubstr("2025-05 98.0% 绿"), Not(HasSubstr("没有数据目录"))));
  EXPECT_THAT(judged_text(delivery, true, Lang::en),
              AllOf(HasSubstr("[4] what would be judged"), HasSubstr("yellow"),
                    HasSubstr("behind 1.0"), HasSubstr("revised"), HasSubstr("99.0% green")));
  EXPECT_THAT(judged_text(judged(c, Decimal::of(97, 2)), false, Lang::zh),
              AllOf(HasSubstr("没有数据目录"), HasSubstr("已接收")));
}

TEST(CollectAnswers, AFigureThatWouldBeHeldBackSaysWhy) {
  const auto c = SmallPlan::shared();
  const std::string zh = judged_text(judged(c, Decimal::of(107, 2)), false, Lang::zh);
  EXPECT_THAT(
      zh, AllOf(HasSubstr("1.07"), HasSubstr("已隔离"),
                HasSubstr(std::string(describe(QualityFinding::ratio_out_of_range, Lang::zh)))));
}

TEST(CollectAnswers, NothingToJudgeAndAClosedPlanAreSaid) {
  const auto c = SmallPlan::shared();
  const JudgedDelivery none =
      judge_collected({c, FeedSelection::real, {}, now}, FeedId("court"), {});
  EXPECT_THAT(judged_text(none, false, Lang::en), HasSubstr("no observations"));
  Restored known;
  known.closures.push_back({c->plan.id, c->plan.year, true, now, "王五", "", {}});
  EXPECT_THAT(judged_text(judged(c, Decimal::of(97, 2), known), true, Lang::zh),
              AllOf(HasSubstr("已经终结"), Not(HasSubstr("97.0%"))));
}

}  // namespace
}  // namespace planwatch
