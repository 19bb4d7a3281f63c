#include <string>

#include "gtest/gtest.h"

#include "rules/engine/explain.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// Reports of the year to date in which every month brings the same.
Extracted trainings_by_month(const Configuration& c, int year, unsigned months, int each = 200) {
  Extracted extracted;
  for (unsigned month = 1; month <= months; ++month) {
    const std::string total = std::to_string(static_cast<int>(month) * each);
    Observation o = observe(c, {trainings, month, total.c_str()});
    o.period = Period::month(year, month);
    extracted.observations.push_back(o);
  }
  return extracted;
}

EngineUnderTest with_history() {
  EngineUnderTest engine;
  const Configuration& c = *engine.configuration();
  engine.deliver("hr", trainings_by_month(c, 2023, 12), at(1, 6));
  engine.deliver("hr", trainings_by_month(c, 2024, 12), at(1, 7));
  engine.deliver("hr", trainings_by_month(c, 2025, 6), at(7, 7));
  return engine;
}

const IndicatorForecast& forecast_of(const IndicatorStatus& status) {
  return status.advice->forecast.value();
}

std::string part_text(const std::vector<ExplanationPart>& parts, const std::string& title) {
  std::string text;
  for (const ExplanationPart& part : parts) {
    if (part.title != title) continue;
    for (const std::string& line : part.lines) text += line + "\n";
  }
  return text;
}

TEST(ForecastEngine, EarlierYearsStandBehindTheForecast) {
  const EngineUnderTest engine = with_history();
  const IndicatorStatus status = engine.indicator(trainings, at(7, 8));
  const IndicatorForecast& f = forecast_of(status);
  EXPECT_EQ(f.year_end.basis, ForecastBasis::history);
  EXPECT_EQ(f.year_end.years, 2u);
  EXPECT_NEAR(f.median, 2400, 1e-6);
  EXPECT_NEAR(f.required_rate, (2800 - 1200) / 6.0, 1e-9);
  EXPECT_LT(*f.probability, 0.5);
  EXPECT_LE(f.light, Light::yellow);
}

TEST(ForecastEngine, WithoutThemItIsTheRunRateAndSaysSo) {
  EngineUnderTest engine;
  engine.deliver("hr", trainings_by_month(*engine.configuration(), 2025, 6), at(7, 7));
  const auto snapshot = engine.snapshot(at(7, 8));
  const IndicatorStatus status = engine.indicator(trainings, at(7, 8));
  EXPECT_EQ(forecast_of(status).year_end.basis, ForecastBasis::run_rate);
  const std::string text =
      part_text(explain_indicator(*snapshot, status, {}, Lang::zh), "预测与波动（仅供参考）");
  EXPECT_NE(text.find("没有往年各月数据，仅按月均进度推算"), std::string::npos) << text;
}

TEST(ForecastEngine, TheLightDoesNotKnowTheForecast) {
  EngineUnderTest without;
  without.deliver("hr", trainings_by_month(*without.configuration(), 2025, 6), at(7, 7));
  const EngineUnderTest with = with_history();
  EXPECT_EQ(picture_of(*with.snapshot(at(7, 8))), picture_of(*without.snapshot(at(7, 8))));
}

TEST(ForecastEngine, ASeriesIsForecastAgainOnlyWhenItChanged) {
  EngineUnderTest engine = with_history();
  engine.deliver("court", {{closing_rate, 5, "", day(6, 5), 90, 100}}, at(7, 7));
  const auto first = engine.indicator(trainings, at(7, 8)).advice;
  const auto ratio = engine.indicator(closing_rate, at(7, 8)).advice;
  EXPECT_EQ(engine.indicator(trainings, at(7, 9)).advice, first) << "kept";

  engine.deliver("hr", {{trainings, 7, "1500"}}, at(8, 7));
  const auto second = engine.indicator(trainings, at(8, 8)).advice;
  EXPECT_NE(second, first);
  EXPECT_EQ(second->forecast->year_end.month, 7u);
  EXPECT_EQ(engine.indicator(closing_rate, at(8, 8)).advice, ratio) << "another series is kept";
}

TEST(ForecastEngine, ACorrectionOfAnEarlierYearIsTakenIn) {
  EngineUnderTest engine = with_history();
  const double before = forecast_of(engine.indicator(trainings, at(7, 8))).median;
  Extracted correction = trainings_by_month(*engine.configuration(), 2024, 12);
  for (Observation& o : correction.observations) {
    if (o.period.last_month > 6) o.value = Decimal(1200 + (o.period.last_month - 6) * 400);
  }
  engine.deliver("hr", std::move(correction), at(7, 9));
  EXPECT_GT(forecast_of(engine.indicator(trainings, at(7, 9, 11))).median, before * 1.1);
}

TEST(ForecastEngine, ARestartAndAReloadKeepIt) {
  EngineUnderTest engine = with_history();
  const double before = forecast_of(engine.indicator(trainings, at(7, 8))).median;
  const EngineUnderTest reborn = engine.reborn(at(7, 8));
  EXPECT_EQ(forecast_of(reborn.indicator(trainings, at(7, 8))).median, before);

  Configuration lower = SmallPlan::configuration();
  lower.plan.indicators[0].target = Decimal(1300);
  engine.replace(lower, at(7, 9));
  const IndicatorStatus status = engine.indicator(trainings, at(7, 9));
  EXPECT_EQ(forecast_of(status).median, before);
  EXPECT_GT(*forecast_of(status).probability, 0.9);
}

TEST(ForecastEngine, ExplainTellsIntervalRateMethodsAndBasis) {
  const EngineUnderTest engine = with_history();
  const auto snapshot = engine.snapshot(at(7, 8));
  const IndicatorStatus status = engine.indicator(trainings, at(7, 8));
  const std::string zh =
      part_text(explain_indicator(*snapshot, status, {}, Lang::zh), "预测与波动（仅供参考）");
  for (const char* piece :
       {"年底预计（中位数）：2400", "八成可能在：", "达到目标的可能性：", "其余各月每月需完成：267",
        "至今月均200", "2个往年，截至6月", "历年进度占比：2400", "预测提示（不作亮灯依据）："}) {
    EXPECT_NE(zh.find(piece), std::string::npos) << piece << "\n" << zh;
  }
  const std::string en = part_text(explain_indicator(*snapshot, status, {}, Lang::en),
                                   "Forecast and variation (advice)");
  EXPECT_NE(en.find("year's end, median: 2400"), std::string::npos) << en;
  EXPECT_NE(en.find("seasonal shares: 2400"), std::string::npos) << en;
}

TEST(ForecastEngine, ExplainTellsWhatARatioStillWantsAndWhyDaysAreNotForecast) {
  EngineUnderTest engine;
  engine.deliver("court",
                 {{closing_rate, 5, "", day(6, 5), 90, 100}, {closing_days, 5, "80", day(6, 5)}},
                 at(6, 6));
  const auto snapshot = engine.snapshot(at(6, 7));
  const auto text = [&](const char* id) {
    return part_text(explain_indicator(*snapshot, engine.indicator(id, at(6, 7)), {}, Lang::zh),
                     "预测与波动（仅供参考）");
  };
  const std::string rate = text(closing_rate);
  EXPECT_NE(rate.find("现有业务中还需完成：8"), std::string::npos) << rate;
  EXPECT_NE(rate.find("不给区间和可能性"), std::string::npos) << rate;
  const std::string days = text(closing_days);
  EXPECT_NE(days.find("不作预测：此类指标没有可累计的年度总量"), std::string::npos) << days;
}

}  // namespace
}  // namespace planwatch
