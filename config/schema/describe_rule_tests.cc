#include <algorithm>
#include <utility>

#include "config/schema/values.h"
#include "rules/model/light.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

template <class State>
Word named(const char* word, State state) {
  return {word, {std::string(name_of(state, Lang::zh)), std::string(name_of(state, Lang::en))}};
}

std::vector<Word> light_words() {
  return {named("grey", Light::grey),           named("green", Light::green),
          named("attention", Light::attention), named("blue", Light::blue),
          named("yellow", Light::yellow),       named("red", Light::red)};
}

std::vector<Word> reason_words() {
  return {{"none", {"没有说明", "no reason"}},
          named("met", Reason::met),
          named("on_schedule", Reason::on_schedule),
          named("behind_schedule", Reason::behind_schedule),
          named("missed_narrowly", Reason::missed_narrowly),
          named("missed", Reason::missed),
          named("not_met_at_deadline", Reason::not_met_at_deadline),
          named("overdue", Reason::overdue),
          named("near_deadline", Reason::near_deadline),
          named("not_started", Reason::not_started),
          named("not_started_long", Reason::not_started_long),
          named("in_progress", Reason::in_progress),
          named("completed", Reason::completed),
          named("no_event_in_period", Reason::no_event_in_period),
          named("no_data", Reason::no_data),
          named("no_business", Reason::no_business),
          named("small_sample", Reason::small_sample),
          named("doubtful", Reason::doubtful),
          named("caught_up", Reason::caught_up),
          named("no_expectation_yet", Reason::no_expectation_yet),
          named("areas_missing", Reason::areas_missing),
          named("areas_without_parts", Reason::areas_without_parts),
          named("level_with_area_above", Reason::level_with_area_above),
          named("behind_area_above", Reason::behind_area_above),
          named("no_area_above", Reason::no_area_above),
          named("by_days_left", Reason::by_days_left),
          named("notices_refused", Reason::notices_refused)};
}

std::vector<Word> data_words() {
  return {named("not_yet_due", DataState::not_yet_due),
          named("awaited", DataState::awaited),
          named("due_soon", DataState::due_soon),
          named("late", DataState::late),
          named("missing", DataState::missing),
          named("reported", DataState::reported),
          named("corrected", DataState::corrected),
          named("small_sample", DataState::small_sample),
          named("no_business", DataState::no_business),
          named("doubtful", DataState::doubtful),
          named("stale", DataState::stale),
          named("awaiting_final", DataState::awaiting_final),
          named("provisional", DataState::provisional),
          named("not_summed", DataState::not_summed)};
}

std::vector<Word> state_words() {
  return {{"none", {"没有预警，或已经结束", "no alert, or none any more"}},
          {"pending", {"待定，还不到连续几期", "not yet so many reports in a row"}},
          {"firing", {"预警中", "it fires"}},
          {"acknowledged", {"已签收", "somebody took it"}},
          {"promised", {"已承诺整改时限", "somebody promised a day"}},
          {"suspended", {"已暂停", "on hold"}},
          {"resolved", {"已恢复", "the light is good again"}},
          {"closed", {"已销号", "the supervising unit closed it"}}};
}

std::vector<Word> notice_words() {
  return {{"fired", {"预警", "it fired"}},
          {"worsened", {"加重", "it got worse"}},
          {"eased", {"减轻", "it got better, not good"}},
          {"reminder", {"催办", "a reminder"}},
          {"escalated", {"升级", "somebody higher is told"}},
          {"resolved", {"恢复", "it resolved"}},
          {"correction", {"更正", "a correction took it back or made it"}},
          {"closed", {"销号", "it was closed"}},
          {"flapping", {"反复波动，已合并", "it fires again and again: damped"}},
          {"silence_ending", {"静默将满", "a silence ends soon"}}};
}

// What a line is about; `also` are the keys that stand only beside one of them.
void add_subject(std::vector<Key>& keys, bool feeds) {
  keys.push_back({"indicator", optional, name_of("indicator"), "", "subsidised_training", "指标",
                  "an indicator"});
  keys.push_back({"area", optional, name_of("area"), "", "\"620702\"",
                  "行政区，只与 indicator 一起写；不写是方案所属行政区",
                  "its area, with indicator alone; else the plan's area"});
  keys.push_back({"task", optional, task_number(), "", "2", "任务", "a task"});
  if (!feeds) return;
  keys.push_back({"feed", optional, name_of("feed"), "", "court", "数据源", "a feed"});
}

Key rule_key() {
  return {"rule",
          optional,
          name_of("rule"),
          "",
          "lights",
          "规则；不写是第一条管它的。数据源另有 fetch、data、quality",
          "the rule, else the first that takes it; feeds also have fetch, data and quality"};
}

Key time_key(const char* usual) {
  return {"time", optional, time_of_day(), usual, "\"18:00\"", "时刻", "the time of day"};
}

Key known_key() {
  return {"known",
          optional,
          date(),
          "",
          "2025-07-08",
          "哪天知道的（报送日期）；不写是数据源当期的报送日",
          "the day it was known; else the day on which its report is due"};
}

MapKind root() {
  return {
      "rule_tests",
      {"规则测试：什么数、哪一天、应亮什么灯、应通知谁",
       "rule tests: which figures on which day lead to which light, alert and message"},
      {{"config", optional, optional_text(), "..", "..", "被测的配置目录，相对本文件；不写是上一级",
        "the folder that is tested, relative to this file; else the one above"},
       {"year", optional, integer(2000, 2100, {"年", "year"}), "", "2025",
        "把方案当作这一年来测；不写是方案自己的年度", "the plan's year for these tests"},
       {"calendar", optional, alone_or(list_of(map_of("test.calendar"))), "",
        "{year: 2025, confirmed: false}", "换掉那一年的日历，可写列表",
        "in place of that year's calendar; may be a list"},
       {"tests", required, list_of(map_of("test")), "",
        "[{name: 某项测试, today: 2025-07-10, alerts: [{feed: court, state: none}]}]", "全部测试",
        "all tests"}}};
}

MapKind test() {
  return {
      "test",
      {"一个测试", "one test"},
      {{"name", required, text(), "", "差距正好 10 个百分点是黄灯", "名称，在文件里不重复",
        "its name, each once in a file"},
       {"today", required, date(), "", "2025-07-10", "虚拟的今天，在方案年份或次年",
        "the virtual day, in the plan's year or the next"},
       time_key("18:00"),
       {"as_known_on", optional, date(), "", "2025-07-08", "只用到那天为止已知的数，也判到那天为止",
        "only what was known on that day, judged as of that day"},
       {"calendar", optional, alone_or(list_of(map_of("test.calendar"))), "",
        "{year: 2025, confirmed: false}", "只为这个测试换掉那一年的日历，可写列表",
        "for this test alone in place of that year's calendar; may be a list"},
       {"series", optional, list_of(map_of("test.series")), "[]",
        "[{indicator: subsidised_training, from: 6, values: 1120}]", "报来的数",
        "the figures that come"},
       {"tasks", optional, list_of(map_of("test.task")), "[]",
        "[{task: 2, state: in_progress, as_of: 2025-06-30}]", "任务进展", "progress of tasks"},
       {"actions", optional, list_of(map_of("test.action")), "[]",
        "[{on: 2025-07-08, person: 张三, act: acknowledge, indicator: subsidised_training}]",
        "有人签收或承诺", "what people do about alerts"},
       {"lights", optional, list_of(map_of("test.light")), "[]",
        "[{indicator: subsidised_training, period: 2025-06, light: yellow}]", "应亮的灯",
        "the lights that must come"},
       {"alerts", optional, list_of(map_of("test.alert")), "[]",
        "[{indicator: subsidised_training, state: firing}]", "应有的预警",
        "the alerts that must be there"},
       {"messages", optional, list_of(map_of("test.message")), "[]",
        "[{indicator: subsidised_training, to: contact, kind: fired, times: 1}]", "应发的通知",
        "the messages that must have been sent"}},
      {},
      {"lights", "alerts", "messages"}};
}

// A calendar as in its own file, under a name of its own.
MapKind test_calendar() {
  std::vector<MapKind> plan = describe_plan();
  MapKind kind = std::move(*std::find_if(
      plan.begin(), plan.end(), [](const MapKind& one) { return one.name == "calendar"; }));
  kind.name = "test.calendar";
  for (Key& key : kind.keys) {
    if (key.name != "year") continue;
    key.zh = "哪一年的日历，换掉被测配置里那一年的";
    key.en = "the year whose calendar it takes the place of";
  }
  kind.title = {"换上的一年日历，写法与 calendar/ 里的文件相同",
                "a year's calendar for a test, written as the files of calendar/"};
  return kind;
}

MapKind test_series() {
  return {
      "test.series",
      {"一项指标报来的数", "the figures of one indicator"},
      {{"indicator", required, name_of("indicator"), "", "subsidised_training", "指标",
        "the indicator"},
       {"area", optional, name_of("area"), "", "\"620702\"", "行政区；不写是方案所属行政区",
        "the area, else the plan's"},
       known_key(),
       {"from", optional, first_period(), "", "6", "values 的第一个数是哪一期；不写是全年第一期",
        "the period of the first of values, else the year's first"},
       {"values", optional, alone_or(filled_list_of(series())), "", "1 +2x4 _ 12", "逐期的数",
        "figures period by period"},
       {"reports", optional, list_of(map_of("test.report")), "[]",
        "[{period: 2025-06, value: 12/40, known: 2025-07-08}]", "逐条写", "figures one by one"}},
      {},
      {"values", "reports"}};
}

MapKind test_report() {
  return {"test.report",
          {"报来的一个数", "one reported figure"},
          {{"period", required, period(), "", "2025-06", "统计期", "its period"},
           {"value", required, figure(), "", "12/40", "数，或分子/分母",
            "the figure, or numerator/denominator"},
           known_key()}};
}

MapKind test_task() {
  return {"test.task",
          {"报来的一次任务进展", "one report of a task"},
          {{"task", required, task_number(), "", "2", "任务", "the task"},
           {"state", required,
            word({{"not_started", {"未启动", "not started"}},
                  {"in_progress", {"进行中", "in progress"}},
                  {"done", {"已完成", "done"}}}),
            "", "in_progress", "状态", "its state"},
           {"as_of", required, date(), "", "2025-06-30", "截至日", "the day it is true of"},
           {"percent", optional, decimal(), "", "0.5", "完成比例，0 到 1", "the part done, 0 to 1"},
           {"evidence", optional, optional_text(), "", "简报", "佐证", "what shows it"},
           {"closed_by", optional, optional_text(), "", "王五", "谁确认完成；有人确认才算完成",
            "who confirmed it; done counts when somebody did"},
           {"person", optional, optional_text(), "", "张三", "由谁填报；不写是数据源报来",
            "who entered it, else it came by the feed"}}};
}

MapKind test_action() {
  MapKind kind{"test.action",
               {"有人对预警做了什么", "what somebody does about an alert"},
               {{"on", required, date(), "", "2025-07-08", "哪一天", "the day"},
                time_key("10:00"),
                {"person", required, text(), "", "张三", "谁", "who"},
                {"act", required,
                 word({{"acknowledge", {"签收", "takes it"}},
                       {"promise", {"承诺整改时限", "promises a day"}}}),
                 "", "acknowledge", "做什么", "what"}},
               {{"indicator", "task", "feed"}},
               {},
               {{"area", "indicator"}, {"period", "feed"}},
               {{"act", "promise", "until"}, {"act", "promise", "text"}}};
  add_subject(kind.keys, true);
  kind.keys.push_back({"period", optional, period(), "", "2025-06", "哪一期报送，只与 feed 一起写",
                       "the report's period, with feed alone"});
  kind.keys.push_back(rule_key());
  kind.keys.push_back(
      {"until", optional, date(), "", "2025-07-31", "承诺到哪天", "the day that is promised"});
  kind.keys.push_back(
      {"text", optional, optional_text(), "", "增配两名调解员", "整改措施", "what will be done"});
  return kind;
}

MapKind test_light() {
  MapKind kind{"test.light",
               {"应亮的一盏灯", "one light that must come"},
               {},
               {{"indicator", "task"}},
               {"light", "shown", "reason", "data", "expected", "gap"},
               {{"area", "indicator"},
                {"period", "indicator"},
                {"shown", "period"},
                {"data", "indicator"},
                {"expected", "indicator"},
                {"gap", "indicator"}}};
  add_subject(kind.keys, false);
  kind.keys.insert(
      kind.keys.end(),
      {{"period", optional, period(), "", "2025-06", "哪一期；不写是当天显示的灯",
        "the period, else the light as shown that day"},
       {"light", optional, word(light_words()), "", "yellow", "灯", "the light"},
       {"shown", optional, word(light_words()), "", "yellow",
        "历史里显示的灯（红灯赶上后为黄），要写 period",
        "as the history shows it (a red made good is yellow); needs period"},
       {"reason", optional, word(reason_words()), "", "behind_schedule", "原因", "the reason"},
       {"data", optional, list_of(word(data_words())), "[]", "[reported]", "数据状态，列出的都要有",
        "states of the data, all of them"},
       {"expected", optional, decimal(), "", "1400", "应达数，比到小数点后六位",
        "what is expected by then, compared to six digits"},
       {"gap", optional, decimal(), "", "10", "差距，比到小数点后六位",
        "the gap, compared to six digits"}});
  return kind;
}

MapKind test_alert() {
  MapKind kind{"test.alert",
               {"应有的一条预警", "one alert that must be there"},
               {},
               {{"indicator", "task", "feed"}},
               {"state", "level", "reason", "unit", "period"},
               {{"area", "indicator"}}};
  add_subject(kind.keys, true);
  kind.keys.insert(
      kind.keys.end(),
      {{"period", optional, period(), "", "2025-06", "预警说的是哪一期；与 feed 一起是哪一期报送",
        "the period that it speaks of; with feed: which report it is about"},
       rule_key(),
       {"state", optional, word(state_words()), "", "firing", "状态", "its state"},
       {"level", optional, word(light_words()), "", "yellow", "级别", "its level"},
       {"reason", optional, word(reason_words()), "", "overdue", "原因", "the reason"},
       {"unit", optional, name_of("unit"), "", "区人社局", "责任单位", "the unit that answers"}});
  return kind;
}

MapKind test_message() {
  MapKind kind{"test.message",
               {"应发的一条通知；不写 times 是至少一条",
                "a message that must have been sent, at least once without times"}};
  kind.together = {{"area", "indicator"}, {"period", "feed"}};
  kind.at_most_one = {{"indicator", "task", "feed"}};
  add_subject(kind.keys, true);
  kind.keys.insert(
      kind.keys.end(),
      {{"period", optional, period(), "", "2025-06", "哪一期报送，只与 feed 一起写",
        "the report's period, with feed alone"},
       rule_key(),
       {"to", optional, word(role_words()), "", "contact", "发给谁", "to whom"},
       {"kind", optional, word(notice_words()), "", "fired", "哪种通知", "of which kind"},
       {"level", optional, word(light_words()), "", "yellow", "级别", "its level"},
       {"on", optional, date(), "", "2025-07-07", "哪天发的", "the day it was sent"},
       {"contains", optional, list_of(optional_text()), "[]", "[1120人次]",
        "标题、正文或发送原因里要有的字", "what title, text or the reason for sending hold"},
       {"times", optional, integer(0, 1'000), "", "1",
        "正好几条；同一条通知发给几个通道算一条。0 是不应有",
        "exactly so many; several receivers of one count once. 0: none"}});
  return kind;
}

}  // namespace

std::vector<MapKind> describe_rule_tests() {
  return {root(),      test(),        test_calendar(), test_series(), test_report(),
          test_task(), test_action(), test_light(),    test_alert(),  test_message()};
}

}  // namespace planwatch::schema
