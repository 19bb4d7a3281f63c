#include "rules/rehearse/test_scene.h"

#include <algorithm>
#include <set>

#include "rules/judge/judge.h"
#include "rules/judge/report_due.h"

namespace planwatch {

namespace {

struct Mentioned {
  std::set<IndicatorId> indicators;
  std::set<int> tasks;
  std::set<FeedId> feeds;
  bool task_feed = false;

  void add(const TestSubject& subject) {
    if (subject.kind == SubjectKind::indicator) indicators.insert(subject.indicator);
    if (subject.kind == SubjectKind::feed) feeds.insert(subject.feed);
    if (subject.kind == SubjectKind::task) add_task(subject.task);
  }
  void add_task(int number) {
    tasks.insert(number);
    task_feed = true;
  }
};

Mentioned mentioned_in(const RuleTest& test) {
  Mentioned all;
  for (const TestFigure& one : test.figures) all.indicators.insert(one.indicator);
  for (const TestProgress& one : test.tasks) all.add_task(one.report.task);
  for (const TestAction& one : test.actions) all.add(one.subject);
  for (const LightExpectation& one : test.lights) all.add(one.subject);
  for (const AlertExpectation& one : test.alerts) all.add(one.subject);
  for (const MessageExpectation& one : test.messages) {
    if (one.subject) all.add(*one.subject);
  }
  return all;
}

// A feed that is named without any of its indicators brings them all.
void add_whole_feeds(const Configuration& c, Mentioned& all) {
  for (const FeedId& id : all.feeds) {
    const FeedSpec* feed = c.find_feed(id);
    if (feed == nullptr) continue;
    if (std::holds_alternative<TaskMapping>(feed->mapping)) all.task_feed = true;
    const std::vector<IndicatorId> delivers = indicators_of(*feed);
    const bool some = std::any_of(delivers.begin(), delivers.end(), [&](const IndicatorId& one) {
      return all.indicators.contains(one);
    });
    if (!some) all.indicators.insert(delivers.begin(), delivers.end());
  }
}

// Keeps of a mapping what is mentioned; false when nothing of it is.
bool narrow_mapping(ObservationMapping& mapping, const std::set<IndicatorId>& wanted) {
  std::erase_if(mapping.values, [&](const ValueColumns& columns) {
    return columns.indicator && !wanted.contains(*columns.indicator);
  });
  std::erase_if(mapping.indicator_names,
                [&](const auto& name) { return !wanted.contains(name.second); });
  const bool by_column = std::any_of(mapping.values.begin(), mapping.values.end(),
                                     [](const auto& columns) { return columns.indicator; });
  return by_column || !mapping.indicator_names.empty();
}

// Where a real feed delivers what a sample also does, the real one is meant.
void drop_doubled_samples(std::vector<FeedSpec>& feeds) {
  std::set<IndicatorId> real;
  for (const FeedSpec& feed : feeds) {
    const auto delivers = indicators_of(feed);
    if (!feed.sample) real.insert(delivers.begin(), delivers.end());
  }
  std::erase_if(feeds, [&](FeedSpec& feed) {
    auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
    if (!feed.sample || mapping == nullptr) return false;
    std::set<IndicatorId> rest;
    for (const IndicatorId& id : indicators_of(feed)) {
      if (!real.contains(id)) rest.insert(id);
    }
    return !narrow_mapping(*mapping, rest);
  });
}

void narrow_feeds(std::vector<FeedSpec>& feeds, const Mentioned& all) {
  std::erase_if(feeds, [&](FeedSpec& feed) {
    if (auto* mapping = std::get_if<ObservationMapping>(&feed.mapping)) {
      return !narrow_mapping(*mapping, all.indicators);
    }
    return !all.task_feed;
  });
  drop_doubled_samples(feeds);
  for (FeedSpec& feed : feeds) feed.sample = false;
}

const FeedSpec* feed_of(const Configuration& c, const IndicatorId& indicator) {
  for (const FeedSpec& feed : c.feeds) {
    const auto delivers = indicators_of(feed);
    if (std::find(delivers.begin(), delivers.end(), indicator) != delivers.end()) return &feed;
  }
  return nullptr;
}

ObservationRow row_of(const Configuration& c, const TestFigure& figure) {
  ObservationRow row;
  Observation& o = row.observation;
  o.indicator = c.plan.find_indicator(figure.indicator).value();
  o.area = c.plan.find_area(figure.area).value();
  o.period = figure.period;
  o.window = c.plan.indicators[o.indicator.value].window;
  o.has_parts = figure.denominator.has_value();
  o.has_value = !o.has_parts;
  if (o.has_parts) {
    o.numerator = figure.value;
    o.denominator = *figure.denominator;
  } else {
    o.value = figure.value;
  }
  o.has_report_date = true;
  o.report_date = figure.known.value_or(usual_day(c, figure));
  row.received = instant_at(o.report_date, TimeOfDay{9 * 60});
  return row;
}

}  // namespace

Date usual_day(const Configuration& c, const TestFigure& figure) {
  ReportDue fifth;
  fifth.day = 5;
  const FeedSpec* feed = feed_of(c, figure.indicator);
  return report_due_date(feed == nullptr ? fifth : feed->due, figure.period, c.calendar);
}

std::shared_ptr<const Configuration> narrow(const RuleTest& test) {
  auto narrowed = std::make_shared<Configuration>(*test.configuration);
  Mentioned all = mentioned_in(test);
  add_whole_feeds(*narrowed, all);
  Plan& plan = narrowed->plan;
  std::erase_if(plan.indicators,
                [&](const Indicator& one) { return !all.indicators.contains(one.id); });
  for (const Indicator& one : plan.indicators) all.tasks.insert(one.task);
  std::erase_if(plan.tasks, [&](const Task& one) { return !all.tasks.contains(one.number); });
  narrow_feeds(narrowed->feeds, all);
  return narrowed;
}

AlertKey alert_key_of(const Configuration& c, const TestSubject& subject, const RuleId& rule) {
  AlertKey key;
  key.plan = c.plan.id;
  key.year = c.plan.year;
  key.rule = rule;
  key.subject_kind = subject.kind;
  if (subject.kind == SubjectKind::task) {
    key.subject = std::to_string(subject.task);
    if (rule.empty()) key.rule = c.task_rule.id;
  } else if (subject.kind == SubjectKind::feed) {
    key.subject = subject.feed.text;
    if (subject.period) key.subject += ":" + to_string(*subject.period);
    if (rule.empty()) key.rule = subject.period ? c.report_rule.id : RuleId{"data"};
  } else {
    key.subject = subject.indicator.text;
    key.area = subject.area;
    const auto index = c.plan.find_indicator(subject.indicator);
    for (const Rule& one : c.rules) {
      if (!key.rule.empty() || !index) break;
      if (selects(one, c.plan.indicators[index->value])) key.rule = one.id;
    }
  }
  return key;
}

RehearsalInput make_scene(const RuleTest& test, const std::shared_ptr<const Configuration>& c) {
  RehearsalInput input;
  input.configuration = c;
  input.feeds = FeedSelection::real;
  for (const TestFigure& figure : test.figures) input.observations.push_back(row_of(*c, figure));
  for (const TestProgress& progress : test.tasks) {
    input.task_reports.push_back({progress.report, 0,
                                  instant_at(progress.report.as_of, TimeOfDay{9 * 60}),
                                  progress.person});
  }
  for (const TestAction& one : test.actions) {
    const std::string alert = to_string(alert_key_of(*c, one.subject, one.rule));
    PersonActed acted{one.at, one.person, Acknowledge{alert}};
    if (one.deed == TestDeed::promise) acted.action = Promise{alert, one.until, one.text};
    input.actions.push_back(std::move(acted));
  }
  std::stable_sort(input.actions.begin(), input.actions.end(),
                   [](const PersonActed& a, const PersonActed& b) { return a.at < b.at; });
  return input;
}

}  // namespace planwatch
