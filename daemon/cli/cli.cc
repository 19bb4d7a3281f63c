#include "daemon/cli/cli.h"

#include "daemon/app/version.h"
#include "daemon/cli/declare.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

void add_common_words(CLI::App& app, CommonOptions& common, std::string& lang) {
  app.set_version_flag("--version", std::string("planwatch ") + version_text());
  app.add_option("--config", common.config, "配置目录 configuration folder")->capture_default_str();
  app.add_option("--lang", lang, "语言 language")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  app.require_subcommand(1);
  app.footer(
      "例 example:\n  planwatch run --demo\n退出码 exit codes: 0 正常, 1 运行错误, 2 配置错误, "
      "64 用法错误");
}

void declare_all(const Declaring& declaring) {
  declare_running(declaring);
  declare_feed(declaring);
  declare_looking(declaring);
  declare_calendar(declaring);
  declare_import(declaring);
  declare_deciding(declaring);
  declare_people(declaring);
  declare_telling(declaring);
  declare_rehearsing(declaring);
  declare_exporting(declaring);
  declare_schema(declaring);
}

OutputFormat format_of(const std::string& text) {
  if (text == "csv") return OutputFormat::csv;
  return text == "json" ? OutputFormat::json : OutputFormat::table;
}

}  // namespace

int run_cli(int argc, char** argv) {
  CLI::App app{"planwatch：年度方案指标监测与督办 (monitors a yearly plan with targets)",
               "planwatch"};
  CommonOptions common;
  std::string lang = "zh";
  std::string format = "table";
  std::function<int()> chosen;
  add_common_words(app, common, lang);
  declare_all({app, common, format, chosen});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);  // prints help, version, or what is wrong
    return code == 0 ? 0 : usage_error;
  }
  common.lang = lang == "en" ? Lang::en : Lang::zh;
  common.format = format_of(format);
  return chosen();
}

}  // namespace planwatch
