#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/rehearsing_verbs.h"
#include "rules/model/date.h"

namespace planwatch {

namespace {

std::string check_day(const std::string& text) {
  return parse_date(text) ? std::string{}
                          : text + "：日期写成 2025-06-30 (a day is written 2025-06-30)";
}

void add_day(CLI::App* verb, const char* name, std::string& into, const char* what) {
  verb->add_option(name, into, what)->check(check_day);
}

void declare_replay(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "replay",
               "用现在的规则重判历史，不发通知 judge history again by today's rules; sends nothing",
               "planwatch replay --from 2025-06-01 --to 2025-06-30 --data data-demo");
  const auto words = std::make_shared<ReplayWords>();
  add_day(verb, "--from", words->from, "从哪天起列出变化 (默认 default: 方案年份 1 月 1 日)");
  add_day(verb, "--to", words->to, "到哪天为止 (默认 default: 方案时钟现在 the plan's clock)");
  add_day(
      verb, "--as-known-on", words->as_known_on,
      "只用到那天为止已知的数，重判也到那天为止 only what was known by that day, and ends there");
  verb->add_flag("--notices", words->notices,
                 "也列出会发的通知 also the notices that would go out");
  add_data(verb, declaring);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return replay_verb(declaring.common, *words); };
  });
}

void declare_diff(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "diff",
      "换成新规则，历史上哪些灯和预警会不同 what lights and alerts would differ under new rules",
      "planwatch diff config/ganzhou config/ganzhou-2026 --data data-demo");
  const auto words = std::make_shared<DiffWords>();
  verb->add_option("old", words->old_folder, "旧规则的目录 folder of the old rules")->required();
  verb->add_option("new", words->new_folder, "新规则的目录 folder of the new rules")->required();
  verb->add_flag("--exit-code", words->exit_code,
                 "有不同时退出码为 1 exit 1 when something differs");
  add_data(verb, declaring);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return diff_verb(declaring.common, *words); };
  });
}

void declare_test(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "test", "运行规则测试 run rule tests",
                            "planwatch test config/ganzhou/tests/*.yaml --junit report.xml");
  const auto words = std::make_shared<TestWords>();
  verb->add_option("files", words->files, "测试文件 test files")->required();
  verb->add_option("--junit", words->junit, "结果另存为 JUnit XML also write JUnit XML");
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return test_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_rehearsing(const Declaring& declaring) {
  declare_replay(declaring);
  declare_diff(declaring);
  declare_test(declaring);
}

}  // namespace planwatch
