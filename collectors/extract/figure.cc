#include "collectors/extract/figure.h"

#include "collectors/extract/text.h"
#include "collectors/extract/value_in.h"

namespace planwatch {

namespace {

bool is_part_unit(CellUnit unit) {
  return unit == CellUnit::ten_thousand || unit == CellUnit::hundred_million;
}

std::optional<FigureCell> figure_cell(const std::optional<ColumnName>& name, const Sheet& sheet,
                                      CellUnit unit) {
  if (!name) return std::nullopt;
  const auto column = find_column(sheet.header.names, *name).column;
  if (!column) return std::nullopt;  // a JSON key that no row has
  return FigureCell{*column, unit_of_column(unit, sheet.unit_header(*column)),
                    parse_unit_word(sheet.header.unit)};
}

// The table's unit stands in for a column's own only where the measure can have it: 单位：万元
// above a table says nothing about its ratios.
UnitFinding unit_for(const FigureCell& where, Measure measure) {
  const bool inherits = !where.unit.unit && where.unit.conflict.empty() && where.table_unit &&
                        fits_measure(*where.table_unit, measure);
  return inherits ? UnitFinding{where.table_unit, {}} : where.unit;
}

// A part's own quantity is not stated by the indicator: cases, yuan or days, as its unit says.
Measure measure_of_part(const FigureCell& part, const Cell& cell) {
  const auto& unit = part.unit.unit ? part.unit.unit : part.table_unit;
  const Quantity stated = unit ? unit->quantity : Quantity::any;
  if (stated == Quantity::money || contains(cell.text, "元")) return Measure::amount;
  if (stated == Quantity::working_days || contains(cell.text, "工作日")) {
    return Measure::working_days;
  }
  if (stated == Quantity::days || contains(cell.text, "天")) return Measure::days;
  return Measure::count;
}

struct CellRead {
  std::optional<Decimal> value;
  bool provisional = false;
  std::optional<std::string> fault;
};

CellRead read_cell(const Sheet& sheet, const TableRow& row, const FigureCell& where,
                   const ValueContext& context) {
  const Cell& cell = sheet.cell(row, where.column);
  const ValueReading reading = read_value_in(cell, context, unit_for(where, context.measure));
  if (std::holds_alternative<MissingValue>(reading)) return {};
  if (cell.merged) {
    return {{}, false, "单元格与别的格合并，看不出这个数属于谁：请取消合并后逐格填写"};
  }
  if (const auto* refused = std::get_if<NotAValue>(&reading)) return {{}, false, refused->reason};
  const auto& read = std::get<ReadValue>(reading);
  return {read.value, read.provisional, {}};
}

class FigureReader {
 public:
  FigureReader(const Sheet& sheet, const TableRow& row, bool none_is_zero)
      : sheet_(sheet), row_(row), none_is_zero_(none_is_zero) {}

  std::optional<Decimal> read(const std::optional<FigureCell>& where,
                              std::optional<Measure> measure) {
    if (!where) return std::nullopt;
    const Cell& cell = sheet_.cell(row_, where->column);
    const ValueContext context{
        measure.value_or(measure_of_part(*where, cell)), CellUnit::automatic, {}, none_is_zero_};
    CellRead read = read_cell(sheet_, row_, *where, context);
    if (read.fault) {
      figure_.faults.push_back(sheet_.rejected(row_, where->column, *std::move(read.fault)));
    }
    figure_.provisional |= read.provisional;
    return read.value;
  }
  Figure& figure() { return figure_; }

 private:
  const Sheet& sheet_;
  const TableRow& row_;
  bool none_is_zero_;
  Figure figure_;
};

}  // namespace

FigureColumns figure_columns(const ValueColumns& mapped, const Sheet& sheet,
                             std::optional<IndicatorIndex> indicator) {
  const bool has_parts = mapped.numerator && mapped.denominator;
  const bool for_parts = has_parts && is_part_unit(mapped.unit);
  FigureColumns columns;
  columns.indicator = indicator;
  columns.value = figure_cell(mapped.value, sheet, for_parts ? CellUnit::automatic : mapped.unit);
  const CellUnit part_unit = for_parts ? mapped.unit : CellUnit::automatic;
  columns.numerator = figure_cell(mapped.numerator, sheet, part_unit);
  columns.denominator = figure_cell(mapped.denominator, sheet, part_unit);
  for (const auto* cell : {&columns.denominator, &columns.numerator, &columns.value}) {
    if (*cell) columns.first_column = (*cell)->column;
  }
  return columns;
}

Figure read_figure(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                   Measure measure, bool none_is_zero) {
  FigureReader reader(sheet, row, none_is_zero);
  Figure& figure = reader.figure();
  figure.value = reader.read(columns.value, measure);
  figure.numerator = reader.read(columns.numerator, std::nullopt);
  figure.denominator = reader.read(columns.denominator, std::nullopt);
  if (figure.faults.empty() && !figure.value && figure.numerator && !figure.denominator) {
    figure.faults.push_back(
        sheet.rejected(row, columns.numerator->column, "只有分子，没有分母：请补报分母"));
  }
  if (figure.faults.empty() && !figure.value && !figure.numerator && figure.denominator) {
    figure.faults.push_back(
        sheet.rejected(row, columns.denominator->column, "只有分母，没有分子：请补报分子"));
  }
  return std::move(figure);
}

bool says_something(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                    bool none_is_zero) {
  const auto says = [&](const std::optional<FigureCell>& where) {
    if (!where) return false;
    const ValueContext context{Measure::count, CellUnit::automatic, {}, none_is_zero};
    return !std::holds_alternative<MissingValue>(
        read_value_in(sheet.cell(row, where->column), context, where->unit));
  };
  return says(columns.value) || says(columns.numerator) || says(columns.denominator);
}

}  // namespace planwatch
