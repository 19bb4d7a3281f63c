#include <algorithm>
#include <array>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<CellUnit> unit_words[] = {
    {"automatic", CellUnit::automatic},       {"plain", CellUnit::plain},
    {"percent", CellUnit::percent},           {"per_mille", CellUnit::per_mille},
    {"ten_thousand", CellUnit::ten_thousand}, {"hundred_million", CellUnit::hundred_million}};
constexpr unsigned most_header_rows = 20;

// Reads column names; in JSON feeds they are pointers.
class Columns {
 public:
  Columns(bool pointers, Draft& draft) : pointers_(pointers), draft_(draft) {}

  bool read(Fields& fields, std::string_view key, std::string& into, Need need) {
    if (!fields.text(key, into, need)) return false;
    if (into.empty()) {
      fields.fail_empty(key);
      return false;
    }
    if (pointers_) check_pointer(into, fields.at(key), draft_);
    return true;
  }
  void read(Fields& fields, std::string_view key, std::optional<std::string>& into) {
    std::string name;
    if (read(fields, key, name, Need::optional)) into = name;
  }

 private:
  bool pointers_;
  Draft& draft_;
};

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
      read_mention(fields, "indicator", Thing::indicator, indicator, draft.names, Need::optional)) {
    columns.indicator = indicator;
  }
  names.read(fields, "value", columns.value);
  names.read(fields, "numerator", columns.numerator);
  names.read(fields, "denominator", columns.denominator);
  fields.choice("unit", unit_words, columns.unit, Need::optional);
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
  for (const YamlEntry& entry : fields.map("indicator_names", Need::optional)) {
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

ObservationMapping load_observations(const YamlNode& node, bool pointers, FeedPlaces& places,
                                     Draft& draft) {
  Fields fields(node, draft.out);
  Columns names(pointers, draft);
  ObservationMapping mapping;
  fields.integer("header_rows", mapping.header_rows, 0, most_header_rows, Need::optional);
  names.read(fields, "period", mapping.period, Need::optional);
  names.read(fields, "area", mapping.area);
  names.read(fields, "report_date", mapping.report_date);
  names.read(fields, "indicator", mapping.indicator_column);
  read_indicator_names(fields, mapping, draft);
  fields.boolean("none_is_zero", mapping.none_is_zero);
  const std::span<const YamlNode> values = fields.list("values");
  for (const YamlNode& item : values) {
    mapping.values.push_back(load_values(item, names, draft));
    places.values.push_back(item.at);
  }
  places.mapping = fields.at();
  if (!fields.clean()) return mapping;
  if (values.empty()) {
    draft.out.error(fields.at("values"), {"values 是空的", "values is empty"},
                    {"写上每项指标的列", "write the columns of each indicator"});
  }
  check_indicators(mapping, places, fields.at("indicator"), draft.out);
  return mapping;
}

TaskMapping load_task_mapping(const YamlNode& node, bool pointers, FeedPlaces& places,
                              Draft& draft) {
  Fields fields(node, draft.out);
  Columns names(pointers, draft);
  TaskMapping mapping;
  fields.integer("header_rows", mapping.header_rows, 0, most_header_rows, Need::optional);
  names.read(fields, "task", mapping.task, Need::required);
  names.read(fields, "state", mapping.state, Need::required);
  names.read(fields, "as_of", mapping.as_of, Need::required);
  names.read(fields, "percent", mapping.percent);
  names.read(fields, "evidence", mapping.evidence);
  names.read(fields, "closed_by", mapping.closed_by);
  places.mapping = fields.at();
  return mapping;
}

}  // namespace

Mapping load_mapping(Fields& fields, const Format& format, FeedPlaces& places, Draft& draft) {
  constexpr std::array<std::string_view, 2> kinds{"observations", "tasks"};
  const auto kind = fields.one_of(kinds);
  const YamlNode* node = kind ? fields.node(*kind) : nullptr;
  if (!node) return {};
  const bool pointers = std::holds_alternative<JsonFormat>(format);
  if (*kind == "tasks") return load_task_mapping(*node, pointers, places, draft);
  return load_observations(*node, pointers, places, draft);
}

}  // namespace planwatch::loader
