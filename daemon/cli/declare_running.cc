#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

struct RunWords {
  RunOptions run;
  bool demo = false;
  std::string demo_start = "10-20";
  std::string speed = "1";
};

int run_words(const CommonOptions& common, RunWords& words) {
  words.run.config_folder = common.config;
  words.run.data_folder = common.data;
  words.run.lang = common.lang;
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

void declare_run(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "run", "运行守护进程 run the daemon",
                            "planwatch run --config config/ganzhou --demo --demo-start 01-01 "
                            "--speed 1d/s");
  const auto words = std::make_shared<RunWords>();
  add_data(verb, declaring);
  verb->add_option("--listen", words->run.listen, "监听地址 HOST:PORT")->capture_default_str();
  CLI::Option* also = verb->add_option("--also", words->run.also,
                                       "同时运行的另一年方案，如上一年待收年终数的 another year's "
                                       "plan beside it");
  CLI::Option* demo = verb->add_flag(
      "--demo", words->demo, "样例数据与虚拟方案时钟 sample feeds and a virtual plan clock");
  demo->excludes(also);
  verb->add_option("--demo-start", words->demo_start,
                   "演示开始的月-日 month-day of the plan's year")
      ->needs(demo)
      ->capture_default_str();
  verb->add_option("--speed", words->speed, "演示快慢 plan time per second, such as 1d/s")
      ->needs(demo)
      ->capture_default_str();
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return run_words(declaring.common, *words); };
  });
}

void declare_collect(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "collect",
      "取一次数据，逐步显示直到会亮什么灯，不写入 fetch once and show every stage; keeps nothing",
      "planwatch collect court --data data");
  const auto words = std::make_shared<CollectWords>();
  verb->add_option("feed", words->feed, "数据源 id")->required();
  CLI::Option* save = verb->add_option(
      "--save-fixture", words->save,
      "把取到的脱敏后存入这个文件夹，作回归样本 keep a redacted copy in this folder for tests");
  verb->add_flag("--force", words->force, "覆盖文件夹里已有的样本 overwrite an older one")
      ->needs(save);
  verb->add_option("--fixture", words->fixture,
                   "不取数，重读这个文件夹里的样本 read such a copy again instead of fetching")
      ->excludes(save);
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return collect_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_running(const Declaring& declaring) {
  declare_run(declaring);
  declare_collect(declaring);
}

}  // namespace planwatch
