#include "gtest/gtest.h"

#include "rules/engine/explain.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

std::string text_of(const std::vector<ExplanationPart>& parts, const std::string& title) {
  std::string text;
  for (const ExplanationPart& part : parts) {
    if (part.title != title) continue;
    for (const std::string& line : part.lines) text += line + "\n";
  }
  return text;
}

std::vector<ExplanationPart> explain(const EngineUnderTest& engine, const char* id, Instant now,
                                     const std::vector<Provenance>& sources = {},
                                     const std::vector<NoticeRecord>& notices = {}) {
  return explain_indicator(*engine.snapshot(now), engine.indicator(id, now), sources, Lang::zh,
                           notices);
}

Configuration with_schedule(ScheduleKind kind) {
  Configuration c = SmallPlan::configuration();
  c.plan.indicators[0].schedule.kind = kind;
  if (kind == ScheduleKind::table) {
    c.plan.indicators[0].schedule.points = {{3, Decimal::of(2, 1)}, {12, Decimal(1)}};
  }
  return c;
}

struct ScheduleRow {
  ScheduleKind kind;
  const char* text;
};
// 1000 of 2800 by 30 June.
const ScheduleRow schedule_table[] = {
    {ScheduleKind::months, "2025-06-30：按满月数 6 / 12 = 50.0000%"},
    {ScheduleKind::days, "2025-06-30：按日历天数 181 / 365 = 49.5890%"},
    {ScheduleKind::workdays, "2025-06-30：按工作日数 120 / 248 = 48.3871%"},
    {ScheduleKind::table, "2025-06-30：进度表：3 月底 20.0000%"},
    {ScheduleKind::none, "2025-06-30：不分进度，每期按目标本身判定"},
};

TEST(EngineExplain, TheScheduleWithItsNumbers) {
  for (const ScheduleRow& row : schedule_table) {
    EngineUnderTest engine(with_schedule(row.kind));
    engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
    const std::string text = text_of(explain(engine, trainings, at(7, 5)), "序时进度");
    EXPECT_TRUE(text.starts_with(std::string(row.text) + "\n")) << text;
  }
}

TEST(EngineExplain, TheFormulaAndTheBandThatTheGapFallsIn) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
  const auto parts = explain(engine, trainings, at(7, 5));
  EXPECT_NE(text_of(parts, "计算").find("(1400 - 1000) / (2800 - 0) x 100 = 14.2857"),
            std::string::npos)
      << text_of(parts, "计算");
  EXPECT_NE(text_of(parts, "序时进度").find("落入分档：g = 14.2857，10 <= g <= 30 → 黄"),
            std::string::npos)
      << text_of(parts, "序时进度");
}

TEST(EngineExplain, UnconfirmedWorkingDaysSaySo) {
  Configuration c = with_schedule(ScheduleKind::workdays);
  c.calendar = Calendar();
  EngineUnderTest engine(c);
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
  EXPECT_NE(text_of(explain(engine, trainings, at(7, 5)), "序时进度").find("未确认"),
            std::string::npos);
}

Provenance june(int revision, Date stated, bool current) {
  Provenance source;
  source.period = Period::month(2025, 6);
  source.revision = revision;
  source.feed = "hr";
  source.source = "/in/june.csv";
  source.where = "line 2 column 3";
  source.sha256 = std::string(64, 'a');
  source.received = at(7, 5);
  source.report_date = stated;
  source.current = current;
  source.figure = "1000";
  source.observation.period = source.period;
  source.observation.has_value = true;
  source.observation.value = Decimal(1000);
  return source;
}

TEST(EngineExplain, SourcesWithPlaceFullFingerprintAndReceipt) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
  const std::string text =
      text_of(explain(engine, trainings, at(7, 5), {june(0, day(7, 5), true)}), "数据来源");
  EXPECT_EQ(text,
            "2025-06 r0  1000  黄  hr  /in/june.csv line 2 column 3\n"
            "  填报日期 2025-07-05，收到 2025-07-05T10:00:00+08:00  sha256 " +
                std::string(64, 'a') + "\n");
  EXPECT_NE(text_of(explain(engine, trainings, at(7, 5), {june(0, day(7, 1), false)}), "数据来源")
                .find("未采用"),
            std::string::npos);
}

TEST(EngineExplain, ACorrectionShowsTheOldLightAndTheNewOne) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 8)}}, at(7, 8));
  Provenance corrected = june(1, day(7, 8), true);
  corrected.figure = "1400";
  corrected.observation.value = Decimal(1400);
  Provenance last_year = june(0, day(1, 5), true);
  last_year.period = last_year.observation.period = Period::month(2024, 12);
  const auto parts =
      explain(engine, trainings, at(7, 8), {corrected, june(0, day(7, 5), true), last_year});
  const std::string text = text_of(parts, "数据来源");
  EXPECT_NE(text.find("2025-06 r1  1400  绿  hr"), std::string::npos) << text;
  EXPECT_NE(text.find("2025-06 r0  1000  黄  hr"), std::string::npos) << text;
  EXPECT_EQ(text.find("2024-12"), std::string::npos) << text;
  EXPECT_EQ(text_of(parts, "往年数据（不判定）").find("2024-12 r0  1000  hr"), 0u);
}

TEST(EngineExplain, WhoWasToldWhenAndWhetherItArrived) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  ASSERT_EQ(alerts_about(*engine.snapshot(at(7, 5)), IndicatorId{trainings}, AreaCode{"620702"}),
            std::vector<std::string>{engine.alert_key("lights", trainings)});
  std::vector<NoticeRecord> records;
  for (const Notice& notice : engine.notices()) {
    if (notice.key.alert != engine.alert_key("lights", trainings)) continue;
    records.push_back({notice, OutboxState::delivered, 1, at(7, 5, 11), "ok"});
  }
  ASSERT_EQ(records.size(), 2u);
  records[1].state = OutboxState::refused;
  records[1].answer = "93000 invalid webhook url";
  const std::string text = text_of(explain(engine, trainings, at(7, 5), {}, records), "通知记录");
  for (const char* part :
       {"2025-07-05T10:00:00+08:00", "(first)  已送达 2025-07-05T11:00:00+08:00",
        "(second)  对方拒收 2025-07-05T11:00:00+08:00，93000 invalid webhook url",
        "原因：首次达到预警条件"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_NE(text_of(explain(engine, trainings, at(7, 5)), "预警").find("下次通知："),
            std::string::npos);
}

TEST(EngineExplain, AcknowledgementAndPromiseAreSaid) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  engine.act("张三", Acknowledge{engine.alert_key("lights", trainings)}, at(7, 7));
  engine.act("张三", Promise{engine.alert_key("lights", trainings), day(8, 1), "加开专场"},
             at(7, 8));
  const std::string text = text_of(explain(engine, trainings, at(7, 9)), "预警");
  EXPECT_NE(text.find("张三"), std::string::npos) << text;
  EXPECT_NE(text.find("2025-08-01 加开专场"), std::string::npos) << text;
}

TEST(EngineExplain, OfAnEarlierDayWithoutWhatPeopleDid) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  Snapshot past = *engine.snapshot(at(7, 6));
  past.as_known_on = day(7, 6);
  const auto parts = explain_indicator(past, engine.indicator(trainings, at(7, 6)),
                                       {june(1, day(7, 10), true), june(0, day(7, 5), true)},
                                       Lang::zh, {NoticeRecord{}});
  EXPECT_NE(text_of(parts, "亮灯").find("截至该日所知：2025-07-06"), std::string::npos);
  EXPECT_EQ(text_of(parts, "通知记录"), "");
  EXPECT_NE(text_of(parts, "预警").find("不逐日留存"), std::string::npos);
  EXPECT_EQ(text_of(parts, "数据来源").find("r1"), std::string::npos) << "not known then";
}

TEST(EngineExplain, SpeaksEnglishToo) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  const auto parts = explain_indicator(*engine.snapshot(at(7, 5)),
                                       engine.indicator(trainings, at(7, 5)), {}, Lang::en);
  EXPECT_EQ(text_of(parts, "Schedule").find("2025-06-30: completed months 6 / 12"), 0u)
      << text_of(parts, "Schedule");
  EXPECT_NE(text_of(parts, "Alerts").find("next notice: "), std::string::npos);
}

}  // namespace
}  // namespace planwatch
