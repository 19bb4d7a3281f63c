#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/drop_support.h"

namespace planwatch {
namespace {

using namespace drop_testing;
using testing::AnyOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

FeedSpec feed_on(const FtpStandIn& server) {
  RemoteFolder made;
  made.protocol = RemoteProtocol::ftp;
  made.host = "127.0.0.1";
  made.port = server.port();
  made.folder = "/in";
  made.files = "*.csv";
  made.user = "planwatch";
  made.password = Secret("secret-1");
  made.stable_for = std::chrono::milliseconds(100);
  return feed_of(made);
}

FtpStandIn::Manners two_files() {
  FtpStandIn::Manners manners;
  manners.files = {{"a.csv", "abc"}, {"区法院.csv", "0123456789"}};
  manners.listing = [](int) {
    return mlsd_line("a.csv", 3, "20250603101112") + mlsd_line("区法院.csv", 10, "20250603101112");
  };
  return manners;
}

TEST(FtpStandIn, NothingIsAskedForButListingsAndFiles) {
  FtpStandIn server(two_files());
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("a.csv", "区法院.csv"));
  EXPECT_THAT(server.commands(), Each(AnyOf("USER", "PASS", "PWD", "CWD", "TYPE", "EPSV", "MLSD",
                                            "RETR", "SIZE", "QUIT")));
}

TEST(FtpStandIn, ALoginThatIsRefusedIsNotTriedAgain) {
  FtpStandIn::Manners manners = two_files();
  manners.password = "another";
  FtpStandIn server(manners);
  int waits = 0;
  const auto fetched = fetch_now(feed_on(server), [&] { ++waits; });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::refused);
  EXPECT_EQ(waits, 0) << "accounts get locked by that";
}

TEST(FtpStandIn, AFileThatChangesBetweenTheLooksIsLeft) {
  FtpStandIn::Manners manners = two_files();
  manners.listing = [](int look) {
    return mlsd_line("a.csv", 3, "20250603101112") +
           mlsd_line("区法院.csv", 10, look == 0 ? "20250603101112" : "20250603101113");
  };
  FtpStandIn server(manners);
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("a.csv"));
  EXPECT_TRUE(fetched->troubles.empty());
}

TEST(FtpStandIn, AFileWhoseBytesAreNotThoseOfTheListingIsLeft) {
  FtpStandIn::Manners manners = two_files();
  manners.files["a.csv"] = "abcd";
  FtpStandIn server(manners);
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("区法院.csv"));
}

TEST(FtpStandIn, AConnectionThatIsCutIsTriedAgainAndNoHalfFileCounts) {
  FtpStandIn::Manners manners = two_files();
  manners.cut = 1;
  FtpStandIn server(manners);
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("a.csv", "区法院.csv"));

  manners.cut = 100;
  FtpStandIn worse(manners);
  const auto never = fetch_now(feed_on(worse));
  ASSERT_FALSE(never);
  EXPECT_TRUE(never.error().transient) << never.error().message;
}

TEST(FtpStandIn, AServerThatIsBusyIsAskedAgain) {
  FtpStandIn::Manners manners = two_files();
  manners.busy = 1;
  FtpStandIn server(manners);
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->bodies.size(), 2u);
  manners.busy = 100;
  FtpStandIn always(manners);
  const auto never = fetch_now(feed_on(always));
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().code, ErrorCode::io) << never.error().message;
  EXPECT_TRUE(never.error().transient);
}

TEST(FtpStandIn, ASilentServerTimesOut) {
  FtpStandIn::Manners manners = two_files();
  manners.silent = true;
  FtpStandIn server(manners);
  FeedSpec feed = feed_on(server);
  feed.retries = 0;
  feed.limits.total_timeout = std::chrono::milliseconds(300);
  const auto fetched = fetch_now(feed);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::timeout) << fetched.error().message;
  EXPECT_THAT(fetched.error().message, HasSubstr("ftp://127.0.0.1"));
}

TEST(FtpStandIn, NamesThatLeadAwayAreNeverAskedFor) {
  FtpStandIn::Manners manners = two_files();
  manners.files["../../etc/passwd.csv"] = "root";
  manners.listing = [](int) {
    return mlsd_line("a.csv", 3, "1") + mlsd_line("../../etc/passwd.csv", 4, "1");
  };
  FtpStandIn server(manners);
  const auto fetched = fetch_now(feed_on(server));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("a.csv"));
  ASSERT_EQ(fetched->troubles.size(), 1u);
  EXPECT_THAT(fetched->troubles[0].message, HasSubstr("../../etc/passwd.csv"));
}

TEST(FtpStandIn, AFileThatIsLargerThanItsListingSaysEndsAtTheLimit) {
  FtpStandIn::Manners manners = two_files();
  manners.files["a.csv"] = std::string(1'000'000, 'x');
  FtpStandIn server(manners);
  FeedSpec feed = feed_on(server);
  feed.limits.bytes = 1000;
  const auto fetched = fetch_now(feed);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), ElementsAre("区法院.csv"));
  ASSERT_EQ(fetched->troubles.size(), 1u);
  EXPECT_EQ(fetched->troubles[0].code, ErrorCode::too_large);
}

// Chinese Windows: whatever the server says and is told is GBK, the folder's name included.
TEST(FtpStandIn, AServerThatSpeaksGbkAlone) {
  const std::string court = "\xC7\xF8\xB7\xA8\xD4\xBA";  // 区法院
  const std::string backslash = "\x8F\x5C.csv";          // one character
  FtpStandIn::Manners manners;
  manners.has_mlsd = false;
  manners.folder = "/" + court;
  manners.files = {{court + ".csv", "one"}, {backslash, "two"}, {"a.csv", "three"}};
  manners.listing = [&](int) {
    return "\xD7\xDC\xD3\xC3\xC1\xBF 3\r\n-rw-r--r-- 1 ftp ftp 3 11\xD4\xC2 25 10:30 " + court +
           ".csv\r\n-rw-r--r-- 1 ftp ftp 3 6\xD4\xC2  3  2024 " + backslash +
           "\r\n06-03-25  10:11AM                    5 a.csv\r\n";
  };
  FtpStandIn server(manners);
  FeedSpec feed = feed_on(server);
  std::get<RemoteFolder>(feed.transport).folder = "/区法院";
  const auto fetched = fetch_now(feed);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(names_of(*fetched), testing::UnorderedElementsAre("区法院.csv", "廫.csv", "a.csv"));
  for (const FetchedBody& body : fetched->bodies) {
    EXPECT_THAT(body.source, HasSubstr("/区法院/")) << "for people in UTF-8";
  }
  std::get<RemoteFolder>(feed.transport).folder = "/区检察院";
  const auto missing = fetch_now(feed);
  ASSERT_FALSE(missing) << "in neither encoding";
  EXPECT_THAT(missing.error().message, HasSubstr("/区检察院：进不了目录"));
}

// Old servers know LIST alone, and a folder may hold the reports of ten years.
TEST(FtpStandIn, AHundredThousandNamesOfWhichFewMatch) {
  FtpStandIn::Manners manners = two_files();
  manners.has_mlsd = false;
  manners.listing = [](int) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) {
      text += "-rw-r--r-- 1 ftp ftp 3 Jun 03 10:11 " + std::to_string(i) + ".csv\r\n";
    }
    return text + "-rw-r--r-- 1 ftp ftp 3 Jun 03 10:11 a.csv\r\n";
  };
  FtpStandIn server(manners);
  FeedSpec feed = feed_on(server);
  std::get<RemoteFolder>(feed.transport).files = "a*.csv";
  const auto few = fetch_now(feed);
  ASSERT_TRUE(few) << few.error().message;
  EXPECT_THAT(names_of(*few), ElementsAre("a.csv"));
  const auto all = fetch_now(feed_on(server));
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().code, ErrorCode::too_large);
  EXPECT_THAT(all.error().message, HasSubstr("100001 份"));
}

}  // namespace
}  // namespace planwatch
