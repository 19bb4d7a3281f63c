#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

void declare_import(const Declaring& declaring) {
  struct Words {
    std::string feed;
    std::vector<std::string> files;
    std::string known_on;
  };
  CLI::App* verb = add_verb(
      declaring, "import", "导入历史数据文件 bring history into the store, as the feed delivers it",
      "planwatch import court_feed 2024/*.xlsx --data data");
  const auto words = std::make_shared<Words>();
  verb->add_option("feed", words->feed, "数据源 id")->required();
  verb->add_option("files", words->files, "文件 files")->required();
  verb->add_option(
      "--known-on", words->known_on,
      "文件没有填报日期时，这些数据何时已知 when they were known, where the file states no "
      "report date (默认 default: 现在 now)");
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] {
      return import_verb(declaring.common, words->feed, words->files, words->known_on);
    };
  });
}

}  // namespace planwatch
