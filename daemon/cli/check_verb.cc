#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/cli/verbs.h"

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

}  // namespace

int check_verb(const CommonOptions& options, bool strict) {
  const CheckedConfiguration loaded = load_checked(options.config, false);
  Counts counts;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    fmt::print("{}\n", to_text(diagnostic, options.lang));
    ++(diagnostic.severity == Diagnostic::Severity::error ? counts.errors : counts.warnings);
  }
  fmt::print("{}\n", summary(options, loaded, counts));
  if (!loaded.configuration) return 2;
  return strict && counts.warnings > 0 ? 2 : 0;
}

}  // namespace planwatch
