#include "daemon/send/channels.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

class LogChannelTest : public testing::Test {
 protected:
  std::string line_of(const Notice& notice) {
    std::vector<std::string> lines;
    std::vector<SendResult> results;
    const auto channel =
        make_log_channel(scheduler_, [&lines](const std::string& line) { lines.push_back(line); });
    channel->send(notice, [&results](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    scheduler_.run_ready();
    EXPECT_EQ(results.size(), 1U);
    EXPECT_EQ(results.front().result, SendClass::success);
    EXPECT_EQ(lines.size(), 1U);
    return lines.empty() ? std::string() : lines.front();
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
};

TEST_F(LogChannelTest, WritesTitleTextAndWhyInOneLine) {
  EXPECT_EQ(line_of(notice_for("log", 0)),
            "notice kind=fired level=red addressee=\"区法院 经办人\" "
            "title=\"【红灯】区法院 执行到位率 52.3%\" "
            "text=\"【红灯】区法院 执行到位率 52.3% | 完成时限：2025-12-31\" "
            "why=\"首次达到预警条件\" key=\"" +
                to_string(notice_for("log", 0).key) + "\"");
}

TEST_F(LogChannelTest, ATextCannotPretendToBeALogLineOrAField) {
  Notice notice = notice_for("log", 0);
  notice.title = "x\" level=green\n2025-10-20 error fake\r\x1b[31m";
  const std::string line = line_of(notice);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line.find('\r'), std::string::npos);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_NE(line.find("title=\"x\\\" level=green | 2025-10-20 error fake [31m\""),
            std::string::npos)
      << line;
}

TEST_F(LogChannelTest, AnEndlessTextIsCut) {
  Notice notice = notice_for("log", 0);
  notice.text = std::string(1'000'000, 'x');
  EXPECT_LT(line_of(notice).size(), 6'000U);
}

TEST_F(LogChannelTest, MayBeDestroyedWhileANoticeIsUnderWay) {
  int lines = 0;
  int done = 0;
  auto channel = make_log_channel(scheduler_, [&lines](const std::string&) { ++lines; });
  channel->send(notice_for("log", 0), [&done](const SendResult&) { ++done; });
  channel.reset();
  scheduler_.run_ready();
  EXPECT_EQ(lines, 1);
  EXPECT_EQ(done, 1);
}

}  // namespace
}  // namespace planwatch::send_test
