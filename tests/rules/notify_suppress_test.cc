#include <map>

#include "gtest/gtest.h"

#include "rules/alert/life_cycle.h"
#include "rules/notify/decide.h"
#include "rules/notify/suppress.h"
#include "tests/rules/two_year_calendar.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

const Date monday = make_date(2025, 7, 7);

Alert yellow(const char* rule = "lights", const char* subject = "trainings") {
  Alert alert;
  alert.key = {"small", RuleId{rule}, SubjectKind::indicator, subject, AreaCode{"620702"}, 2025};
  alert.state = AlertState::firing;
  alert.level = Light::yellow;
  alert.unit = UnitId{"人社局"};
  alert.opened_at = instant_at(monday, std::chrono::hours{10});
  alert.fired_at = alert.level_since = alert.opened_at;
  return alert;
}

Alert feed_alert(const char* rule, const char* subject) {
  Alert alert = yellow(rule, subject);
  alert.key.subject_kind = SubjectKind::feed;
  alert.key.area = {};
  return alert;
}

struct CoversRow {
  const char* what;
  SilenceMatch match;
  bool alert_covered;
  bool report_covered;  // report/feed hr:2025-06
};
const CoversRow covers_table[] = {
    {"one alert by its key",
     {"small/lights/indicator/trainings/620702/2025", {}, {}, {}, {}},
     true,
     false},
    {"a unit", {{}, UnitId{"人社局"}, {}, {}, {}}, true, true},
    {"another unit", {{}, UnitId{"法院"}, {}, {}, {}}, false, false},
    {"a rule", {{}, {}, RuleId{"report"}, {}, {}}, false, true},
    {"a kind of subject", {{}, {}, {}, SubjectKind::feed, {}}, false, true},
    {"an indicator", {{}, {}, {}, {}, "trainings"}, true, false},
    {"a feed covers its cases", {{}, {}, {}, {}, "hr"}, false, true},
    {"a part of a name covers nothing", {{}, {}, {}, {}, "h"}, false, false},
    {"all conditions have to hold",
     {{}, UnitId{"人社局"}, RuleId{"lights"}, {}, "hr"},
     false,
     false},
};

TEST(Silences, CoverWhatTheirConditionsSay) {
  for (const CoversRow& row : covers_table) {
    EXPECT_EQ(covers(row.match, yellow()), row.alert_covered) << row.what;
    EXPECT_EQ(covers(row.match, feed_alert("report", "hr:2025-06")), row.report_covered)
        << row.what;
    EXPECT_FALSE(is_empty(row.match)) << row.what;
  }
  EXPECT_TRUE(is_empty(SilenceMatch{}));
}

class Suppressed : public testing::Test {
 protected:
  Suppressed() { configuration_.rules.push_back(configuration_.rules[0]); }

  Silence& silence(int days) {
    Silence& one = silences_.emplace_back();
    one.id = static_cast<std::int64_t>(silences_.size());
    one.match.unit = UnitId{"人社局"};
    one.reason = "系统切换";
    one.author = "李四";
    one.until = monday + std::chrono::days{days};
    return one;
  }
  std::string text(const Alert& alert, Date today = monday, Lang lang = Lang::zh) {
    configuration_.rules[1].id = RuleId{"strict"};
    SuppressionContext context{configuration_, {}, {}, RuleId{"fetch"}, today};
    for (const Silence& one : silences_) context.silences.push_back(&one);
    context.find = [this](const AlertKey& key) -> const Alert* {
      const auto found = others_.find(key);
      return found == others_.end() ? nullptr : &found->second;
    };
    const auto found = suppression_of(alert, context);
    return found ? text_of(*found, lang) : "";
  }
  void also(const Alert& alert) { others_[alert.key] = alert; }

  Configuration configuration_ = SmallPlan::configuration();
  std::vector<Silence> silences_;
  std::map<AlertKey, Alert> others_;
};

TEST_F(Suppressed, NothingIsByItself) {
  EXPECT_EQ(text(yellow()), "");
}

TEST_F(Suppressed, BySilencesToTheirLastDayTheLongestFirst) {
  silence(3);
  silence(7);
  EXPECT_EQ(text(yellow()), "静默至 2025-07-14：系统切换（李四）");
  EXPECT_EQ(text(yellow(), monday, Lang::en), "silenced until 2025-07-14: 系统切换 (李四)");
  EXPECT_NE(text(yellow(), monday + std::chrono::days{7}), "");
  EXPECT_EQ(text(yellow(), monday + std::chrono::days{8}), "");
  for (Silence& one : silences_) one.ended_at = instant_at(monday, TimeOfDay{0});
  EXPECT_EQ(text(yellow()), "") << "ended by a person";
}

TEST_F(Suppressed, ASilenceHidesTheEndToo) {
  silence(3);
  Alert over = yellow();
  over.state = AlertState::resolved;
  EXPECT_NE(text(over), "");
}

TEST_F(Suppressed, BySuspensionWhileItFires) {
  Alert alert = yellow();
  suspend(alert, make_date(2025, 7, 9), "王主任", "汛期");
  EXPECT_EQ(text(alert), "暂停至 2025-07-09：汛期（王主任）");
  EXPECT_NE(text(alert, make_date(2025, 7, 9)), "");
  EXPECT_EQ(text(alert, make_date(2025, 7, 10)), "");
  alert.state = AlertState::resolved;
  EXPECT_EQ(text(alert), "") << "the end ends it";
}

TEST_F(Suppressed, ByARedOfAnotherRuleAboutTheSame) {
  Alert red = yellow("strict");
  red.level = Light::red;
  also(red);
  EXPECT_EQ(text(yellow()), "抑制：small/strict/indicator/trainings/620702/2025 正在预警");
  EXPECT_EQ(text(red), "") << "nothing hides itself";
  Alert other_area = yellow();
  other_area.key.area = AreaCode{"620721"};
  EXPECT_EQ(text(other_area), "");
  EXPECT_EQ(text(yellow("lights", "trains")), "");
  Alert also_red = yellow();
  also_red.level = Light::red;
  EXPECT_EQ(text(also_red), "") << "red hides no red";
  red.state = AlertState::resolved;
  also(red);
  EXPECT_EQ(text(yellow()), "");
  red.state = AlertState::firing;
  red.level = Light::yellow;
  also(red);
  EXPECT_EQ(text(yellow()), "") << "yellow hides nothing";
}

TEST_F(Suppressed, ByAFeedThatIsDownWhatIsMissingBehindIt) {
  also(feed_alert("fetch", "hr"));
  EXPECT_EQ(text(feed_alert("report", "hr:2025-06")), "抑制：small/fetch/feed/hr/-/2025 正在预警");
  EXPECT_EQ(text(feed_alert("report", "court:2025-06")), "");
  EXPECT_EQ(text(feed_alert("quality", "hr:trainings:2025-06:jump")), "") << "what came is known";
  EXPECT_EQ(text(feed_alert("fetch", "hr")), "");
}

TEST_F(Suppressed, ByDampingUntilItIsCalmUnlessItGetsWorse) {
  Alert alert = yellow();
  alert.flapping = true;
  alert.told_level = Light::yellow;
  EXPECT_EQ(text(alert), "反复波动至 2025-07-13");
  EXPECT_EQ(text(alert, make_date(2025, 7, 14)), "") << "five working days";
  alert.level = Light::red;
  EXPECT_EQ(text(alert), "") << "a worse light is said at once";
  alert.told_level = Light::red;
  EXPECT_NE(text(alert), "");
  alert.state = AlertState::resolved;
  alert.resolved_at = instant_at(make_date(2025, 7, 9), std::chrono::hours{10});
  EXPECT_EQ(text(alert), "反复波动至 2025-07-15") << "counted from the last change";
}

TEST_F(Suppressed, OfSeveralCausesTheOneThatLasts) {
  Alert alert = yellow();
  suspend(alert, make_date(2025, 7, 20), "王主任", "汛期");
  silence(3);
  EXPECT_TRUE(text(alert).starts_with("暂停至 2025-07-20"));
  Alert red = yellow("strict");
  red.level = Light::red;
  also(red);
  EXPECT_TRUE(text(alert).starts_with("抑制"));
}

struct FlapRow {
  const char* what;
  std::vector<Date> fired_on;
  Damping damping;
  bool flaps;
};

TEST(Damping, CountsFiringsWithinWorkingDays) {
  const auto july = [](unsigned day) { return make_date(2025, 7, day); };
  const Damping usual;
  const std::vector<FlapRow> table = {
      {"two firings", {july(7), july(8)}, usual, false},
      {"three on one day", {july(7), july(7), july(7)}, usual, true},
      {"three within ten working days", {july(7), july(10), july(18)}, usual, true},
      {"the third on the eleventh", {july(7), july(10), july(21)}, usual, false},
      {"only the latest three count", {july(1), july(2), july(10), july(21)}, usual, false},
      {"National Day is no working time",
       {make_date(2025, 9, 28), make_date(2025, 9, 30), make_date(2025, 10, 15)},
       usual,
       true},
      {"never with one firing", {july(7)}, {1, 10, 5}, false},
      {"never without a window", {july(7), july(7)}, {2, 0, 5}, false},
  };
  for (const FlapRow& row : table) {
    Alert alert;
    alert.fired_on = row.fired_on;
    EXPECT_EQ(fires_too_often(alert, row.damping, two_year_calendar()), row.flaps) << row.what;
  }
}

TEST(Damping, KeepsTheLatestFirings) {
  Alert alert;
  for (unsigned day = 1; day <= 12; ++day) note_firing(alert, make_date(2025, 7, day));
  ASSERT_EQ(alert.fired_on.size(), most_firings_kept);
  EXPECT_EQ(alert.fired_on.front(), make_date(2025, 7, 5));
  EXPECT_EQ(alert.fired_on.back(), make_date(2025, 7, 12));
}

struct CatchUpRow {
  const char* what;
  AlertState state;
  Light level;
  Light told_level;  // grey: nobody was told
  bool flapping;
  const char* told;
};
const CatchUpRow catch_up_table[] = {
    {"nobody knows of it", AlertState::firing, Light::red, Light::grey, false, "fired"},
    {"nothing is different", AlertState::promised, Light::red, Light::red, false, ""},
    {"it got worse", AlertState::firing, Light::red, Light::yellow, false, "worsened"},
    {"it eased", AlertState::acknowledged, Light::yellow, Light::red, false, "eased"},
    {"it is over", AlertState::resolved, Light::red, Light::red, false, "resolved"},
    {"it was closed", AlertState::closed, Light::red, Light::red, false, "closed"},
    {"over, and nobody was told", AlertState::resolved, Light::red, Light::grey, false, ""},
    {"it may fire again", AlertState::pending, Light::grey, Light::red, false, ""},
    {"calm after flapping, still on", AlertState::firing, Light::red, Light::red, true, "fired"},
    {"calm after flapping, over", AlertState::resolved, Light::red, Light::red, true, "resolved"},
};

TEST(DecideCatchUp, IsOnePieceOfNews) {
  Route route;
  route.receivers = {ReceiverId{"robot"}};
  route.ladder = {{StepAfter::firing, 0, Role::contact, {}}};
  for (const CatchUpRow& row : catch_up_table) {
    Alert alert = yellow();
    alert.state = row.state;
    alert.level = row.level;
    alert.told_level = row.told_level;
    alert.flapping = row.flapping;
    if (row.told_level != Light::grey) alert.told = {{Role::contact, ReceiverId{"robot"}}};
    std::string told;
    for (const NoticeDecision& one : decide_catch_up(alert, &route, false)) {
      told += (told.empty() ? "" : " ") + std::string(name_of(one.kind, Lang::en));
      EXPECT_FALSE(one.why.empty()) << row.what;
    }
    EXPECT_EQ(told, row.told) << row.what;
  }
}

}  // namespace
}  // namespace planwatch
