#include "gtest/gtest.h"

#include "rules/notify/render.h"
#include "rules/notify/rounds.h"

namespace planwatch {
namespace {

const Instant now = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

Alert alert_about(const std::string& subject, Light level, AlertState state = AlertState::firing) {
  Alert alert;
  alert.key = {"small", RuleId{"lights"},   SubjectKind::indicator,
               subject, AreaCode{"620702"}, 2025};
  alert.episode = 1;
  alert.state = state;
  alert.level = level;
  alert.unit = UnitId{"法院"};
  alert.summary = subject + "的摘要";
  return alert;
}

std::string summary_of(const Alert& alert) {
  return alert.summary;
}

std::int64_t next_id = 1;

HeldNotice news(const Alert& alert, NoticeKind kind, Role role = Role::contact,
                const char* receiver = "first", const char* why = "首次达到预警条件") {
  NoticeContext context;
  context.subject = "指标“" + alert.key.subject + "”";
  context.action = "说明原因";
  HeldNotice held;
  held.id = next_id++;
  held.item =
      render_item(alert, {kind, role, ReceiverId{receiver}, 0, Phrase(why)}, context, Lang::zh);
  held.unit = alert.unit;
  held.addressee = addressee_of(alert, role, "张三", Lang::zh);
  held.people = {{.name = "张三", .mobile = "13800000000"}};
  return held;
}

std::vector<std::string> subjects_of(const std::vector<HeldNotice>& group) {
  std::vector<std::string> subjects;
  for (const HeldNotice& one : group) subjects.push_back(one.item.facts.subject);
  return subjects;
}

TEST(GroupByMessage, OneForEachReceiverRoleUnitAndAddressee) {
  Alert other = alert_about("d", Light::red);
  other.unit = UnitId{"人社局"};
  std::vector<HeldNotice> due = {
      news(alert_about("a", Light::yellow), NoticeKind::fired),
      news(alert_about("b", Light::red), NoticeKind::fired),
      news(alert_about("b", Light::red), NoticeKind::fired, Role::deputy),
      news(alert_about("b", Light::red), NoticeKind::fired, Role::contact, "second"),
      news(other, NoticeKind::fired),
      news(alert_about("c", Light::red), NoticeKind::fired),
  };
  due.push_back(news(alert_about("e", Light::red), NoticeKind::fired));
  due.back().addressee = "法院 经办人 李四";
  const auto groups = group_by_message(due);
  ASSERT_EQ(groups.size(), 5u);
  EXPECT_EQ(subjects_of(groups[0]), (std::vector<std::string>{"指标“b”", "指标“c”", "指标“a”"}));
  for (std::size_t i = 1; i < groups.size(); ++i) EXPECT_EQ(groups[i].size(), 1u) << i;
}

TEST(GroupByMessage, GroupsComeInTheOrderOfTheirFirstNews) {
  std::vector<HeldNotice> due = {
      news(alert_about("a", Light::yellow), NoticeKind::fired, Role::contact, "zulu"),
      news(alert_about("a", Light::yellow), NoticeKind::fired, Role::contact, "alpha"),
  };
  std::swap(due[0], due[1]);
  const auto groups = group_by_message(due);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0][0].item.key.receiver.text, "zulu");
}

// Worst first; what ended counts as no light however bad it was; then news before reminders.
TEST(GroupByMessage, WorstFirstThenKindThenKey) {
  const std::vector<HeldNotice> due = {
      news(alert_about("ended", Light::red, AlertState::resolved), NoticeKind::resolved),
      news(alert_about("corrected-away", Light::red, AlertState::resolved), NoticeKind::correction),
      news(alert_about("reminded", Light::red), NoticeKind::reminder),
      news(alert_about("yellow", Light::yellow), NoticeKind::fired),
      news(alert_about("b-worse", Light::red), NoticeKind::worsened),
      news(alert_about("up", Light::red), NoticeKind::escalated),
      news(alert_about("b-fired", Light::red), NoticeKind::fired),
      news(alert_about("a-fired", Light::red), NoticeKind::fired),
      news(alert_about("corrected", Light::red), NoticeKind::correction),
      news(alert_about("eased", Light::yellow), NoticeKind::eased),
      news(alert_about("closed", Light::red, AlertState::closed), NoticeKind::closed),
  };
  const auto groups = group_by_message(due);
  ASSERT_EQ(groups.size(), 1u);
  std::string order;
  for (const HeldNotice& one : groups[0]) {
    const std::string& alert = one.item.key.alert;
    order += alert.substr(23, alert.find('/', 23) - 23) + " ";
  }
  EXPECT_EQ(order,
            "a-fired b-fired b-worse corrected up reminded yellow eased corrected-away ended "
            "closed ");
}

struct TitleRow {
  std::vector<std::pair<Light, NoticeKind>> items;
  const char* title;
};
const TitleRow title_table[] = {
    {{{Light::red, NoticeKind::fired}, {Light::yellow, NoticeKind::fired}},
     "【红灯1 黄灯1】法院 2项预警"},
    {{{Light::red, NoticeKind::fired},
      {Light::red, NoticeKind::reminder},
      {Light::yellow, NoticeKind::fired},
      {Light::yellow, NoticeKind::eased},
      {Light::yellow, NoticeKind::worsened}},
     "【红灯2 黄灯3】法院 5项预警"},
    {{{Light::yellow, NoticeKind::fired}, {Light::red, NoticeKind::resolved}},
     "【黄灯1 恢复1】法院 2项预警动态"},
    {{{Light::red, NoticeKind::resolved}, {Light::red, NoticeKind::resolved}},
     "【恢复2】法院 2项预警动态"},
};

TEST(MakeMessage, TheTitleCountsTheItems) {
  for (const TitleRow& row : title_table) {
    std::vector<HeldNotice> group;
    for (const auto& [level, kind] : row.items) {
      const bool over = kind == NoticeKind::resolved;
      group.push_back(news(alert_about("x" + std::to_string(group.size()), level,
                                       over ? AlertState::resolved : AlertState::firing),
                           kind));
    }
    EXPECT_EQ(make_message(group_by_message(group).at(0), {}, now, Lang::zh).title, row.title);
  }
}

TEST(MakeMessage, OneItemReadsAsAMessageOfItsOwn) {
  const Alert alert = alert_about("a", Light::red);
  const HeldNotice one = news(alert, NoticeKind::fired);
  NoticeContext context = one.item.facts;
  context.person = "张三";
  const Notice alone = render_notice(
      alert, {NoticeKind::fired, Role::contact, ReceiverId{"first"}, 0, Phrase("首次达到预警条件")},
      context, now, Lang::zh);
  const Notice message = make_message({one}, {}, now, Lang::zh);
  EXPECT_EQ(message.text, alone.text);
  EXPECT_EQ(message.title, alone.title);
  EXPECT_EQ(message.key, alone.key);
  EXPECT_EQ(message.key.part, 0);
}

TEST(MakeMessage, NumbersItsItemsAndSaysWhatElseGoesOn) {
  std::vector<HeldNotice> group = {news(alert_about("a", Light::red), NoticeKind::fired),
                                   news(alert_about("b", Light::yellow), NoticeKind::worsened,
                                        Role::contact, "first", "亮灯加重")};
  group[1].urgent = true;
  const Notice message = make_message(group, {"【黄灯】法院 指标“z”"}, now, Lang::zh);
  EXPECT_EQ(message.text,
            "【红灯1 黄灯1】法院 2项预警\n"
            "1. 【红灯】法院 指标“a”\n   请您：说明原因\n"
            "2. 【加重·黄灯】法院 指标“b”\n   请您：说明原因\n"
            "另有在办：\n- 【黄灯】法院 指标“z”\n"
            "收件：法院 经办人 张三\n"
            "发送原因：首次达到预警条件；亮灯加重\n方案日期：2025-07-07");
  EXPECT_EQ(message.key, group[0].item.key) << "the key of the worst";
  EXPECT_TRUE(message.urgent) << "as urgent as the most urgent";
  EXPECT_EQ(message.items.size(), 2u);
  EXPECT_EQ(message.people.size(), 1u) << "a person is meant once";
  EXPECT_EQ(message.parts, 1);
}

TEST(MakeMessage, TakenApartAgainEachItemIsWhatItWouldHaveBeenAlone) {
  const std::vector<HeldNotice> group = {news(alert_about("a", Light::red), NoticeKind::fired),
                                         news(alert_about("b", Light::yellow), NoticeKind::eased)};
  const auto apart = one_by_one(make_message(group, {"别的"}, now, Lang::zh), Lang::zh);
  ASSERT_EQ(apart.size(), 2u);
  for (std::size_t i = 0; i < apart.size(); ++i) {
    EXPECT_EQ(apart[i].text, make_message({group[i]}, {}, now, Lang::zh).text);
    EXPECT_EQ(apart[i].key, group[i].item.key);
  }
}

TEST(ListOthers, WorstFirstWithoutThoseInTheMessage) {
  const Alert told = alert_about("a", Light::red);
  const Alert red = alert_about("z", Light::red);
  const Alert yellow = alert_about("b", Light::yellow);
  Alert silent = alert_about("s", Light::red);
  silent.summary.clear();
  EXPECT_EQ(list_others({&yellow, &told, &silent, &red}, {news(told, NoticeKind::fired)}, Lang::zh,
                        summary_of),
            (std::vector<std::string>{"z的摘要", "b的摘要"}));
}

TEST(ListOthers, AtMostTwentyAndTheRestCounted) {
  std::vector<Alert> many;
  for (int i = 0; i < 25; ++i) {
    many.push_back(alert_about("i" + std::to_string(100 + i), Light::yellow));
  }
  std::vector<const Alert*> alerts;
  for (const Alert& one : many) alerts.push_back(&one);
  const auto lines = list_others(alerts, {}, Lang::zh, summary_of);
  ASSERT_EQ(lines.size(), 21u);
  EXPECT_EQ(lines.front(), "i100的摘要");
  EXPECT_EQ(lines.back(), "其余5项从略");
  alerts.resize(20);
  EXPECT_EQ(list_others(alerts, {}, Lang::zh, summary_of).size(), 20u);
}

}  // namespace
}  // namespace planwatch
