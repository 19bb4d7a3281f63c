#include <algorithm>
#include <set>

#include "config/feeds/feed_checks.h"

namespace planwatch::feeds {

namespace {

// What other feeds than `own` deliver. Samples make way for the real ones.
struct Delivered {
  std::set<IndicatorId> indicators;
  std::set<int> tasks;
  bool all_tasks = false;  // the unit's progress comes in a table of its own
};
Delivered delivered_by_others(const FeedSpec& own, const Draft& draft) {
  Delivered delivered;
  for (const FeedSpec& feed : draft.configuration.feeds) {
    if (&feed == &own || feed.sample) continue;
    for (const IndicatorId& id : indicators_of(feed)) delivered.indicators.insert(id);
    if (const auto* form = std::get_if<TemplateMapping>(&feed.mapping)) {
      delivered.tasks.insert(form->tasks.begin(), form->tasks.end());
    }
    const bool tasks = std::holds_alternative<TaskMapping>(feed.mapping);
    delivered.all_tasks = delivered.all_tasks || (tasks && feed.unit == own.unit);
  }
  return delivered;
}

void fill_in_template(const FeedSpec& feed, const FeedPlaces& places, TemplateMapping& mapping,
                      const Draft& draft) {
  const Delivered others = delivered_by_others(feed, draft);
  if (!places.names_indicators) {
    for (const Indicator& indicator : draft.plan().indicators) {
      if (indicator.answerable != feed.unit || others.indicators.contains(indicator.id)) continue;
      mapping.indicators.push_back(indicator.id);
    }
  }
  if (places.names_tasks || others.all_tasks) return;
  for (const Task& task : draft.plan().tasks) {
    if (task.lead == feed.unit && !others.tasks.contains(task.number)) {
      mapping.tasks.push_back(task.number);
    }
  }
}

void fail_unit(const std::string& what, const UnitId& answers, const FeedSpec& feed,
               const SourcePosition& at, Diagnostics& out) {
  out.error(at,
            said("{0} 归 {1} 负责，不归 {2}：不能写在它的模板里",
                 "{1} answers for {0}, not {2}: it cannot stand in that unit's template", what,
                 answers.text, feed.unit.text),
            {"删掉它，或改数据源的 unit", "delete it or change the feed's unit"});
}

}  // namespace

void check_template(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  const auto* mapping = std::get_if<TemplateMapping>(&feed.mapping);
  if (!mapping) return;
  for (const IndicatorId& id : mapping->indicators) {
    const auto index = draft.plan().find_indicator(id);
    if (!index) continue;
    const UnitId& answers = draft.plan().indicators[index->value].answerable;
    if (answers != feed.unit) {
      fail_unit(id.text, answers, feed, places.template_indicators, draft.out);
    }
  }
  for (const int number : mapping->tasks) {
    const Task* task = draft.plan().find_task(number);
    if (task && task->lead != feed.unit) {
      fail_unit(std::to_string(number), task->lead, feed, places.template_tasks, draft.out);
    }
  }
  if (mapping->indicators.empty() && mapping->tasks.empty()) {
    draft.out.error(places.mapping,
                    said("{} 的模板里没有任何指标和任务",
                         "the template of {} has nothing to fill in", feed.unit.text),
                    {"写 indicators 或 tasks，或删掉这个数据源",
                     "write indicators or tasks, or delete this feed"});
  }
}

}  // namespace planwatch::feeds

namespace planwatch::loader {

// In the order of the file: what one template takes is not left for the next.
void fill_in_templates(Draft& draft) {
  std::vector<FeedSpec>& all = draft.configuration.feeds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto* mapping = std::get_if<TemplateMapping>(&all[i].mapping);
    if (mapping) feeds::fill_in_template(all[i], draft.feeds[i], *mapping, draft);
  }
}

}  // namespace planwatch::loader
