#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/telling_verbs.h"

namespace planwatch {

namespace {

void declare_render(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "render",
      "某条预警发到某个通道是什么样子 the message about an alert as a channel would send it",
      "planwatch render civil_first_instance_closing_rate --channel wecom_robot");
  const auto words = std::make_shared<RenderWords>();
  verb->add_option("alert", words->alert,
                   "预警的键、指标 id、任务序号或数据源 id alert key, indicator, task or feed")
      ->required();
  verb->add_option("--channel", words->channel, "通道 channel")
      ->check(CLI::IsMember({"text", "wecom_robot", "wecom_app", "dingtalk_robot", "feishu_robot",
                             "mail", "sms", "webhook"}));
  verb->add_option("--receiver", words->receiver,
                   "用该接收端的模板、语言和通道 with this receiver's template, language, channel");
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return render_verb(declaring.common, *words); };
  });
}

void declare_routes(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "routes",
      "预警会告知谁、在哪一级、什么时候 who would be told, at which step, when",
      "planwatch routes test --indicator average_closing_days --level red --at 2025-09-28");
  const auto words = std::make_shared<RoutesWords>();
  const auto what = std::make_shared<std::string>("test");
  verb->add_option("what", *what, "test")->check(CLI::IsMember({"test"}))->capture_default_str();
  verb->add_option("--unit", words->unit, "责任单位 unit (默认为对象的 default: the subject's)");
  verb->add_option("--rule", words->rule, "规则 rule (默认为判定它的第一条 default: the first)");
  verb->add_option("--indicator", words->indicator, "指标 id indicator");
  verb->add_option("--task", words->task, "任务序号 task");
  verb->add_option("--feed", words->feed, "数据源 id feed");
  verb->add_flag("--receiver", words->receiver, "通知送不到 notices that do not arrive");
  verb->add_option("--level", words->level, "亮灯 light")
      ->check(CLI::IsMember({"blue", "yellow", "red"}))
      ->capture_default_str();
  verb->add_option("--at", words->at, "预警时间 when it fires (2025-10-20, 2025-10-20T17:50)");
  add_format(verb, declaring);
  verb->callback([declaring, words, what] {
    declaring.chosen = [=] { return routes_verb(declaring.common, *words); };
  });
}

void declare_send(const Declaring& declaring) {
  CLI::App* verb = add_verb(declaring, "send",
                            "真发一条标明【测试】的消息 really sends one message marked as a test",
                            "planwatch send --test local_file");
  const auto words = std::make_shared<SendWords>();
  verb->add_option("--test", words->receiver, "接收端 id receiver")->required();
  verb->add_option("--unit", words->unit, "发给这个单位的经办人 to this unit's contact");
  add_data(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return send_verb(declaring.common, *words); };
  });
}

}  // namespace

void declare_telling(const Declaring& declaring) {
  declare_render(declaring);
  declare_routes(declaring);
  declare_send(declaring);
}

}  // namespace planwatch
