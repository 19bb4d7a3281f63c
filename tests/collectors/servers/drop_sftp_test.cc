#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/sha256.h"
#include "tests/collectors/servers/drop_support.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using namespace drop_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// One server for all cases: what is fetched from it, then what must be refused.
class SftpTest : public testing::Test {
 protected:
  RemoteFolder folder(const std::string& files = "*.csv") const {
    RemoteFolder made;
    made.host = "127.0.0.1";
    made.port = server_.port();
    made.folder = in_.path();
    made.files = files;
    made.user = server_.user();
    made.key_file = key_;
    made.host_key_sha256 = server_.host_key();
    made.stable_for = std::chrono::milliseconds(100);
    return made;
  }
  SftpServer server_;
  TestFolder in_;
  std::string key_ = server_.make_key("key", "", true);
};

TEST_F(SftpTest, ReadsWhatMatchesAndTouchesNothing) {
  in_.write("区法院_202506.csv", "one");
  in_.write("区法院_202506 最终版(1).csv", "two");
  in_.write("empty.csv", "");
  in_.write("~$lock.csv", "no");
  in_.write(".hidden.csv", "no");
  in_.write("other.txt", "no");
  fs::create_directories(in_.file("folder.csv"));
  fs::create_symlink("/etc/passwd", in_.file("link.csv"));
  const auto fetched = fetch_now(feed_of(folder()));
  ASSERT_TRUE(fetched) << fetched.error().message << server_.log();
  EXPECT_THAT(names_of(*fetched),
              ElementsAre("empty.csv", "区法院_202506 最终版(1).csv", "区法院_202506.csv"));
  EXPECT_EQ(fetched->bodies.at(0).bytes, "");
  EXPECT_EQ(fetched->bodies.at(2).bytes, "one");
  EXPECT_EQ(fetched->bodies.at(2).sha256, sha256_hex("one"));
  EXPECT_EQ(fetched->bodies.at(2).source,
            "sftp://127.0.0.1:" + std::to_string(server_.port()) + in_.file("区法院_202506.csv"));
  EXPECT_EQ(std::distance(fs::directory_iterator(in_.path()), fs::directory_iterator()), 8);

  RemoteFolder by_year = folder("*_{year}06.csv");
  by_year.key_file = server_.make_key("locked", "口令 pass", true);
  by_year.key_password = Secret("口令 pass");
  const auto second = fetch_now(feed_of(by_year));
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_THAT(names_of(*second), ElementsAre("区法院_202506.csv"));
}

TEST_F(SftpTest, FilesThatAreNotFinishedTooLargeOrDamagedHideNoOther) {
  in_.write("a.csv", "abc");
  in_.write("grows.csv", "one");
  in_.write("large.csv", std::string(5000, 'x'));
  FeedSpec feed = feed_of(folder());
  feed.limits.bytes = 1000;
  const auto stable =
      fetch_now(feed, [&] { in_.write("grows.csv", read_text(in_.file("grows.csv")) + "more"); });
  ASSERT_TRUE(stable) << stable.error().message;
  EXPECT_THAT(names_of(*stable), ElementsAre("a.csv"));
  ASSERT_EQ(stable->troubles.size(), 1u);
  EXPECT_THAT(stable->troubles[0].message, HasSubstr("large.csv：5000 字节，超过上限 1000"));

  in_.write("a.csv.md5", "900150983cd24fb0d6963f7d28e17f72  a.csv\n");
  in_.write("grows.csv.md5", "900150983cd24fb0d6963f7d28e17f72  grows.csv\n");
  std::get<RemoteFolder>(feed.transport).marker = FileMarker::md5;
  const auto checked = fetch_now(feed);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_THAT(names_of(*checked), ElementsAre("a.csv"));
  ASSERT_EQ(checked->troubles.size(), 2u);
  EXPECT_THAT(checked->troubles[0].message, HasSubstr("grows.csv：MD5 不符"));

  std::get<RemoteFolder>(feed.transport).marker = FileMarker::ok;
  const auto unmarked = fetch_now(feed);
  ASSERT_FALSE(unmarked);
  EXPECT_THAT(unmarked.error().message, HasSubstr("large.csv")) << "what a person has to see to";
}

TEST_F(SftpTest, WhatIsNotRightIsRefused) {
  in_.write("a.csv", "abc");
  const std::string stranger = server_.make_key("stranger", "", false);
  const std::string locked = server_.make_key("locked", "right", true);
  const struct {
    const char* what;
    std::function<void(RemoteFolder&)> change;
    ErrorCode code;
    const char* says;
  } cases[] = {
      {"another host key",
       [](RemoteFolder& f) { f.host_key_sha256 = "SHA256:" + std::string(43, 'A'); },
       ErrorCode::refused, "host_key_sha256 不符"},
      {"no host key", [](RemoteFolder& f) { f.host_key_sha256.clear(); }, ErrorCode::invalid,
       "host_key_sha256"},
      {"a key that nobody knows", [&](RemoteFolder& f) { f.key_file = stranger; },
       ErrorCode::refused, "不让登录"},
      {"another key password",
       [&](RemoteFolder& f) {
         f.key_file = locked;
         f.key_password = Secret("wrong");
       },
       ErrorCode::refused, "key_password"},
      {"no key file", [](RemoteFolder& f) { f.key_file = "/nowhere/key"; }, ErrorCode::invalid,
       "/nowhere/key"},
      {"a password where only keys count",
       [](RemoteFolder& f) {
         f.key_file.clear();
         f.password = Secret("secret-9");
       },
       ErrorCode::refused, "不让登录"},
      {"no such folder", [](RemoteFolder& f) { f.folder = "/nowhere/at/all"; },
       ErrorCode::not_found, "folder"},
      {"nothing matches", [](RemoteFolder& f) { f.files = "*.xlsx"; }, ErrorCode::not_found,
       "*.xlsx"},
  };
  for (const auto& one : cases) {
    RemoteFolder changed = folder();
    one.change(changed);
    const auto fetched = fetch_now(feed_of(changed));
    ASSERT_FALSE(fetched) << one.what;
    EXPECT_EQ(fetched.error().code, one.code) << one.what << fetched.error().message;
    EXPECT_THAT(fetched.error().message, HasSubstr(one.says)) << one.what;
    EXPECT_THAT(fetched.error().message, Not(HasSubstr("secret-9"))) << one.what;
    EXPECT_EQ(fetched.error().transient, one.code == ErrorCode::not_found) << one.what;
    if (std::string(one.what) != "another host key") continue;
    EXPECT_THAT(fetched.error().message, HasSubstr(server_.host_key().substr(7)))
        << "what the server showed";
    EXPECT_THAT(server_.log(), Not(HasSubstr("Accepted"))) << "nobody logged in";
  }
}

}  // namespace
}  // namespace planwatch
