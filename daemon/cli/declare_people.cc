#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/people_verbs.h"

namespace planwatch {

namespace {

void add_who(CLI::App* verb, ActingPerson& who) {
  verb->add_option("--person", who.person,
                   "经手人 person (没有配置令牌时必填 needed without tokens)");
  verb->add_option("--as-unit", who.as_unit,
                   "以责任单位的身份（没有令牌时）as a unit, without tokens (默认督查单位 default: "
                   "the supervising unit)");
  add_address(verb, who.daemon);
}

template <class Words>
CLI::Option* add_what(CLI::App* verb, Words& words, const std::vector<std::string>& actions) {
  std::string text;
  for (const std::string& action : actions) text += (text.empty() ? "" : " | ") + action;
  return verb->add_option("what", words.what, text)
      ->check(CLI::IsMember(actions))
      ->capture_default_str();
}

// --format of lists that can be files, too.
void add_file(CLI::App* verb, ExportWords& file) {
  verb->add_option("--format", file.format,
                   "输出格式 output format: list: table | csv | json; export: xlsx | csv | json "
                   "(默认按 --out 的后缀 default: by the ending of --out)")
      ->check(CLI::IsMember({"table", "csv", "json", "xlsx"}));
  verb->add_option("--out", file.out, "export 写入的文件 file to write");
}

void declare_alert(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "alert",
      "预警：查看、签收、承诺、进展、暂停、恢复 alerts: list, acknowledge, promise, progress, "
      "suspend, resume",
      "planwatch alert promise e_invoice_coverage --until 2025-10-31 --text 加开专场培训 --person "
      "张三");
  const auto words = std::make_shared<AlertWords>();
  add_what(verb, *words, {"list", "acknowledge", "promise", "progress", "suspend", "resume"});
  verb->add_option(
      "alert", words->alert,
      "预警标识、其开头，或指标、任务、数据源 an alert's key, its beginning, or subject");
  verb->add_option("--unit", words->unit, "list 的责任单位 unit");
  verb->add_option("--until", words->until, "承诺完成或暂停到的日期 day (2025-10-31)");
  verb->add_option("--text", words->text, "整改措施，或已完成的工作 what will be or was done");
  verb->add_option("--evidence", words->evidence, "佐证材料的名称或地址 evidence");
  verb->add_option("--reason", words->reason, "暂停的理由 reason of a suspension");
  add_who(verb, words->who);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return alert_verb(declaring.common, *words); };
  });
}

void declare_silence(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "silence",
               "静默：查看、新增、结束（只停通知，不改亮灯）silences: list, add, end; lights stay",
               "planwatch silence add --unit 区法院 --until 2025-10-31 --reason 系统迁移 --person "
               "张三");
  const auto words = std::make_shared<SilenceWords>();
  add_what(verb, *words, {"list", "add", "end"});
  verb->add_option("id", words->id, "end 的编号 id (见 list)");
  verb->add_option("--alert", words->alert, "一条预警 one alert (key, beginning or subject)");
  verb->add_option("--unit", words->unit, "责任单位 unit");
  verb->add_option("--rule", words->rule, "规则 rule");
  verb->add_option("--subject-kind", words->subject_kind, "对象种类 kind of subject")
      ->check(CLI::IsMember({"indicator", "task", "feed", "receiver"}));
  verb->add_option("--subject", words->subject, "指标、任务号或数据源 subject");
  verb->add_option("--until", words->until, "最后一天，至多 31 天 last day, at most 31 days");
  verb->add_option("--reason", words->reason, "理由 reason");
  verb->add_option("--state", words->state, "list 的状态 state")
      ->check(CLI::IsMember({"active", "ended", "all"}))
      ->capture_default_str();
  add_who(verb, words->who);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return silence_verb(declaring.common, *words); };
  });
}

void declare_task(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "task", "任务进展与佐证 a task's progress and evidence",
                            "planwatch task progress 7 --state in_progress --percent 60 --evidence "
                            "会议纪要 --person 张三");
  const auto words = std::make_shared<TaskWords>();
  add_what(verb, *words, {"progress"});
  verb->add_option("number", words->number, "任务编号 number")->required();
  verb->add_option("--state", words->state, "状态 state")
      ->check(CLI::IsMember({"not_started", "in_progress", "done"}));
  verb->add_option("--percent", words->percent, "完成百分比 percent done (0-100)");
  verb->add_option("--evidence", words->evidence, "佐证材料的名称或地址 evidence");
  verb->add_flag("--closed", words->closed, "办结 the task is closed");
  add_who(verb, words->who);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return task_verb(declaring.common, *words); };
  });
}

void declare_ledger(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "ledger",
                            "督办台账：查看、导出、销号 supervision ledger: list, export, close",
                            "planwatch ledger export --out 督办台账.xlsx");
  const auto words = std::make_shared<LedgerWords>();
  words->who.daemon.url.clear();
  add_what(verb, *words, {"list", "export", "close"});
  verb->add_option("number", words->number, "close 的编号 number");
  verb->add_option("--remark", words->remark, "核实意见 remark");
  verb->add_option("--state", words->state, "状态 state")
      ->check(CLI::IsMember({"open", "awaiting_closure", "closed", "all"}))
      ->capture_default_str();
  verb->add_option("--unit", words->unit, "责任单位 unit");
  add_file(verb, words->file);
  add_who(verb, words->who);
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return ledger_verb(declaring.common, *words); };
  });
}

void declare_deliveries(const Declaring& declaring) {
  CLI::App* verb =
      add_verb(declaring, "deliveries", "送达记录：查看、导出 delivery log: list, export",
               "planwatch deliveries list --state refused");
  const auto words = std::make_shared<DeliveriesWords>();
  add_what(verb, *words, {"list", "export"});
  verb->add_option("--alert", words->alert, "一条预警 one alert (key, beginning or subject)");
  verb->add_option("--receiver", words->receiver, "接收人 receiver");
  verb->add_option("--person", words->addressee, "人员的姓名或地址 a person's name or address");
  verb->add_option("--state", words->state, "结果 result")
      ->check(CLI::IsMember({"waiting", "delivered", "refused", "expired", "all"}))
      ->capture_default_str();
  add_file(verb, words->file);
  add_address(verb, words->daemon);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return deliveries_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_people(const Declaring& declaring) {
  declare_alert(declaring);
  declare_silence(declaring);
  declare_task(declaring);
  declare_ledger(declaring);
  declare_deliveries(declaring);
}

}  // namespace planwatch
