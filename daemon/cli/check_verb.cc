#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/cli/verbs.h"
#include "rules/model/json_text.h"

namespace planwatch {

namespace {

struct Counts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

std::string summary(const CommonOptions& options, const CheckedConfiguration& loaded,
                    const Counts& counts) {
  const bool zh = options.lang == Lang::zh;
  if (!loaded.configuration) {
    return zh ? fmt::format("{}：{} 个错误，{} 个警告，不能运行", options.config, counts.errors,
                            counts.warnings)
              : fmt::format("{}: {} errors, {} warnings, cannot run", options.config, counts.errors,
                            counts.warnings);
  }
  const Configuration& c = *loaded.configuration;
  const std::string text =
      zh ? "{}：{} 年，{} 项任务，{} 个指标，{} 个单位，{} 个数据源，{} 条规则，{} 个警告，可以运行"
         : "{}: year {}, {} tasks, {} indicators, {} units, {} feeds, {} rules, {} warnings, fine";
  return fmt::format(fmt::runtime(text), options.config, c.plan.year, c.plan.tasks.size(),
                     c.plan.indicators.size(), c.plan.units.size(), c.feeds.size(), c.rules.size(),
                     counts.warnings);
}

OutputTable table_of(const std::vector<Diagnostic>& diagnostics, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table{{{"file", ""},
                     {"line", "", true},
                     {"column", "", true},
                     {"severity", ""},
                     {"message", ""},
                     {"hint", ""}},
                    {}};
  for (const Diagnostic& one : diagnostics) {
    const bool error = one.severity == Diagnostic::Severity::error;
    table.rows.push_back({one.at.file, std::to_string(one.at.line), std::to_string(one.at.column),
                          error ? "error" : "warning", zh ? one.message_zh : one.message_en,
                          zh ? one.hint_zh : one.hint_en});
  }
  return table;
}

// For CI and editors: counts and all diagnostics, in the chosen language.
std::string json_of(const CommonOptions& options, const CheckedConfiguration& loaded,
                    const Counts& counts) {
  return fmt::format(R"({{"folder": {}, "can_run": {}, "errors": {}, "warnings": {}, )"
                     R"("diagnostics": {}}})"
                     "\n",
                     json_text(options.config), loaded.configuration != nullptr, counts.errors,
                     counts.warnings,
                     render(table_of(loaded.diagnostics, options.lang), OutputFormat::json));
}

void print(const CommonOptions& options, const CheckedConfiguration& loaded, const Counts& counts) {
  if (options.format == OutputFormat::json) {
    fmt::print("{}", json_of(options, loaded, counts));
  } else if (options.format == OutputFormat::csv) {
    fmt::print("{}", render(table_of(loaded.diagnostics, options.lang), OutputFormat::csv));
  } else {
    for (const Diagnostic& one : loaded.diagnostics) {
      fmt::print("{}\n", to_text(one, options.lang));
    }
    fmt::print("{}\n", summary(options, loaded, counts));
  }
}

}  // namespace

int check_verb(const CommonOptions& options, bool strict) {
  const CheckedConfiguration loaded = load_checked(options.config, false);
  Counts counts;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    ++(diagnostic.severity == Diagnostic::Severity::error ? counts.errors : counts.warnings);
  }
  print(options, loaded, counts);
  if (!loaded.configuration) return 2;
  return strict && counts.warnings > 0 ? 2 : 0;
}

}  // namespace planwatch
