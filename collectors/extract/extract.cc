#include "collectors/extract/extract.h"

#include "collectors/extract/header.h"
#include "collectors/extract/name_period.h"
#include "collectors/extract/observation_reader.h"
#include "collectors/extract/records.h"
#include "collectors/extract/sheet.h"
#include "collectors/extract/task_reader.h"
#include "collectors/extract/template.h"

namespace planwatch {

namespace {

NamePeriod stated_in(const Table& table, const Header& header, const NamePeriod& source) {
  NamePeriod stated = source;
  for (const std::string& text : header.above) stated = combined(stated, period_of_name(text));
  stated = combined(stated, period_of_name(table.name));
  if (stated.period || stated.several || table.name.empty() || stated.year == 0) return stated;
  // A sheet called 6月 in a file called 2025年.
  const auto period = read_period({CellType::text, false, table.name}, stated.year);
  if (const auto* reading = std::get_if<PeriodReading>(&period)) stated.period = *reading;
  return stated;
}

std::string sheet_text(const Table& table) {
  return table.name.empty() ? std::string("内容") : "工作表“" + table.name + "”";
}

// Reads every table that has the mapped columns. Tables without them are passed over with a note,
// unless none has them.
template <class Reader, class Mapping>
Result<void> read_tables(Reader& reader, const Mapping& mapping, const Document& document,
                         const NamePeriod& source, Extracted& out) {
  std::optional<Error> first_error;
  bool any = false;
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    const Table& table = document.tables[i];
    if (table.rows.empty()) {
      out.notes.push_back(sheet_text(table) + "没有数据行");
      any = any || table.addressing == Table::Addressing::pointer;
      continue;
    }
    HeaderScore score;
    if constexpr (requires { Reader::header_score(mapping); })
      score = Reader::header_score(mapping);
    auto header =
        find_header(table, Reader::wanted_columns(mapping, table), mapping.header_rows, score);
    if (!header) {
      if (!first_error) first_error = header.error();
      out.notes.push_back(sheet_text(table) + "没有映射的列，跳过");
      continue;
    }
    const bool has_sheets = table.addressing == Table::Addressing::sheet;
    const auto number = static_cast<std::uint16_t>(has_sheets ? i + 1 : 0);
    const NamePeriod stated = stated_in(table, *header, source);
    auto read = reader.read(Sheet{table, number, *std::move(header), stated}, out);
    if (!read) return read;
    any = true;
  }
  if (any) return {};
  if (first_error) return tl::make_unexpected(*first_error);
  return fail(ErrorCode::invalid, "没有任何行：连表头也没有。请核对报送的是不是这张表");
}

}  // namespace

Result<Extracted> extract(const Document& document, const FeedSpec& feed,
                          const Configuration& configuration, const std::string& source_name) {
  Extracted out;
  out.delivery.source = source_name;
  out.delivery.encoding = document.encoding;
  for (const Table& table : document.tables) {
    if (table.addressing == Table::Addressing::sheet) out.delivery.sheets.push_back(table.name);
  }
  const NamePeriod source = period_of_source(source_name);
  Result<void> read;
  if (const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping)) {
    ObservationReader reader(*mapping, feed, configuration.plan);
    read = read_tables(reader, *mapping, document, source, out);
    reader.finish(out);
  } else if (const auto* tasks = std::get_if<TaskMapping>(&feed.mapping)) {
    TaskReader reader(*tasks, configuration.plan);
    read = read_tables(reader, *tasks, document, source, out);
    reader.finish(out);
  } else if (const auto* records = std::get_if<RecordsMapping>(&feed.mapping)) {
    read = extract_records(document, *records, configuration, out);
  } else {
    read = extract_template(document, feed, configuration, out);
  }
  if (!read) return fail(read.error().code, source_name + "：" + read.error().message);
  return out;
}

}  // namespace planwatch
