#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

// The receiver of the small configuration that the tables replace.
constexpr const char* hook = "webhook: {url: \"https://oa.example.cn/hook\"}";
constexpr const char* robot = "wecom_robot: {key: {file: secret.txt}}";
constexpr const char* mail = "mail: {host: smtp.example.cn, from: \"a@example.cn\"}";

LoadOptions with_checks() {
  LoadOptions options;
  options.sms_facts = {"unit", "light", "count"};
  options.check_template = [](const MessageTemplate& message) {
    std::vector<TemplateProblem> problems;
    int line = 1;
    int column = 0;
    for (const char c : message.body) {
      column = c == '\n' ? 0 : column + 1;
      line += c == '\n' ? 1 : 0;
      if (c == '?')
        problems.push_back({false, line, column, "不认识 ?", "what is ?", "删掉", "no"});
    }
    if (message.title.find('?') != std::string::npos) {
      problems.push_back({true, 1, static_cast<int>(message.title.find('?')) + 1, "标题不认识 ?",
                          "what is ?", "删掉", "delete it"});
    }
    return problems;
  };
  return options;
}

class RoutingMistakes : public testing::TestWithParam<BadInput> {};

TEST_P(RoutingMistakes, IsAnErrorWithPlaceAndHint) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.write("secret.txt", "SEC0123\n");
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load(with_checks());
  EXPECT_EQ(result.configuration, nullptr);
  const std::string start = folder.path() + "/" + row.at + ": 错误: ";
  const std::string text = all_texts(result);
  const std::size_t at = text.find(start + row.message);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_THAT(text.substr(at, text.find('\n', at) - at), testing::HasSubstr(row.hint));
}

constexpr BadInput people[] = {
    {"Mobile", "units.yaml", "contact: 张三", "contact: {name: 张三, mobile: 1380000000}",
     "units.yaml:4:42", "1380000000 不是手机号", "11 位"},
    {"Landline", "units.yaml", "contact: 张三", "contact: {name: 张三, mobile: 0936-8211234}",
     "units.yaml:4:42", "0936-8211234 不是手机号", "13800000000"},
    {"Mailbox", "units.yaml", "contact: 张三", "contact: {name: 张三, email: zhang.example.cn}",
     "units.yaml:4:41", "zhang.example.cn 不是邮箱地址", "@"},
    {"MailboxWithHeader", "units.yaml", "contact: 张三",
     "contact: {name: 张三, email: \"a@b.cn\\nBcc: x@y.cn\"}", "units.yaml:4:41", "a@b.cn", "@"},
    {"Everybody", "units.yaml", "contact: 张三", "contact: {name: 张三, wecom: \"@all\"}",
     "units.yaml:4:41", "@all 不是账号", "所有人"},
    {"EverybodyOfFeishu", "units.yaml", "contact: 张三", "contact: {name: 张三, feishu: all}",
     "units.yaml:4:42", "all 不是飞书的 open_id", "ou_"},
    {"TwoAccounts", "units.yaml", "contact: 张三", "contact: {name: 张三, wecom: \"a|b\"}",
     "units.yaml:4:41", "a|b 不是账号", "字母"},
    {"Nameless", "units.yaml", "contact: 张三", "contact: {mobile: 13800000000}", "units.yaml:4:23",
     "缺少 name", "name"},
    {"NameOfTwoLines", "units.yaml", "contact: 张三", "contact: \"张\\n三\"", "units.yaml:4:23",
     "姓名里有换行", "一行"},
    {"UnknownAddress", "units.yaml", "contact: 张三", "contact: {name: 张三, phone: 1}",
     "units.yaml:4:34", "未知的键 phone", "mobile"},
};
INSTANTIATE_TEST_SUITE_P(People, RoutingMistakes, testing::ValuesIn(people), name_of_row);

constexpr BadInput channels[] = {
    {"RobotWithoutKey", "routing.yaml", hook, "wecom_robot: {mention: true}", "routing.yaml:4:39",
     "缺少 key", "key"},
    {"KeyInPlainText", "routing.yaml", hook, "wecom_robot: {key: 693axxx6-7aoc}",
     "routing.yaml:4:45", "key 写成了明文", "更换"},
    {"KeyInTheAddress", "routing.yaml", hook, "wecom_robot: {url: qyapi, key: {file: secret.txt}}",
     "routing.yaml:4:45", "地址不是 http 或 https", "https://"},
    {"SecretThatIsNotSet", "routing.yaml", hook,
     "feishu_robot: {token: {env: PLANWATCH_NO_SUCH_VARIABLE}}", "routing.yaml:4:54",
     "环境变量 PLANWATCH_NO_SUCH_VARIABLE 没有设置", "EnvironmentFile"},
    {"KeywordOfTwoLines", "routing.yaml", hook,
     "dingtalk_robot: {access_token: {file: secret.txt}, keyword: \"a\\nb\"}", "routing.yaml:4:86",
     "关键词里有换行", "一行"},
    {"AppToEverybody", "routing.yaml", hook,
     "wecom_app: {corp_id: ww1, corp_secret: {file: secret.txt}, agent_id: 1, to: [\"@all\"]}",
     "routing.yaml:4:103", "@all 不是账号", "所有人"},
    {"HostWithPort", "routing.yaml", hook,
     "mail: {host: \"smtp.example.cn:465\", from: \"a@example.cn\"}", "routing.yaml:4:39",
     "smtp.example.cn:465 不是主机名", "port"},
    {"SenderIsNoMailbox", "routing.yaml", hook, "mail: {host: smtp.example.cn, from: planwatch}",
     "routing.yaml:4:62", "planwatch 不是邮箱地址", "@"},
    {"UserWithoutPassword", "routing.yaml", hook,
     "mail: {host: smtp.example.cn, from: \"a@example.cn\", user: \"a@example.cn\"}",
     "routing.yaml:4:32", "user 和 password 要成对", "不登录"},
    {"PasswordInTheClear", "routing.yaml", hook,
     "mail: {host: smtp.example.cn, security: none, from: \"a@example.cn\", "
     "user: \"a@example.cn\", password: {file: secret.txt}}",
     "routing.yaml:4:66", "口令会以明文传送", "starttls"},
    {"RootThatIsNotThere", "routing.yaml", hook,
     "mail: {host: smtp.example.cn, from: \"a@example.cn\", ca_file: none.pem}",
     "routing.yaml:4:87", "文件 none.pem 读不了", "相对路径"},
    {"TencentWithoutApp", "routing.yaml", hook,
     "sms: {gateway: tencent, key_id: A, key_secret: {file: secret.txt}, sign_name: 甲, "
     "single: {code: \"1\"}, to: [13800000000]}",
     "routing.yaml:4:31", "腾讯云短信要写 app_id", "SdkAppId"},
    {"VariableOfNothing", "routing.yaml", hook,
     "sms: {gateway: aliyun, key_id: A, key_secret: {file: secret.txt}, sign_name: 甲, "
     "single: {code: SMS_1, variables: {a: lihgt}}, to: [13800000000]}",
     "routing.yaml:4:143", "短信变量 a 的 lihgt 不是通知里的内容", "是否想写 light"},
    {"TwoChannels", "routing.yaml", hook, "log: {}, wecom_robot: {key: {file: secret.txt}}",
     "routing.yaml:4:35", "log, file, webhook", "恰好写一个"},
    {"FasterThanTheVendor", "routing.yaml", hook,
     "wecom_robot: {key: {file: secret.txt}}, rate: {per_minute: 21}", "routing.yaml:4:72",
     "接收端 hook 的 rate 超过平台上限：每分钟 20 条", "默认值"},
};
INSTANTIATE_TEST_SUITE_P(Channels, RoutingMistakes, testing::ValuesIn(channels), name_of_row);

constexpr BadInput routes[] = {
    {"FallbackToItself", "routing.yaml", hook,
     "fallback: hook, webhook: {url: \"https://oa.example.cn/hook\"}", "routing.yaml:4:36",
     "备用接收端绕成了圈：hook → hook", "走得完"},
    {"FallbackInACircle", "routing.yaml", "give_up_after: 1d, log: {}}\n  - {id: hook, name: 平台,",
     "fallback: hook, log: {}}\n  - {id: hook, name: 平台, fallback: console,", "routing.yaml:3:39",
     "备用接收端绕成了圈：console → hook → console", "删掉"},
    {"FallbackToNobody", "routing.yaml", hook,
     "fallback: hok, webhook: {url: \"https://oa.example.cn/hook\"}", "routing.yaml:4:36",
     "没有名为 hok 的接收端", "是否想写 hook"},
    {"FallbackToState", "routing.yaml", hook,
     "fallback: am, webhook: {url: \"https://oa.example.cn/hook\"}", "routing.yaml:4:36",
     "am 是 Alertmanager，收的是状态", "换一个"},
    {"NoLastStep", "routing.yaml", "role: contact, copy: [leader]", "role: contact",
     "routing.yaml:18:7", "路由 all 的升级阶梯没有最后一级", "role: supervision"},
    {"QuietAllDay", "routing.yaml", "    from: blue",
     "    from: blue\n    quiet_hours: [\"08:00-15:00\", \"14:30-07:00\"]", "routing.yaml:15:18",
     "路由 all 的免打扰盖住了全部工作时间", "working_hours"},
    {"QuietForNoTime", "routing.yaml", "    from: blue",
     "    from: blue\n    quiet_hours: [\"08:00-08:00\"]", "routing.yaml:15:19",
     "quiet_hours 的 08:00-08:00 不是时段", "跨过零点"},
    {"NobodyHasAMailbox", "routing.yaml", hook, mail, "routing.yaml:13:9",
     "路由 all 的 contact 经 hook 一个人也通知不到：没有邮箱（email）：协调局, 商务局",
     "在接收端写 to"},
    {"FeedContactWithoutAddress", "routing.yaml", hook, mail, "routing.yaml:7:9",
     "路由 red_feeds 的 feed_contact 经 hook 一个人也通知不到", "units.yaml"},
    {"DailyDigestWithAWeekday", "routing.yaml", "log: {}",
     "log: {}, digest: {every: day, weekday: friday}", "routing.yaml:3:87", "每天的汇总不分星期几",
     "every: week"},
    {"DigestWithoutRhythm", "routing.yaml", "log: {}", "log: {}, digest: {at: \"08:53\"}",
     "routing.yaml:3:65", "缺少 every", "every"},
    {"MessageThatIsNotThere", "routing.yaml", hook,
     "message: shrot, webhook: {url: \"https://oa.example.cn/hook\"}", "routing.yaml:4:35",
     "没有名为 shrot 的消息模板", ""},
    {"HeartbeatTooFine", "routing.yaml", "routes:",
     "heartbeat: {url: \"https://w.example.cn\", every: 100ms}\nroutes:", "routing.yaml:6:49",
     "every 最小以秒计", "1s"},
    {"DampingOfOneFiring", "routing.yaml",
     "routes:", "damping: {firings: 1}\nroutes:", "routing.yaml:6:20", "firings", "2"},
};
INSTANTIATE_TEST_SUITE_P(Routes, RoutingMistakes, testing::ValuesIn(routes), name_of_row);

// Places inside of a template are places of the file, however its text is written.
constexpr BadInput templates[] = {
    {"InABlock", "routing.yaml", "routes:",
     "messages:\n  - id: own\n    title: 标题\n    body: |\n      第一行\n      ab?\nroutes:",
     "routing.yaml:11:9", "不认识 ?", "删掉"},
    {"InTheFirstLineOfABlock", "routing.yaml",
     "routes:", "messages:\n  - id: own\n    title: 标题\n    body: |-\n        ?\nroutes:",
     "routing.yaml:10:9", "不认识 ?", "删掉"},
    {"InQuotes", "routing.yaml", "routes:",
     "messages:\n  - {id: own, title: 标题, body: \"ab?\"}\nroutes:", "routing.yaml:7:35",
     "不认识 ?", "删掉"},
    {"WithoutQuotes", "routing.yaml", "routes:",
     "messages:\n  - id: own\n    title: 标题\n    body: ab?\nroutes:", "routing.yaml:9:13",
     "不认识 ?", "删掉"},
    {"InQuotesWithABar", "routing.yaml",
     "routes:", "messages:\n  - {id: own, title: 标题, body: \"|?\"}\nroutes:", "routing.yaml:7:34",
     "不认识 ?", "删掉"},
    {"InAFoldedBlock", "routing.yaml",
     "routes:", "messages:\n  - id: own\n    title: 标题\n    body: >\n      a\n      b?\nroutes:",
     "routing.yaml:9:11", "不认识 ?", "删掉"},
    {"InTheTitle", "routing.yaml",
     "routes:", "messages:\n  - {id: own, title: \"a?\", body: b}\nroutes:", "routing.yaml:7:24",
     "标题不认识 ?", "删掉"},
    {"TitleOfTwoLines", "routing.yaml",
     "routes:", "messages:\n  - {id: own, title: \"a\\nb\", body: b}\nroutes:", "routing.yaml:7:22",
     "标题不止一行", "body"},
};
INSTANTIATE_TEST_SUITE_P(Templates, RoutingMistakes, testing::ValuesIn(templates), name_of_row);

constexpr BadInput server[] = {
    {"LinksInTheClear", "server.yaml",
     "  tokens:", "  public_url: http://pw.example.gov.cn\n  tokens:", "server.yaml:2:15",
     "public_url 不是 https", "反向代理"},
    {"LooksLikeThisMachine", "server.yaml",
     "  tokens:", "  public_url: http://localhost.example.cn\n  tokens:", "server.yaml:2:15",
     "public_url 不是 https", "反向代理"},
    {"LinksWithAQuery", "server.yaml",
     "  tokens:", "  public_url: \"https://pw.example.gov.cn/?a=1\"\n  tokens:", "server.yaml:2:15",
     "public_url 里有 ? 或 #", "路径"},
    {"LinksForEver", "server.yaml",
     "  tokens:", "  link_valid_days: 365\n  tokens:", "server.yaml:2:20", "link_valid_days", "90"},
};
INSTANTIATE_TEST_SUITE_P(Server, RoutingMistakes, testing::ValuesIn(server), name_of_row);

class RoutingOddities : public testing::TestWithParam<BadInput> {};

TEST_P(RoutingOddities, IsAWarningWithPlaceAndHint) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.write("secret.txt", "0123\n");
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load(with_checks());
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const std::string start = folder.path() + "/" + row.at + ": 警告: ";
  const std::string text = all_texts(result);
  const std::size_t at = text.find(start + row.message);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_THAT(text.substr(at, text.find('\n', at) - at), testing::HasSubstr(row.hint));
}

constexpr BadInput oddities[] = {
    {"DigestOnTheHour", "routing.yaml", "log: {}", "log: {}, digest: {every: day, at: \"09:00\"}",
     "routing.yaml:3:82", "汇总不在整点和半点发，改为 09:07", "09:07"},
    {"DigestOnTheHalfHour", "routing.yaml", "log: {}",
     "log: {}, digest: {every: week, weekday: friday, at: \"17:30\"}", "routing.yaml:3:100",
     "汇总不在整点和半点发，改为 17:37", "17:37"},
    {"NoLinks", "routing.yaml", hook, robot, "routing.yaml:4:10", "没有配置 public_url",
     "server.yaml"},
    {"SecretOfSomethingElse", "routing.yaml", hook,
     "dingtalk_robot: {access_token: {file: secret.txt}, secret: {file: secret.txt}}",
     "routing.yaml:4:85", "加签密钥不以 SEC 开头", "加签"},
    {"NobodyHearsOfRefusals", "routing.yaml", "    from: blue",
     "    from: blue\n    subjects: [indicator, task, feed]", "routing.yaml:4:10",
     "接收端 hook 送不到时没有人知道", "subjects: [receiver]"},
    {"OnlyItselfHearsOfRefusals", "routing.yaml", "routes:\n",
     "routes:\n  - id: ops\n    subjects: [receiver]\n    receivers: [hook]\n"
     "    ladder: [{after: firing, role: ops}]\n",
     "routing.yaml:7:9", "hook 送不到时，消息也只发给它自己", "file"},
    {"SenderIsNotTheLogin", "routing.yaml", hook,
     "mail: {host: smtp.example.cn, from: \"a@example.cn\", user: \"b@example.cn\", "
     "password: {file: secret.txt}, to: [\"c@example.cn\"]}",
     "routing.yaml:4:62", "发件人与登录账号 b@example.cn 不同", "相同"},
    {"MessageForALog", "routing.yaml", "receivers:\n  - {id: console,",
     "messages: [{id: own, title: a, body: b}]\nreceivers:\n  - {message: own, id: console,",
     "routing.yaml:4:15", "接收端 console 的通道用不上消息模板", "删掉"},
    {"MessageThatNobodyUses", "routing.yaml",
     "routes:", "messages:\n  - {id: own, title: a, body: b}\nroutes:", "routing.yaml:7:10",
     "没有接收端用到消息模板 own", "message"},
};
INSTANTIATE_TEST_SUITE_P(Config, RoutingOddities, testing::ValuesIn(oddities), name_of_row);

}  // namespace
}  // namespace planwatch
