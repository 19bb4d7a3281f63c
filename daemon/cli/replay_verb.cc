#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/stored_plan.h"
#include "daemon/cli/rehearsing_verbs.h"
#include "rules/judge/judge.h"
#include "rules/model/display.h"

namespace planwatch {

namespace {

constexpr TimeOfDay end_of_day{24 * 60 - 1};

struct ReplayRow {
  Instant at{};
  std::vector<std::string> cells;
};

std::vector<OutputColumn> columns(bool zh) {
  return {{"at", zh ? "时间" : "at"},         {"what", zh ? "类别" : "what"},
          {"event", zh ? "变化" : "event"},   {"subject", zh ? "" : "subject"},
          {"name", zh ? "对象" : ""},         {"area", ""},
          {"unit", zh ? "责任单位" : "unit"}, {"period", zh ? "统计期" : "period"},
          {"from", zh ? "原" : "from"},       {"to", zh ? "现" : "to"},
          {"rule", zh ? "规则" : "rule"},     {"why", zh ? "原因" : "why"}};
}

class ReplayTable {
 public:
  ReplayTable(const Configuration& configuration, Lang lang) : c_(configuration), lang_(lang) {}

  void add(const LightChange& change) {
    const bool task = change.subject == SubjectKind::task;
    const Task* the_task = task ? c_.plan.find_task(change.task) : nullptr;
    const Indicator* indicator = task ? nullptr : &c_.plan.indicators[change.indicator.value];
    const char* event = change.correction       ? in("更正", "correction")
                        : change.earlier_period ? in("补判", "judged late")
                                                : in("亮灯", "light");
    put(change.at,
        {in("亮灯", "light"), event, task ? std::to_string(change.task) : indicator->id.text,
         task ? task_name(the_task) : (zh() ? indicator->name : indicator->name_en),
         task ? "" : c_.plan.areas[change.area.value].code.text,
         task ? (the_task ? the_task->lead.text : "") : indicator->answerable.text,
         change.period ? to_string(*change.period) : "", std::string(name_of(change.from, lang_)),
         std::string(name_of(change.to, lang_)), "", why(change, indicator)});
  }

  void add(const AlertChange& change) {
    const Alert& alert = change.alert;
    std::string event{name_of(change.event, lang_)};
    if (change.correction) event += in("（更正）", " (correction)");
    put(change.at,
        {in("预警", "alert"), event, alert.key.subject, subject_name(alert.key),
         alert.key.area.text, alert.unit.text,
         alert.period.year == 0 ? "" : to_string(alert.period), level(change.from),
         level(change.to), alert.key.rule.text, std::string(name_of(alert.reason, lang_))});
  }

  void add(const Notice& notice) {
    put(notice.decided_at,
        {in("通知", "notice"), std::string(name_of(notice.key.kind, lang_)), "", notice.title, "",
         notice.unit.text, notice.key.period.year == 0 ? "" : to_string(notice.key.period), "",
         level(notice.key.level), "", notice.addressee + "：" + notice.why});
  }

  OutputTable take() {
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const ReplayRow& a, const ReplayRow& b) { return a.at < b.at; });
    OutputTable table;
    table.columns = columns(zh());
    for (ReplayRow& row : rows_) table.rows.push_back(std::move(row.cells));
    return table;
  }

 private:
  bool zh() const { return lang_ == Lang::zh; }
  const char* in(const char* zh_text, const char* en_text) const {
    return zh() ? zh_text : en_text;
  }
  std::string level(Light light) const {
    return light == Light::grey ? in("无", "none") : std::string(name_of(light, lang_));
  }
  std::string task_name(const Task* task) const {
    if (task == nullptr) return {};
    return fmt::format("{}{} {}", in("任务", "task "), task->number,
                       zh() ? task->title : task->title_en);
  }
  std::string subject_name(const AlertKey& key) const {
    if (key.subject_kind == SubjectKind::task) {
      return task_name(c_.plan.find_task(std::stoi(key.subject)));
    }
    if (key.subject_kind == SubjectKind::feed) {
      const FeedSpec* feed = c_.find_feed(FeedId{key.subject.substr(0, key.subject.find(':'))});
      return feed == nullptr ? key.subject : (zh() ? feed->name : feed->name_en);
    }
    const auto index = c_.plan.find_indicator(IndicatorId{key.subject});
    if (!index) return key.subject;
    const Indicator& one = c_.plan.indicators[index->value];
    return zh() ? one.name : one.name_en;
  }
  // The reason with the figure, what was expected of it and the gap.
  std::string why(const LightChange& change, const Indicator* indicator) const {
    std::string text{name_of(change.reason, lang_)};
    if (!change.judged || indicator == nullptr) return text;
    const Assessment& a = change.judged->assessment;
    const auto value = exact_value(change.judged->observation);
    if (!value) return text;
    text +=
        in("：", ": ") + display_value(*indicator, *value, Rational::of(indicator->target), lang_);
    if (a.has_expected) {
      text += in("，应达 ", ", expected ") + display_expected(*indicator, a.expected, lang_);
    }
    if (a.has_gap && !a.gap.is_zero()) {
      text += (a.gap.is_negative() ? in("，领先", ", ahead ") : in("，落后", ", behind ")) +
              display_gap(*indicator, a.gap, lang_);
    }
    return text;
  }
  void put(Instant at, std::vector<std::string> cells) {
    cells.insert(cells.begin(), to_string_local(at).substr(0, 16));
    rows_.push_back({at, std::move(cells)});
  }

  const Configuration& c_;
  Lang lang_;
  std::vector<ReplayRow> rows_;
};

RehearsalSpan span_of(const ReplayWords& words, const StoredHistory& history, int year) {
  RehearsalSpan span;
  span.from = make_date(year, 1, 1);
  span.until = history.now;
  if (const auto from = parse_date(words.from)) span.from = *from;
  if (const auto to = parse_date(words.to)) span.until = instant_at(*to, end_of_day);
  span.known_by = parse_date(words.as_known_on);
  return span;
}

void say_summary(const CommonOptions& options, const Rehearsal& done) {
  const char* text = options.lang == Lang::zh
                         ? "重判到 {}：亮灯变化 {} 次，预警变化 {} 次，通知 {} 条（未发送）\n"
                         : "judged again until {}: {} light changes, {} alert changes, {} notices "
                           "(none sent)\n";
  fmt::print(fmt::runtime(text), to_string_local(done.end->plan_now).substr(0, 16),
             done.lights.size(), done.alerts.size(), done.notices.size());
}

}  // namespace

int replay_verb(const CommonOptions& options, const ReplayWords& words) {
  const auto configuration = load_or_say(options, options.config);
  if (!configuration) return 2;
  auto history = history_or_say(options, configuration, find_data_folder(options.data));
  if (!history) return 1;
  const RehearsalSpan span = span_of(words, *history, configuration->plan.year);
  const Rehearsal done = rehearse(to_rehearsal(configuration, std::move(*history)), span);
  ReplayTable table(*configuration, options.lang);
  for (const LightChange& change : done.lights) table.add(change);
  for (const AlertChange& change : done.alerts) table.add(change);
  if (words.notices) {
    for (const Notice& notice : done.notices) table.add(notice);
  }
  fmt::print("{}", render(table.take(), options.format));
  if (options.format == OutputFormat::table) say_summary(options, done);
  return 0;
}

}  // namespace planwatch
