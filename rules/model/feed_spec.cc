#include "rules/model/feed_spec.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

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

struct Place {
  std::string operator()(const FileSource& source) const { return source.glob; }
  std::string operator()(const HttpSource& source) const { return source.url; }
  std::string operator()(const PrometheusSource& source) const { return source.url; }
  std::string operator()(const RemoteFolder& source) const {
    return fmt::format("{}:{}/{}", source.host, source.folder, source.files);
  }
  std::string operator()(const MailboxSource& source) const {
    return fmt::format("{}/{}", source.host, source.mailbox);
  }
  std::string operator()(const SqlSource& source) const {
    return source.host.empty() ? source.name : fmt::format("{}/{}", source.host, source.name);
  }
  std::string operator()(const UploadSource&) const { return {}; }
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
  constexpr std::array<std::string_view, std::variant_size_v<Format>> names{
      "csv", "json", "xlsx", "ods", "xls", "xml", "any_table"};
  return names.at(format.index());
}

std::string_view name_of(const Transport& transport) {
  constexpr std::array<std::string_view, std::variant_size_v<Transport>> names{
      "file", "http", "prometheus", "remote", "mailbox", "sql", "upload"};
  return names.at(transport.index());
}

std::string place_of(const Transport& transport) {
  return std::visit(Place{}, transport);
}

}  // namespace planwatch
