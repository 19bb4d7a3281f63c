#include <chrono>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/collectors/servers/drop_support.h"

namespace planwatch {
namespace {

using namespace drop_testing;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

constexpr int any_time = 10'000;
struct ServerRow {
  const char* manner;
  int total_timeout;  // in milliseconds
  ErrorCode code;
  std::vector<const char*> says;
};

// OpenSSH with a program behind it that speaks SFTP with the manners of drop_sftp_hostile.py.
class HostileSftpTest : public testing::Test {
 protected:
  FeedSpec feed() const {
    RemoteFolder made;
    made.host = "127.0.0.1";
    made.port = server_.port();
    made.folder = "/in";
    made.files = "*.csv";
    made.user = server_.user();
    made.key_file = key_;
    made.host_key_sha256 = server_.host_key();
    made.stable_for = std::chrono::milliseconds(100);
    FeedSpec feed = feed_of(made);
    feed.retries = 0;
    feed.limits.bytes = 1000;
    return feed;
  }
  Result<Fetched> fetch(const std::string& manner, const FeedSpec& feed) {
    std::ofstream(manners_.file("manner"), std::ios::trunc) << manner;
    return fetch_now(feed);
  }
  void expect_refused(const ServerRow& row) {
    FeedSpec spec = feed();
    spec.limits.total_timeout = std::chrono::milliseconds(row.total_timeout);
    const auto fetched = fetch(row.manner, spec);
    ASSERT_FALSE(fetched) << row.manner
                          << " was read: " << testing::PrintToString(names_of(*fetched));
    EXPECT_EQ(fetched.error().code, row.code) << row.manner << ": " << fetched.error().message;
    EXPECT_THAT(fetched.error().message, HasSubstr(place())) << row.manner;
    for (const char* words : row.says) {
      EXPECT_THAT(fetched.error().message, HasSubstr(words)) << row.manner;
    }
  }
  std::string place(const std::string& name = "") const {
    return "sftp://127.0.0.1:" + std::to_string(server_.port()) + "/in" + name;
  }

  TestFolder manners_;
  SftpServer server_{"/usr/bin/python3 " PLANWATCH_SOURCE_DIR
                     "/tests/collectors/servers/drop_sftp_hostile.py " +
                         manners_.file("manner"),
                     true};
  std::string key_ = server_.make_key("key", "", true);
};

struct FileRow {
  const char* manner;
  bool first;  // whether a.csv is taken
  std::vector<const char*> says;
};

// What is wrong with one file hides no other, and no half file and no byte too many counts.
TEST_F(HostileSftpTest, FilesThatAreNotWhatTheListingSays) {
  const FileRow rows[] = {
      {"good", true, {}},
      {"no size", true, {}},
      {"a longer file", true, {}},  // as many bytes as were listed, as of one that is being written
      {"a shorter file", false, {}},
      {"a file without end", false, {"/a.csv", "超过上限 1000"}},
      {"a size of nobody", false, {}},
      {"a negative size", false, {}},
      {"more than was asked for", false, {}},
  };
  for (const FileRow& row : rows) {
    const auto fetched = fetch(row.manner, feed());
    if (!fetched) {
      EXPECT_FALSE(row.first) << row.manner << ": " << fetched.error().message << server_.log();
      for (const char* words : row.says) {
        EXPECT_THAT(fetched.error().message, HasSubstr(words)) << row.manner;
      }
      continue;
    }
    const bool has_first = !fetched->bodies.empty() && fetched->bodies[0].source == place("/a.csv");
    EXPECT_EQ(has_first, row.first) << row.manner;
    if (has_first) {
      EXPECT_EQ(fetched->bodies[0].bytes, "abc") << row.manner;
    }
    for (const FetchedBody& body : fetched->bodies) {
      const bool known = body.source == place("/good.csv") ? body.bytes == "0123456789"
                                                           : body.source == place("/a.csv");
      EXPECT_TRUE(known) << row.manner << ": " << body.source;
    }
  }
}

// Names of a server that wants us to ask for something else, or that end a line of ours.
TEST_F(HostileSftpTest, NamesThatLeadAwayAreNeverAskedFor) {
  const auto fetched = fetch("strange names", feed());
  ASSERT_TRUE(fetched) << fetched.error().message << server_.log();
  EXPECT_THAT(names_of(*fetched), ElementsAre("a.csv", "good.csv"));
  EXPECT_THAT(fetched->troubles, Not(IsEmpty()));
  for (const Error& trouble : fetched->troubles) {
    EXPECT_THAT(trouble.message, HasSubstr(place()));
    EXPECT_EQ(trouble.message.find_first_of(std::string("\0\r\n\x07", 4)), std::string::npos);
  }
}

// Bounded in time, nothing imported, and a refusal that names the place. A server that falls
// silent, or whose program ends, leaves the connection open: time alone tells.
TEST_F(HostileSftpTest, ServersThatFallSilentOrBreakOff) {
  constexpr int soon = 500;
  const ServerRow rows[] = {
      {"says nothing", soon, ErrorCode::timeout, {"超时"}},
      {"stalls in the listing", soon, ErrorCode::timeout, {"超时"}},
      {"stalls in the file", 2'000, ErrorCode::timeout, {"/a.csv", "超时"}},
      {"is cut in the listing", soon, ErrorCode::timeout, {"超时"}},
      {"is cut in the file", 2'000, ErrorCode::timeout, {"/a.csv", "超时"}},
      {"huge packet", soon, ErrorCode::timeout, {"超时"}},
      {"a name without end", any_time, ErrorCode::io, {"传输失败"}},
      {"wrong count", any_time, ErrorCode::io, {"传输失败"}},
  };
  for (const ServerRow& row : rows) expect_refused(row);
}

// Bounded in memory as well.
TEST_F(HostileSftpTest, ServersThatSendWithoutEnd) {
  const ServerRow rows[] = {
      {"endless listing", any_time, ErrorCode::too_large, {"目录列表", "请对方清理"}},
      {"endless nothing", any_time, ErrorCode::corrupt, {"远多于所问的"}},
      {"answers to nobody", any_time, ErrorCode::corrupt, {"远多于所问的"}},
  };
  for (const ServerRow& row : rows) expect_refused(row);
  EXPECT_LT(peak_kilobytes(), 250'000) << "whatever a server sends";
}

// A password goes to a server that has shown the right key, is refused once and never shown.
TEST_F(HostileSftpTest, AWrongPasswordAndAServerThatWasReplaced) {
  FeedSpec wrong = feed();
  wrong.retries = 3;
  auto& folder = std::get<RemoteFolder>(wrong.transport);
  folder.key_file.clear();
  folder.password = Secret("geheim-8");
  int waits = 0;
  std::ofstream(manners_.file("manner"), std::ios::trunc) << "good";
  const auto refused = fetch_now(wrong, [&] { ++waits; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused) << refused.error().message;
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("不让登录"), Not(HasSubstr("geheim-8"))));
  EXPECT_EQ(waits, 0) << "accounts get locked by that";
  EXPECT_THAT(server_.log(), HasSubstr("Failed password"));

  const SftpServer another("internal-sftp", true);
  folder.port = another.port();
  const auto replaced = fetch_now(wrong);
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().code, ErrorCode::refused);
  EXPECT_THAT(replaced.error().message,
              AllOf(HasSubstr("host_key_sha256 不符"), HasSubstr(another.host_key().substr(7))));
  EXPECT_THAT(another.log(), Not(HasSubstr("password"))) << "it never saw the password";
}

}  // namespace
}  // namespace planwatch
