#include "daemon/demo/csv_writer.h"

#include "rules/model/decimal.h"

namespace planwatch::demo {

namespace {

std::string field(const std::string& text, char separator) {
  const char special[] = {separator, '"', '\r', '\n', '\0'};
  if (text.find_first_of(special) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

// A percent cell as a spreadsheet shows it.
std::string shown(const SampleCell& cell) {
  if (cell.kind != SampleCell::Kind::percent) return cell.text;
  const auto percent = Decimal::parse(cell.text)->shifted(2);
  return (percent ? percent->to_string() : cell.text) + "%";
}

void end_line(std::string& out) {
  out += "\r\n";
}

}  // namespace

std::string to_csv(const SampleTable& table, char separator) {
  std::string out;
  if (!table.title.empty()) {
    out += field(table.title, separator);
    out.append(table.columns.size() - 1, separator);
    end_line(out);
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += separator;
    out += field(table.columns[i], separator);
  }
  end_line(out);
  for (const SampleRow& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += separator;
      out += field(shown(row[i]), separator);
    }
    end_line(out);
  }
  return out;
}

}  // namespace planwatch::demo
