#include "daemon/demo/report_cells.h"

#include <fmt/format.h>

namespace planwatch::demo {

namespace {

bool mentions(const std::string& column, std::string_view word) {
  return column.find(word) != std::string::npos;
}

// 1234567.89 -> 1,234,567.89; precondition: not negative.
std::string with_thousands(const std::string& plain) {
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text = plain;
  for (std::size_t at = point; at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

SampleCell number_cell(const std::string& plain, const FeedStyle& style) {
  if (style.thousands) return {SampleCell::Kind::text, with_thousands(plain)};
  return {SampleCell::Kind::number, plain};
}

Decimal moved(Decimal value, int powers) {
  return value.shifted(powers).value_or(value);
}

// 400 -> 4.00 keeps hundredths of 万元.
Decimal in_ten_thousands(Decimal yuan) {
  return moved(yuan, -4).rounded(2);
}

}  // namespace

SampleCell text_cell(std::string text) {
  return {SampleCell::Kind::text, std::move(text)};
}

SampleCell period_cell(const Period& period, const FeedStyle& style) {
  if (style.spans && period.months() == 1 && period.last_month > 1) {
    return text_cell(fmt::format("{}年1-{}月", period.year, period.last_month));
  }
  return text_cell(to_chinese(period));
}

SampleCell date_cell(Date date, const FeedStyle& style) {
  if (style.dates) return {SampleCell::Kind::date, to_string(date)};
  return text_cell(to_string(date));
}

SampleCell value_cell(Decimal value, const std::string& column, CellUnit unit, bool ratio,
                      const FeedStyle& style) {
  if (!ratio) return part_cell(value, column, unit, style);
  const bool headed = mentions(column, "%") || mentions(column, "％");
  if (unit == CellUnit::percent || headed) return number_cell(moved(value, 2).to_string(), style);
  if (unit == CellUnit::per_mille) return number_cell(moved(value, 3).to_string(), style);
  switch (style.ratio) {
    case FeedStyle::Ratio::percent_text:
      return text_cell(moved(value, 2).to_string() + "%");
    case FeedStyle::Ratio::percent_cell:
      return {SampleCell::Kind::percent, value.to_string()};
    case FeedStyle::Ratio::plain:
      break;
  }
  // Without any sign of percent only a percent text can be read without guessing.
  if (unit == CellUnit::plain) return number_cell(value.to_string(), style);
  return text_cell(moved(value, 2).to_string() + "%");
}

SampleCell part_cell(Decimal part, const std::string& column, CellUnit unit,
                     const FeedStyle& style) {
  if (unit == CellUnit::ten_thousand || mentions(column, "万元")) {
    return number_cell(in_ten_thousands(part).to_string(), style);
  }
  return number_cell(part.to_string(), style);
}

}  // namespace planwatch::demo
