#include "collectors/decode/ods.h"

#include <utility>

#include "collectors/decode/decoders.h"
#include "collectors/decode/ods_package.h"
#include "collectors/decode/ods_reader.h"
#include "collectors/decode/sniff.h"

namespace planwatch {
namespace {

struct Opened {
  ZipArchive archive;
  ByteSource content;
};

Result<Opened> open_ods(std::string_view bytes, const FeedLimits& limits) {
  const Content content = sniff(bytes);
  if (content != Content::zip) return tl::make_unexpected(not_what_it_says(content, "ODS", bytes));
  auto archive = ZipArchive::open(bytes, limits.inflated_bytes);
  if (!archive) return tl::make_unexpected(archive.error());
  if (const auto good = check_ods(*archive); !good) return tl::make_unexpected(good.error());
  auto source = archive->stream(ods_content);
  if (!source) return tl::make_unexpected(source.error());
  return Opened{*std::move(archive), *std::move(source)};
}

}  // namespace

Result<std::vector<SheetChoice>> ods_sheets(std::string_view bytes, const FeedLimits& limits) {
  auto opened = open_ods(bytes, limits);
  if (!opened) return tl::make_unexpected(opened.error());
  TableBudget budget(limits);
  OdsReader reader(
      opened->content, [](const SheetChoice&) { return false; }, budget);
  if (const auto read = reader.read(); !read) return tl::make_unexpected(read.error());
  return reader.sheets();
}

Result<Document> decode_as(std::string_view bytes, const OdsFormat& format,
                           const FeedLimits& limits) {
  auto opened = open_ods(bytes, limits);
  if (!opened) return tl::make_unexpected(opened.error());
  TableBudget budget(limits);
  const auto is_wanted = [&format](const SheetChoice& sheet) {
    return format.sheet.empty() ? !sheet.hidden : sheet.name == format.sheet;
  };
  OdsReader reader(opened->content, is_wanted, budget);
  auto table = reader.read();
  if (!table) return tl::make_unexpected(table.error());
  if (reader.sheets().empty()) {
    return fail(ErrorCode::invalid, "工作簿里没有工作表：请核对后重新报送");
  }
  const auto chosen = choose_sheet(reader.sheets(), format.sheet);
  if (!chosen) return tl::make_unexpected(chosen.error());
  Document document;
  document.tables.push_back(*std::move(*table));
  return document;
}

}  // namespace planwatch
