#include "rules/model/display.h"

#include <fmt/format.h>

namespace planwatch {
namespace {

constexpr int most_digits = 12;

bool is_days(Measure measure) {
  return measure == Measure::days || measure == Measure::working_days;
}

// Digits after the point, in the unit that is shown.
int usual_digits(Measure measure) {
  switch (measure) {
    case Measure::ratio:
    case Measure::days:
    case Measure::working_days:
      return 1;
    case Measure::amount:
      return 2;
    case Measure::count:
      return 0;
  }
  return 0;
}

// In the unit that is shown: percent for ratios.
Rational in_shown_unit(Measure measure, const Rational& figure) {
  return measure == Measure::ratio ? figure * Rational::of(100, 1) : figure;
}

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

bool meets(Better better, const Rational& value, const Rational& limit) {
  return better == Better::higher ? value >= limit : value <= limit;
}

bool same_verdicts(const Rational& shown, Decimal text, const std::vector<Rational>& limits,
                   Better better) {
  for (const Rational& limit : limits) {
    if (meets(better, Rational::of(text), limit) != meets(better, shown, limit)) return false;
  }
  return true;
}

Decimal rounded_truthfully(const Rational& shown, const std::vector<Rational>& limits,
                           Better better, int digits) {
  Decimal text = shown.rounded(digits);
  while (digits < most_digits && !same_verdicts(shown, text, limits, better)) {
    text = shown.rounded(++digits);
  }
  return text;
}

std::string unit_of(const Indicator& indicator, Lang lang) {
  if (indicator.measure == Measure::ratio) return "%";
  if (lang == Lang::zh) {
    if (!indicator.measure_name.empty() || !is_days(indicator.measure)) {
      return indicator.measure_name;
    }
    return indicator.measure == Measure::days ? "天" : "个工作日";
  }
  if (indicator.measure == Measure::days) return " days";
  if (indicator.measure == Measure::working_days) return " working days";
  return {};
}

std::string number_text(const Indicator& indicator, Decimal number) {
  // 98.0% has its zero so that figures below each other line up.
  if (indicator.measure == Measure::ratio) return number.to_string();
  return without_trailing_zeros(number.to_string());
}

}  // namespace

std::string display_value(const Indicator& indicator, const Rational& value,
                          const std::vector<Rational>& limits, Lang lang) {
  const Measure measure = indicator.measure;
  std::vector<Rational> shown_limits;
  shown_limits.reserve(limits.size());
  for (const Rational& limit : limits) shown_limits.push_back(in_shown_unit(measure, limit));
  const Decimal number = rounded_truthfully(in_shown_unit(measure, value), shown_limits,
                                            indicator.better, usual_digits(measure));
  return number_text(indicator, number) + unit_of(indicator, lang);
}

std::string display_value(const Indicator& indicator, const Rational& value,
                          const std::optional<Rational>& limit, Lang lang) {
  std::vector<Rational> limits;
  if (limit) limits.push_back(*limit);
  return display_value(indicator, value, limits, lang);
}

std::string display_value(const Indicator& indicator, Decimal value, std::optional<Decimal> limit,
                          Lang lang) {
  std::optional<Rational> exact_limit;
  if (limit) exact_limit = Rational::of(*limit);
  return display_value(indicator, Rational::of(value), exact_limit, lang);
}

std::string display_target(const Indicator& indicator, Lang lang) {
  return display_target(indicator, indicator.target, lang);
}

std::string display_target(const Indicator& indicator, Decimal target, Lang lang) {
  const char* direction = indicator.better == Better::higher ? "≥" : "≤";
  const bool percent = indicator.measure == Measure::ratio;
  const Decimal shown = percent ? target.shifted(2).value_or(target) : target;
  return direction + without_trailing_zeros(shown.to_string()) + unit_of(indicator, lang);
}

std::string display_expected(const Indicator& indicator, Decimal expected, Lang lang) {
  return display_value(indicator, expected, std::nullopt, lang);
}

std::string display_gap(const Indicator& indicator, Decimal gap, Lang lang, Compare compare) {
  const Decimal size = gap.is_negative() ? Decimal::of(-gap.mantissa(), gap.scale()) : gap;
  const bool days = is_days(indicator.measure);
  const Rational shown = Rational::of(size) * Rational::of(days ? 100 : 1, 1);
  int digits = 1;
  Decimal number = shown.rounded(digits);
  const auto looks_whole = [](Decimal text) { return text.rounded(0) == text; };
  while (looks_whole(number) && Rational::of(number) != shown && digits < most_digits) {
    number = shown.rounded(++digits);
  }
  const bool of_the_figure = compare == Compare::area_above && indicator.measure != Measure::ratio;
  if (days || of_the_figure) return number.to_string() + "%";
  return number.to_string() + (lang == Lang::zh ? "个百分点" : " percentage points");
}

}  // namespace planwatch
