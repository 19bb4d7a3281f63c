#include <algorithm>

#include "config/loader/loaders.h"
#include "config/loader/rule_tests_draft.h"
#include "rules/rehearse/series_text.h"

namespace planwatch::loader {

namespace {

// The text of a series with the place of each of its bytes' scalar: one scalar, or a list of them
// read one after the other.
class SeriesSource {
 public:
  SeriesSource(const YamlNode& node, std::string_view key, Diagnostics& out) : at_(node.at) {
    if (node.kind != YamlNode::Kind::list) {
      add(node, key, out);
      return;
    }
    out.asked({node.at, Reading::list});
    for (const YamlNode& item : node.items) add(item, key, out);
  }
  const std::string& text() const { return text_; }
  bool good() const { return good_; }

  // Columns count characters; what is quoted begins behind the quote. A block of several lines is
  // named by its beginning.
  SourcePosition place_of(std::size_t offset) const {
    SourcePosition at = at_;
    for (const auto& [begin, node] : parts_) {
      if (begin > offset) break;
      at = node->at;
      if (node->text.find('\n') != std::string::npos) continue;
      const std::string_view before = std::string_view(text_).substr(begin, offset - begin);
      at.column += static_cast<int>(std::count_if(before.begin(), before.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
      }));
      if (node->quoted) ++at.column;
    }
    return at;
  }

 private:
  void add(const YamlNode& node, std::string_view key, Diagnostics& out) {
    good_ = is_scalar(node, key, out) && good_;
    out.asked({node.at, Reading::series});
    if (!text_.empty()) text_ += ' ';
    parts_.emplace_back(text_.size(), &node);
    text_ += node.text;
  }

  SourcePosition at_;
  std::string text_;
  std::vector<std::pair<std::size_t, const YamlNode*>> parts_;
  bool good_ = true;
};

using Figures = std::vector<std::optional<SeriesFigure>>;

std::optional<Figures> read_series(const YamlNode& node, std::string_view key, Diagnostics& out) {
  const SeriesSource source(node, key, out);
  if (!source.good()) return std::nullopt;
  auto figures = parse_series(source.text());
  if (figures) return std::move(*figures);
  const SeriesProblem& problem = figures.error();
  out.error(source.place_of(problem.offset), {problem.message_zh, problem.message_en},
            {problem.hint_zh, problem.hint_en});
  return std::nullopt;
}

TestFigure figure_of(const TestFigure& like, const Period& period, const SeriesFigure& figure) {
  TestFigure one = like;
  one.period = period;
  one.value = figure.value;
  one.denominator = figure.denominator;
  return one;
}

// The series' first period: a month in which one begins (1 to 12), or a period. Else the year's
// first.
std::optional<Period> read_first(Fields& fields, const TestContext& context,
                                 const IndicatorId& indicator, unsigned months) {
  Period first = Period::span(context.plan().year, 1, months);
  const YamlNode* node = fields.node("from", Need::optional);
  if (node == nullptr || !is_scalar(*node, "from", fields.out())) return first;
  fields.out().asked({node->at, Reading::first_period});
  const auto month = node->text.size() <= 2 ? Decimal::parse(node->text) : std::nullopt;
  if (month && month->scale() == 0 && *month >= Decimal(1) && *month <= Decimal(12)) {
    const auto begins = static_cast<unsigned>(month->mantissa());
    first = Period::span(context.plan().year, begins, std::min(begins + months - 1, 12U));
  } else if (!read_period(fields, "from", first, Need::required)) {
    return std::nullopt;
  }
  if (!check_period(first, indicator, node->at, context)) return std::nullopt;
  return first;
}

void add_values(Fields& fields, const TestContext& context, const TestFigure& like,
                RuleTest& test) {
  const auto index = context.plan().find_indicator(like.indicator);
  const unsigned months = context.plan().indicators[index->value].period_months;
  const auto first = read_first(fields, context, like.indicator, months);
  const YamlNode* node = fields.node("values", Need::optional);
  if (node == nullptr || !first) return;
  const auto figures = read_series(*node, "values", fields.out());
  if (!figures) return;
  unsigned last = first->last_month;
  for (const auto& figure : *figures) {
    if (last > 12) {
      fields.out().error(
          node->at, said("{} 期超出了这一年", "{} periods go beyond the year", figures->size()),
          {"减少期数，或改 from；一个测试只看方案的一年",
           "fewer periods, or another from: a test sees the plan's year alone"});
      return;
    }
    const Period period = Period::span(context.plan().year, last - months + 1, last);
    if (figure) test.figures.push_back(figure_of(like, period, *figure));
    last += months;
  }
}

void add_report(const YamlNode& node, const TestContext& context, const TestFigure& like,
                RuleTest& test) {
  Fields fields(node, context.out);
  Period period;
  TestFigure report = like;
  const bool has_period = read_period(fields, "period", period, Need::required) &&
                          check_period(period, like.indicator, fields.at("period"), context);
  if (Date known; read_day(fields, "known", known, Need::optional)) report.known = known;
  const YamlNode* value = fields.node("value");
  if (value == nullptr || !is_scalar(*value, "value", fields.out())) return;
  fields.out().asked({value->at, Reading::figure});
  const auto figures = read_series(*value, "value", fields.out());
  if (!figures || !has_period) return;
  if (figures->size() != 1 || !figures->front()) {
    fields.out().error(value->at, {"这里应是一个数", "one figure is needed here"},
                       {"写成 0.95 或 12/40", "write 0.95 or 12/40"});
    return;
  }
  test.figures.push_back(figure_of(report, period, *figures->front()));
}

}  // namespace

void load_test_series(const YamlNode& node, const TestContext& context, RuleTest& test) {
  Fields fields(node, context.out);
  TestFigure like;
  const bool known_indicator = read_indicator(fields, context, like.indicator);
  const bool known_area = read_area(fields, context, like.area);
  if (Date known; read_day(fields, "known", known, Need::optional)) like.known = known;
  if (!fields.has("values") && !fields.has("reports")) {
    context.out.error(fields.at(), {"没有数值", "a series without figures"},
                      {"写 values: 5 7 9，或 reports: [{period, value, known}]",
                       "write values: 5 7 9, or reports: [{period, value, known}]"});
  }
  if (!known_indicator || !known_area) {
    for (const char* key : {"from", "values", "reports"}) fields.node(key, Need::optional);
    return;
  }
  add_values(fields, context, like, test);
  for (const YamlNode& item : fields.list("reports", Need::optional)) {
    add_report(item, context, like, test);
  }
}

TestProgress load_test_progress(const YamlNode& node, const TestContext& context) {
  static constexpr Word<TaskState> states[] = {{"not_started", TaskState::not_started},
                                               {"in_progress", TaskState::in_progress},
                                               {"done", TaskState::done}};
  Fields fields(node, context.out);
  TestProgress progress;
  TaskReport& report = progress.report;
  read_task(fields, context, report.task);
  fields.choice("state", states, report.state);
  read_day(fields, "as_of", report.as_of, Need::required);
  fields.decimal("percent", report.percent);
  fields.text("evidence", report.evidence, Need::optional);
  fields.text("closed_by", report.closed_by, Need::optional);
  fields.text("person", progress.person, Need::optional);
  return progress;
}

TestAction load_test_action(const YamlNode& node, const TestContext& context) {
  static constexpr Word<TestDeed> deeds[] = {{"acknowledge", TestDeed::acknowledge},
                                             {"promise", TestDeed::promise}};
  constexpr TimeOfDay usual{10 * 60};
  Fields fields(node, context.out);
  TestAction action;
  Date on;
  read_day(fields, "on", on, Need::required);
  action.at = instant_at(on, read_time_of_day(fields, usual));
  fields.text("person", action.person);
  fields.choice("act", deeds, action.deed);
  if (const auto subject = read_subject(fields, context, Need::required)) {
    action.subject = *subject;
  }
  read_rule(fields, context, action.rule);
  const Need need = action.deed == TestDeed::promise ? Need::required : Need::optional;
  read_day(fields, "until", action.until, need);
  fields.text("text", action.text, need);
  return action;
}

std::optional<CalendarYear> load_test_calendar(const YamlNode& node, const TestContext& context) {
  int year = context.plan().year;
  if (const YamlEntry* entry = node.find("year")) {
    const auto read = read_integer(entry->value, "year", 2000, 2100, context.out);
    if (!read) return std::nullopt;
    year = static_cast<int>(*read);
  }
  // An unconfirmed year is what such a test is about: of the usual remarks only errors count.
  Diagnostics remarks(context.out.log());
  const LoadOptions options;
  Draft draft{{}, options, remarks};
  load_calendar(node, year, draft);
  for (const Diagnostic& one : remarks.sorted()) {
    if (one.severity == Diagnostic::Severity::error) {
      context.out.error(one.at, {one.message_zh, one.message_en}, {one.hint_zh, one.hint_en});
    }
  }
  if (draft.calendars.empty()) return std::nullopt;
  return draft.calendars.front();
}

}  // namespace planwatch::loader
