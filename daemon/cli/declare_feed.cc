#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

void declare_feed(const Declaring& declaring) {
  struct Words {
    std::string file;
    std::string sheet;
  };
  CLI::App* verb = add_verb(declaring, "feed", "为新表起草数据源 draft a feed for a new table",
                            "planwatch feed draft 区法院_202506.xlsx --sheet 月报");
  CLI::App* draft = verb->add_subcommand(
      "draft", "按表头和指标名称写出一个数据源，贴进 feeds.yaml print a feed to paste");
  verb->require_subcommand(1);
  const auto words = std::make_shared<Words>();
  draft->add_option("file", words->file, "CSV、XLSX、ODS、XLS 文件 a table")->required();
  draft->add_option("--sheet", words->sheet, "工作表名 the sheet (默认 default: 第一张可见的)");
  draft->callback([declaring, words] {
    declaring.chosen = [=] { return feed_draft_verb(declaring.common, words->file, words->sheet); };
  });
}

}  // namespace planwatch
