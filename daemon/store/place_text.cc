#include "daemon/store/place_text.h"

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

}  // namespace

std::string place_text(const Place& place, const std::vector<std::string>& sheets) {
  if (place.sheet > 0) {
    std::string cell =
        column_letters(place.column) + (place.row > 0 ? std::to_string(place.row) : "");
    if (place.sheet > sheets.size()) return cell;
    const std::string& sheet = sheets[place.sheet - 1u];
    return cell.empty() ? sheet : sheet + "!" + cell;
  }
  if (place.row == 0) return {};
  if (place.column == 0) return fmt::format("row {}", place.row);
  return fmt::format("line {} column {}", place.row, place.column);
}

std::string figure_text(const std::optional<Decimal>& value,
                        const std::optional<Decimal>& numerator,
                        const std::optional<Decimal>& denominator) {
  std::string text = value ? value->to_string() : "";
  if (!numerator || !denominator) return text;
  if (value) text += " = ";
  return text + numerator->to_string() + " / " + denominator->to_string();
}

}  // namespace planwatch
