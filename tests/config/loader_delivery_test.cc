#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

// What a right description becomes.
std::shared_ptr<const Configuration> loaded(const ConfigFolder& folder) {
  const LoadResult result = folder.load();
  EXPECT_NE(result.configuration, nullptr) << all_texts(result);
  return result.configuration ? result.configuration : std::make_shared<const Configuration>();
}

ChannelSpec channel_of(ConfigFolder& folder, const std::string& text) {
  folder.write("secret.txt", "SEC0123\n");
  folder.replace("routing.yaml", "webhook: {url: \"https://oa.example.cn/hook\"}", text);
  return loaded(folder)->routing.receivers.at(1).channel;
}

TEST(LoadedPeople, HaveANameOrANameAndAddresses) {
  ConfigFolder folder;
  folder.replace("units.yaml", "contact: 张三",
                 "contact: {name: 张三, mobile: +8613800000000, email: z.s@example.gov.cn, "
                 "wecom: ZhangSan, dingtalk: zs01, feishu: ou_0a}");
  const auto configuration = loaded(folder);
  const Unit* unit = configuration->plan.find_unit(UnitId{"协调局"});
  ASSERT_NE(unit, nullptr);
  const Person& contact = unit->people.contact;
  EXPECT_EQ(contact.name, "张三");
  EXPECT_EQ(contact.mobile, "+8613800000000");
  EXPECT_EQ(contact.email, "z.s@example.gov.cn");
  EXPECT_EQ(contact.wecom, "ZhangSan");
  EXPECT_EQ(contact.dingtalk, "zs01");
  EXPECT_EQ(contact.feishu, "ou_0a");
  EXPECT_EQ(unit->people.deputy, (Person{"李四", "", "", "", "", ""}));
}

TEST(LoadedChannels, WecomRobot) {
  ConfigFolder folder;
  const auto channel = std::get<WecomRobotChannel>(
      channel_of(folder, "wecom_robot: {key: {file: secret.txt}, mention: false}"));
  EXPECT_EQ(channel.url, "https://qyapi.weixin.qq.com");
  EXPECT_EQ(channel.key.reveal(), "SEC0123");
  EXPECT_FALSE(channel.mention);
}

TEST(LoadedChannels, WecomApp) {
  ConfigFolder folder;
  const auto channel = std::get<WecomAppChannel>(
      channel_of(folder,
                 "wecom_app: {url: \"http://127.0.0.1:8080/\", corp_id: ww1, corp_secret: {file: "
                 "secret.txt}, agent_id: 1000002, markdown: true, to: [zhangsan, li.si]}"));
  EXPECT_EQ(channel.url, "http://127.0.0.1:8080");
  EXPECT_EQ(channel.corp_id, "ww1");
  EXPECT_EQ(channel.agent_id, 1000002);
  EXPECT_TRUE(channel.markdown);
  EXPECT_THAT(channel.to, testing::ElementsAre("zhangsan", "li.si"));
}

TEST(LoadedChannels, RobotsOfDingtalkAndFeishu) {
  ConfigFolder one;
  const auto dingtalk = std::get<DingtalkRobotChannel>(
      channel_of(one,
                 "dingtalk_robot: {access_token: {file: secret.txt}, secret: {file: secret.txt}, "
                 "keyword: 督办}"));
  EXPECT_EQ(dingtalk.access_token.reveal(), "SEC0123");
  ASSERT_TRUE(dingtalk.secret.has_value());
  EXPECT_EQ(dingtalk.keyword, "督办");
  EXPECT_TRUE(dingtalk.mention);
  ConfigFolder other;
  const auto feishu =
      std::get<FeishuRobotChannel>(channel_of(other, "feishu_robot: {token: {file: secret.txt}}"));
  EXPECT_EQ(feishu.url, "https://open.feishu.cn");
  EXPECT_FALSE(feishu.secret.has_value());
}

struct PortRow {
  const char* words;
  int port;
};
TEST(LoadedChannels, MailWithTheUsualPorts) {
  constexpr PortRow table[] = {{"", 465},
                               {", security: tls", 465},
                               {", security: starttls", 587},
                               {", security: none", 25},
                               {", security: starttls, port: 2525", 2525}};
  for (const PortRow& row : table) {
    ConfigFolder folder;
    const auto channel = std::get<MailChannel>(
        channel_of(folder, std::string("mail: {host: smtp.example.cn, from: \"a@example.cn\", "
                                       "to: [\"b@example.cn\"]") +
                               row.words + "}"));
    EXPECT_EQ(channel.port, row.port) << row.words;
    EXPECT_EQ(channel.user, "");
    EXPECT_THAT(channel.to, testing::ElementsAre("b@example.cn"));
  }
}

TEST(LoadedChannels, SmsKeepsTheOrderOfItsVariables) {
  ConfigFolder folder;
  const auto channel = std::get<SmsChannel>(
      channel_of(folder,
                 "sms: {gateway: tencent, app_id: 1400000000, key_id: A, key_secret: {file: "
                 "secret.txt}, sign_name: 甲, single: {code: 7, variables: {b: unit, a: light}}, "
                 "group: {code: 8}, to: [13800000000], most_variable_chars: 6}"));
  EXPECT_EQ(channel.gateway, SmsGateway::tencent);
  EXPECT_EQ(channel.single.code, "7");
  using Pair = std::pair<std::string, std::string>;
  EXPECT_THAT(channel.single.variables,
              testing::ElementsAre(Pair{"b", "unit"}, Pair{"a", "light"}));
  ASSERT_TRUE(channel.group.has_value());
  EXPECT_EQ(channel.group->code, "8");
  EXPECT_EQ(channel.most_variable_chars, 6u);
}

TEST(LoadedReceivers, HaveTheirWayOfTelling) {
  ConfigFolder folder;
  folder.replace("routing.yaml", "receivers:\n",
                 "messages:\n  - {id: own, title: \"{{title}}\", body: b}\nreceivers:\n");
  folder.replace(
      "routing.yaml", "webhook: {",
      "lang: en, message: own, rate: {per_minute: 10, per_second: 2}, fallback: console, "
      "digest: {every: week, weekday: friday, at: \"16:53\", workdays_only: false}, "
      "webhook: {");
  const auto configuration = loaded(folder);
  ASSERT_EQ(configuration->routing.receivers.size(), 3u);
  const Receiver& receiver = configuration->routing.receivers[1];
  EXPECT_EQ(receiver.lang, Lang::en);
  EXPECT_EQ(receiver.message, "own");
  EXPECT_EQ(receiver.rate, (RateSpec{10, 2}));
  EXPECT_EQ(receiver.fallback.text, "console");
  const Digest weekly{DigestEvery::week, std::chrono::Friday, TimeOfDay{16 * 60 + 53}, false};
  EXPECT_EQ(receiver.digest, weekly);
  EXPECT_EQ(configuration->routing.receivers[0].digest, Digest{});
  ASSERT_EQ(configuration->routing.messages.size(), 1u);
  EXPECT_EQ(configuration->routing.messages[0].title, "{{title}}");
}

TEST(LoadedRoutes, HaveWaitQuietHoursAndCoUnits) {
  ConfigFolder folder;
  folder.replace("routing.yaml", "    from: blue\n",
                 "    from: blue\n    group_wait: 2m\n    inform_co_units: true\n"
                 "    quiet_hours: [\"12:00-14:00\", \"22:00-07:30\"]\n");
  const auto configuration = loaded(folder);
  ASSERT_EQ(configuration->routing.routes.size(), 2u);
  const Route& route = configuration->routing.routes[1];
  EXPECT_EQ(route.group_wait, std::chrono::minutes{2});
  EXPECT_TRUE(route.inform_co_units);
  ASSERT_EQ(route.quiet_hours.size(), 2u);
  EXPECT_EQ(route.quiet_hours[1].first, TimeOfDay{22 * 60});
  EXPECT_EQ(route.quiet_hours[1].second, TimeOfDay{7 * 60 + 30});
  EXPECT_EQ(configuration->routing.routes[0].group_wait.count(), 0);
}

TEST(LoadedRouting, HasHeartbeatDampingAndLinks) {
  ConfigFolder folder;
  folder.write("secret.txt", "0123\n");
  folder.replace("routing.yaml", "routes:\n",
                 "heartbeat: {url: \"https://w.example.cn/ping\", every: 1m, bearer: {file: "
                 "secret.txt}}\ndamping: {firings: 4, within_workdays: 20, calm_workdays: 3}\n"
                 "routes:\n");
  folder.replace("server.yaml", "  tokens:",
                 "  public_url: https://pw.example.gov.cn/plan/\n  link_valid_days: 7\n  tokens:");
  const auto configuration = loaded(folder);
  ASSERT_TRUE(configuration->routing.heartbeat.has_value());
  EXPECT_EQ(configuration->routing.heartbeat->every, std::chrono::seconds{60});
  EXPECT_TRUE(configuration->routing.heartbeat->bearer.has_value());
  EXPECT_EQ(configuration->routing.damping.firings, 4);
  EXPECT_EQ(configuration->routing.damping.within_workdays, 20);
  EXPECT_EQ(configuration->routing.damping.calm_workdays, 3);
  EXPECT_EQ(configuration->http.public_url, "https://pw.example.gov.cn/plan");
  EXPECT_EQ(configuration->http.link_valid_days, 7);
}

TEST(LoadedServer, LinksToThisMachineNeedNoEncryption) {
  for (const char* url : {"http://127.0.0.1:9720", "http://localhost:9720", "http://localhost",
                          "http://[::1]:9720"}) {
    ConfigFolder folder;
    folder.replace("server.yaml",
                   "  tokens:", std::string("  public_url: \"") + url + "\"\n  tokens:");
    EXPECT_EQ(loaded(folder)->http.public_url, url);
  }
}

// Some units have the address, some have not: those are told by nobody, and it is said.
TEST(ReachOfReceivers, NamesTheUnitsWithoutAnAddress) {
  ConfigFolder folder;
  folder.replace("units.yaml", "contact: 张三", "contact: {name: 张三, email: z@example.cn}");
  folder.replace("routing.yaml", "webhook: {url: \"https://oa.example.cn/hook\"}",
                 "mail: {host: smtp.example.cn, from: \"a@example.cn\"}");
  folder.replace("server.yaml", "  tokens:", "  public_url: https://pw.example.cn\n  tokens:");
  folder.replace("routing.yaml", "    receivers: [hook]\n", "    receivers: [console]\n");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(all_texts(result),
            folder.path() +
                "/routing.yaml:13:9: 警告: 路由 all 的 contact 经 hook "
                "通知不到这些单位，没有邮箱（email）：商务局（在 units.yaml 的 people "
                "里补上，或在接收端写 to）\n");
}

TEST(ReachOfReceivers, IsEverywhereWithAnAddressOfItsOwn) {
  ConfigFolder folder;
  folder.replace("routing.yaml", "webhook: {url: \"https://oa.example.cn/hook\"}",
                 "mail: {host: smtp.example.cn, from: \"a@example.cn\", to: [\"b@example.cn\"]}");
  folder.replace("server.yaml", "  tokens:", "  public_url: https://pw.example.cn\n  tokens:");
  EXPECT_EQ(all_texts(folder.load()), "");
}

// A receiver that is only somebody's fallback is used.
TEST(Fallbacks, AreAUseOfTheReceiver) {
  ConfigFolder folder;
  folder.replace("routing.yaml", "routes:\n", "  - {id: spare, name: 备用, log: {}}\nroutes:\n");
  EXPECT_EQ(folder.load().configuration, nullptr);
  folder.replace("routing.yaml", "webhook: {", "fallback: spare, webhook: {");
  EXPECT_EQ(all_texts(folder.load()), "");
}

// Alerts about receivers are taken by a route for them, wherever it stands.
TEST(RouteForOps, IsTakenByReceiversOnly) {
  ConfigFolder folder;
  folder.replace("routing.yaml", "routes:\n",
                 "routes:\n  - id: ops\n    subjects: [receiver]\n    receivers: [console]\n"
                 "    ladder: [{after: firing, role: ops}]\n");
  EXPECT_EQ(all_texts(folder.load()), "");
}

}  // namespace
}  // namespace planwatch
