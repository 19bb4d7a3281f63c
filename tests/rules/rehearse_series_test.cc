#include <fmt/format.h>

#include "gtest/gtest.h"

#include "rules/rehearse/series_text.h"

namespace planwatch {
namespace {

std::string shown(std::string_view text) {
  const auto figures = parse_series(text);
  if (!figures) return fmt::format("@{} {}", figures.error().offset, figures.error().message_en);
  std::string out;
  for (const auto& figure : *figures) {
    out += out.empty() ? "" : " ";
    if (!figure) {
      out += "_";
      continue;
    }
    out += figure->value.to_string();
    if (figure->denominator) out += "/" + figure->denominator->to_string();
  }
  return out;
}

struct SeriesRow {
  const char* text;
  const char* figures;
};

TEST(ParseSeries, ShorthandPeriodByPeriod) {
  constexpr SeriesRow table[] = {
      {"5", "5"},
      {"5 7 9", "5 7 9"},
      {"  5   7\t9 ", "5 7 9"},
      {"0 +8x10 _x3", "0 8 16 24 32 40 48 56 64 72 80 _ _ _"},
      {"100 -5x2", "100 95 90"},
      {"10 +1", "10 11"},
      {"10 +0.1x3", "10 10.1 10.2 10.3"},
      {"0.1 +0.2", "0.1 0.3"},
      {"7x3", "7 7 7"},
      {"7x3 +1", "7 7 7 8"},
      {"_ 5 _", "_ 5 _"},
      {"5 _x2 +5", "5 _ _ 10"},
      {"12/40", "12/40"},
      {"12/40x2 13/40", "12/40 12/40 13/40"},
      {"0/0", "0/0"},
      {"0.985", "0.985"},
  };
  for (const SeriesRow& row : table) EXPECT_EQ(shown(row.text), row.figures) << row.text;
}

TEST(ParseSeries, WhatIsWrongIsSaidWithItsPlace) {
  constexpr SeriesRow table[] = {
      {"", "@0 no figures"},
      {"   ", "@0 no figures"},
      {"5 seven", "@2 \"seven\" is no figure"},
      {"98%", "@0 \"98%\" is no figure"},
      {"1,000", "@0 \"1,000\" is no figure"},
      {"5,7", "@0 \"5,7\" is no figure"},
      {"+8x3", "@0 no value before \"+8\" to step from"},
      {"5 12/40 +1", "@8 no value before \"+1\" to step from"},
      {"5 + 1", "@3 \"\" is no figure"},
      {"5x0", "@1 \"0\" after x is no number of periods"},
      {"5 +8x", "@4 \"\" after x is no number of periods"},
      {"5 +8xx2", "@4 \"x2\" after x is no number of periods"},
      {"5 +8x-1", "@4 \"-1\" after x is no number of periods"},
      {"5x121", "@1 \"121\" after x is no number of periods"},
      {"5x120 6", "@6 too many periods"},
      {"12/", "@3 \"\" is no figure"},
      {"12/a", "@3 \"a\" is no figure"},
      {"999999999999999999 +1", "@19 the sum is too large"},
  };
  for (const SeriesRow& row : table) EXPECT_EQ(shown(row.text), row.figures) << row.text;
}

TEST(ParseSeries, EveryProblemHasAHintInBothLanguages) {
  for (const char* text : {"", "x", "98%", "+8", "5x0", "5x120 6", "999999999999999999 +1"}) {
    const auto figures = parse_series(text);
    ASSERT_FALSE(figures) << text;
    EXPECT_FALSE(figures.error().message_zh.empty()) << text;
    EXPECT_FALSE(figures.error().hint_zh.empty()) << text;
    EXPECT_FALSE(figures.error().hint_en.empty()) << text;
  }
}

}  // namespace
}  // namespace planwatch
