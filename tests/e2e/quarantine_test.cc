#include <csignal>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

Finished quarantine(const DaemonUnderTest& daemon, std::vector<std::string> words) {
  std::vector<std::string> command = {PLANWATCH_BINARY, "quarantine"};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--url", fmt::format("http://127.0.0.1:{}", daemon.port())});
  return run_program(command);
}

bool lists(const DaemonUnderTest& daemon, const std::string& state, const std::string& text) {
  return quarantine(daemon, {"list", "--state", state, "--format", "csv"}).output.find(text) !=
         std::string::npos;
}

// 120 % is held back, the process is killed, a person releases it and discards the next one: as a
// county office would, through the binary alone.
TEST(Quarantine, AFigureHeldBackSurvivesAKillAndIsReleasedOrDiscardedByAPerson) {
  TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "a.csv", "120%", "05");
  {
    DaemonUnderTest daemon(folder.path(), folder.file("data"));
    ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
    ASSERT_TRUE(wait_until([&] { return lists(daemon, "pending", "1,pending"); }))
        << daemon.process().output();
    EXPECT_EQ(daemon.process().kill_now(), 128 + SIGKILL);
  }
  DaemonUnderTest daemon(folder.path(), folder.file("data"));
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const Finished list = quarantine(daemon, {});
  EXPECT_EQ(list.exit_code, 0) << list.output;
  EXPECT_NE(list.output.find("a.csv"), std::string::npos) << list.output;
  EXPECT_NE(list.output.find("第2行第3列（C2）"), std::string::npos) << list.output;

  const Finished nobody = quarantine(daemon, {"release", "1", "--reason", "属实"});
  EXPECT_EQ(nobody.exit_code, 64);
  EXPECT_NE(nobody.output.find("经手人"), std::string::npos) << nobody.output;
  const Finished released =
      quarantine(daemon, {"release", "1", "--reason", "含往年结案", "--person", "张三"});
  EXPECT_EQ(released.exit_code, 0) << released.output;
  const std::string status = daemon.get("/api/v1/status").body;
  EXPECT_NE(status.find(R"("value":"1.2")"), std::string::npos) << status;
  const Finished again =
      quarantine(daemon, {"discard", "1", "--reason", "填错", "--person", "李四"});
  EXPECT_EQ(again.exit_code, 1) << "decided already";

  deliver(folder, "b.csv", "130%", "06");
  ASSERT_TRUE(wait_until([&] { return lists(daemon, "pending", "2,pending"); }))
      << daemon.process().output();
  EXPECT_EQ(quarantine(daemon, {"discard", "2", "--reason", "填错", "--person", "李四"}).exit_code,
            0);
  EXPECT_TRUE(lists(daemon, "all", "含往年结案"));
  EXPECT_TRUE(lists(daemon, "discarded", "李四"));
  const std::string notices = read_text(folder.file("data/notices.jsonl"));
  EXPECT_NE(notices.find("张三核实后放行：含往年结案"), std::string::npos) << notices;
  EXPECT_NE(notices.find("李四作废：填错"), std::string::npos) << notices;
  const Finished explained = run_program({PLANWATCH_BINARY, "explain", "closing_rate", "--config",
                                          folder.path(), "--data", folder.file("data")});
  EXPECT_NE(explained.output.find("已作废"), std::string::npos) << explained.output;
}

}  // namespace
}  // namespace planwatch::e2e
