#include <sys/stat.h>
#include <thread>

#include "daemon/send/append_line.h"
#include "daemon/send/channels.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

class FileChannelTest : public testing::Test {
 protected:
  SendResult send_through(const std::string& path, int number) {
    const auto channel = make_file_channel(scheduler_, path);
    std::vector<SendResult> results;
    channel->send(notice_for("file", number),
                  [&results](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    scheduler_.run_ready();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? SendResult{} : results.front();
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  TempDir dir_;
};

TEST_F(FileChannelTest, AppendsOneJsonLinePerNotice) {
  const std::string path = dir_.file("alerts.jsonl");
  EXPECT_EQ(send_through(path, 1).result, SendClass::success);
  EXPECT_EQ(send_through(path, 2).result, SendClass::success);
  EXPECT_EQ(lines_of(path), (std::vector<std::string>{render_json(notice_for("file", 1)),
                                                      render_json(notice_for("file", 2))}));
  EXPECT_EQ(read_all(path).back(), '\n');
}

TEST_F(FileChannelTest, MakesMissingFolders) {
  const std::string path = dir_.file("outbox/2025/alerts.jsonl");
  EXPECT_EQ(send_through(path, 1).result, SendClass::success);
  EXPECT_EQ(lines_of(path).size(), 1U);
}

TEST_F(FileChannelTest, EndsALineThatACrashCutShort) {
  const std::string path = dir_.file("alerts.jsonl");
  const std::string whole = render_json(notice_for("file", 1));
  write_all(path, whole + "\n" + whole.substr(0, 40));
  EXPECT_EQ(send_through(path, 2).result, SendClass::success);
  EXPECT_EQ(lines_of(path), (std::vector<std::string>{whole, whole.substr(0, 40),
                                                      render_json(notice_for("file", 2))}));
}

TEST_F(FileChannelTest, TheFileIsNotReadableByEverybody) {
  const std::string path = dir_.file("alerts.jsonl");
  send_through(path, 1);
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07U, 0U);
}

TEST_F(FileChannelTest, WhatIsNoRegularFileIsRefused) {
  const std::string fifo = dir_.file("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& path : {dir_.file(""), fifo, std::string("/dev/null")}) {
    const SendResult result = send_through(path, 1);
    EXPECT_EQ(result.result, SendClass::permanent) << path;
    EXPECT_NE(result.answer.find("routing.yaml"), std::string::npos) << result.answer;
  }
}

TEST_F(FileChannelTest, TroubleOfTheDiskIsRetried) {
  write_all(dir_.file("plain"), "x");
  const SendResult result = send_through(dir_.file("plain/alerts.jsonl"), 1);
  EXPECT_EQ(result.result, SendClass::retry_soon);
  EXPECT_NE(result.answer.find(dir_.file("plain")), std::string::npos) << result.answer;
}

TEST(AppendLine, LinesOfSeveralWritersDoNotMix) {
  const TempDir dir;
  const std::string path = dir.file("shared.jsonl");
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&path, writer] {
      for (int i = 0; i < 25; ++i) {
        EXPECT_TRUE(append_line(path, std::string(2000, static_cast<char>('a' + writer))));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const auto lines = lines_of(path);
  EXPECT_EQ(lines.size(), 100U);
  for (const std::string& line : lines) EXPECT_EQ(line, std::string(2000, line[0]));
}

}  // namespace
}  // namespace planwatch::send_test
