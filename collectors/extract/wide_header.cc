#include "collectors/extract/wide_header.h"

#include <algorithm>

#include "collectors/extract/period_text.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

bool are_digits(const std::string& text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), is_digit);
}

// 2025/6 is one level, whether the slash was written or joined.
std::vector<std::string> levels_of(const std::string& name) {
  std::vector<std::string> levels;
  std::size_t begin = 0;
  while (begin <= name.size()) {
    const std::size_t slash = std::min(name.find('/', begin), name.size());
    std::string level(trimmed(std::string_view(name).substr(begin, slash - begin)));
    const bool goes_on =
        !levels.empty() && are_digits(levels.back(), 4, 4) && are_digits(level, 1, 2);
    if (goes_on) {
      levels.back() += "/" + level;
    } else if (!level.empty()) {
      levels.push_back(std::move(level));
    }
    begin = slash + 1;
  }
  return levels;
}

// 1月 of "1月（件）" and "1月 当月".
std::string bare(const std::string& level) {
  std::string text = comparable(level);
  if (text.ends_with(')') && text.rfind('(') != std::string::npos) text.resize(text.rfind('('));
  constexpr std::string_view this_month = "当月";
  if (text.ends_with(this_month)) text.resize(text.size() - this_month.size());
  return text;
}

// What one level says, if it is a period as a whole.
std::optional<PeriodReading> period_of_level(const std::string& level, int year) {
  const std::string form = period_form(bare(level));
  const auto scanned = scan_period(form, 0, year);
  if (!scanned || scanned->end != form.size()) return std::nullopt;
  if (scanned->span) return PeriodReading{*scanned->span, scanned->from_january};
  const auto day = read_period({CellType::text, false, form}, year);
  const auto* reading = std::get_if<PeriodReading>(&day);
  return reading == nullptr ? std::nullopt : std::optional(*reading);
}

// 2025年, 2025年度, 2025: says which year the other level is of.
std::optional<int> year_of_level(const std::string& level) {
  const auto reading = period_of_level(level, 0);
  const bool whole = reading && reading->period.months() == 12 && reading->period.year != 0;
  if (!whole || contains(level, "-") || contains(level, "月")) return std::nullopt;
  return reading->period.year;
}

struct Parts {
  std::vector<std::string> periods, years, rest;
};

Parts take_apart(const std::string& name) {
  Parts parts;
  for (std::string& level : levels_of(name)) {
    auto& into = year_of_level(level)        ? parts.years
                 : period_of_level(level, 0) ? parts.periods
                                             : parts.rest;
    into.push_back(std::move(level));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& levels) {
  std::string text;
  for (const std::string& level : levels) text += (text.empty() ? "" : "/") + level;
  return text;
}

bool is_whole_year(const Period& period) {
  return period.months() == 12;
}

}  // namespace

std::vector<WideColumn> wide_columns(std::span<const std::string> names, int default_year) {
  std::vector<WideColumn> columns;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Parts parts = take_apart(names[c]);
    const bool one_period =
        parts.periods.size() == 1 || (parts.periods.empty() && parts.years.size() == 1);
    if (!one_period || parts.years.size() > 1) continue;
    const int year = parts.years.empty() ? default_year : *year_of_level(parts.years.front());
    const auto reading = parts.periods.empty() ? period_of_level(parts.years.front(), 0)
                                               : period_of_level(parts.periods.front(), year);
    if (!reading) continue;
    const bool contradicts = !parts.years.empty() && reading->period.year != year;
    if (contradicts) continue;
    columns.push_back({c, *reading, joined(parts.rest), is_whole_year(reading->period)});
  }
  return columns;
}

bool is_total_header(const std::string& name) {
  const auto levels = levels_of(name);
  return std::any_of(levels.begin(), levels.end(), [](const std::string& level) {
    const std::string text = bare(level);
    return text == "合计" || text == "小计" || text == "总计" || text == "累计" ||
           text.ends_with("合计") || text.ends_with("年累计");
  });
}

bool may_be_october(std::span<const std::string> names, const WideColumn& column) {
  const auto levels = levels_of(names[column.column]);
  const bool cut = std::any_of(levels.begin(), levels.end(), [](const std::string& level) {
    const std::string text = bare(level);
    return text.size() == 6 && text.starts_with("20") && text.ends_with(".1");
  });
  if (!cut) return false;
  const auto all = wide_columns(names, column.period.period.year);
  return std::none_of(all.begin(), all.end(), [&](const WideColumn& other) {
    return other.column > column.column && other.rest == column.rest &&
           other.period.period == Period::month(column.period.period.year, 2);
  });
}

}  // namespace planwatch
