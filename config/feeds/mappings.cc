#include "config/feeds/mappings.h"

namespace planwatch::feeds {

namespace {

bool is_workbook_or_any(const Format& format) {
  return std::holds_alternative<XlsxFormat>(format) || std::holds_alternative<OdsFormat>(format) ||
         std::holds_alternative<AnyTableFormat>(format);
}

// What the transport or the format cannot deliver.
void check_mapping(std::string_view key, const SourcePosition& at, const FeedDraft& feed) {
  const FeedSpec& spec = feed.feed;
  if (std::holds_alternative<TemplateMapping>(spec.mapping) && !is_workbook_or_any(spec.format)) {
    feed.out().error(at,
                     {"填好的报表模板只能是 xlsx、ods 或 any_table",
                      "a filled-in template comes as xlsx, ods or any_table"},
                     {"格式写 xlsx: {}、ods: {} 或 any_table: {}",
                      "write the format xlsx: {}, ods: {} or any_table: {}"});
  }
  if (std::holds_alternative<PrometheusSource>(spec.transport) &&
      !std::holds_alternative<ObservationMapping>(spec.mapping)) {
    feed.out().error(at,
                     said("prometheus 取到的只能是指标的数，不能用 {}",
                          "prometheus brings figures of indicators, not {}", key),
                     {"写 observations", "write observations"});
  }
  const auto* observations = std::get_if<ObservationMapping>(&spec.mapping);
  if (std::holds_alternative<SqlSource>(spec.transport) && observations &&
      observations->period.empty()) {
    feed.out().error(
        at,
        {"SQL 的结果没有文件名，统计期要有一列",
         "the rows of SQL come without a file's name: their period needs a column"},
        {"查询里加上统计期，写 period: 列名", "select the period, too, and write period: COLUMN"});
  }
}

}  // namespace

const std::vector<MappingWords>& mappings() {
  static const std::vector<MappingWords> all = [] {
    std::vector<MappingWords> words;
    for (const auto make : mapping_words) words.push_back(make());
    return words;
  }();
  return all;
}

void load_mapping(Fields& fields, FeedDraft& feed) {
  std::vector<std::string_view> keys;
  for (const MappingWords& one : mappings()) keys.push_back(one.part.key);
  const auto key = fields.one_of(keys);
  const YamlNode* node = key ? fields.node(*key) : nullptr;
  if (!node) return;
  feed.places.mapping = node->at;
  for (const MappingWords& one : mappings()) {
    if (one.part.key != *key) continue;
    feed.feed.mapping = one.load(*node, has_pointer_columns(feed.feed.format), feed);
  }
  if (fields.clean()) check_mapping(*key, node->at, feed);
}

}  // namespace planwatch::feeds
