#include <array>

#include "daemon/ledger_export/typed_table.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

// What spreadsheets take for a formula, the full-width forms of Chinese input included.
bool looks_like_a_formula(const std::string& text) {
  constexpr std::array<std::string_view, 10> beginnings{
      "=",           "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
      "\xEF\xBC\xA0"};
  for (const std::string_view beginning : beginnings) {
    if (text.starts_with(beginning)) return true;
  }
  return false;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

struct CellText {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const {
    const std::string clean = clean_utf8(text);
    return quoted(looks_like_a_formula(clean) ? "'" + clean : clean);
  }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Date date) const { return to_string(date); }
  std::string operator()(IdNumber id) const { return std::to_string(id.value); }
};

}  // namespace

std::string render_csv(const TypedTable& table) {
  std::string out = byte_order_mark;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    out += (c == 0 ? "" : ",") + quoted(table.columns[c].title);
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      out += (c == 0 ? "" : ",") + std::visit(CellText{}, row[c]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace planwatch
