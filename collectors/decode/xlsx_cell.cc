#include "collectors/decode/xlsx_cell.h"

#include <charconv>

#include "collectors/decode/number_text.h"
#include "rules/model/date.h"

namespace planwatch {
namespace {

Cell text_cell(std::string text) {
  const CellType type = text.empty() ? CellType::empty : CellType::text;
  return {type, false, std::move(text)};
}

std::optional<Cell> shared_text(const RawCell& raw, const SharedStrings& strings) {
  std::uint64_t index = 0;
  const char* const end = raw.value.data() + raw.value.size();
  const auto parsed = std::from_chars(raw.value.data(), end, index);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  const auto text = strings.at(index);
  if (!text) return std::nullopt;
  return text_cell(std::string(*text));
}

std::optional<Cell> number_cell(const RawCell& raw, const CellContext& context) {
  const auto value = parse_double(raw.value);
  if (!value) return std::nullopt;
  const NumberKind kind = context.styles.kind(raw.style);
  if (kind == NumberKind::date) {
    if (auto date = date_of_serial(*value, context.date1904)) {
      return Cell{CellType::date, false, std::move(*date)};
    }
  }
  const bool percent = kind == NumberKind::percent;
  return Cell{percent ? CellType::percent : CellType::number, false, number_text(*value)};
}

std::optional<Cell> boolean_cell(const RawCell& raw) {
  const bool truth = raw.value == "1" || raw.value == "true";
  if (!truth && raw.value != "0" && raw.value != "false") return std::nullopt;
  return Cell{CellType::boolean, false, truth ? "true" : "false"};
}

// t="d": an ISO 8601 date, with or without a time of day.
Cell iso_date_cell(const RawCell& raw) {
  const auto date = parse_date(raw.value.substr(0, 10));
  const bool whole = raw.value.size() == 10 || (raw.value.size() > 10 && raw.value[10] == 'T');
  if (!date || !whole) return text_cell(raw.value);
  return {CellType::date, false, to_string(*date)};
}

bool lacks_cached_value(const RawCell& raw) {
  // A stored result that is an empty text is written with t="str" and an empty <v>.
  return raw.has_formula && (!raw.has_value || (raw.value.empty() && raw.type != "str"));
}

}  // namespace

std::optional<Cell> make_cell(const RawCell& raw, const CellContext& context) {
  if (lacks_cached_value(raw)) return Cell{CellType::error, false, "=" + raw.formula};
  if (raw.type == "inlineStr") return text_cell(unescaped_xstring(raw.inline_text));
  if (!raw.has_value || raw.value.empty()) return Cell{};
  if (raw.type == "s") return shared_text(raw, context.strings);
  if (raw.type == "str") return text_cell(unescaped_xstring(raw.value));
  if (raw.type == "b") return boolean_cell(raw);
  if (raw.type == "e") return Cell{CellType::error, false, raw.value};
  if (raw.type == "d") return iso_date_cell(raw);
  if (raw.type.empty() || raw.type == "n") return number_cell(raw, context);
  return std::nullopt;
}

}  // namespace planwatch
