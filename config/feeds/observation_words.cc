#include <algorithm>

#include "config/feeds/columns.h"
#include "config/feeds/mappings.h"

namespace planwatch::feeds {

namespace {

// In a wide table: the columns that are a period and nothing else.
constexpr std::string_view period_columns = "*";

void check_value_columns(const ValueColumns& columns, const SourcePosition& at, Diagnostics& out) {
  if (columns.numerator.has_value() != columns.denominator.has_value()) {
    out.error(at, {"分子和分母要成对", "numerator and denominator go together"},
              {"两个都写，或改用 value", "write both, or value instead"});
  } else if (!columns.value && !columns.numerator) {
    out.error(
        at, {"没有说值在哪一列", "it is not said which column holds the value"},
        {"写 value，或 numerator 和 denominator", "write value, or numerator and denominator"});
  }
}

ValueColumns load_values(const YamlNode& node, Columns& names, Draft& draft) {
  Fields fields(node, draft.out);
  ValueColumns columns;
  if (IndicatorId indicator;
      read_mention(fields, "indicator", Thing::indicator, indicator, draft.names, optional)) {
    columns.indicator = indicator;
  }
  names.read(fields, "value", columns.value);
  names.read(fields, "numerator", columns.numerator);
  names.read(fields, "denominator", columns.denominator);
  read_cell_unit(fields, columns.unit);
  if (fields.clean()) check_value_columns(columns, fields.at(), draft.out);
  return columns;
}

// An indicator comes from the mapping or from a column, and only once.
void check_indicators(const ObservationMapping& mapping, const FeedPlaces& places,
                      const SourcePosition& at, Diagnostics& out) {
  bool needs_column = false;
  for (std::size_t i = 0; i < mapping.values.size(); ++i) {
    const auto& one = mapping.values[i].indicator;
    if (!one) {
      needs_column = true;
      if (mapping.indicator_column) continue;
      out.error(places.values[i], {"没有说是哪项指标", "it is not said which indicator this is"},
                {"写 indicator: 标识，或在 observations 下写指标所在的列",
                 "write indicator: ID, or the column with the indicator under observations"});
      continue;
    }
    const auto same = [&one](const ValueColumns& other) { return other.indicator == one; };
    if (std::any_of(mapping.values.begin(), mapping.values.begin() + static_cast<std::ptrdiff_t>(i),
                    same)) {
      out.error(places.values[i],
                said("指标 {} 在这个数据源里写了两次", "the indicator {} is twice in this feed",
                     one->text),
                {"删掉一个", "delete one"});
    }
  }
  if (mapping.indicator_column && !needs_column) {
    out.error(at,
              {"每一列都写明了指标，indicator 列用不上",
               "every value names its indicator, so the column has no use"},
              {"删掉 observations 下的 indicator", "delete indicator under observations"});
  }
}

void read_indicator_names(Fields& fields, ObservationMapping& mapping, Draft& draft) {
  for (const YamlEntry& entry : fields.map("indicator_names", optional)) {
    if (!is_scalar(entry.value, entry.key, draft.out)) continue;
    draft.names.mention(Thing::indicator, entry.value.text, entry.value.at);
    mapping.indicator_names.emplace_back(entry.key, IndicatorId(entry.value.text));
  }
  if (!mapping.indicator_names.empty() && !mapping.indicator_column) {
    draft.out.error(
        fields.at("indicator_names"),
        {"indicator_names 要和 indicator 列一起用", "indicator_names needs the column indicator"},
        {"写上指标所在的列：indicator: 列名", "name the column: indicator: NAME"});
  }
}

// A wide table says its periods in the header, all other tables in a column or by their name.
void check_wide(const Fields& fields, const ObservationMapping& mapping, const FeedPlaces& places,
                bool pointers, Diagnostics& out) {
  if (mapping.periods_across && pointers) {
    out.error(fields.at("periods_across"),
              {"只有表格才有各期横排，JSON、XML 没有表头",
               "only tables have periods across: JSON and XML have no header"},
              {"删掉 periods_across", "delete periods_across"});
  }
  if (mapping.periods_across && !mapping.period.empty()) {
    out.error(fields.at("period"),
              {"各期横排（periods_across）的表没有统计期列，period 用不上",
               "with periods_across the header has the periods, so period has no use"},
              {"删掉 period 或 periods_across", "delete period or periods_across"});
  }
  const bool alone = mapping.values.size() == 1 || mapping.indicator_column.has_value();
  for (std::size_t i = 0; i < mapping.values.size(); ++i) {
    if (mapping.values[i].value != period_columns) continue;
    if (!mapping.periods_across) {
      out.error(
          places.values[i],
          {"value: \"*\" 只用于各期横排的表", "value: \"*\" is for tables with periods across"},
          {"写列名，或加上 periods_across: true", "name the column, or add periods_across: true"});
    } else if (!alone) {
      out.error(places.values[i],
                {"表头只有期的列不能分给几项指标",
                 "columns that are only a period cannot be shared by several indicators"},
                {"只写一项指标，或写指标所在的列：indicator: 列名",
                 "name one indicator alone, or the column: indicator: NAME"});
    }
  }
}

Mapping load_observations(const YamlNode& node, bool pointers, FeedDraft& feed) {
  Draft& draft = feed.draft;
  Fields fields(node, draft.out);
  Columns names(pointers, draft);
  ObservationMapping mapping;
  read_header_rows(fields, mapping.header_rows);
  names.read(fields, "period", mapping.period, optional);
  names.read(fields, "area", mapping.area);
  names.read(fields, "report_date", mapping.report_date);
  names.read(fields, "indicator", mapping.indicator_column);
  read_indicator_names(fields, mapping, draft);
  fields.boolean("none_is_zero", mapping.none_is_zero);
  fields.boolean("periods_across", mapping.periods_across);
  const std::span<const YamlNode> values = fields.list("values");
  for (const YamlNode& item : values) {
    mapping.values.push_back(load_values(item, names, draft));
    feed.places.values.push_back(item.at);
  }
  if (!fields.clean()) return mapping;
  if (values.empty()) {
    draft.out.error(fields.at("values"), {"values 是空的", "values is empty"},
                    {"写上每项指标的列", "write the columns of each indicator"});
  }
  check_indicators(mapping, feed.places, fields.at("indicator"), draft.out);
  check_wide(fields, mapping, feed.places, pointers, draft.out);
  return mapping;
}

MapKind describe_value() {
  return {"feed.value",
          {"一项指标的列：value，或 numerator 和 denominator",
           "columns of one indicator: value, or numerator and denominator"},
          {{"indicator", optional, name_of("indicator"), "", "trains",
            "哪项指标；不写则由 observations 的 indicator 列说明",
            "which indicator; without it the column indicator of observations says so"},
           {"value", optional, column(), "", "发运列数",
            "数值所在列；各期横排时写期以外的那部分表头，表头只有期的写 \"*\"",
            "the column with the figure; with periods across the header without the period, \"*\" "
            "where "
            "it is nothing else"},
           {"numerator", optional, column(), "", "结案数", "分子所在列",
            "the column with the numerator"},
           {"denominator", optional, column(), "", "受理数", "分母所在列",
            "the column with the denominator"},
           describe_cell_unit()},
          {},
          {"value", "numerator"},
          {{"numerator", "denominator"}, {"denominator", "numerator"}}};
}

std::vector<MapKind> describe_observations() {
  MapKind observations{
      "feed.observations",
      {"各列是哪项指标的数。列名写表头（合并表头各级用 / 连接），JSON、XML 写指针",
       "which column holds what; columns by header (levels joined with /), in JSON and XML by "
       "pointer"},
      {describe_header_rows(),
       {"period", optional, column(), "", "统计期", "统计期所在列；不写则取自文件名或标题",
        "the column with the period; without it from the file's name or title"},
       {"area", optional, column(), "", "行政区", "行政区所在列；不写为方案所属区",
        "the column with the area; without it the plan's own"},
       {"report_date", optional, column(), "", "填报日期",
        "填报日期所在列；有它，同一期多个数以日期最晚的为准",
        "the column with the report's date; of several figures the latest dated one counts"},
       {"indicator", optional, column(), "", "指标", "指标名称所在列（一行一项指标的表）",
        "the column with the indicator's name, where each row is another indicator"},
       {"indicator_names", optional, entries_of(name_of("indicator")), "", "{民商事结案率: trains}",
        "上列中的叫法对应哪项指标；标识和名称本来就认识",
        "what other names in that column stand for; ids and names are known anyway"},
       {"none_is_zero", optional, boolean(), "false", "true", "个数列里的“无”当作 0",
        "无 in a column of counts means 0"},
       {"periods_across", optional, boolean(), "false", "true",
        "各期横排：表头里写着期（1月、一季度），不与 period 同用",
        "a wide table: periods stand in the header (1月, 一季度); not together with period"},
       {"values", required, filled_list_of(map_of("feed.value")), "",
        "[{indicator: trains, value: 发运列数}]", "数在哪些列", "which columns hold figures"}},
      {},
      {},
      {{"indicator_names", "indicator"}}};
  return {observations, describe_value()};
}

}  // namespace

MappingWords observation_words() {
  return {{"observations",
           {"各列是哪项指标的数", "which column holds the figures of which indicator"},
           "{period: /period, values: [{indicator: trains, value: /trains}]}",
           describe_observations},
          load_observations};
}

}  // namespace planwatch::feeds
