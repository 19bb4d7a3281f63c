#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <set>

#include "collectors/decode/any_table.h"
#include "collectors/decode/sniff.h"
#include "collectors/read/in_english.h"
#include "daemon/cli/table_answers.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

namespace {

// A person looks at a file of their own: more is allowed than to a feed.
FeedLimits generous_limits() {
  FeedLimits limits;
  limits.bytes = 1ull << 30;
  limits.inflated_bytes = 4ull << 30;
  limits.rows = 10'000'000;
  limits.columns = 16'384;
  return limits;
}

Result<std::string> read_whole(const std::string& path, Lang lang) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad() || !file.is_open()) {
    return fail(ErrorCode::io, lang == Lang::zh
                                   ? fmt::format("{} 打不开：请核对路径和读取权限", path)
                                   : fmt::format("{} cannot be opened: check its path and whether "
                                                 "it may be read",
                                                 path));
  }
  return bytes;
}

Result<std::vector<SheetChoice>> wanted_sheets(std::string_view bytes, const Format& format,
                                               const TableWords& words, const FeedLimits& limits,
                                               Lang lang) {
  if (words.sheet && !has_sheets(format)) {
    return fail(ErrorCode::invalid, lang == Lang::zh ? "这种文件没有工作表：请去掉 --sheet"
                                                     : "files of this kind have no sheets: leave "
                                                       "--sheet out");
  }
  if (words.sheet) return std::vector<SheetChoice>{{*words.sheet, false}};
  auto sheets = sheets_of(bytes, format, limits);
  if (!sheets) return sheets;
  std::set<std::string> names;
  for (const SheetChoice& sheet : *sheets) {
    if (names.insert(sheet.name).second) continue;
    return fail(ErrorCode::invalid,
                lang == Lang::zh ? fmt::format("有两张工作表都叫“{}”：请改名", sheet.name)
                                 : fmt::format("two sheets are called {}: rename one", sheet.name));
  }
  return sheets;
}

Result<void> print_cells(const TableWords& words, Lang lang) {
  const FeedLimits limits = generous_limits();
  const auto bytes = read_whole(words.file, lang);
  if (!bytes) return tl::make_unexpected(bytes.error());
  if (auto checked = check_not_wps(words.file, *bytes); !checked) return checked;
  const auto format = table_format(*bytes, words.rows, limits, lang);
  if (!format) return tl::make_unexpected(format.error());
  const auto sheets = wanted_sheets(*bytes, *format, words, limits, lang);
  if (!sheets) return tl::make_unexpected(sheets.error());
  for (const SheetChoice& sheet : *sheets) {
    const auto document = decode(*bytes, with_sheet(*format, sheet.name), limits);
    if (!document) return tl::make_unexpected(document.error());
    for (const Table& table : document->tables) fmt::print("{}", table_lines(table));
  }
  return {};
}

}  // namespace

int table_verb(const CommonOptions& options, const TableWords& words) {
  const auto printed = print_cells(words, options.lang);
  if (printed) return 0;
  const std::string& why = printed.error().message;
  fmt::print(stderr, "planwatch: {}\n", options.lang == Lang::en ? in_english(why) : why);
  return 1;
}

}  // namespace planwatch
