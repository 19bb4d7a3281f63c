#include "collectors/decode/csv.h"

#include <map>

#include "collectors/decode/budget.h"
#include "collectors/decode/csv_scanner.h"
#include "collectors/decode/decoders.h"
#include "collectors/decode/encoding.h"
#include "collectors/decode/sniff.h"

namespace planwatch {
namespace {

constexpr std::size_t sample_records = 50;

struct Score {
  std::size_t records = 0;  // how many have the commonest number of fields
  std::size_t fields = 0;
};

Score score_of(std::string_view sample, char separator) {
  CsvScanner scanner(sample, separator, sample.size() + 1);
  std::map<std::size_t, std::size_t> records_by_fields;
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < sample_records; ++i) {
    if (scanner.next(fields) != CsvScanner::Step::record) break;
    if (fields.size() >= 2) ++records_by_fields[fields.size()];
  }
  Score best;
  for (const auto& [count, records] : records_by_fields) {
    if (records >= best.records) best = {records, count};
  }
  return best;
}

bool better(const Score& a, const Score& b) {
  return a.records != b.records ? a.records > b.records : a.fields > b.fields;
}

// Length of "sep=;" alone on the first line, 0 where it is not there.
std::size_t separator_line(std::string_view text) {
  if (!text.starts_with("sep=") || text.size() < 6) return 0;
  const std::string_view end = text.substr(5);
  const std::size_t length = end.starts_with("\r\n") ? 2 : end.front() == '\n' ? 1 : 0;
  return length == 0 ? 0 : 5 + length;
}

bool append_row(Table& table, std::vector<std::string>& fields, std::uint32_t line,
                TableBudget& budget) {
  if (fields.empty()) return true;
  if (!budget.take_row()) return false;
  TableRow& row = table.rows.emplace_back();
  row.number = line;
  row.cells.reserve(fields.size());
  for (std::string& field : fields) {
    if (!budget.take_cell(field.size())) return false;
    const CellType type = field.empty() ? CellType::empty : CellType::text;
    row.cells.push_back({type, false, std::move(field)});
  }
  return true;
}

Result<Table> read_table(std::string_view text, char separator, std::uint32_t lines_before,
                         const FeedLimits& limits) {
  Table table;
  table.addressing = Table::Addressing::line;
  TableBudget budget(limits);
  CsvScanner scanner(text, separator, limits.columns);
  std::vector<std::string> fields;
  while (true) {
    switch (scanner.next(fields)) {
      case CsvScanner::Step::record:
        if (!append_row(table, fields, scanner.line() + lines_before, budget)) {
          return tl::make_unexpected(budget.error());
        }
        break;
      case CsvScanner::Step::too_many_fields:
        budget.take_column(std::uint64_t{limits.columns} + 1);
        return tl::make_unexpected(budget.error());
      case CsvScanner::Step::failed:
        return tl::make_unexpected(scanner.error());
      case CsvScanner::Step::end:
        return table;
    }
  }
}

}  // namespace

char detect_separator(std::string_view text) {
  const std::string_view sample = text.substr(0, separator_sample_bytes);
  char best = ',';
  Score best_score;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const Score score = score_of(sample, candidate);
    if (better(score, best_score)) {
      best = candidate;
      best_score = score;
    }
  }
  return best;
}

CsvStart start_of_csv(std::string_view text, char declared) {
  if (declared != '\0') return {declared, 0, 0};
  const std::size_t line = separator_line(text);
  if (line > 0) return {text[4], line, 1};
  return {detect_separator(text), 0, 0};
}

Result<Document> decode_as(std::string_view bytes, const CsvFormat& format,
                           const FeedLimits& limits) {
  const Content content = sniff(bytes);
  // A CSV may begin with a bracket or "<": only what is certainly something else is refused.
  const bool may_be_csv = content == Content::text || content == Content::json;
  if (!may_be_csv) return tl::make_unexpected(not_what_it_says(content, "CSV", bytes));
  auto decoded = decode_text(bytes, format.encoding);
  if (!decoded) return tl::make_unexpected(decoded.error());
  std::string_view text = decoded->text;
  if (text.ends_with('\x1A')) text.remove_suffix(1);  // DOS's end of file
  const CsvStart start = start_of_csv(text, format.separator);
  text.remove_prefix(start.bytes);
  auto table = read_table(text, start.separator, start.lines, limits);
  if (!table) return tl::make_unexpected(table.error());
  Document document;
  document.encoding = std::move(decoded->encoding);
  document.tables.push_back(std::move(*table));
  return document;
}

}  // namespace planwatch
