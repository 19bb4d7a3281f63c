#include "collectors/extract/header.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/extract/header_rows.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::size_t searched_rows = 30;
constexpr std::size_t most_levels = 3;

template <class Matches>
ColumnMatch only_match(std::span<const std::string> names, Matches matches) {
  ColumnMatch match;
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (names[column].empty() || !matches(names[column])) continue;
    if (match.column) return {std::nullopt, true};
    match.column = column;
  }
  return match;
}

std::string_view without_slash(std::string_view name) {
  return name.starts_with('/') ? name.substr(1) : name;
}

bool has_all(std::span<const std::string> names, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
    return find_column(names, name).column.has_value();
  });
}

std::size_t count_found(std::span<const std::string> names,
                        const std::vector<std::string>& wanted) {
  return static_cast<std::size_t>(std::count_if(
      wanted.begin(), wanted.end(),
      [&](const std::string& name) { return find_column(names, name).column.has_value(); }));
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    if (text.size() > 400) return text + "、…";
    text += (text.empty() ? "“" : "、“") + cut_to(name, 120) + "”";
  }
  return text.empty() ? "（空）" : text;
}

tl::unexpected<Error> missing_columns(const Table& table, const std::vector<std::string>& names,
                                      const std::vector<std::string>& wanted,
                                      std::uint32_t row_number) {
  std::vector<std::string> missing;
  std::vector<std::string> ambiguous;
  for (const std::string& name : wanted) {
    const ColumnMatch match = find_column(names, name);
    if (match.ambiguous)
      ambiguous.push_back(name);
    else if (!match.column)
      missing.push_back(name);
  }
  const std::string sheet = table.name.empty() ? "" : "工作表“" + table.name + "”";
  const std::string where = row_number == 0 ? sheet : fmt::format("{}第 {} 行", sheet, row_number);
  std::string what;
  if (missing.empty() && ambiguous.empty()) what = "找不到各期的列（如 1月、结案率/1月）";
  if (!missing.empty()) what = "找不到映射的列 " + listed(missing);
  if (!ambiguous.empty()) {
    what += (what.empty() ? "" : "；") + ("有不止一列叫 " + listed(ambiguous)) +
            "，请写全各级表头（用 / 连接）";
  }
  return fail(ErrorCode::invalid,
              fmt::format("{}：{}；现有的列：{}。请改映射里的列名，或请报送单位恢复表头",
                          where.empty() ? "表头" : where, what, listed(names)));
}

struct Candidate {
  std::size_t begin = 0;
  std::size_t levels = 1;
};

// Rows that a header may not begin with are tried only when nothing else has the columns: a table
// of one column has a header that looks like a title.
std::vector<Candidate> candidates(const Table& table, unsigned header_rows, bool any_row) {
  std::vector<Candidate> all;
  const std::size_t rows = std::min(table.rows.size(), searched_rows);
  const std::size_t least = header_rows == 0 ? 1 : header_rows;
  const std::size_t most = header_rows == 0 ? most_levels : header_rows;
  for (std::size_t begin = 0; begin < rows; ++begin) {
    const TableRow& row = table.rows[begin];
    if (is_blank_row(row) || (!any_row && is_title_row(row))) continue;
    for (std::size_t levels = least; levels <= most && begin + levels <= table.rows.size();
         ++levels) {
      all.push_back({begin, levels});
    }
  }
  return all;
}

std::optional<Candidate> find_candidate(const Table& table, const std::vector<std::string>& wanted,
                                        unsigned header_rows, const HeaderScore& score) {
  for (const bool any_row : {false, true}) {
    std::optional<Candidate> best;
    std::size_t most = 0;
    for (const Candidate& candidate : candidates(table, header_rows, any_row)) {
      if (best && best->begin != candidate.begin) break;
      const auto names = joined_names(table, candidate.begin, candidate.levels);
      if (!has_all(names, wanted)) continue;
      if (!score) return candidate;
      const std::size_t reached = score(names);
      if (reached > most) best = candidate;
      most = std::max(most, reached);
    }
    if (best) return best;
  }
  return std::nullopt;
}

// For the error: what comes nearest to the header that was looked for.
Candidate closest_candidate(const Table& table, const std::vector<std::string>& wanted,
                            unsigned header_rows) {
  auto all = candidates(table, header_rows, false);
  if (all.empty()) all = candidates(table, 1, true);
  Candidate best = all.empty() ? Candidate{} : all.front();
  std::size_t most_found = 0;
  for (const Candidate& candidate : all) {
    const std::size_t found =
        count_found(joined_names(table, candidate.begin, candidate.levels), wanted);
    if (found > most_found) best = candidate;
    most_found = std::max(most_found, found);
  }
  return best;
}

// Every cell of a row that only continues a merged header repeats it or stands in a column that is
// not mapped.
bool continues_header(const TableRow& row, const std::vector<std::string>& names,
                      const std::vector<std::string>& wanted) {
  bool merged = false;
  for (const std::string& name : wanted) {
    const std::size_t column = *find_column(names, name).column;
    if (column >= row.cells.size() || !row.cells[column].merged) return false;
    if (!names[column].ends_with(trimmed(row.cells[column].text))) return false;
    merged = true;
  }
  return merged;
}

Header describe(const Table& table, const std::vector<std::string>& wanted, Candidate candidate) {
  Header header;
  header.names = joined_names(table, candidate.begin, candidate.levels);
  header.data_begin = candidate.begin + candidate.levels;
  for (std::size_t i = 0; i < candidate.begin; ++i) {
    std::string previous;
    for (const Cell& cell : table.rows[i].cells) {
      if (cell.text.empty() || cell.text == previous) continue;
      header.above.push_back(previous = cell.text);
    }
    if (header.unit.empty()) header.unit = stated_unit(table.rows[i]);
  }
  while (header.data_begin < table.rows.size() &&
         continues_header(table.rows[header.data_begin], header.names, wanted)) {
    ++header.data_begin;
  }
  header.units.resize(header.names.size());
  if (header.data_begin < table.rows.size() &&
      is_units_row(table.rows[header.data_begin], header.names)) {
    const auto& cells = table.rows[header.data_begin].cells;
    for (std::size_t i = 0; i < cells.size() && i < header.units.size(); ++i) {
      if (!cells[i].merged) header.units[i] = cells[i].text;
    }
    ++header.data_begin;
  }
  return header;
}

}  // namespace

ColumnMatch find_column(std::span<const std::string> names, std::string_view wanted) {
  const ColumnMatch exact =
      only_match(names, [&](const std::string& name) { return name == wanted; });
  if (exact.column || exact.ambiguous) return exact;
  const std::string same(without_slash(comparable(wanted)));
  const ColumnMatch compared = only_match(
      names, [&](const std::string& name) { return without_slash(comparable(name)) == same; });
  if (compared.column || compared.ambiguous) return compared;
  return only_match(
      names, [&](const std::string& name) { return comparable(name).ends_with("/" + same); });
}

Result<Header> find_header(const Table& table, const std::vector<std::string>& wanted,
                           unsigned header_rows, const HeaderScore& score) {
  if (table.addressing == Table::Addressing::pointer || !table.columns.empty()) {
    const bool scored = !score || table.rows.empty() || score(table.columns) > 0;
    if (!scored || !has_all(table.columns, wanted))
      return missing_columns(table, table.columns, wanted, 0);
    Header header;
    header.names = table.columns;
    header.units.resize(header.names.size());
    return header;
  }
  if (const auto found = find_candidate(table, wanted, header_rows, score)) {
    return describe(table, wanted, *found);
  }
  if (table.rows.empty()) return missing_columns(table, {}, wanted, 0);
  const Candidate best = closest_candidate(table, wanted, header_rows);
  return missing_columns(table, joined_names(table, best.begin, best.levels), wanted,
                         table.rows[best.begin].number);
}

}  // namespace planwatch
