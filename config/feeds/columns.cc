#include "config/feeds/columns.h"

namespace planwatch::feeds {

namespace {

constexpr unsigned most_header_rows = 20;
constexpr Word<CellUnit> unit_words[] = {
    {"automatic", CellUnit::automatic},       {"plain", CellUnit::plain},
    {"percent", CellUnit::percent},           {"per_mille", CellUnit::per_mille},
    {"ten_thousand", CellUnit::ten_thousand}, {"hundred_million", CellUnit::hundred_million}};

}  // namespace

bool Columns::read(Fields& fields, std::string_view key, std::string& into, Need need) {
  if (!fields.text(key, into, need)) return false;
  if (into.empty()) {
    fields.fail_empty(key);
    return false;
  }
  if (pointers_) check_pointer(into, fields.at(key), draft_);
  return true;
}

void Columns::read(Fields& fields, std::string_view key, std::optional<std::string>& into) {
  std::string name;
  if (read(fields, key, name, optional)) into = name;
}

void read_header_rows(Fields& fields, unsigned& into) {
  fields.integer("header_rows", into, 0, most_header_rows, optional);
}

Key describe_header_rows() {
  return {"header_rows",
          optional,
          integer(0, most_header_rows, {"行", "rows"}),
          "0",
          "2",
          "表头有几行；0 为自动（跳过标题行、单位行）",
          "rows of the header; 0: found out, title and unit rows are skipped"};
}

void read_cell_unit(Fields& fields, CellUnit& into) {
  fields.choice("unit", unit_words, into, optional);
}

Key describe_cell_unit() {
  return {"unit",
          optional,
          word({{"automatic", {"看表头和单元格写的", "as header and cell say"}},
                {"plain", {"原样", "as it stands"}},
                {"percent", {"百分数", "percent"}},
                {"per_mille", {"千分数", "per mille"}},
                {"ten_thousand", {"万", "ten thousands"}},
                {"hundred_million", {"亿", "hundred millions"}}}),
          "automatic",
          "percent",
          "列中的数用什么单位",
          "the unit of the column's figures"};
}

bool unit_fits(CellUnit unit, Measure measure) {
  const bool share = unit == CellUnit::percent || unit == CellUnit::per_mille;
  const bool large = unit == CellUnit::ten_thousand || unit == CellUnit::hundred_million;
  if (share) return measure == Measure::ratio;
  return !large || measure == Measure::amount || measure == Measure::count;
}

}  // namespace planwatch::feeds
