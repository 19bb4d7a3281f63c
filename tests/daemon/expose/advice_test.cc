#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "daemon/expose/api.h"
#include "daemon/expose/api_advice.h"
#include "daemon/expose/metrics.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;
using test::lines_with;

std::shared_ptr<const IndicatorAdvice> advice_of(std::size_t indicator) {
  return test::small_snapshot()->indicators[indicator].advice;
}

// What follows the labels of one family's only series.
std::string only_value(const std::string& text, const std::string& family) {
  const std::string line = lines_with(text, family + "{");
  return line.substr(line.rfind(' ') + 1);
}

TEST(AdviceMetrics, AreThereWhereThereIsAForecastAndNowhereElse) {
  Metrics metrics;
  metrics.publish(test::small_snapshot());
  const std::string text = metrics.render();
  struct Case {
    const char* family;
    const char* value;
  };
  const Case cases[] = {{"planwatch_indicator_forecast_low", "2600"},
                        {"planwatch_indicator_forecast_high", "2900"},
                        {"planwatch_indicator_forecast_probability", "0.25"},
                        {"planwatch_indicator_required_per_month", "233.5"},
                        {"planwatch_indicator_natural_limit_lower", "60"},
                        {"planwatch_indicator_natural_limit_upper", "100"},
                        {"planwatch_indicator_natural_limit_signal", "1"}};
  for (const Case& c : cases) {
    EXPECT_EQ(only_value(text, c.family), c.value) << c.family;
    EXPECT_EQ(lines_with(text, std::string(c.family) + "{").find('\n'), std::string::npos)
        << c.family << ": one series only";
  }
  const std::string medians = lines_with(text, "planwatch_indicator_forecast{");
  EXPECT_NE(medians.find("indicator=\"trainings\""), std::string::npos) << medians;
  EXPECT_NE(medians.find("indicator=\"sme_share\""), std::string::npos) << medians;
  EXPECT_EQ(medians.find("indicator=\"visits\""), std::string::npos) << medians;
}

TEST(AdviceMetrics, WithoutAdviceThereIsNoSeries) {
  Metrics metrics;
  metrics.publish(test::wide_snapshot(1, 2));
  EXPECT_EQ(lines_with(metrics.render(), "planwatch_indicator_forecast{"), "");
}

json::object advice_object(const std::shared_ptr<const IndicatorAdvice>& advice) {
  json::object out;
  add_advice(out, Indicator{}, advice.get(), Lang::en);
  return out;
}

TEST(AdviceApi, SaysMedianIntervalProbabilityAndRate) {
  EXPECT_EQ(json::serialize(advice_object(advice_of(0))),
            R"({"forecast":{"basis":"history","history_years":2,"as_of_month":9,"median":2.75E3,)"
            R"("low":2.6E3,"high":2.9E3,"probability":2.5E-1,"light":"attention","light_code":2,)"
            R"("light_name":"attention","required_per_month":2.335E2,"per_month_so_far":2.25E2}})");
}

TEST(AdviceApi, ARatioSaysHowManyAreWanting) {
  const json::value forecast = advice_object(advice_of(1)).at("forecast");
  EXPECT_EQ(forecast.at("ratio").at("more_now").as_int64(), 12);
  EXPECT_EQ(forecast.at("ratio").at("more_by_year_end").as_int64(), 40);
  EXPECT_EQ(forecast.as_object().if_contains("probability"), nullptr);
}

TEST(AdviceApi, WithoutAForecastItSaysWhyAndLimitsStandBeside) {
  const json::object out = advice_object(advice_of(2));
  EXPECT_EQ(out.at("forecast").at("basis").as_string(), "none");
  EXPECT_NE(out.at("forecast").at("why").as_string(), "");
  EXPECT_EQ(out.at("natural_limits").at("latest_signals").as_array().at(0).as_string(),
            "outside the limits");
  EXPECT_TRUE(advice_object(nullptr).empty());
}

TEST(AdviceApi, StatusAndExplainCarryIt) {
  ApiBackend backend;
  backend.snapshot = [] { return test::small_snapshot(); };
  backend.provenance = [](const IndicatorId&, const AreaCode&) {
    return std::vector<Provenance>{};
  };
  ServerRequest request;
  request.method = "GET";
  request.path = "/api/v1/status";
  const auto status = json::parse(answer(request, backend).body);
  const json::value& trainings = status.at("indicators").as_array().at(0);
  EXPECT_EQ(trainings.at("forecast").at("median").as_double(), 2750);
  EXPECT_EQ(trainings.at("light").as_string(), "attention") << "the light is the report's";
  request.path = "/api/v1/explain";
  request.query = {{"indicator", "trainings"}};
  const auto explain = json::parse(answer(request, backend).body);
  EXPECT_EQ(explain.at("forecast").at("high").as_double(), 2900);
}

}  // namespace
}  // namespace planwatch
