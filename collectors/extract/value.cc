#include "collectors/extract/value.h"

#include <algorithm>
#include <array>
#include <optional>

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/numeral.h"
#include "collectors/extract/text.h"
#include "collectors/extract/value_in.h"

namespace planwatch {

namespace {

constexpr const char* no_unit_reason =
    "看不出是百分数还是小数：请写成 98.5% 的样子，或在表头注明（%），或在映射里设 unit";
constexpr const char* too_long_reason =
    "数字超过 18 位，读作数值会失真：请核对；编号类的列不要映射为数值";

bool consists_of(std::string_view text, std::string_view unit) {
  while (text.starts_with(unit)) text.remove_prefix(unit.size());
  return text.empty();
}

// Whole-cell markers; never 0.
bool is_missing_text(std::string_view half_width) {
  const std::string text = comparable(half_width);
  if (text.empty()) return true;
  for (const std::string_view unit : {"-", "—", "―", "/", "\\", "…"}) {
    if (consists_of(text, unit)) return true;
  }
  if (text == "..." || text == "......") return true;
  std::string upper = text;
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper == "N/A" || upper == "#N/A" || text == "无" || text == "暂无" || text == "未统计";
}

// Takes "*", "(初步)", "(预计)" off the end.
bool strip_provisional(std::string_view& text) {
  constexpr std::array<std::string_view, 5> marks = {"*", "(初步)", "(预计)", "(初步数)",
                                                     "(预计数)"};
  bool found = false;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : marks) {
      if (!text.ends_with(mark)) continue;
      text = trimmed(text.substr(0, text.size() - mark.size()));
      found = again = true;
    }
  }
  return found;
}

bool mentions_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return contains(text, word); });
}

std::string why_not_a_number(std::string_view text) {
  if (contains(text, "百分点")) return "百分点是差值，不是比率：请填比率本身，如 98.5%";
  if (mentions_any(text, {"同比", "环比", "增长", "下降", "提高", "提升"})) {
    return "这是增减幅度，不是数值本身：请填当期的数值";
  }
  if (mentions_any(text, {"约", "以上", "以下", "左右", "近", "超", "逾", "多", "余", "不足"})) {
    return "这是约数，不是确定的数值：请填准确数";
  }
  if (mentions_any(text, {"~", "—", "至"}) || contains(text.substr(text.empty() ? 0 : 1), "-")) {
    return "这是一个范围，不是一个数值：请填准确数";
  }
  if (contains(text, "/")) return "像是分数、日期或几个数并列：请分列填写，分子、分母各占一列";
  return "不是数值：请填数字，没有数据请填“—”";
}

NotAValue conflict_with(const UnitFinding& column, const FigureUnit& cell) {
  return {"单位矛盾：本列是" + unit_text(*column.unit) + "，单元格写的是" + unit_text(cell) +
          "：请统一单位"};
}

ValueReading scaled(std::string_view plain, int shift, bool provisional) {
  const auto number = Decimal::parse(plain);
  if (!number) return NotAValue{too_long_reason};
  const auto value = shift == 0 ? number : number->shifted(shift);
  if (!value) return NotAValue{too_long_reason};
  return ReadValue{*value, provisional};
}

// The figure's unit from column and cell together; the reason when they do not go together.
std::variant<FigureUnit, NotAValue> settle_unit(const UnitFinding& column,
                                                const std::optional<FigureUnit>& cell,
                                                Measure measure) {
  if (!column.conflict.empty()) return NotAValue{"单位矛盾：" + column.conflict + "：请统一单位"};
  std::optional<FigureUnit> unit = column.unit;
  if (cell) {
    unit = column.unit ? merge_units(*column.unit, *cell) : cell;
    if (!unit) return conflict_with(column, *cell);
  }
  if (!unit) {
    if (measure == Measure::ratio) return NotAValue{no_unit_reason};
    return FigureUnit{};
  }
  if (!fits_measure(*unit, measure)) {
    return NotAValue{"单位不符：这里写的是" + unit_text(*unit) + "，与指标的计量不同：请核对单位"};
  }
  return *unit;
}

// JSON writes 1.2E5 where a spreadsheet's text would be refused.
ValueReading read_plain_number(std::string_view text, int shift) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return scaled(text, shift, false);
  const auto exponent = Decimal::parse(text.substr(e + 1));
  const bool sane =
      exponent && exponent->scale() == 0 && *exponent <= Decimal(36) && *exponent >= Decimal(-36);
  if (!sane) return NotAValue{too_long_reason};
  return scaled(text.substr(0, e), static_cast<int>(exponent->mantissa()) + shift, false);
}

ValueReading read_number_cell(const Cell& cell, const UnitFinding& column, Measure measure) {
  const auto unit = settle_unit(column, std::nullopt, measure);
  if (const auto* refused = std::get_if<NotAValue>(&unit)) return *refused;
  return read_plain_number(cell.text, std::get<FigureUnit>(unit).shift);
}

// The stored number of a percent format is a fraction already, so a column of plain fractions and
// a column of percents both agree with it.
ValueReading read_percent_cell(const Cell& cell, const UnitFinding& column, Measure measure) {
  const bool plain = column.unit && *column.unit == FigureUnit{};
  const FigureUnit percent{Quantity::ratio, -2};
  const UnitFinding known = plain ? UnitFinding{std::nullopt, column.conflict} : column;
  const auto unit = settle_unit(known, percent, measure);
  if (const auto* refused = std::get_if<NotAValue>(&unit)) return *refused;
  return read_plain_number(cell.text, 0);
}

ValueReading read_text_cell(std::string_view raw, const ValueContext& context,
                            const UnitFinding& column) {
  const std::string half_width = to_half_width(raw);
  std::string_view text = trimmed(half_width);
  if (text.starts_with('\'')) text = trimmed(text.substr(1));
  const bool provisional = strip_provisional(text);
  if (text == "无" && context.none_is_zero && context.measure == Measure::count) {
    return ReadValue{Decimal(0), provisional};
  }
  if (is_missing_text(text)) return MissingValue{};
  const auto split = split_numeral(text);
  if (const auto* fault = std::get_if<NumeralFault>(&split)) {
    if (*fault == NumeralFault::grouping) {
      return NotAValue{"千分位分隔不对：请每三位一隔，如 1,234,567，或不加分隔"};
    }
    return NotAValue{why_not_a_number(text)};
  }
  const auto& numeral = std::get<Numeral>(split);
  std::optional<FigureUnit> cell_unit;
  if (!numeral.rest.empty()) {
    cell_unit = parse_unit_word(comparable(numeral.rest));
    if (!cell_unit) return NotAValue{why_not_a_number(text)};
  }
  const auto unit = settle_unit(column, cell_unit, context.measure);
  if (const auto* refused = std::get_if<NotAValue>(&unit)) return *refused;
  return scaled(numeral.plain, std::get<FigureUnit>(unit).shift, provisional);
}

}  // namespace

ValueReading read_value_in(const Cell& cell, const ValueContext& context,
                           const UnitFinding& column) {
  switch (cell.type) {
    case CellType::empty:
      return MissingValue{};
    case CellType::text:
      return read_text_cell(cell.text, context, column);
    case CellType::number:
      return read_number_cell(cell, column, context.measure);
    case CellType::percent:
      return read_percent_cell(cell, column, context.measure);
    case CellType::date:
      return NotAValue{"单元格是日期，不是数值（3/4 之类会被表格软件改成日期）：请改成数字格式"};
    case CellType::boolean:
      return NotAValue{"单元格是真假值，不是数值：请填数字"};
    case CellType::error:
      break;
  }
  if (is_missing_text(cell.text) && !trimmed(cell.text).empty()) return MissingValue{};
  return NotAValue{"公式没有可用的结果（#REF!、#DIV/0! 或没有缓存值）：请修正后另存，或粘贴为数值"};
}

ValueReading read_value(const Cell& cell, const ValueContext& context) {
  return read_value_in(cell, context, unit_of_column(context.unit, context.header));
}

}  // namespace planwatch
