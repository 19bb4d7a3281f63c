#include "rules/model/feed_spec.h"

#include <algorithm>

namespace planwatch {

namespace {

// Each once, in mapping order.
struct Delivered {
  std::vector<IndicatorId> ids;
  void add(const IndicatorId& id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  void operator()(const ObservationMapping& mapping) {
    for (const auto& columns : mapping.values) {
      if (columns.indicator) add(*columns.indicator);
    }
    for (const auto& [text, id] : mapping.indicator_names) add(id);
  }
  void operator()(const TaskMapping&) {}
  void operator()(const RecordsMapping& mapping) {
    for (const RecordAggregate& aggregate : mapping.aggregates) add(aggregate.indicator);
  }
  void operator()(const TemplateMapping& mapping) {
    for (const IndicatorId& id : mapping.indicators) add(id);
  }
};

}  // namespace

std::vector<IndicatorId> indicators_of(const FeedSpec& feed) {
  Delivered delivered;
  std::visit(delivered, feed.mapping);
  return delivered.ids;
}

bool delivers_tasks(const FeedSpec& feed) {
  const auto* form = std::get_if<TemplateMapping>(&feed.mapping);
  return std::holds_alternative<TaskMapping>(feed.mapping) ||
         (form != nullptr && !form->tasks.empty());
}

std::string_view name_of(const Format& format) {
  return std::visit([](const auto& one) { return one.key(); }, format);
}

std::string_view name_of(const Transport& transport) {
  return std::visit([](const auto& one) { return one.key(); }, transport);
}

std::string place_of(const Transport& transport) {
  return std::visit([](const auto& one) { return one.place(); }, transport);
}

}  // namespace planwatch
