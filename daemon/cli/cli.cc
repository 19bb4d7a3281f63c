#include "daemon/cli/cli.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <functional>

#include "daemon/app/version.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

// The words of all verbs, filled by CLI11.
struct Words {
  CommonOptions common;
  std::string lang = "zh";
  std::string format = "table";
  RunOptions run;
  bool demo = false;
  std::string demo_start = "10-20";
  std::string speed = "1";
  bool strict = false;
  std::string check_folder;
  std::string list_what;
  std::string indicator;
  std::string area;
  std::string feed;
  std::function<int()> verb;
};

CLI::App* add_verb(CLI::App& app, const std::string& name, const std::string& what,
                   const std::string& example) {
  CLI::App* verb = app.add_subcommand(name, what);
  verb->fallthrough();  // --config and --lang may stand before or after the verb's own words
  verb->footer("例 example:\n  " + example);
  return verb;
}

void add_format(CLI::App* verb, Words& words) {
  verb->add_option("--format", words.format, "输出格式 output format")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
}

void add_data(CLI::App* verb, Words& words) {
  verb->add_option("--data", words.common.data,
                   "数据目录 data folder (默认 default: data, 演示 demo: data-demo)");
}

int run_words(Words& words) {
  words.run.config_folder = words.common.config;
  words.run.data_folder = words.common.data;
  words.run.lang = words.common.lang;
  if (words.demo) {
    DemoOptions demo;
    if (!parse_demo_start(words.demo_start, demo)) {
      fmt::print(stderr,
                 "--demo-start {}：应为 月-日，如 10-20 或 01-01T09 (month-day, such as 10-20)\n",
                 words.demo_start);
      return usage_error;
    }
    if (!parse_speed(words.speed, demo.speed)) {
      fmt::print(stderr, "--speed {}：应如 1、12h/s、1d/s，至多 30d/s (such as 1d/s)\n",
                 words.speed);
      return usage_error;
    }
    words.run.demo = demo;
  }
  return run_daemon(words.run);
}

void add_run(CLI::App& app, Words& words) {
  CLI::App* verb = add_verb(app, "run", "运行守护进程 run the daemon",
                            "planwatch run --config config/ganzhou --demo --demo-start 01-01 "
                            "--speed 1d/s");
  add_data(verb, words);
  verb->add_option("--listen", words.run.listen, "监听地址 HOST:PORT")->capture_default_str();
  CLI::Option* demo = verb->add_flag(
      "--demo", words.demo, "样例数据与虚拟方案时钟 sample feeds and a virtual plan clock");
  verb->add_option("--demo-start", words.demo_start, "演示开始的月-日 month-day of the plan's year")
      ->needs(demo)
      ->capture_default_str();
  verb->add_option("--speed", words.speed, "演示快慢 plan time per second, such as 1d/s")
      ->needs(demo)
      ->capture_default_str();
  verb->callback([&words] { words.verb = [&words] { return run_words(words); }; });
}

void add_check(CLI::App& app, Words& words) {
  CLI::App* verb = add_verb(app, "check", "检查配置 check the configuration",
                            "planwatch check config/ganzhou --strict");
  verb->add_option("folder", words.check_folder, "配置目录 configuration folder");
  verb->add_flag("--strict", words.strict, "警告也算错误 warnings count as errors");
  verb->callback([&words] {
    words.verb = [&words] {
      if (!words.check_folder.empty()) words.common.config = words.check_folder;
      return check_verb(words.common, words.strict);
    };
  });
}

void add_list(CLI::App& app, Words& words) {
  CLI::App* verb = add_verb(app, "list", "列出配置内容 list what the configuration holds",
                            "planwatch list indicators --format csv");
  verb->add_option("what", words.list_what, "indicators | tasks | units | feeds | rules")
      ->required()
      ->check(CLI::IsMember({"indicators", "tasks", "units", "feeds", "rules"}));
  add_format(verb, words);
  verb->callback(
      [&words] { words.verb = [&words] { return list_verb(words.common, words.list_what); }; });
}

void add_status(CLI::App& app, Words& words) {
  CLI::App* verb = add_verb(app, "status", "各指标当前亮灯 the light of every indicator",
                            "planwatch status --data data-demo --format csv");
  add_data(verb, words);
  add_format(verb, words);
  verb->callback([&words] { words.verb = [&words] { return status_verb(words.common); }; });
}

void add_explain(CLI::App& app, Words& words) {
  CLI::App* verb =
      add_verb(app, "explain", "说明一个指标为何亮这盏灯 why an indicator has its light",
               "planwatch explain civil_first_instance_closing_rate --data data-demo");
  verb->add_option("indicator", words.indicator, "指标 id")->required();
  verb->add_option("--area", words.area, "行政区代码 area code (默认 default: 方案所属区)");
  add_data(verb, words);
  verb->callback([&words] {
    words.verb = [&words] { return explain_verb(words.common, words.indicator, words.area); };
  });
}

void add_collect(CLI::App& app, Words& words) {
  CLI::App* verb =
      add_verb(app, "collect", "取一次数据并显示，不写入 fetch once and show; writes nothing",
               "planwatch collect court");
  verb->add_option("feed", words.feed, "数据源 id")->required();
  verb->callback(
      [&words] { words.verb = [&words] { return collect_verb(words.common, words.feed); }; });
}

void add_verbs(CLI::App& app, Words& words) {
  app.set_version_flag("--version", std::string("planwatch ") + version_text());
  app.add_option("--config", words.common.config, "配置目录 configuration folder")
      ->capture_default_str();
  app.add_option("--lang", words.lang, "语言 language")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  app.require_subcommand(1);
  app.footer(
      "例 example:\n  planwatch run --demo\n退出码 exit codes: 0 正常, 1 运行错误, 2 配置错误, "
      "64 用法错误");
  add_run(app, words);
  add_check(app, words);
  add_list(app, words);
  add_status(app, words);
  add_explain(app, words);
  add_collect(app, words);
}

OutputFormat format_of(const std::string& text) {
  if (text == "csv") return OutputFormat::csv;
  return text == "json" ? OutputFormat::json : OutputFormat::table;
}

}  // namespace

int run_cli(int argc, char** argv) {
  CLI::App app{"planwatch：年度方案指标监测与督办 (monitors a yearly plan with targets)",
               "planwatch"};
  Words words;
  add_verbs(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);  // prints help, version, or what is wrong
    return code == 0 ? 0 : usage_error;
  }
  words.common.lang = words.lang == "en" ? Lang::en : Lang::zh;
  words.common.format = format_of(words.format);
  return words.verb();
}

}  // namespace planwatch
