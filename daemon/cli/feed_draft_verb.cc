#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "collectors/decode/sniff.h"
#include "daemon/app/load_checked.h"
#include "daemon/cli/verbs.h"
#include "daemon/feed_draft/feed_draft.h"

namespace planwatch {

namespace {

// By the file's name, so that the draft can say it; everything else by its content.
Format format_of(const std::filesystem::path& path, const std::string& sheet) {
  const std::string extension = path.extension().string();
  if (extension == ".csv" || extension == ".CSV") return CsvFormat{};
  if (extension == ".xlsx" || extension == ".XLSX") return XlsxFormat{sheet};
  if (extension == ".ods" || extension == ".ODS") return OdsFormat{sheet};
  if (extension == ".xls" || extension == ".XLS") return XlsFormat{sheet};
  return AnyTableFormat{};
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (stream.is_open() && !stream.bad()) return bytes;
  return fail(ErrorCode::not_found, path + " 读不了：核对路径和权限 (cannot be read)");
}

}  // namespace

int feed_draft_verb(const CommonOptions& options, const std::string& file,
                    const std::string& sheet) {
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  std::error_code ignored;
  const std::filesystem::path path = std::filesystem::weakly_canonical(file, ignored);
  const Format format = format_of(path, sheet);
  const auto draft =
      read_file(file)
          .and_then([&](const std::string& bytes) {
            return check_not_wps(file, bytes).and_then([&] {
              return decode(bytes, format, FeedLimits{});
            });
          })
          .and_then([&](const Document& document) {
            return draft_feed(document, {path.string(), sheet, format}, *loaded.configuration);
          });
  if (!draft) {
    fmt::print(stderr, "planwatch: {}\n", draft.error().message);
    return 1;
  }
  std::fwrite(draft->data(), 1, draft->size(), stdout);
  return 0;
}

}  // namespace planwatch
