#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/feed_verb.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

namespace {

void declare_list(CLI::App* verb, const Declaring& declaring) {
  CLI::App* list = verb->add_subcommand("list", "运行状态、下次取数 how each one does");
  const auto words = std::make_shared<FeedWords>();
  words->what = "list";
  add_address(list, words->who.daemon);
  add_format(list, declaring);
  list->callback([declaring, words] {
    declaring.chosen = [=] { return feed_verb(declaring.common, *words); };
  });
}

void declare_retry(CLI::App* verb, const Declaring& declaring) {
  CLI::App* retry = verb->add_subcommand("retry", "立即重取，解除隔离和熔断 fetch one at once");
  const auto words = std::make_shared<FeedWords>();
  words->what = "retry";
  retry->add_option("feed", words->feed, "数据源 id feed")->required();
  retry->add_option("--person", words->who.person,
                    "经手人 person (没有配置令牌时必填 needed without tokens)");
  add_address(retry, words->who.daemon);
  add_format(retry, declaring);
  retry->callback([declaring, words] {
    declaring.chosen = [=] { return feed_verb(declaring.common, *words); };
  });
}

void declare_draft(CLI::App* verb, const Declaring& declaring) {
  struct Words {
    std::string file;
    std::string sheet;
  };
  CLI::App* draft = verb->add_subcommand(
      "draft", "按表头和指标名称为新表写出一个数据源，贴进 feeds.yaml print a feed to paste");
  const auto words = std::make_shared<Words>();
  draft->add_option("file", words->file, "CSV、XLSX、ODS、XLS 文件 a table")->required();
  draft->add_option("--sheet", words->sheet, "工作表名 the sheet (默认 default: 第一张可见的)");
  draft->callback([declaring, words] {
    declaring.chosen = [=] { return feed_draft_verb(declaring.common, words->file, words->sheet); };
  });
}

}  // namespace

void declare_feed(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "feed",
               "数据源：运行状态、立即重取、为新表起草 feeds: state, fetch at once, draft",
               "planwatch feed draft 区法院_202506.xlsx --sheet 月报");
  verb->require_subcommand(1);
  declare_list(verb, declaring);
  declare_retry(verb, declaring);
  declare_draft(verb, declaring);
}

}  // namespace planwatch
