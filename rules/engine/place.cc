#include "rules/engine/place.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

// 1 is A, 26 is Z, 27 is AA.
std::string column_letters(unsigned column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

// The pointer of the column that the indicator's figure stands in; the whole row where one column
// names the indicators.
std::string column_pointer(const FeedSpec& feed, const IndicatorId& indicator) {
  const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
  if (mapping == nullptr) return {};
  for (const ValueColumns& columns : mapping->values) {
    if (columns.indicator && *columns.indicator != indicator) continue;
    if (columns.numerator) return *columns.numerator;
    if (columns.value) return *columns.value;
  }
  return {};
}

std::string json_place(const Place& place, const FeedSpec* feed, const IndicatorId& indicator) {
  const auto* json = feed == nullptr ? nullptr : std::get_if<JsonFormat>(&feed->format);
  if (json == nullptr) return fmt::format("第{}行", place.row);
  std::string column = column_pointer(*feed, indicator);
  if (!column.empty() && column.front() != '/') column.insert(column.begin(), '/');
  return fmt::format("{}/{}{}", json->rows, place.row - 1, column);
}

}  // namespace

std::string place_words(const Place& place, const std::vector<std::string>& sheets,
                        const FeedSpec* feed, const IndicatorId& indicator) {
  if (place.row == 0) return {};
  // A pushed figure: its delivery says which array it stood in, whatever the feed's own form is.
  const bool in_array = place.column == 0 && place.sheet > 0 && place.sheet <= sheets.size();
  if (in_array) return fmt::format("{}/{}", sheets[place.sheet - 1u], place.row - 1);
  if (place.column == 0) return json_place(place, feed, indicator);
  const std::string cell = column_letters(place.column) + std::to_string(place.row);
  const bool in_sheet = place.sheet > 0 && place.sheet <= sheets.size();
  if (in_sheet && !sheets[place.sheet - 1u].empty()) {
    return sheets[place.sheet - 1u] + "!" + cell;
  }
  return fmt::format("第{}行第{}列（{}）", place.row, place.column, cell);
}

}  // namespace planwatch
