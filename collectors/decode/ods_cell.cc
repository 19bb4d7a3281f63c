#include "collectors/decode/ods_cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "collectors/decode/json_number.h"
#include "collectors/decode/number_text.h"
#include "rules/model/date.h"

namespace planwatch {
namespace {

Cell text_cell(std::string text) {
  const CellType type = text.empty() ? CellType::empty : CellType::text;
  return {type, false, std::move(text)};
}

// What programs that do not write calcext:value-type show for a formula's error.
bool shows_error(std::string_view text) {
  static constexpr std::array<std::string_view, 7> errors{"#REF!", "#DIV/0!", "#VALUE!", "#NAME?",
                                                          "#N/A",  "#NUM!",   "#NULL!"};
  return text.starts_with("Err:") || std::find(errors.begin(), errors.end(), text) != errors.end();
}

std::optional<Cell> number_cell(const std::string& value, CellType type) {
  auto plain = plain_json_number(value);
  if (!plain) {
    // 1e5, .5 and +1 are decimals of XML Schema, but no numbers of JSON.
    const auto number = parse_double(value);
    if (!number) return std::nullopt;
    plain = number_text(*number);
  }
  return Cell{type, false, *std::move(plain)};
}

// 2025-06-03 or 2025-06-03T12:00:00; what is no day stays a text.
Cell date_cell(const std::string& value) {
  const auto date = parse_date(value.substr(0, 10));
  const bool whole = value.size() == 10 || (value.size() > 10 && value[10] == 'T');
  if (!date || !whole) return text_cell(value);
  return {CellType::date, false, to_string(*date)};
}

// Seconds of one step of a duration, 12H; empty where there is no such unit.
std::optional<double> unit_seconds(char unit, bool in_day) {
  if (!in_day) return unit == 'D' ? std::optional(86'400.0) : std::nullopt;
  if (unit == 'H') return 3'600;
  if (unit == 'M') return 60;
  return unit == 'S' ? std::optional(1.0) : std::nullopt;
}

// PT12H30M00S, P1DT2H; months and years have no length.
std::optional<double> duration_seconds(std::string_view value) {
  if (!value.starts_with('P')) return std::nullopt;
  value.remove_prefix(1);
  double seconds = 0;
  bool in_day = false;
  while (!value.empty()) {
    if (value.front() == 'T') {
      in_day = true;
      value.remove_prefix(1);
      continue;
    }
    double amount = 0;
    const char* const end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, amount, std::chars_format::fixed);
    if (parsed.ec != std::errc{} || parsed.ptr == end) return std::nullopt;
    const auto unit = unit_seconds(*parsed.ptr, in_day);
    if (!unit || !(amount >= 0)) return std::nullopt;
    seconds += amount * *unit;
    value.remove_prefix(static_cast<std::size_t>(parsed.ptr - value.data()) + 1);
  }
  return seconds < 1e15 ? std::optional(seconds) : std::nullopt;
}

// The part of a day that a time is, as Excel stores it; what is no duration stays a text.
Cell time_cell(const std::string& value) {
  const bool negative = value.starts_with('-');
  const auto seconds = duration_seconds(std::string_view(value).substr(negative ? 1 : 0));
  if (!seconds) return text_cell(value);
  return {CellType::number, false, number_text((negative ? -*seconds : *seconds) / 86'400)};
}

std::optional<Cell> boolean_cell(const std::string& value) {
  if (value != "true" && value != "false") return std::nullopt;
  return Cell{CellType::boolean, false, value};
}

class Paragraph {
 public:
  explicit Paragraph(std::string& into) : into_(into), start_(into.size()) {}

  void add(std::string_view text) {
    for (const char c : text) {
      const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!space) {
        into_ += c;
      } else if (!after_blank_) {
        into_ += ' ';
      }
      after_blank_ = space;
      ends_in_blank_ = space && into_.size() > start_;
    }
  }
  // Beyond max_text it is not added to, so that what is said of many blanks costs nothing.
  void add_exactly(std::size_t count, char c) {
    into_.append(std::min(count, XmlPull::max_text + 1), c);
    after_blank_ = ends_in_blank_ = false;
  }
  void finish() {
    if (ends_in_blank_ && into_.ends_with(' ')) into_.pop_back();
  }
  bool fits() const { return into_.size() <= XmlPull::max_text; }

 private:
  std::string& into_;
  std::size_t start_;
  bool after_blank_ = true;  // white space at the beginning counts for nothing
  bool ends_in_blank_ = false;
};

std::size_t blanks(const XmlPull& xml) {
  const auto written = xml.attribute("text:c");
  if (!written) return 1;
  std::size_t count = 0;
  const auto parsed = std::from_chars(written->data(), written->data() + written->size(), count);
  return parsed.ec == std::errc::invalid_argument      ? 1
         : parsed.ec == std::errc::result_out_of_range ? XmlPull::max_text + 1
                                                       : count;
}

bool is_passed_over(std::string_view name) {
  return name == "annotation" || name == "annotation-end" || name == "frame" || name == "note" ||
         name == "ruby-text";
}

}  // namespace

RawOdsCell raw_ods_cell(const XmlPull& xml) {
  RawOdsCell raw;
  raw.type = xml.attribute("office:value-type").value_or("");
  for (const char* name :
       {"office:value", "office:date-value", "office:time-value", "office:boolean-value"}) {
    if (const auto value = xml.attribute(name)) raw.value = *value;
  }
  raw.is_error = xml.attribute("calcext:value-type") == "error";
  if (const auto formula = xml.attribute("table:formula")) raw.formula = *formula;
  if (const auto text = xml.attribute("office:string-value")) raw.string_value = *text;
  return raw;
}

bool read_ods_paragraph(XmlPull& xml, std::string& into) {
  const std::size_t outside = xml.depth();
  Paragraph paragraph(into);
  while (paragraph.fits()) {
    switch (xml.next()) {
      case XmlPull::Event::text:
        paragraph.add(xml.text());
        break;
      case XmlPull::Event::start:
        if (xml.name() == "s") paragraph.add_exactly(blanks(xml), ' ');
        if (xml.name() == "tab") paragraph.add_exactly(1, '\t');
        if (xml.name() == "line-break") paragraph.add_exactly(1, '\n');
        if (is_passed_over(xml.name()) && !xml.skip_element()) return false;
        break;
      case XmlPull::Event::end:
        if (xml.depth() != outside) break;
        paragraph.finish();
        return true;
      default:
        return false;
    }
  }
  return false;
}

std::optional<Cell> make_ods_cell(RawOdsCell raw) {
  if (raw.is_error) return Cell{CellType::error, false, std::move(raw.text)};
  if (raw.formula && shows_error(raw.text)) {
    return Cell{CellType::error, false, std::move(raw.text)};
  }
  if (raw.type.empty()) {
    if (!raw.formula) return text_cell(std::move(raw.text));
    // Nothing stored. "of:" and the like name the formula's language.
    const std::size_t sign = raw.formula->find('=');
    return Cell{CellType::error, false, raw.formula->substr(sign == std::string::npos ? 0 : sign)};
  }
  if (raw.type == "float" || raw.type == "currency") {
    return number_cell(raw.value, CellType::number);
  }
  if (raw.type == "percentage") return number_cell(raw.value, CellType::percent);
  if (raw.type == "date") return date_cell(raw.value);
  if (raw.type == "time") return time_cell(raw.value);
  if (raw.type == "boolean") return boolean_cell(raw.value);
  if (raw.type == "string") {
    return text_cell(raw.string_value ? *std::move(raw.string_value) : std::move(raw.text));
  }
  if (raw.type == "void") return Cell{};
  return std::nullopt;
}

}  // namespace planwatch
