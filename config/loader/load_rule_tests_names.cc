#include <algorithm>

#include "config/loader/rule_tests_draft.h"
#include "config/loader/suggest.h"
#include "rules/engine/steps.h"

namespace planwatch::loader {

namespace {

void unknown(const YamlNode& node, const Words& what, const std::vector<std::string>& known,
             Diagnostics& out) {
  Words hint = suggest(node.text, known);
  if (hint.zh.empty()) {
    hint = {"用 planwatch list 查看被测规则里的名称", "see planwatch list for the names"};
  }
  out.error(node.at,
            {fmt::format("被测规则里没有{} {}", what.zh, node.text),
             fmt::format("the tested rules have no {} {}", what.en, node.text)},
            hint);
}

// A scalar that must be one of the configuration's names.
template <class Known>
bool read_name(Fields& fields, std::string_view key, const Words& what, std::string& into,
               Need need, Known known_names) {
  const YamlNode* node = fields.node(key, need);
  if (node == nullptr || !is_scalar(*node, key, fields.out())) return false;
  fields.out().asked({node->at, Reading::text, 0, 0, {}, what.en});
  const std::vector<std::string> known = known_names();
  if (std::find(known.begin(), known.end(), node->text) == known.end()) {
    unknown(*node, what, known, fields.out());
    return false;
  }
  into = node->text;
  return true;
}

}  // namespace

bool read_indicator(Fields& fields, const TestContext& context, IndicatorId& into) {
  return read_name(fields, "indicator", {"指标", "indicator"}, into.text, Need::required, [&] {
    std::vector<std::string> known;
    for (const Indicator& one : context.plan().indicators) known.push_back(one.id.text);
    return known;
  });
}

bool read_area(Fields& fields, const TestContext& context, AreaCode& into) {
  into = context.plan().area;
  if (!fields.has("area")) {
    fields.node("area", Need::optional);
    return true;
  }
  return read_name(fields, "area", {"行政区", "area"}, into.text, Need::optional, [&] {
    std::vector<std::string> known;
    for (const Area& one : context.plan().areas) known.push_back(one.code.text);
    return known;
  });
}

bool read_task(Fields& fields, const TestContext& context, int& into) {
  if (!fields.integer("task", into, 1, 9999)) return false;
  fields.out().asked({fields.at("task"), Reading::text, 0, 0, {}, "task"});
  if (context.plan().find_task(into) != nullptr) return true;
  fields.out().error(fields.at("task"),
                     said("被测规则里没有任务 {}", "the tested rules have no task {}", into),
                     {"核对任务序号", "check the task's number"});
  return false;
}

bool read_rule(Fields& fields, const TestContext& context, RuleId& into) {
  return read_name(fields, "rule", {"规则", "rule"}, into.text, Need::optional, [&] {
    const Configuration& c = *context.configuration;
    std::vector<std::string> known;
    for (const Rule& one : c.rules) known.push_back(one.id.text);
    for (const RuleId& id :
         {c.task_rule.id, c.report_rule.id, c.quality.id, fetch_rule(), data_rule()}) {
      known.push_back(id.text);
    }
    return known;
  });
}

bool read_period(Fields& fields, std::string_view key, Period& into, Need need) {
  const YamlNode* node = fields.node(key, need);
  if (node == nullptr || !is_scalar(*node, key, fields.out())) return false;
  fields.out().asked({node->at, Reading::period});
  const auto period = parse_period(node->text);
  if (period) {
    into = *period;
    return true;
  }
  fields.out().error(
      node->at, said("{} 的 {} 不是统计期", "{}: {} is no period", key, node->text),
      {"写成 2025-06、2025-Q2、2025-H1 或 2025", "write 2025-06, 2025-Q2, 2025-H1 or 2025"});
  return false;
}

bool check_period(const Period& period, const IndicatorId& indicator, const SourcePosition& at,
                  const TestContext& context) {
  const auto index = context.plan().find_indicator(indicator);
  if (!index) return false;
  const unsigned months = context.plan().indicators[index->value].period_months;
  const std::string text = to_string(period);
  if (period.months() != months || period.last_month % months != 0) {
    context.out.error(at,
                      said("{} 不是指标 {} 的统计期：它每 {} 个月一期",
                           "{} is no period of {}, which is judged every {} months", text,
                           indicator.text, months),
                      {"按该指标的周期写", "write a period of its own"});
    return false;
  }
  if (period.year == context.plan().year) return true;
  const int year = context.plan().year;
  context.out.error(
      at, said("{} 不在方案年份 {}", "{} is not in the plan's year {}", text, year),
      {"改正年份，或在文件开头写 year", "correct the year, or write year at the file's beginning"});
  return false;
}

bool read_day(Fields& fields, std::string_view key, Date& into, Need need) {
  const YamlNode* node = fields.node(key, need);
  const auto day = node ? read_date(*node, key, fields.out()) : std::nullopt;
  if (day) into = *day;
  return day.has_value();
}

TimeOfDay read_time_of_day(Fields& fields, TimeOfDay usual) {
  fields.out().asked(AskedDefault{
      fields.at(), "time", fmt::format("{:02}:{:02}", usual.count() / 60, usual.count() % 60)});
  const YamlNode* node = fields.node("time", Need::optional);
  const auto time = node ? read_time(*node, "time", fields.out()) : std::nullopt;
  return time.value_or(usual);
}

namespace {

bool read_feed(Fields& fields, const TestContext& context, TestSubject& subject) {
  const bool known =
      read_name(fields, "feed", {"数据源", "feed"}, subject.feed.text, Need::required, [&] {
        std::vector<std::string> names;
        for (const FeedSpec& one : context.configuration->feeds) names.push_back(one.id.text);
        return names;
      });
  Period period;
  if (read_period(fields, "period", period, Need::optional)) subject.period = period;
  return known;
}

}  // namespace

std::optional<TestSubject> read_subject(Fields& fields, const TestContext& context, Need need,
                                        Feeds feeds) {
  static constexpr std::string_view all[] = {"indicator", "task", "feed"};
  const std::span<const std::string_view> keys(all, feeds == Feeds::too ? 3 : 2);
  const bool any = std::any_of(keys.begin(), keys.end(),
                               [&](const std::string_view key) { return fields.has(key); });
  if (!any && need == Need::optional) {
    for (const std::string_view key : keys) fields.node(key, Need::optional);
    return std::nullopt;
  }
  const auto key = fields.one_of(keys);
  if (!key) return std::nullopt;
  TestSubject subject;
  subject.at = fields.at(*key);
  bool good = false;
  if (*key == "indicator") {
    good = read_indicator(fields, context, subject.indicator);
    good = read_area(fields, context, subject.area) && good;
  } else if (*key == "task") {
    subject.kind = SubjectKind::task;
    good = read_task(fields, context, subject.task);
  } else {
    subject.kind = SubjectKind::feed;
    good = read_feed(fields, context, subject);
  }
  return good ? std::optional(subject) : std::nullopt;
}

}  // namespace planwatch::loader
