#include "daemon/app/send_once.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>
#include <unistd.h>

#include "gtest/gtest.h"

#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

const Instant noon = instant_at(make_date(2025, 10, 20), TimeOfDay{12 * 60});

Receiver receiver_with(ChannelSpec channel) {
  Receiver receiver;
  receiver.id = ReceiverId{"hook"};
  receiver.name = "办公平台";
  receiver.channel = std::move(channel);
  return receiver;
}

TEST(TestNotice, SaysThatItIsATestAndIsAboutNothing) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.units[1].people.contact = {"张三", "13800000000", "", "", "", ""};
  const Receiver receiver = receiver_with(LogChannel{});
  const Notice notice = test_notice(configuration, receiver, UnitId{"法院"}, noon);
  EXPECT_THAT(notice.title, testing::StartsWith("【测试】"));
  EXPECT_THAT(notice.title, testing::HasSubstr("不是预警"));
  ASSERT_EQ(notice.items.size(), 1u);
  EXPECT_EQ(notice.items[0].key, notice.key);
  EXPECT_EQ(notice.key.level, Light::green);
  EXPECT_FALSE(notice.urgent);
  EXPECT_EQ(notice.addressee, "法院 张三");
  ASSERT_EQ(notice.people.size(), 1u);
  EXPECT_EQ(notice.people[0].mobile, "13800000000");
  // Without a unit whoever reads the receiver is meant.
  EXPECT_TRUE(test_notice(configuration, receiver, UnitId{}, noon).people.empty());
  EXPECT_NE(test_notice(configuration, receiver, UnitId{}, noon + std::chrono::minutes{1}).key,
            test_notice(configuration, receiver, UnitId{}, noon).key);
}

TEST(SendOnce, GoesThroughTheReceiversOwnChannel) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                       ("planwatch_send_once_" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  const Receiver receiver = receiver_with(FileChannel{"test.jsonl"});
  const Notice notice = test_notice(SmallPlan::configuration(), receiver, UnitId{}, noon);
  const auto sent = send_once(receiver, Routing{}, folder.string(), notice);
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->result, SendClass::success) << sent->answer;
  std::ifstream file(folder / "test.jsonl");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), testing::HasSubstr("【测试】"));
  std::filesystem::remove_all(folder);
}

// Port 1 of this machine answers nobody.
TEST(SendOnce, TellsWhatTheChannelSays) {
  WebhookChannel webhook;
  webhook.url = "http://127.0.0.1:1/hook";
  const Receiver receiver = receiver_with(webhook);
  const Notice notice = test_notice(SmallPlan::configuration(), receiver, UnitId{}, noon);
  const auto sent = send_once(receiver, Routing{}, "", notice);
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->result, SendClass::retry_soon) << sent->answer;
}

TEST(SendOnce, RefusesReceiversOfState) {
  const Receiver receiver = receiver_with(AlertmanagerChannel{"http://127.0.0.1:9093"});
  const Notice notice = test_notice(SmallPlan::configuration(), receiver, UnitId{}, noon);
  const auto sent = send_once(receiver, Routing{}, "", notice);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code, ErrorCode::invalid);
  EXPECT_THAT(sent.error().message, testing::HasSubstr("hook"));
}

}  // namespace
}  // namespace planwatch
