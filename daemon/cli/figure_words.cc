#include "daemon/cli/figure_words.h"

#include "rules/model/display.h"

namespace planwatch {

std::string gap_text(const Indicator& indicator, const Assessment& a, Compare compare, Lang lang) {
  if (!a.has_gap) return {};
  std::string size = display_gap(indicator, a.gap, lang, compare);
  if (a.gap.is_zero()) return size;
  if (lang == Lang::en) return (a.gap.is_negative() ? "ahead " : "behind ") + size;
  return (a.gap.is_negative() ? "领先" : "落后") + size;
}

}  // namespace planwatch
