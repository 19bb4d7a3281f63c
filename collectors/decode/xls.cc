#include "collectors/decode/xls.h"

#include <fmt/format.h>
#include <utility>

#include "collectors/decode/decoders.h"
#include "collectors/decode/sheet_choice.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/xls_container.h"

namespace planwatch {

Result<OpenXls> open_xls(std::string_view bytes) {
  const Content content = sniff(bytes);
  if (content != Content::ole) return tl::make_unexpected(not_what_it_says(content, "XLS", bytes));
  auto stream = read_compound_stream(bytes, "Workbook");
  if (!stream) {
    return tl::make_unexpected(stream.error().code == ErrorCode::not_found
                                   ? not_what_it_says(content, "XLS", bytes)
                                   : stream.error());
  }
  auto book = read_xls_book(*stream);
  if (!book) return tl::make_unexpected(book.error());
  return OpenXls{*std::move(stream), *std::move(book)};
}

Result<Document> decode_as(std::string_view bytes, const XlsFormat& format,
                           const FeedLimits& limits) {
  const auto opened = open_xls(bytes);
  if (!opened) return tl::make_unexpected(opened.error());
  std::vector<SheetChoice> choices;
  choices.reserve(opened->book.sheets.size());
  for (const XlsSheetEntry& entry : opened->book.sheets) {
    choices.push_back({entry.name, entry.hidden});
  }
  const auto chosen = choose_sheet(choices, format.sheet);
  if (!chosen) return tl::make_unexpected(chosen.error());
  const XlsSheetEntry& entry = opened->book.sheets[*chosen];
  TableBudget budget(limits);
  auto table = read_xls_sheet(opened->stream, opened->book, entry, budget);
  if (!table) return tl::make_unexpected(table.error());
  Document document;
  document.tables.push_back(*std::move(table));
  return document;
}

}  // namespace planwatch
