#include "collectors/decode/budget.h"
#include "collectors/decode/decoders.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/xlsx_sheet.h"
#include "collectors/decode/xlsx_workbook.h"

namespace planwatch {
namespace {

Result<Table> read_sheet(ZipArchive& archive, const Workbook& workbook, const SheetEntry& sheet,
                         const FeedLimits& limits, TableBudget& budget) {
  const auto styles = read_styles(archive, workbook.styles_part);
  if (!styles) return tl::make_unexpected(styles.error());
  const auto strings = read_shared_strings(archive, workbook.strings_part, limits);
  if (!strings) return tl::make_unexpected(strings.error());
  auto source = archive.stream(sheet.part);
  if (!source) return tl::make_unexpected(source.error());
  const CellContext context{*strings, *styles, workbook.date1904};
  auto table = SheetReader(std::move(*source), sheet.part, context, budget).read();
  if (!table) return table;
  table->name = sheet.name;
  table->hidden = sheet.hidden;
  return table;
}

}  // namespace

Result<Document> decode_as(std::string_view bytes, const XlsxFormat& format,
                           const FeedLimits& limits) {
  const Content content = sniff(bytes);
  if (content != Content::zip) return tl::make_unexpected(not_what_it_says(content, "XLSX", bytes));
  auto archive = ZipArchive::open(bytes, limits.inflated_bytes);
  if (!archive) return tl::make_unexpected(archive.error());
  const auto workbook = read_workbook(*archive);
  if (!workbook) return tl::make_unexpected(workbook.error());
  std::vector<SheetEntry> sheets = workbook->sheets;
  if (format.sheet != all_sheets) {
    auto sheet = choose_sheet(*workbook, format.sheet);
    if (!sheet) return tl::make_unexpected(sheet.error());
    sheets = {*std::move(sheet)};
  }
  TableBudget budget(limits);
  Document document;
  for (const SheetEntry& sheet : sheets) {
    auto table = read_sheet(*archive, *workbook, sheet, limits, budget);
    if (!table) return tl::make_unexpected(table.error());
    document.tables.push_back(std::move(*table));
  }
  return document;
}

}  // namespace planwatch
