#include "config/feeds/mappings.h"
#include "config/feeds/record_aggregates.h"

namespace planwatch::feeds {

namespace {

void read_area_names(Fields& fields, RecordsMapping& mapping, Draft& draft) {
  for (const YamlEntry& entry : fields.map("area_names", optional)) {
    if (!is_scalar(entry.value, entry.key, draft.out)) continue;
    draft.names.mention(Thing::area, entry.value.text, entry.value.at);
    mapping.area_names.emplace_back(entry.key, AreaCode(entry.value.text));
  }
  if (!mapping.area_names.empty() && !mapping.area) {
    draft.out.error(fields.at("area_names"),
                    {"area_names 要和 area 列一起用", "area_names needs the column area"},
                    {"写上行政区所在的列：area: 列名", "name the column: area: NAME"});
  }
}

Mapping load_records(const YamlNode& node, bool pointers, FeedDraft& feed) {
  Draft& draft = feed.draft;
  Fields fields(node, draft.out);
  Columns names(pointers, draft);
  RecordsMapping mapping;
  read_header_rows(fields, mapping.header_rows);
  names.read(fields, "date", mapping.date, required);
  names.read(fields, "area", mapping.area);
  read_area_names(fields, mapping, draft);
  names.read(fields, "key", mapping.key);
  read_filters(fields, "filters", names, draft, mapping.filters);
  const std::span<const YamlNode> aggregates = fields.list("aggregates");
  for (const YamlNode& item : aggregates) {
    mapping.aggregates.push_back(load_aggregate(item, names, draft));
    feed.places.aggregates.push_back(item.at);
  }
  if (fields.clean() && aggregates.empty()) {
    draft.out.error(fields.at("aggregates"), {"aggregates 是空的", "aggregates is empty"},
                    {"写上每项指标怎么算", "write how each indicator is computed"});
  }
  return mapping;
}

std::vector<MapKind> describe_records() {
  return {
      {"feed.records",
       {"一行一案的明细，按行政区和期汇成指标", "case-level rows that become figures"},
       {describe_header_rows(),
        {"date", required, column(), "", "结案日期", "记录归哪一期看这一列的日期",
         "the column with the day that says which period a record belongs to"},
        {"area", optional, column(), "", "行政区", "行政区所在列；不写为方案所属区",
         "the column with the area; without it the plan's own"},
        {"area_names", optional, entries_of(name_of("area")), "", "{甘州: \"620702\"}",
         "上列中的叫法对应哪个行政区；代码和名称本来就认识",
         "what other names in that column stand for; codes and names are known anyway"},
        {"key", optional, column(), "", "案号", "唯一编号所在列；重复的记录后面的拒收",
         "the column with each record's number; records that repeat it are refused"},
        {"filters", optional, list_of(map_of("feed.filter")), "[]",
         "[{column: 案件类型, is: [民事]}]", "先留下这些记录，对每项指标都一样",
         "the records that count at all, for every indicator"},
        {"aggregates", required, filled_list_of(map_of("feed.aggregate")), "",
         "[{indicator: trains, kind: count}]", "每项指标怎么算", "how each indicator is computed"}},
       {},
       {},
       {{"area_names", "area"}}},
      describe_filter(),
      describe_aggregate()};
}

}  // namespace

MappingWords record_words() {
  return {{"records",
           {"一行一案的明细，汇成指标", "case-level rows that become figures"},
           "{date: /closed_on, aggregates: [{indicator: trains, kind: count}]}",
           describe_records},
          load_records};
}

}  // namespace planwatch::feeds
