#include "daemon/cli/output.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/model/json_text.h"

namespace planwatch {

namespace {

// Code points from U+1100 on that terminals draw two columns wide, in one rough rule: CJK, Hangul,
// full-width forms and what lies between.
bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace

std::size_t display_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    }
    width += is_wide(c) ? 2 : 1;
    i += length;
  }
  return width;
}

namespace {

void pad(std::string& line, const std::string& text, std::size_t width, bool right) {
  const std::size_t have = display_width(text);
  const std::string blanks(width > have ? width - have : 0, ' ');
  line += right ? blanks + text : text + blanks;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string render_table(const OutputTable& table) {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t width = display_width(table.columns[c].title);
    for (const auto& row : table.rows) width = std::max(width, display_width(row[c]));
    widths.push_back(width);
  }
  const auto line_of = [&](auto cell) {
    std::string line;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (table.columns[c].title.empty()) continue;
      pad(line, cell(c), widths[c], table.columns[c].number);
      line += "  ";
    }
    return trimmed(std::move(line)) + "\n";
  };
  std::string out = line_of([&](std::size_t c) { return table.columns[c].title; });
  for (const auto& row : table.rows) out += line_of([&](std::size_t c) { return row[c]; });
  return out;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string render_csv(const OutputTable& table) {
  std::string out;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    out += (c == 0 ? "" : ",") + csv_cell(table.columns[c].name);
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : ",") + csv_cell(row[c]);
    out += "\r\n";
  }
  return out;
}

std::string render_json(const OutputTable& table) {
  std::string out = "[";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    out += r == 0 ? "\n  {" : ",\n  {";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const std::string& cell = table.rows[r][c];
      const bool number = table.columns[c].number;
      out += fmt::format("{}{}: {}", c == 0 ? "" : ", ", json_text(table.columns[c].name),
                         number ? (cell.empty() ? "null" : cell) : json_text(cell));
    }
    out += "}";
  }
  return out + "\n]\n";
}

}  // namespace

std::string render(const OutputTable& table, OutputFormat format) {
  switch (format) {
    case OutputFormat::table:
      return render_table(table);
    case OutputFormat::csv:
      return render_csv(table);
    case OutputFormat::json:
      return render_json(table);
  }
  return {};
}

}  // namespace planwatch
