#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

void declare_deciding(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "quarantine",
               "隔离的数据：查看、放行、作废 figures held back: list, release, discard",
               "planwatch quarantine release 12 --reason 已与单位核实 --person 张三");
  const auto words = std::make_shared<QuarantineWords>();
  verb->add_option("what", words->what, "list | release | discard")
      ->check(CLI::IsMember({"list", "release", "discard"}))
      ->capture_default_str();
  verb->add_option("id", words->id, "编号 id (见 list)");
  verb->add_option("--reason", words->reason, "理由 reason");
  verb->add_option("--person", words->person,
                   "经手人 person (没有配置令牌时必填 needed without tokens)");
  verb->add_option("--state", words->state, "list 的状态 state")
      ->check(CLI::IsMember({"pending", "released", "discarded", "settled", "all"}))
      ->capture_default_str();
  verb->add_option("--url", words->url, "运行中的 planwatch 的地址 the running daemon")
      ->capture_default_str();
  verb->add_option("--token-env", words->token_env, "令牌所在的环境变量 variable with the token")
      ->capture_default_str();
  verb->add_option("--token-file", words->token_file, "令牌所在的文件 file with the token");
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return quarantine_verb(declaring.common, *words); };
  });
}

}  // namespace planwatch
