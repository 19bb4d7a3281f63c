#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/report_verbs.h"

namespace planwatch {

namespace {

void declare_template(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "template",
                            "生成单位每月填报的 XLSX 模板 the workbook that a unit fills in",
                            "planwatch template 区法院 --period 2025-11 -o 区法院_11月.xlsx");
  const auto words = std::make_shared<TemplateWords>();
  verb->add_option("unit", words->unit, "单位 unit")->required();
  verb->add_option("--period", words->period,
                   "哪一期 period, 2025-11 (默认 default: 最近结束的月份 the last month)");
  verb->add_option("-o,--out", words->out, "写入的文件 file to write");
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return template_verb(declaring.common, *words); };
  });
}

void declare_report(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "report", "向运行中的 planwatch 报送一个文件 hand a file in",
                            "planwatch report court 区法院_11月.xlsx --marked 待改.xlsx");
  const auto words = std::make_shared<ReportWords>();
  verb->add_option("feed", words->feed, "数据源 id")->required();
  verb->add_option("file", words->file, "文件 file")->required();
  verb->add_option("--person", words->person, "报送人（没有令牌时） who reports, without a token");
  verb->add_flag("--partial", words->partial,
                 "有问题的格不收，其余照收 take the good figures though others are not");
  verb->add_option("--marked", words->marked,
                   "有问题时，把标红的模板副本写到这里 where the marked copy of a template goes");
  add_address(verb, words->daemon);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return report_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_reporting(const Declaring& declaring) {
  declare_template(declaring);
  declare_report(declaring);
}

}  // namespace planwatch
