#include "collectors/decode/any_table.h"

#include "collectors/decode/decoders.h"
#include "collectors/decode/ods.h"
#include "collectors/decode/ods_package.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/xls.h"
#include "collectors/decode/xlsx_workbook.h"

namespace planwatch {
namespace {

using Sheets = std::vector<SheetChoice>;

Result<Sheets> sheets_in(std::string_view bytes, const XlsxFormat&, const FeedLimits& limits) {
  auto archive = ZipArchive::open(bytes, limits.inflated_bytes);
  if (!archive) return tl::make_unexpected(archive.error());
  const auto workbook = read_workbook(*archive);
  if (!workbook) return tl::make_unexpected(workbook.error());
  Sheets sheets;
  sheets.reserve(workbook->sheets.size());
  for (const SheetEntry& sheet : workbook->sheets) sheets.push_back({sheet.name, sheet.hidden});
  return sheets;
}

Result<Sheets> sheets_in(std::string_view bytes, const OdsFormat&, const FeedLimits& limits) {
  return ods_sheets(bytes, limits);
}

Result<Sheets> sheets_in(std::string_view bytes, const XlsFormat&, const FeedLimits&) {
  const auto opened = open_xls(bytes);
  if (!opened) return tl::make_unexpected(opened.error());
  Sheets sheets;
  sheets.reserve(opened->book.sheets.size());
  for (const XlsSheetEntry& sheet : opened->book.sheets) {
    sheets.push_back({sheet.name, sheet.hidden});
  }
  return sheets;
}

Result<Sheets> sheets_in(std::string_view bytes, const AnyTableFormat&, const FeedLimits& limits) {
  const auto format = shown_format(bytes, limits);
  if (!format) return tl::make_unexpected(format.error());
  return sheets_of(bytes, *format, limits);
}

template <class WithoutSheets>
Result<Sheets> sheets_in(std::string_view, const WithoutSheets&, const FeedLimits&) {
  return Sheets(1);
}

}  // namespace

Result<Format> shown_format(std::string_view bytes, const FeedLimits& limits) {
  const Content content = sniff(bytes);
  switch (content) {
    case Content::ole:
      return XlsFormat{};
    case Content::text:
      return CsvFormat{};
    case Content::zip: {
      const auto archive = ZipArchive::open(bytes, limits.inflated_bytes);
      if (!archive) return tl::make_unexpected(archive.error());
      if (is_open_document(*archive)) return OdsFormat{};
      return XlsxFormat{};
    }
    default:
      return tl::make_unexpected(not_what_it_says(content, "表格（CSV、XLSX、ODS、XLS）", bytes));
  }
}

Result<Sheets> sheets_of(std::string_view bytes, const Format& format, const FeedLimits& limits) {
  return std::visit([&](const auto& is) { return sheets_in(bytes, is, limits); }, format);
}

Result<Document> decode_as(std::string_view bytes, const AnyTableFormat&,
                           const FeedLimits& limits) {
  const auto format = shown_format(bytes, limits);
  if (!format) return tl::make_unexpected(format.error());
  return decode(bytes, *format, limits);
}

namespace {

Format of_sheet(Format format, const std::string& name) {
  if (auto* ods = std::get_if<OdsFormat>(&format)) ods->sheet = name;
  if (auto* xls = std::get_if<XlsFormat>(&format)) xls->sheet = name;
  return format;
}

}  // namespace

Result<Document> decode_all_sheets(std::string_view bytes, const Format& format,
                                   const FeedLimits& limits) {
  Result<Format> shown = format;
  if (std::holds_alternative<AnyTableFormat>(format)) shown = shown_format(bytes, limits);
  if (!shown) return tl::make_unexpected(shown.error());
  if (std::holds_alternative<XlsxFormat>(*shown)) {
    return decode(bytes, XlsxFormat{all_sheets}, limits);
  }
  const auto sheets = sheets_of(bytes, *shown, limits);
  if (!sheets) return tl::make_unexpected(sheets.error());
  Document all;
  all.tables.reserve(sheets->size());
  for (const SheetChoice& sheet : *sheets) {
    auto one = decode(bytes, of_sheet(*shown, sheet.name), limits);
    if (!one) return one;
    all.encoding = one->encoding;
    all.tables.push_back(std::move(one->tables.front()));
  }
  return all;
}

}  // namespace planwatch
