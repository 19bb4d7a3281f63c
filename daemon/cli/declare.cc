#include "daemon/cli/declare.h"

namespace planwatch {

CLI::App* add_verb(const Declaring& declaring, const std::string& name, const std::string& what,
                   const std::string& example) {
  CLI::App* verb = declaring.app.add_subcommand(name, what);
  verb->fallthrough();  // --config and --lang may stand before or after the verb's own words
  verb->footer("例 example:\n  " + example);
  return verb;
}

void add_format(CLI::App* verb, const Declaring& declaring) {
  verb->add_option("--format", declaring.format, "输出格式 output format")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
}

void add_address(CLI::App* verb, DaemonAddress& address) {
  verb->add_option("--url", address.url, "运行中的 planwatch 的地址 the running daemon")
      ->capture_default_str();
  verb->add_option("--token-env", address.token_env, "令牌所在的环境变量 variable with the token")
      ->capture_default_str();
  verb->add_option("--token-file", address.token_file, "令牌所在的文件 file with the token");
}

void add_data(CLI::App* verb, const Declaring& declaring) {
  verb->add_option("--data", declaring.common.data,
                   "数据目录 data folder (默认 default: data, 演示 demo: data-demo)");
}

void add_as_known_on(CLI::App* verb, const Declaring& declaring) {
  verb->add_option("--as-known-on", declaring.common.as_known_on,
                   "只用截至该日已知的数据，并按该日判定 what was known at the end of that day, "
                   "judged on it (2025-07-10)");
}

}  // namespace planwatch
