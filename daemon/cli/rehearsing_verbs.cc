#include "daemon/cli/rehearsing_verbs.h"

#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"

namespace planwatch {

std::shared_ptr<const Configuration> load_or_say(const CommonOptions& options,
                                                 const std::string& folder) {
  const CheckedConfiguration loaded = load_checked(folder, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  return loaded.configuration;
}

std::optional<StoredHistory> history_or_say(
    const CommonOptions& options, const std::shared_ptr<const Configuration>& configuration,
    const std::string& folder) {
  auto history = read_stored_history(configuration, folder);
  if (!history) {
    fmt::print(stderr, "planwatch: {}\n", history.error().message);
    return std::nullopt;
  }
  if (history->empty) {
    fmt::print(stderr,
               fmt::runtime(options.lang == Lang::zh
                                ? "数据目录 {} 里还没有数据：先运行 planwatch run，或用 --data "
                                  "指定数据目录\n"
                                : "no store in {} yet: run planwatch run first, or give --data\n"),
               folder);
    return std::nullopt;
  }
  return std::move(*history);
}

}  // namespace planwatch
