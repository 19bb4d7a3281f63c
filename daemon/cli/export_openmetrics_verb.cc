#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "daemon/app/stored_history.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/export_verbs.h"
#include "daemon/cli/out_file.h"
#include "daemon/cli/rehearsing_verbs.h"
#include "daemon/export/history.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

int refuse(Lang lang, const std::string& zh, const std::string& en) {
  fmt::print(stderr, "{}\n", lang == Lang::zh ? zh : en);
  return usage_error;
}

// Empty: what is wrong was printed.
std::optional<HistorySpan> span_of(const ExportHistoryWords& words, Lang lang) {
  HistorySpan span;
  const auto from = parse_date(words.from);
  const auto to = parse_date(words.to);
  const auto step = parse_step(words.step);
  if (!from || !to) {
    refuse(lang, fmt::format("--from {} --to {}：应为日期，如 2025-01-01", words.from, words.to),
           fmt::format("--from {} --to {}: dates are written 2025-01-01", words.from, words.to));
    return std::nullopt;
  }
  if (*to < *from) {
    refuse(lang, fmt::format("--to {} 早于 --from {}", words.to, words.from),
           fmt::format("--to {} is before --from {}", words.to, words.from));
    return std::nullopt;
  }
  if (!step) {
    refuse(lang, fmt::format("--step {}：应为 1m 到 1d 之间、能整除一天的时长，如 6h", words.step),
           fmt::format("--step {}: a part of a day from 1m to 1d, such as 6h", words.step));
    return std::nullopt;
  }
  span.from = *from;
  span.to = *to;
  span.step = *step;
  return span;
}

}  // namespace

std::optional<std::chrono::seconds> parse_step(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest + 1 != end || number <= 0 || number > 86400) {
    return std::nullopt;
  }
  const std::int64_t unit = *rest == 'm' ? 60 : *rest == 'h' ? 3600 : *rest == 'd' ? 86400 : 0;
  const std::int64_t seconds = number * unit;
  if (seconds == 0 || seconds > 86400 || 86400 % seconds != 0) return std::nullopt;
  return std::chrono::seconds{seconds};
}

int export_openmetrics_verb(const CommonOptions& options, const ExportHistoryWords& words) {
  auto span = span_of(words, options.lang);
  if (!span) return usage_error;
  const auto configuration = load_or_say(options, options.config);
  if (!configuration) return 2;
  const auto history = history_or_say(options, configuration, find_data_folder(options.data));
  if (!history) return 1;
  span->known_until = history->now;
  OutFile out(words.out);
  sample_history(configuration, history->feeds, history->known, *span)
      .write([&out](std::string_view text) { out.write(text); });
  return out.close(options.lang);
}

}  // namespace planwatch
