#include "config/feeds/record_aggregates.h"

namespace planwatch::feeds {

namespace {

using Kind = RecordAggregate::Kind;

constexpr Word<Kind> aggregate_words[] = {{"count", Kind::count},
                                          {"ratio", Kind::ratio},
                                          {"sum", Kind::sum},
                                          {"sum_ratio", Kind::sum_ratio},
                                          {"mean", Kind::mean},
                                          {"median", Kind::median},
                                          {"max", Kind::max},
                                          {"mean_days", Kind::mean_days},
                                          {"median_days", Kind::median_days},
                                          {"max_days", Kind::max_days},
                                          {"mean_workdays", Kind::mean_workdays},
                                          {"median_workdays", Kind::median_workdays},
                                          {"max_workdays", Kind::max_workdays}};

bool between_days(Kind kind) {
  return kind >= Kind::mean_days;
}
bool in_workdays(Kind kind) {
  return kind >= Kind::mean_workdays;
}

// Which of the keys a kind takes; all that it takes but `unit` has to be there.
bool takes(Kind kind, std::string_view key) {
  if (key == "numerator") return kind == Kind::ratio;
  if (key == "column" || key == "unit") return reads_numbers(kind);
  if (key == "base") return kind == Kind::sum_ratio;
  return between_days(kind);  // from, to
}

void check_keys(const Fields& fields, const RecordAggregate& aggregate, Diagnostics& out) {
  const std::string_view kind = word_of(aggregate.kind);
  for (const std::string_view key : {"numerator", "column", "base", "from", "to", "unit"}) {
    const bool taken = takes(aggregate.kind, key);
    if (taken == fields.has(key) || (taken && key == "unit")) continue;
    if (taken) {
      out.error(fields.at(), said("{} 要有 {}", "{} needs {}", kind, key),
                said("加上 {}: ...", "add {}: ...", key));
    } else {
      out.error(fields.at(key), said("{} 用不上 {}", "{} has no use for {}", kind, key),
                said("删掉 {}，或改 kind", "delete {} or change kind", key));
    }
  }
  if (aggregate.kind == Kind::ratio && fields.has("numerator") && aggregate.numerator.empty()) {
    out.error(fields.at("numerator"), {"numerator 是空的", "numerator is empty"},
              {"写上算作分子的条件", "write what a record of the numerator passes"});
  }
  if (between_days(aggregate.kind) && aggregate.from == aggregate.to) {
    out.error(fields.at("to"), {"from 和 to 是同一列", "from and to are the same column"},
              {"写起算和截止两列", "name the column where it begins and where it ends"});
  }
}

std::vector<When> needed_keys() {
  std::vector<When> when;
  for (const auto& [name, kind] : aggregate_words) {
    for (const char* key : {"numerator", "column", "base", "from", "to"}) {
      if (takes(kind, key)) when.push_back({"kind", std::string(name), key});
    }
  }
  return when;
}

Value kind_value() {
  return word(
      {{"count", {"件数", "number of records"}},
       {"ratio",
        {"件数之比：满足 numerator 的占满足 filters 的",
         "share of the records that pass numerator, too"}},
       {"sum", {"column 的和", "sum of column"}},
       {"sum_ratio", {"column 的和比 base 的和", "sum of column over sum of base"}},
       {"mean", {"column 的平均", "mean of column"}},
       {"median", {"column 的中位数", "median of column"}},
       {"max", {"column 的最大值", "greatest of column"}},
       {"mean_days", {"from 到 to 的平均天数，起始日不算", "mean days, the first not counted"}},
       {"median_days", {"天数的中位数", "median of days"}},
       {"max_days", {"最多的天数", "most days"}},
       {"mean_workdays", {"平均工作日数", "mean working days"}},
       {"median_workdays", {"工作日数的中位数", "median of working days"}},
       {"max_workdays", {"最多的工作日数", "most working days"}}});
}

}  // namespace

bool reads_numbers(Kind kind) {
  return kind >= Kind::sum && kind <= Kind::max;
}

std::string_view word_of(Kind kind) {
  for (const auto& [name, meaning] : aggregate_words) {
    if (meaning == kind) return name;
  }
  return {};
}

bool aggregate_fits(Kind kind, Measure measure) {
  if (in_workdays(kind)) return measure == Measure::working_days;
  if (between_days(kind)) return measure == Measure::days;
  switch (kind) {
    case Kind::count:
      return measure == Measure::count;
    case Kind::ratio:
    case Kind::sum_ratio:
      return measure == Measure::ratio;
    case Kind::sum:
      return measure == Measure::count || measure == Measure::amount;
    default:
      // Shares are never averaged: the sums of their parts are divided.
      return measure != Measure::ratio;
  }
}

RecordAggregate load_aggregate(const YamlNode& node, Columns& names, Draft& draft) {
  Fields fields(node, draft.out);
  RecordAggregate aggregate;
  read_mention(fields, "indicator", Thing::indicator, aggregate.indicator, draft.names);
  const bool known = fields.choice("kind", aggregate_words, aggregate.kind);
  read_filters(fields, "filters", names, draft, aggregate.filters);
  read_filters(fields, "numerator", names, draft, aggregate.numerator);
  names.read(fields, "column", aggregate.column, optional);
  names.read(fields, "base", aggregate.base, optional);
  names.read(fields, "from", aggregate.from, optional);
  names.read(fields, "to", aggregate.to, optional);
  read_cell_unit(fields, aggregate.unit);
  if (known && fields.clean()) check_keys(fields, aggregate, draft.out);
  return aggregate;
}

MapKind describe_aggregate() {
  return {
      "feed.aggregate",
      {"一项指标怎么从记录算出来", "how one indicator comes of the records"},
      {{"indicator", required, name_of("indicator"), "", "trains", "哪项指标", "which indicator"},
       {"kind", required, kind_value(), "", "mean_days",
        "怎么算；比率用 ratio、sum_ratio，时长用天数，按指标的 measure",
        "how; shares for ratios, days for durations, as the indicator's measure"},
       {"filters", optional, list_of(map_of("feed.filter")), "[]",
        "[{column: 案件类型, is: [民事]}]", "这项指标只看这些记录", "only these records"},
       {"numerator", optional, list_of(map_of("feed.filter")), "[]", "[{column: 状态, is: [已结]}]",
        "ratio：其中算作分子的", "ratio: those of the numerator"},
       {"column", optional, column(), "", "执行到位金额", "求和、平均的列",
        "the column that is summed up or averaged"},
       {"base", optional, column(), "", "申请执行金额", "sum_ratio：作分母的列",
        "sum_ratio: the column of the denominator"},
       {"from", optional, column(), "", "立案日期", "天数从哪一列的日期起",
        "the column with the day where days begin"},
       {"to", optional, column(), "", "结案日期", "天数到哪一列的日期止",
        "the column with the day where they end"},
       describe_cell_unit()},
      {},
      {},
      {},
      needed_keys()};
}

}  // namespace planwatch::feeds
