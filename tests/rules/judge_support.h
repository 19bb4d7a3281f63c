#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "rules/judge/judge.h"

namespace planwatch::testing_judge {

inline Decimal dec(std::string_view text) {
  const auto parsed = Decimal::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Decimal());
}

inline Date day(std::string_view text) {
  const auto parsed = parse_date(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Date());
}

inline DateRange off(std::string_view first, std::string_view last) {
  return {day(first), day(last)};
}

// The State Council's schedules of 2025 and 2026.
inline CalendarYear year_2025() {
  return {2025,
          true,
          "国办 2024-11-12",
          {off("2025-01-01", "2025-01-01"), off("2025-01-28", "2025-02-04"),
           off("2025-04-04", "2025-04-06"), off("2025-05-01", "2025-05-05"),
           off("2025-05-31", "2025-06-02"), off("2025-10-01", "2025-10-08")},
          {day("2025-01-26"), day("2025-02-08"), day("2025-04-27"), day("2025-09-28"),
           day("2025-10-11")}};
}
inline CalendarYear year_2026() {
  return {2026,
          true,
          "国办 2025-11-04",
          {off("2026-01-01", "2026-01-03"), off("2026-02-15", "2026-02-23"),
           off("2026-04-04", "2026-04-06"), off("2026-05-01", "2026-05-05"),
           off("2026-06-19", "2026-06-21"), off("2026-09-25", "2026-09-27"),
           off("2026-10-01", "2026-10-07")},
          {day("2026-01-04"), day("2026-02-14"), day("2026-02-28"), day("2026-05-09"),
           day("2026-09-20"), day("2026-10-10")}};
}
inline const Calendar& calendar() {
  static const Calendar both({year_2025(), year_2026()});
  return both;
}

inline Indicator cumulative(std::string_view target, unsigned due_month = 12) {
  Indicator i;
  i.id = IndicatorId("trainings");
  i.kind = IndicatorKind::cumulative;
  i.target = dec(target);
  i.measure = Measure::count;
  i.measure_name = "人次";
  i.due_month = due_month;
  return i;
}

inline Indicator stock(std::string_view start, std::string_view target) {
  Indicator i = cumulative(target);
  i.kind = IndicatorKind::stock;
  i.start = dec(start);
  i.measure_name = "家";
  i.window = Window::instant;
  return i;
}

inline Indicator ratio(std::string_view target) {
  Indicator i;
  i.id = IndicatorId("share");
  i.kind = IndicatorKind::ratio;
  i.target = dec(target);
  i.measure = Measure::ratio;
  return i;
}

inline Indicator upper_bound(std::string_view target) {
  Indicator i = ratio(target);
  i.kind = IndicatorKind::upper_bound;
  i.better = Better::lower;
  return i;
}

inline Indicator duration(std::string_view target) {
  Indicator i = ratio(target);
  i.kind = IndicatorKind::duration;
  i.better = Better::lower;
  i.measure = Measure::days;
  i.measure_name = "天";
  return i;
}

inline Indicator cadence(std::string_view target) {
  Indicator i = cumulative(target);
  i.kind = IndicatorKind::cadence;
  i.window = Window::quarter;
  i.period_months = 3;
  return i;
}

// The floors that courts publish: 18 % in March, 55 % in June, 93 % in December.
inline Indicator closing_rate() {
  Indicator i = ratio("0.98");
  i.kind = IndicatorKind::ratio_ramped;
  i.schedule.kind = ScheduleKind::table;
  i.schedule.absolute = true;
  i.schedule.points = {{3, dec("0.18")}, {6, dec("0.55")}, {9, dec("0.76")}, {12, dec("0.98")}};
  return i;
}

// g <= 0 green, 0 < g < 10 attention, 10 <= g <= 30 yellow, g > 30 red.
inline Bands default_bands() {
  Bands bands;
  bands.id = BandsId("progress");
  bands.bands = {{Light::green, std::nullopt, false, dec("0"), true, {}},
                 {Light::attention, dec("0"), false, dec("10"), false, {}},
                 {Light::yellow, dec("10"), true, dec("30"), true, {}},
                 {Light::red, dec("30"), false, std::nullopt, false, {}}};
  return bands;
}

inline Rule default_rule() {
  Rule rule;
  rule.id = RuleId("lights");
  rule.bands = BandsId("progress");
  rule.yellow_widths = {{IndicatorKind::ratio, dec("0.05")},
                        {IndicatorKind::ratio_ramped, dec("0.05")},
                        {IndicatorKind::upper_bound, dec("0.02")},
                        {IndicatorKind::duration, dec("5")},
                        {IndicatorKind::stock, dec("3")}};
  return rule;
}

// Up to 3 points, or 3 % of the figure above, are yellow.
inline Bands bands_by_area() {
  Bands bands;
  bands.id = BandsId("progress");
  bands.compare = Compare::area_above;
  bands.bands = {{Light::green, std::nullopt, false, dec("0"), true, {}},
                 {Light::yellow, dec("0"), false, dec("3"), true, {}},
                 {Light::red, dec("3"), false, std::nullopt, false, {}}};
  return bands;
}

// Over 30 days green, 30 to 10 yellow, under 10 red.
inline Bands bands_by_days(bool working_days = false) {
  Bands bands;
  bands.id = BandsId("progress");
  bands.compare = Compare::days_to_deadline;
  bands.working_days = working_days;
  bands.bands = {{Light::green, dec("30"), false, std::nullopt, false, {}},
                 {Light::yellow, dec("10"), true, dec("30"), true, {}},
                 {Light::red, std::nullopt, false, dec("10"), false, {}}};
  return bands;
}

inline JudgePlan compiled_by(const Bands& bands, const Indicator& indicator,
                             const Rule& rule = default_rule(), int year = 2025) {
  Configuration configuration;
  configuration.plan.year = year;
  configuration.plan.indicators = {indicator};
  configuration.calendar = calendar();
  configuration.bands = {bands};
  configuration.rules = {rule};
  return compile_judge_plan(configuration, RuleIndex{0}, IndicatorIndex{0});
}
inline JudgePlan compiled(const Indicator& indicator, const Rule& rule = default_rule(),
                          int year = 2025) {
  return compiled_by(default_bands(), indicator, rule, year);
}

// Another target until June; its own from July on.
inline Indicator stricter_from_july(Indicator indicator, std::string_view until_june) {
  indicator.targets = {{dec(until_june), 1, 6}, {indicator.target, 7, 12}};
  return indicator;
}

inline Observation value_in(const Period& period, Decimal value) {
  Observation o;
  o.period = period;
  o.has_value = true;
  o.value = value;
  return o;
}
inline Observation value_in(unsigned month, std::string_view value) {
  return value_in(Period::month(2025, month), dec(value));
}
inline Observation parts_in(unsigned month, std::string_view numerator,
                            std::string_view denominator) {
  Observation o;
  o.period = Period::month(2025, month);
  o.has_parts = true;
  o.numerator = dec(numerator);
  o.denominator = dec(denominator);
  return o;
}

}  // namespace planwatch::testing_judge
