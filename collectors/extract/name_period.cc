#include "collectors/extract/name_period.h"

#include "collectors/extract/period_text.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

// A period can only begin where a year does; 6月 alone in a name says too little.
bool may_begin(std::string_view form, std::size_t at) {
  if (form[at] == '@') return true;
  return form[at] == '2' && (at == 0 || (!is_digit(form[at - 1]) && form[at - 1] != '@'));
}

void add_year(NamePeriod& found, int year, bool& years_differ) {
  if (found.year != 0 && found.year != year) years_differ = true;
  found.year = year;
}

void add_span(NamePeriod& found, const ScannedPeriod& scanned) {
  const PeriodReading reading{*scanned.span, scanned.from_january};
  if (found.period && found.period->period != reading.period) found.several = true;
  found.period = reading;
}

// A year alone (2025年度考核) is a default for the rows, not the period of the figures.
bool is_year_only(const Period& span, std::string_view said) {
  return span.months() == 12 && said.size() <= std::string_view("@2025年度").size();
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool has_one =
      dot != std::string_view::npos && name.size() - dot <= 5 && dot > 0 && !is_digit(name.back());
  return has_one ? name.substr(0, dot) : name;
}

// Behind a URL and a space, which no URL has inside. A longer period's figure is the one at its
// end, as good for a window from January as a month's.
std::optional<NamePeriod> stated_behind(std::string_view source) {
  const std::size_t space = source.rfind(' ');
  if (space == std::string_view::npos || source.find("://") > space) return std::nullopt;
  const auto period = parse_period(source.substr(space + 1));
  if (!period) return std::nullopt;
  return NamePeriod{PeriodReading{*period, period->months() > 1}, false, period->year};
}

}  // namespace

NamePeriod period_of_name(std::string_view name) {
  const std::string form = period_form(name);
  NamePeriod found;
  bool years_differ = false;
  for (std::size_t at = 0; at < form.size();) {
    const auto scanned =
        may_begin(form, at) ? scan_period(form, at, 0) : std::optional<ScannedPeriod>();
    if (!scanned) {
      ++at;
      continue;
    }
    const auto said = std::string_view(form).substr(at, scanned->end - at);
    at = scanned->end;
    if (scanned->day && scanned->until) {
      add_span(found, {Period::span(year_of(*scanned->day), 1, month_of(*scanned->day)),
                       std::nullopt, true, true, 0});
      add_year(found, year_of(*scanned->day), years_differ);
    }
    if (!scanned->span || scanned->span->year == 0) continue;
    add_year(found, scanned->span->year, years_differ);
    if (!is_year_only(*scanned->span, said)) add_span(found, *scanned);
  }
  if (years_differ) found.year = 0;
  if (found.several) found.period.reset();
  return found;
}

NamePeriod period_of_source(std::string_view source) {
  if (auto stated = stated_behind(source)) return *std::move(stated);
  if (const std::size_t scheme = source.find("://"); scheme != std::string_view::npos) {
    const std::size_t path = source.find('/', scheme + 3);
    return path == std::string_view::npos ? NamePeriod{} : period_of_name(source.substr(path));
  }
  const std::size_t slash = source.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? source : source.substr(slash + 1);
  return period_of_name(without_extension(name));
}

NamePeriod combined(const NamePeriod& a, const NamePeriod& b) {
  NamePeriod both;
  both.several = a.several || b.several;
  both.period = a.period ? a.period : b.period;
  if (a.period && b.period && a.period->period != b.period->period) both.several = true;
  if (both.several) both.period.reset();
  both.year = a.year == 0 ? b.year : a.year;
  if (a.year != 0 && b.year != 0 && a.year != b.year) both.year = 0;
  return both;
}

}  // namespace planwatch
