#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

namespace {

void add_person(CLI::App* verb, std::string& reason, std::string& person) {
  verb->add_option("--reason", reason, "理由 reason");
  verb->add_option("--person", person, "经手人 person (没有配置令牌时必填 needed without tokens)");
}

void declare_quarantine(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "quarantine",
               "隔离的数据：查看、放行、作废 figures held back: list, release, discard",
               "planwatch quarantine release 12 --reason 已与单位核实 --person 张三");
  const auto words = std::make_shared<QuarantineWords>();
  verb->add_option("what", words->what, "list | release | discard")
      ->check(CLI::IsMember({"list", "release", "discard"}))
      ->capture_default_str();
  verb->add_option("id", words->id, "编号 id (见 list)");
  add_person(verb, words->reason, words->person);
  verb->add_option("--state", words->state, "list 的状态 state")
      ->check(CLI::IsMember({"pending", "released", "discarded", "settled", "all"}))
      ->capture_default_str();
  add_address(verb, words->daemon);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return quarantine_verb(declaring.common, *words); };
  });
}

void declare_plan(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "plan",
                            "方案年度：查看、终结、重新打开 a plan's year: list, close, reopen",
                            "planwatch plan close --year 2025 --reason 年终数已齐 --person 张三");
  const auto words = std::make_shared<PlanWords>();
  verb->add_option("what", words->what, "list | close | reopen")
      ->check(CLI::IsMember({"list", "close", "reopen"}))
      ->capture_default_str();
  verb->add_option("--year", words->year, "年度 year (默认为第一个方案 default: the first plan's)")
      ->check(CLI::Range(2000, 2100));
  add_person(verb, words->reason, words->person);
  add_address(verb, words->daemon);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return plan_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_deciding(const Declaring& declaring) {
  declare_quarantine(declaring);
  declare_plan(declaring);
}

}  // namespace planwatch
