#include "gtest/gtest.h"

#include "rules/notify/render.h"

namespace planwatch {
namespace {

const Instant now = instant_at(make_date(2025, 10, 9), std::chrono::hours{10});

Alert red() {
  Alert alert;
  alert.key = {"small",  RuleId{"lights"},   SubjectKind::indicator,
               "trains", AreaCode{"620702"}, 2025};
  alert.episode = 1;
  alert.state = AlertState::firing;
  alert.level = Light::red;
  alert.unit = UnitId{"科技局"};
  alert.period = Period::month(2025, 9);
  alert.revision = 1;
  return alert;
}

NoticeContext facts() {
  NoticeContext context;
  context.subject = "指标“专列”";
  context.clause = "第4行";
  context.period = "2025年9月";
  context.value = "3列";
  context.target = "≥20列";
  context.expected = "15列";
  context.gap = "落后 60.0个百分点";
  context.deadline = "2025-12-31";
  context.action = "说明原因";
  context.person = "张三";
  return context;
}

NoticeDecision decision(NoticeKind kind, Role role = Role::contact) {
  return {kind, role, ReceiverId{"first"}, 1, {"测试原因", "a test"}};
}

struct HeadRow {
  NoticeKind kind;
  AlertState state;
  const char* head;
};
const HeadRow head_table[] = {
    {NoticeKind::fired, AlertState::firing, "【红灯】科技局 "},
    {NoticeKind::worsened, AlertState::firing, "【加重·红灯】科技局 "},
    {NoticeKind::eased, AlertState::firing, "【减轻·红灯】科技局 "},
    {NoticeKind::reminder, AlertState::firing, "【催办·红灯】科技局 "},
    {NoticeKind::escalated, AlertState::firing, "【升级·红灯】科技局 "},
    {NoticeKind::correction, AlertState::firing, "【更正：黄灯→红灯】科技局 "},
    {NoticeKind::correction, AlertState::resolved, "【更正：黄灯→无预警】科技局 "},
    {NoticeKind::resolved, AlertState::resolved, "【恢复】科技局 "},
    {NoticeKind::closed, AlertState::closed, "【关闭】科技局 "},
    {NoticeKind::flapping, AlertState::firing, "【反复波动·红灯】科技局 "},
    {NoticeKind::flapping, AlertState::resolved, "【反复波动】科技局 "},
    {NoticeKind::silence_ending, AlertState::firing, "【静默将满·红灯】科技局 "},
    {NoticeKind::silence_ending, AlertState::resolved, "【静默将满】科技局 "},
};

TEST(RenderNotice, TheTitleBeginsWithWhatHappened) {
  for (const HeadRow& row : head_table) {
    Alert alert = red();
    alert.state = row.state;
    NoticeContext context = facts();
    context.before = Light::yellow;
    const Notice notice = render_notice(alert, decision(row.kind), context, now, Lang::zh);
    EXPECT_TRUE(notice.title.starts_with(row.head)) << notice.title << " not " << row.head;
    EXPECT_EQ(notice.title.find('\n'), std::string::npos);
  }
}

TEST(RenderNotice, TheTextHasAllLinesInOrder) {
  const Notice notice = render_notice(red(), decision(NoticeKind::fired), facts(), now, Lang::zh);
  EXPECT_EQ(notice.text,
            "【红灯】科技局 指标“专列” 2025年9月 3列，目标 ≥20列，序时应达 15列，落后 "
            "60.0个百分点\n"
            "方案依据：第4行\n完成时限：2025-12-31\n请您：说明原因\n收件：科技局 经办人 张三\n"
            "发送原因：测试原因\n方案日期：2025-10-09");
  EXPECT_EQ(notice.why, "测试原因");
  EXPECT_EQ(notice.decided_at, now);
}

TEST(RenderNotice, WhatIsNotKnownIsLeftOut) {
  NoticeContext context;
  context.subject = "任务4“专列”";
  context.problem = "未启动";
  const Notice notice = render_notice(red(), decision(NoticeKind::fired), context, now, Lang::zh);
  EXPECT_EQ(notice.text,
            "【红灯】科技局 任务4“专列”，未启动\n收件：科技局 经办人\n发送原因：测试原因\n"
            "方案日期：2025-10-09");
}

TEST(RenderNotice, TheForecastIsALineOfItsOwn) {
  NoticeContext context = facts();
  context.forecast = "预计年底 12列，达标可能性 8%";
  const Notice notice = render_notice(red(), decision(NoticeKind::fired), context, now, Lang::zh);
  EXPECT_NE(notice.text.find("\n年底预测：预计年底 12列，达标可能性 8%\n"), std::string::npos);
}

TEST(RenderNotice, CoUnitsAreInformedAndTheLeadUnitIsAsked) {
  const Notice notice =
      render_notice(red(), decision(NoticeKind::fired, Role::co_unit), facts(), now, Lang::zh);
  EXPECT_NE(notice.text.find("供配合单位知悉，由牵头单位科技局整改"), std::string::npos);
  EXPECT_EQ(notice.text.find("请您"), std::string::npos) << notice.text;
  EXPECT_EQ(notice.items.at(0).facts.action, "供配合单位知悉，由牵头单位科技局整改");
}

TEST(RenderNotice, SupervisionIsNoRoleOfTheUnit) {
  NoticeContext context = facts();
  context.person.clear();
  const std::string to = render_notice(red(), decision(NoticeKind::escalated, Role::supervision),
                                       context, now, Lang::zh)
                             .addressee;
  EXPECT_EQ(to, name_of(Role::supervision, Lang::zh));
  EXPECT_EQ(
      render_notice(red(), decision(NoticeKind::escalated, Role::deputy), context, now, Lang::zh)
          .addressee,
      "科技局 分管领导");
}

TEST(RenderNotice, TheKeySaysWhichNoticeItIs) {
  Notice notice = render_notice(red(), decision(NoticeKind::fired), facts(), now, Lang::zh);
  notice.key.number = 7;
  EXPECT_EQ(to_string(notice.key),
            "small/lights/indicator/trains/620702/2025#1/n7/fired/l5/s1/2025-09/r1/first/0/p0");
}

TEST(RenderNotice, UrgencyIsPassedOn) {
  Alert alert = red();
  alert.urgent = true;
  EXPECT_TRUE(render_notice(alert, decision(NoticeKind::fired), facts(), now, Lang::zh).urgent);
}

// The facts are in English where the receiver is; the unit's name is its name.
TEST(RenderNotice, InEnglishEveryWordOfOursIsEnglish) {
  NoticeContext context;
  context.subject = "indicator “special trains”";
  context.period = "2025-09";
  context.value = "3 trains";
  context.target = "≥20 trains";
  context.expected = "15 trains";
  context.gap = "behind by 60.0 percentage points";
  context.deadline = "2025-12-31";
  context.action = "say why it lags";
  const Notice notice =
      render_notice(red(), decision(NoticeKind::escalated), context, now, Lang::en);
  EXPECT_EQ(notice.text,
            "[escalated: red] 科技局 indicator “special trains” 2025-09 3 trains, target ≥20 "
            "trains, due by now 15 trains, behind by 60.0 percentage points\n"
            "deadline: 2025-12-31\nplease: say why it lags\nto: 科技局 contact\nwhy: a test\n"
            "plan's day: 2025-10-09");
}

TEST(Summarize, IsOneLineWithLightUnitAndFacts) {
  EXPECT_EQ(summarize(red(), facts(), Lang::zh),
            "【红灯】科技局 指标“专列” 2025年9月 3列，目标 ≥20列，序时应达 15列，落后 "
            "60.0个百分点");
}

}  // namespace
}  // namespace planwatch
