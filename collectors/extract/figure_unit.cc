#include "collectors/extract/figure_unit.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::array<std::string_view, 33> count_words = {
    "场次", "人次", "户次", "家次", "列次", "件次", "宗", "场", "家", "次", "件",
    "个",   "列",   "户",   "人",   "项",   "台",   "条", "份", "笔", "起", "名",
    "批",   "期",   "趟",   "辆",   "套",   "所",   "处", "篇", "页", "例", "单"};
constexpr std::array<std::pair<std::string_view, int>, 5> scale_words = {
    {{"百万", 6}, {"千万", 7}, {"万", 4}, {"亿", 8}, {"千", 3}}};

std::optional<FigureUnit> parse_plain_word(std::string_view word) {
  if (word == "%") return FigureUnit{Quantity::ratio, -2};
  if (word == "‰") return FigureUnit{Quantity::ratio, -3};
  if (word == "元") return FigureUnit{Quantity::money, 0};
  if (word == "天" || word == "日") return FigureUnit{Quantity::days, 0};
  if (word == "工作日" || word == "个工作日") return FigureUnit{Quantity::working_days, 0};
  const bool counted = std::find(count_words.begin(), count_words.end(), word) != count_words.end();
  if (counted) return FigureUnit{Quantity::count, 0};
  return std::nullopt;
}

// 件 of "(件)", "(单位:件)", "[件]".
std::optional<FigureUnit> bracketed_unit(std::string_view level, UnitFinding& finding) {
  std::optional<FigureUnit> found;
  for (std::size_t open = level.find_first_of("(["); open != std::string_view::npos;
       open = level.find_first_of("([", open + 1)) {
    const std::size_t close = level.find_first_of(")]", open);
    if (close == std::string_view::npos) break;
    std::string_view word = level.substr(open + 1, close - open - 1);
    if (word.starts_with("单位:")) word.remove_prefix(std::string_view("单位:").size());
    const auto unit = parse_unit_word(word);
    if (!unit) continue;
    if (found && *found != *unit) {
      finding.conflict = "表头里有两个单位（" + unit_text(*found) + "、" + unit_text(*unit) + "）";
    }
    found = unit;
  }
  return found;
}

// A unit that closes the level without brackets: "办结率%", "成交额万元", "单位:件", or is all of
// it.
std::optional<FigureUnit> trailing_unit(std::string_view level) {
  if (const auto whole = parse_unit_word(level)) return whole;
  const std::string_view marker = "单位:";
  if (const auto at = level.rfind(marker); at != std::string_view::npos) {
    return parse_unit_word(level.substr(at + marker.size()));
  }
  for (const std::string_view word : {"%", "‰", "百万元", "千万元", "万元", "亿元", "千元"}) {
    if (!level.ends_with(word) || level.size() == word.size()) continue;
    if (is_digit(level[level.size() - word.size() - 1])) return std::nullopt;  // "500万元"
    return parse_unit_word(word);
  }
  return std::nullopt;
}

std::optional<FigureUnit> unit_of_mapping(CellUnit mapped) {
  switch (mapped) {
    case CellUnit::automatic:
      return std::nullopt;
    case CellUnit::plain:
      return FigureUnit{Quantity::any, 0};
    case CellUnit::percent:
      return FigureUnit{Quantity::ratio, -2};
    case CellUnit::per_mille:
      return FigureUnit{Quantity::ratio, -3};
    case CellUnit::ten_thousand:
      return FigureUnit{Quantity::any, 4};
    case CellUnit::hundred_million:
      return FigureUnit{Quantity::any, 8};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FigureUnit> parse_unit_word(std::string_view word) {
  if (const auto plain = parse_plain_word(word)) return plain;
  for (const auto& [scale, shift] : scale_words) {
    if (!word.starts_with(scale)) continue;
    const std::string_view rest = word.substr(scale.size());
    if (rest.empty()) return FigureUnit{Quantity::any, shift};
    const auto unit = parse_plain_word(rest);
    const bool scalable =
        unit && (unit->quantity == Quantity::money || unit->quantity == Quantity::count);
    if (scalable) return FigureUnit{unit->quantity, shift};
  }
  return std::nullopt;
}

UnitFinding unit_in_header(std::string_view header) {
  UnitFinding finding;
  const std::string text = comparable(header);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t slash = rest.rfind('/');
    const std::string_view level = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
    finding.unit = bracketed_unit(level, finding);
    if (!finding.unit) finding.unit = trailing_unit(level);
    if (finding.unit || slash == std::string_view::npos) break;
    rest = rest.substr(0, slash);
  }
  return finding;
}

UnitFinding unit_of_column(CellUnit mapped, std::string_view header) {
  UnitFinding finding = unit_in_header(header);
  const auto stated = unit_of_mapping(mapped);
  if (!finding.conflict.empty() || !stated) return finding;
  if (!finding.unit) {
    finding.unit = stated;
    return finding;
  }
  const auto both = merge_units(*stated, *finding.unit);
  if (!both) {
    finding.conflict =
        "映射的 unit（" + unit_text(*stated) + "）与表头（" + unit_text(*finding.unit) + "）不一致";
  }
  finding.unit = both;
  return finding;
}

std::optional<FigureUnit> merge_units(const FigureUnit& a, const FigureUnit& b) {
  if (a.shift != b.shift) return std::nullopt;
  if (a.quantity == Quantity::any) return b;
  if (b.quantity == Quantity::any || a.quantity == b.quantity) return a;
  return std::nullopt;
}

bool fits_measure(const FigureUnit& unit, Measure measure) {
  if (measure == Measure::ratio) {
    return unit.quantity == Quantity::ratio || (unit.quantity == Quantity::any && unit.shift == 0);
  }
  if (unit.quantity == Quantity::any) return true;
  switch (measure) {
    case Measure::count:
      return unit.quantity == Quantity::count;
    case Measure::amount:
      return unit.quantity == Quantity::money;
    case Measure::days:
      return unit.quantity == Quantity::days;
    case Measure::working_days:
      return unit.quantity == Quantity::working_days;
    case Measure::ratio:
      break;
  }
  return false;
}

std::string unit_text(const FigureUnit& unit) {
  if (unit.quantity == Quantity::ratio) return unit.shift == -2 ? "%" : "‰";
  if (unit.quantity == Quantity::days) return "天";
  if (unit.quantity == Quantity::working_days) return "工作日";
  std::string scale;
  for (const auto& [word, shift] : scale_words) {
    if (shift == unit.shift) scale = word;
  }
  if (unit.quantity == Quantity::money) return scale + "元";
  if (unit.quantity == Quantity::count) return scale + "件/次/家等";
  return scale.empty() ? "不带单位的数" : scale;
}

}  // namespace planwatch
