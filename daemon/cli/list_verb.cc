#include <cstdio>
#include <fmt/format.h>
#include <map>

#include "daemon/app/load_checked.h"
#include "daemon/cli/plan_words.h"
#include "daemon/cli/verbs.h"
#include "rules/model/state_words.h"

namespace planwatch {

namespace {

std::string pick(Lang lang, const std::string& zh, const std::string& en) {
  return lang == Lang::en && !en.empty() ? en : zh;
}

// 0.95@1-6 0.98@7-12 where it changes in mid-year; empty where it does not.
std::string targets_text(const Indicator& indicator) {
  std::string text;
  for (const TargetSpan& span : indicator.targets) {
    text += fmt::format("{}{}@{}-{}", text.empty() ? "" : " ", span.target.to_string(),
                        span.first_month, span.last_month);
  }
  return text;
}

OutputTable list_indicators(const Configuration& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"id", "id"},
                   {"task", zh ? "任务" : "task", true},
                   {"name_zh", zh ? "指标" : ""},
                   {"kind", zh ? "类型" : "kind"},
                   {"better", ""},
                   {"target", zh ? "目标" : "target", true},
                   {"measure", ""},
                   {"measure_zh", zh ? "单位" : ""},
                   {"window", zh ? "口径" : "window"},
                   {"lead", zh ? "责任单位" : "unit"},
                   {"co", ""},
                   {"due_month", zh ? "时限（月）" : "due month", true},
                   {"reading", ""},
                   {"name_en", zh ? "" : "indicator"},
                   {"answerable", ""},
                   {"start", "", true},
                   {"schedule", ""},
                   {"targets", ""}};
  for (const Indicator& i : c.plan.indicators) {
    table.rows.push_back({i.id.text, std::to_string(i.task), i.name, word_of(i.kind),
                          word_of(i.better), i.target.to_string(), std::string(word_of(i.measure)),
                          i.measure_name, word_of(i.window), i.lead ? i.lead->text : "",
                          join(i.co, ";"), std::to_string(i.due_month), i.reading, i.name_en,
                          i.answerable.text, i.start.to_string(), word_of(i.schedule.kind),
                          targets_text(i)});
  }
  return table;
}

OutputTable list_tasks(const Configuration& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"task", zh ? "任务" : "task", true},
                   {"section", zh ? "板块" : "section"},
                   {"item", zh ? "条目" : "item"},
                   {"title_zh", zh ? "重点任务" : ""},
                   {"departments", zh ? "责任部门" : "units"},
                   {"due_month", zh ? "时限（月）" : "due month", true},
                   {"quantified", zh ? "量化" : "quantified"},
                   {"title_en", zh ? "" : "title"},
                   {"lead", zh ? "牵头" : "lead"},
                   {"planned_month", "", true},
                   {"clause", ""}};
  for (const Task& t : c.plan.tasks) {
    table.rows.push_back({std::to_string(t.number), t.section, t.item, t.title,
                          join(t.departments, ";"), std::to_string(t.due_month),
                          t.quantified ? "yes" : "no", t.title_en, t.lead.text,
                          std::to_string(t.planned_month), t.clause});
  }
  return table;
}

OutputTable list_units(const Configuration& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::map<UnitId, std::pair<int, int>> counts;  // tasks led, indicators answered for
  for (const Task& task : c.plan.tasks) ++counts[task.lead].first;
  for (const Indicator& indicator : c.plan.indicators) ++counts[indicator.answerable].second;
  OutputTable table;
  table.columns = {{"unit", zh ? "单位" : "unit"},
                   {"name_en", zh ? "" : "name"},
                   {"collective", zh ? "集体单位" : "collective"},
                   {"members", zh ? "成员" : "members"},
                   {"tasks_led", zh ? "牵头任务" : "tasks led", true},
                   {"indicators", zh ? "负责指标" : "indicators", true}};
  for (const Unit& unit : c.plan.units) {
    const auto [tasks, indicators] = counts[unit.id];
    table.rows.push_back({unit.id.text, unit.name_en, unit.collective ? "yes" : "no",
                          join(unit.members, ";"), std::to_string(tasks),
                          std::to_string(indicators)});
  }
  return table;
}

std::string due_text(const ReportDue& due) {
  std::string text = due.workday ? fmt::format("workday {}", *due.workday)
                                 : fmt::format("day {}", due.day.value_or(0));
  for (std::size_t i = 0; i < due.skip.size(); ++i) {
    text += fmt::format("{}{}", i == 0 ? ", skip " : "/", due.skip[i]);
  }
  return text;
}

OutputTable list_feeds(const Configuration& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"feed", zh ? "数据源" : "feed"},
                   {"name", zh ? "名称" : "name"},
                   {"unit", zh ? "单位" : "unit"},
                   {"sample", zh ? "样例" : "sample"},
                   {"transport", zh ? "方式" : "transport"},
                   {"format", zh ? "格式" : "format"},
                   {"source", ""},
                   {"frequency", zh ? "频率" : "frequency"},
                   {"due", zh ? "报送日" : "due"},
                   {"indicators", zh ? "指标数" : "indicators", true}};
  for (const FeedSpec& feed : c.feeds) {
    table.rows.push_back({feed.id.text, pick(lang, feed.name, feed.name_en), feed.unit.text,
                          feed.sample ? "yes" : "no", std::string(name_of(feed.transport)),
                          std::string(name_of(feed.format)), place_of(feed.transport),
                          word_of(feed.due.frequency), due_text(feed.due),
                          std::to_string(indicators_of(feed).size())});
  }
  return table;
}

OutputTable list_rules(const Configuration& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"rule", zh ? "规则" : "rule"},
                   {"name", zh ? "名称" : "name"},
                   {"kinds", zh ? "类型" : "kinds"},
                   {"indicators", ""},
                   {"bands", zh ? "分档" : "bands"},
                   {"alert_from", zh ? "预警起点" : "alert from"},
                   {"for_reports", zh ? "连续期数" : "for reports", true},
                   {"recover_reports", zh ? "恢复期数" : "recover reports", true},
                   {"urgent", zh ? "紧急" : "urgent"}};
  for (const Rule& rule : c.rules) {
    std::string kinds;
    for (const IndicatorKind kind : rule.kinds) kinds += (kinds.empty() ? "" : ";") + word_of(kind);
    std::string ids;
    for (const IndicatorId& id : rule.indicators) ids += (ids.empty() ? "" : ";") + id.text;
    table.rows.push_back({rule.id.text, pick(lang, rule.name, rule.name_en), kinds, ids,
                          rule.bands.text, std::string(name_of(rule.alert_from, lang)),
                          std::to_string(rule.for_reports), std::to_string(rule.recover_reports),
                          rule.urgent ? "yes" : "no"});
  }
  return table;
}

}  // namespace

int list_verb(const CommonOptions& options, const std::string& what) {
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang))
    fmt::print(stderr, "{}\n", text);
  if (!loaded.configuration) return 2;
  using Lister = OutputTable (*)(const Configuration&, Lang);
  static const std::map<std::string, Lister> listers = {{"indicators", list_indicators},
                                                        {"tasks", list_tasks},
                                                        {"units", list_units},
                                                        {"feeds", list_feeds},
                                                        {"rules", list_rules}};
  const auto lister = listers.find(what);
  if (lister == listers.end()) return 64;
  fmt::print("{}", render(lister->second(*loaded.configuration, options.lang), options.format));
  return 0;
}

}  // namespace planwatch
