#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/model/feed_spec.h"
#include "rules/model/plan.h"

namespace planwatch {

enum class Quantity { any, ratio, money, count, days, working_days };

// What a unit word says: what is measured, and the power of ten to the base (a fraction, a yuan, a
// piece, a day): % is {ratio, -2}, 万元 {money, 4}, 万 {any, 4}, 件 {count, 0}.
struct FigureUnit {
  Quantity quantity = Quantity::any;
  int shift = 0;
  friend bool operator==(const FigureUnit&, const FigureUnit&) = default;
};

// A whole unit word, half width and without spaces. Empty when it is none.
std::optional<FigureUnit> parse_unit_word(std::string_view word);

// What is known of a unit from several places. `conflict` says which two, in Chinese.
struct UnitFinding {
  std::optional<FigureUnit> unit;
  std::string conflict;
};
// In a joined header: (%), （万元）, 单位：件, a trailing ％. The innermost level that says one
// counts.
UnitFinding unit_in_header(std::string_view header);
// What the mapping and the header say together.
UnitFinding unit_of_column(CellUnit mapped, std::string_view header);
// Both at once: empty when they differ in scale or in what is measured.
std::optional<FigureUnit> merge_units(const FigureUnit& a, const FigureUnit& b);

// Whether a figure with this unit can be one of the measure.
bool fits_measure(const FigureUnit& unit, Measure measure);
std::string unit_text(const FigureUnit& unit);

}  // namespace planwatch
