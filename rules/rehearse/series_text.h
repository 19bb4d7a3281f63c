#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/model/decimal.h"

namespace planwatch {

// One period's figure in a rule test: a value, or numerator and denominator.
struct SeriesFigure {
  Decimal value;  // the numerator where there is a denominator
  std::optional<Decimal> denominator;
};

// What is wrong and where, counted in bytes from the beginning of the text.
struct SeriesProblem {
  std::size_t offset = 0;
  std::string message_zh;
  std::string message_en;
  std::string hint_zh;
  std::string hint_en;
};

// The shorthand for a series, period by period, parts separated by blanks:
//   5 7 9     the values themselves        7x3    the same value for three periods
//   +8x10     ten periods, each 8 more than the last value     +8    one such period
//   -2x3      three periods, each 2 less                       12/40 numerator and denominator
//   _         a period without a figure    _x3    three of them
// `0 +8x10 _x3` is 0, 8, 16 ... 80 and three gaps: 14 periods. Steps go on behind gaps from the
// last value; a part 12/40 has no steps. Negative values do not occur: -2 is a step.
// At most `most_series_figures` periods.
inline constexpr std::size_t most_series_figures = 120;
tl::expected<std::vector<std::optional<SeriesFigure>>, SeriesProblem> parse_series(
    std::string_view text);

}  // namespace planwatch
