#include "rules/engine/explain_forecast.h"

#include <cmath>
#include <fmt/format.h>

#include "rules/model/display.h"

namespace planwatch {

namespace {

struct Teller {
  const Indicator& indicator;
  Lang lang;
  std::vector<std::string>& lines;

  bool zh() const { return lang == Lang::zh; }
  void tell(const char* label_zh, const char* label_en, const std::string& value) const {
    lines.push_back(zh() ? fmt::format("{}：{}", label_zh, value)
                         : fmt::format("{}: {}", label_en, value));
  }
  std::string figure(double value) const { return display_forecast(indicator, value, lang); }
  // A month's share of a small count is no whole number: 1.2 trains.
  std::string rate(double value) const {
    if (indicator.measure != Measure::count || value >= 100) return figure(value);
    const auto tenths = static_cast<std::int64_t>(std::round(value * 10));
    return display_value(indicator, Decimal::of(tenths, 1), std::nullopt, lang);
  }
};

std::string basis_text(const YearEndForecast& f, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (f.basis) {
    case ForecastBasis::run_rate:
      return zh ? "没有往年各月数据，仅按月均进度推算"
                : "no earlier year by months: the run rate and nothing more";
    case ForecastBasis::complete:
      return zh ? "十二个月均已报送，为实际数" : "all twelve months are in: the total itself";
    case ForecastBasis::history:
      break;
  }
  std::string text = zh ? fmt::format("{}个往年，截至{}月；", f.years, f.month)
                        : fmt::format("{} earlier years, as of month {}; ", f.years, f.month);
  if (f.own_errors == 0) {
    return text + (zh ? "本指标往年太少，误差按一般水平估计"
                      : "too few of its own years: errors as they commonly are");
  }
  return text + (zh ? fmt::format("误差按其中{}个往年同月的试算", f.own_errors)
                    : fmt::format("errors as tried at that month of {} of them", f.own_errors));
}

std::string percent(double share) {
  if (share > 0 && share < 0.01) return "<1%";
  if (share < 1 && share > 0.99) return ">99%";
  return fmt::format("{:.0f}%", share * 100);
}

void tell_methods(const Teller& t, const YearEndForecast& f, double base) {
  if (f.basis != ForecastBasis::history) return;
  for (std::size_t m = 0; m < f.methods.size(); ++m) {
    const MethodShare& one = f.methods[m];
    if (one.weight <= 0) continue;
    const auto name = name_of(static_cast<ForecastMethod>(m), t.lang);
    std::string text = fmt::format("{} x {}", t.figure(base + one.total), percent(one.weight));
    if (f.own_errors > 0) {
      text += t.zh() ? fmt::format("，往年误差{:.1f}%", one.error * 100)
                     : fmt::format(", past error {:.1f}%", one.error * 100);
    }
    t.lines.push_back(fmt::format("  {}{}{}", name, t.zh() ? "：" : ": ", text));
  }
}

void tell_total(const Teller& t, const IndicatorForecast& f) {
  if (f.year_end.basis == ForecastBasis::complete) {
    return t.tell("年底", "year's end", t.figure(f.median));
  }
  t.tell("年底预计（中位数）", "year's end, median", t.figure(f.median));
  if (f.low && f.high) {
    t.tell("八成可能在", "80 % lie within",
           fmt::format("{} – {}", t.figure(*f.low), t.figure(*f.high)));
  }
  if (f.probability) {
    t.tell("达到目标的可能性", "probability of meeting the target", percent(*f.probability));
  }
  if (f.light != Light::grey) {
    t.tell("预测提示（不作亮灯依据）", "advice, no ground for a light",
           std::string(name_of(f.light, t.lang)));
  }
  const bool higher = t.indicator.better == Better::higher;
  t.tell(higher ? "其余各月每月需完成" : "其余各月每月至多",
         higher ? "each month left must bring" : "each month left may bring at most",
         t.zh() ? fmt::format("{}（至今月均{}）", t.rate(f.required_rate), t.rate(f.rate_so_far))
                : fmt::format("{} (so far {} a month)", t.rate(f.required_rate),
                              t.rate(f.rate_so_far)));
}

void tell_ratio(const Teller& t, const IndicatorForecast& f) {
  const RatioForecast& r = *f.ratio;
  t.tell("年底预计（按分子、分母各自预测）", "year's end, from both parts",
         fmt::format("{:.0f} / {:.0f} = {}", r.numerator, r.denominator, t.figure(f.median)));
  t.tell("现有业务中还需完成", "of the cases so far, wanting", fmt::format("{}", r.more_now));
  t.tell("到年底共还需完成", "wanting by the year's end, new cases included",
         fmt::format("{}", r.more_by_year));
  t.lines.push_back(t.zh() ? "分子与分母一同变动，不给区间和可能性"
                           : "both parts move together: no interval, no probability");
}

void tell_limits(const Teller& t, const IndicatorAdvice& advice) {
  if (!advice.xmr) return;
  const XmrLimits& x = *advice.xmr;
  t.tell(advice.xmr_of_months ? "自然波动界限（各月当月值）" : "自然波动界限",
         advice.xmr_of_months ? "natural limits, single months" : "natural limits",
         fmt::format("{} – {}{} {}{}{}", t.figure(x.lower), t.figure(x.upper),
                     t.zh() ? "，均值" : ", mean", t.figure(x.mean),
                     t.zh() ? "，期数" : ", periods ", x.points));
  std::string now;
  for (const XmrFinding& one : x.findings) {
    if (one.last + 1 != x.points) continue;
    now += (now.empty() ? "" : t.zh() ? "、" : ", ") + std::string(name_of(one.signal, t.lang));
  }
  t.tell("最近一期信号", "signals of the latest period",
         now.empty() ? (t.zh() ? "无，属正常波动" : "none: ordinary variation") : now);
}

}  // namespace

std::string display_forecast(const Indicator& indicator, double value, Lang lang) {
  const bool whole = indicator.measure == Measure::count;
  const int scale = whole ? 0 : indicator.measure == Measure::ratio ? 4 : 2;
  const double scaled = std::round(value * std::pow(10, scale));
  if (!(std::fabs(scaled) < 1e17)) return "-";
  return display_value(indicator, Decimal::of(static_cast<std::int64_t>(scaled), scale),
                       std::nullopt, lang);
}

ExplanationPart explain_forecast(const Indicator& indicator, const IndicatorAdvice* advice,
                                 Lang lang) {
  ExplanationPart part{
      lang == Lang::zh ? "预测与波动（仅供参考）" : "Forecast and variation (advice)", {}};
  const Teller t{indicator, lang, part.lines};
  if (advice == nullptr) return part;
  if (advice->forecast) {
    const IndicatorForecast& f = *advice->forecast;
    if (f.ratio) {
      tell_ratio(t, f);
    } else {
      tell_total(t, f);
    }
    t.tell("依据", "basis", basis_text(f.year_end, lang));
    if (!f.ratio) tell_methods(t, f.year_end, f.base);
  } else {
    t.tell("不作预测", "no forecast", std::string(name_of(advice->why_not, lang)));
  }
  tell_limits(t, *advice);
  return part;
}

std::string forecast_in_brief(const Indicator& indicator, const IndicatorAdvice& advice,
                              Lang lang) {
  if (!advice.forecast) return {};
  const IndicatorForecast& f = *advice.forecast;
  if (f.year_end.basis == ForecastBasis::complete) return {};
  const bool zh = lang == Lang::zh;
  std::string text = fmt::format(fmt::runtime(zh ? "预计年底 {}" : "year's end {}"),
                                 display_forecast(indicator, f.median, lang));
  if (f.probability) {
    text += fmt::format(fmt::runtime(zh ? "，达标可能性 {}" : ", {} likely to meet the target"),
                        percent(*f.probability));
  }
  if (f.year_end.basis == ForecastBasis::run_rate) {
    text += zh ? "（仅按月均进度推算）" : " (by the run rate alone)";
  }
  return text;
}

}  // namespace planwatch
