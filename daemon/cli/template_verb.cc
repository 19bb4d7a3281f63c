#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/open_plan.h"
#include "daemon/cli/out_file.h"
#include "daemon/cli/report_verbs.h"
#include "daemon/report_form/write_template.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

}  // namespace

int template_verb(const CommonOptions& options, const TemplateWords& words) {
  std::optional<Period> period;
  if (!words.period.empty()) {
    period = parse_period(words.period);
    if (!period) {
      fmt::print(stderr, "template：看不懂 --period {}，请写成 2025-11 (not a period)\n",
                 words.period);
      return usage_error;
    }
  }
  int exit_code = 0;
  const auto plan = open_plan(options, IndicatorId{}, AreaCode{}, exit_code);
  if (!plan) return exit_code;
  const Snapshot& snapshot = *plan->snapshot;
  const auto form =
      report_form_of(snapshot, UnitId(words.unit), period.value_or(period_to_report(snapshot)));
  const auto bytes = form ? write_template(*form) : tl::make_unexpected(form.error());
  if (!bytes) {
    fmt::print(stderr, "planwatch: {}\n", bytes.error().message);
    return operating_error;
  }
  const std::string name =
      words.out.empty() ? fmt::format("填报模板_{}_{}.xlsx", form->unit, to_string(form->period))
                        : words.out;
  OutFile file(name);
  file.write(*bytes);
  const int written = file.close(options.lang);
  if (written == 0) {
    fmt::print(fmt::runtime(options.lang == Lang::zh ? "{}：{} 项指标，{} 个任务\n"
                                                     : "{}: {} indicators, {} tasks\n"),
               name, form->indicators.size(), form->tasks.size());
  }
  return written;
}

}  // namespace planwatch
