#include <memory>

#include "daemon/cli/declare.h"

namespace planwatch {

namespace {

void declare_check(const Declaring& declaring) {
  struct Words {
    std::string folder;
    bool strict = false;
  };
  CLI::App* verb = add_verb(declaring, "check", "检查配置 check the configuration",
                            "planwatch check config/ganzhou --strict");
  const auto words = std::make_shared<Words>();
  verb->add_option("folder", words->folder, "配置目录 configuration folder");
  verb->add_flag("--strict", words->strict, "警告也算错误 warnings count as errors");
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] {
      if (!words->folder.empty()) declaring.common.config = words->folder;
      return check_verb(declaring.common, words->strict);
    };
  });
}

void declare_list(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "list", "列出配置内容 list what the configuration holds",
                            "planwatch list indicators --format csv");
  const auto what = std::make_shared<std::string>();
  verb->add_option("what", *what, "indicators | tasks | units | feeds | rules")
      ->required()
      ->check(CLI::IsMember({"indicators", "tasks", "units", "feeds", "rules"}));
  add_format(verb, declaring);
  verb->callback(
      [declaring, what] { declaring.chosen = [=] { return list_verb(declaring.common, *what); }; });
}

void declare_status(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "status", "各指标当前亮灯 the light of every indicator",
                            "planwatch status --data data-demo --format csv");
  add_data(verb, declaring);
  add_as_known_on(verb, declaring);
  add_format(verb, declaring);
  verb->callback([declaring] { declaring.chosen = [=] { return status_verb(declaring.common); }; });
}

void declare_explain(const Declaring& declaring) {
  struct Words {
    std::string indicator;
    std::string area;
  };
  CLI::App* verb =
      add_verb(declaring, "explain", "说明一个指标为何亮这盏灯 why an indicator has its light",
               "planwatch explain civil_first_instance_closing_rate --data data-demo");
  const auto words = std::make_shared<Words>();
  verb->add_option("indicator", words->indicator, "指标 id")->required();
  verb->add_option("--area", words->area, "行政区代码 area code (默认 default: 方案所属区)");
  add_data(verb, declaring);
  add_as_known_on(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] {
      return explain_verb(declaring.common, words->indicator, words->area);
    };
  });
}

void declare_table(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "table",
                            "逐格打印一个表格文件（表名、地址、类型、原值、是否隐藏，以制表符分隔）"
                            " every cell of a file: "
                            "sheet, address, type, exact value, hidden",
                            "planwatch table 区法院_202506.xlsx --sheet 6月");
  const auto words = std::make_shared<TableWords>();
  verb->add_option("file", words->file, "CSV, XLSX, ODS, XLS, JSON, XML")->required();
  verb->add_option("--sheet", words->sheet,
                   "只要这张工作表 this sheet only (默认 default: 全部 all)");
  verb->add_option("--rows", words->rows,
                   "JSON、XML 的行在哪里 where the rows of JSON or XML are: /data/list");
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return table_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_looking(const Declaring& declaring) {
  declare_check(declaring);
  declare_list(declaring);
  declare_status(declaring);
  declare_explain(declaring);
  declare_table(declaring);
}

}  // namespace planwatch
