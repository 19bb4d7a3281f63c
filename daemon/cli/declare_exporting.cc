#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/export_verbs.h"

namespace planwatch {

namespace {

void add_out(CLI::App* verb, std::string& out) {
  verb->add_option("--out", out, "写入的文件 file to write (默认 default: 标准输出 stdout)");
}

void declare_rules(const Declaring& declaring, CLI::App& group) {
  CLI::App* verb = group.add_subcommand(
      "prometheus-rules",
      "自行判定红黄灯的 Prometheus 告警规则 alerting rules that judge themselves");
  verb->fallthrough();
  verb->footer("例 example:\n  planwatch export prometheus-rules --out planwatch-lights.rules.yml");
  const auto words = std::make_shared<ExportRulesWords>();
  add_out(verb, words->out);
  verb->add_flag("--demo", words->demo, "按样例数据源的报送期限 due days of the sample feeds");
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return export_rules_verb(declaring.common, *words); };
  });
}

void declare_openmetrics(const Declaring& declaring, CLI::App& group) {
  CLI::App* verb = group.add_subcommand(
      "openmetrics", "历史数据，供 promtool 建块 history for promtool tsdb create-blocks-from");
  verb->fallthrough();
  verb->footer(
      "例 example:\n  planwatch export openmetrics --from 2025-01-01 --to 2025-12-31 --out "
      "history.om");
  const auto words = std::make_shared<ExportHistoryWords>();
  add_out(verb, words->out);
  add_data(verb, declaring);
  verb->add_option("--from", words->from, "起始日 first day, 2025-01-01")->required();
  verb->add_option("--to", words->to, "截止日 last day, 2025-12-31")->required();
  verb->add_option("--step", words->step, "采样间隔 time between samples, 5m to 1d")
      ->capture_default_str();
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return export_openmetrics_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_exporting(const Declaring& declaring) {
  CLI::App* group = declaring.app.add_subcommand(
      "export", "导出给 Prometheus 等 write files for Prometheus and others");
  group->fallthrough();
  group->require_subcommand(1);
  declare_rules(declaring, *group);
  declare_openmetrics(declaring, *group);
}

}  // namespace planwatch
