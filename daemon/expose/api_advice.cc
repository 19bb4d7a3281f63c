#include "daemon/expose/api_advice.h"

#include <boost/json/array.hpp>

#include "daemon/expose/api_reply.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::string text(std::string_view view) {
  return json::string(view.data(), view.size());
}

const char* key_of(ForecastBasis basis) {
  switch (basis) {
    case ForecastBasis::run_rate:
      return "run_rate";
    case ForecastBasis::history:
      return "history";
    case ForecastBasis::complete:
      return "complete";
  }
  return "";
}

json::object json_ratio(const RatioForecast& ratio) {
  json::object out;
  out["numerator"] = ratio.numerator;
  out["denominator"] = ratio.denominator;
  out["more_now"] = ratio.more_now;
  out["more_by_year_end"] = ratio.more_by_year;
  return out;
}

json::object json_forecast(const Indicator& indicator, const IndicatorForecast& f, Lang lang) {
  json::object out;
  out["basis"] = key_of(f.year_end.basis);
  out["history_years"] = f.year_end.years;
  out["as_of_month"] = f.year_end.month;
  out["median"] = f.median;
  if (f.low) out["low"] = *f.low;
  if (f.high) out["high"] = *f.high;
  if (f.probability) out["probability"] = *f.probability;
  if (f.light != Light::grey) add_light(out, f.light, lang);
  if (f.ratio) {
    out["ratio"] = json_ratio(*f.ratio);
  } else if (f.year_end.month < 12) {
    const bool higher = indicator.better == Better::higher;
    out[higher ? "required_per_month" : "allowed_per_month"] = f.required_rate;
    out["per_month_so_far"] = f.rate_so_far;
  }
  return out;
}

json::object json_limits(const XmrLimits& x, bool of_months, Lang lang) {
  json::object out;
  out["mean"] = x.mean;
  out["lower"] = x.lower;
  out["upper"] = x.upper;
  out["points"] = x.points;
  out["of_single_months"] = of_months;
  json::array signals;
  for (const XmrFinding& one : x.findings) {
    if (one.last + 1 == x.points) signals.emplace_back(text(name_of(one.signal, lang)));
  }
  out["latest_signals"] = std::move(signals);
  return out;
}

}  // namespace

void add_advice(json::object& out, const Indicator& indicator, const IndicatorAdvice* advice,
                Lang lang) {
  if (advice == nullptr) return;
  if (advice->forecast) {
    out["forecast"] = json_forecast(indicator, *advice->forecast, lang);
  } else {
    json::object none;
    none["basis"] = "none";
    none["why"] = text(name_of(advice->why_not, lang));
    out["forecast"] = std::move(none);
  }
  if (advice->xmr) {
    out["natural_limits"] = json_limits(*advice->xmr, advice->xmr_of_months, lang);
  }
}

}  // namespace planwatch
