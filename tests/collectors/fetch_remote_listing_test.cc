#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/remote_listing.h"

namespace planwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(RemoteListing, OneLineOfEachServer) {
  const struct {
    const char* what;
    ListingForm form;
    std::string line;
    std::string name;
    std::uint64_t bytes;
    std::string modified;
  } lines[] = {
      {"vsftpd", ListingForm::ls,
       "-rw-r--r--    1 0        0            1234 Jun 03 10:11 区法院_202506.xlsx\r\n",
       "区法院_202506.xlsx", 1234, "Jun 03 10:11"},
      {"OpenSSH", ListingForm::ls, "-rw-r--r--    1 root     root  7 Jun  3  2025 a b (1).csv\n",
       "a b (1).csv", 7, "Jun  3  2025"},
      {"spaces in the group", ListingForm::ls,
       "-rw-r--r-- 1 liu Domain Users 99 Dec 31 23:59 a.csv\n", "a.csv", 99, "Dec 31 23:59"},
      {"no group", ListingForm::ls, "-rw-r--r-- 1 ftp 5 Jan 1 00:00 a.csv\n", "a.csv", 5,
       "Jan 1 00:00"},
      {"Chinese months", ListingForm::ls, "-rw-r--r-- 1 ftp ftp 5 6月 3 10:11 a.csv\n", "a.csv", 5,
       "6月 3 10:11"},
      {"ISO dates", ListingForm::ls, "-rw-r--r-- 1 ftp ftp 5 2025-06-03 10:11 a.csv\n", "a.csv", 5,
       "2025-06-03 10:11"},
      {"a name that looks like a date", ListingForm::ls,
       "-rw-r--r-- 1 ftp ftp 5 Jun 03 10:11 6 Jun 03 10:11 a.csv\n", "6 Jun 03 10:11 a.csv", 5,
       "Jun 03 10:11"},
      {"IIS", ListingForm::ls, "06-03-25  10:11AM                 1234 a b.csv\r\n", "a b.csv",
       1234, "06-03-25 10:11AM"},
      {"facts", ListingForm::mlsd,
       "Type=file;Size=12;Modify=20250603101112;UNIX.mode=0644; a;b.csv", "a;b.csv", 12,
       "20250603101112"},
      {"no last line end", ListingForm::ls, "-rw-r--r-- 1 f f 5 Jun 03 10:11 a.csv", "a.csv", 5,
       "Jun 03 10:11"},
  };
  for (const auto& line : lines) {
    const auto listing = read_listing(line.line, line.form);
    ASSERT_TRUE(listing) << line.what << ": " << listing.error().message;
    ASSERT_EQ(listing->files.size(), 1u) << line.what;
    EXPECT_EQ(listing->files[0].shown, line.name) << line.what;
    EXPECT_EQ(listing->files[0].bytes, line.bytes) << line.what;
    EXPECT_EQ(listing->files[0].modified, line.modified) << line.what;
  }
}

TEST(RemoteListing, OnlyRegularFilesCount) {
  const auto unix_like = read_listing(
      "total 12\r\ndrwxr-xr-x 2 f f 4096 Jun 03 10:11 folder\r\n"
      "lrwxrwxrwx 1 f f 5 Jun 03 10:11 link -> /etc/passwd\r\n"
      "-rw-r--r-- 1 f f 5 Jun 03 10:11 b.csv\r\n-rw-r--r-- 1 f f 5 Jun 03 10:11 a.csv\r\n",
      ListingForm::ls);
  ASSERT_TRUE(unix_like);
  ASSERT_EQ(unix_like->files.size(), 2u);
  EXPECT_EQ(unix_like->files[0].name, "a.csv") << "by name";
  EXPECT_TRUE(read_listing("06-03-25  10:11AM       <DIR>          in\r\n", ListingForm::ls)
                  ->files.empty());
  EXPECT_TRUE(
      read_listing("type=cdir;modify=1; .\r\ntype=pdir; ..\r\ntype=dir; in\r\n", ListingForm::mlsd)
          ->files.empty());
  EXPECT_TRUE(read_listing("", ListingForm::ls)->files.empty()) << "an empty folder";
  EXPECT_TRUE(read_listing("total 0\n", ListingForm::ls)->files.empty());
}

TEST(RemoteListing, NamesThatLeadAwayAreRefused) {
  const std::string before = "-rw-r--r-- 1 f f 5 Jun 03 10:11 ";
  for (const char* name : {"../../etc/passwd", "/etc/shadow.csv", "in/a.csv", "..\\a.csv",
                           "a\x01.csv", "a\rDELE b.csv", "."}) {
    const auto listing = read_listing(before + name + "\n", ListingForm::ls);
    ASSERT_TRUE(listing) << name;
    EXPECT_THAT(listing->files, IsEmpty()) << name;
    ASSERT_EQ(listing->refused.size(), 1u) << name;
    EXPECT_EQ(listing->refused[0].find_first_of("\r\n\x01"), std::string::npos);
  }
}

// Chinese Windows and its FTP servers: months and names in GBK, Unix-like or as DOS does.
TEST(RemoteListing, NamesAndMonthsInTheEncodingsOfOldServers) {
  const std::string gbk = "\xC7\xF8\xB7\xA8\xD4\xBA.xlsx";
  const std::string yue = "\xD4\xC2";
  const std::string backslash = "\x8F\x5C.csv";  // one character of GBK
  const struct {
    const char* what;
    ListingForm form;
    std::string before;
    std::string name;
    const char* shown;
  } lines[] = {
      {"English month", ListingForm::ls, "-rw-r--r-- 1 f f 5 Jun 03 10:11 ", gbk, "区法院.xlsx"},
      {"GBK month", ListingForm::ls, "-rw-r--r-- 1 f f 5 11" + yue + " 25 10:30 ", gbk,
       "区法院.xlsx"},
      {"GBK month, one digit, a year", ListingForm::ls,
       "-rw-r--r--   1 user group    5  6" + yue + "  3  2024 ", gbk, "区法院.xlsx"},
      {"GBK month, a name in UTF-8", ListingForm::ls, "-rw-r--r-- 1 f f 5 6" + yue + " 3 10:11 ",
       "区法院.xlsx", "区法院.xlsx"},
      {"GBK owner", ListingForm::ls,
       "-rw-r--r-- 1 \xC1\xF5 \xB7\xA8\xD4\xBA 5 6" + yue + " 3 10:11 ", gbk, "区法院.xlsx"},
      {"DOS", ListingForm::ls, "06-03-25  10:11AM                    5 ", gbk, "区法院.xlsx"},
      {"DOS, four digits of the year", ListingForm::ls, "2025-06-03  10:11      5 ", gbk,
       "区法院.xlsx"},
      {"facts", ListingForm::mlsd, "type=file;size=5;modify=20250603101112; ", gbk, "区法院.xlsx"},
      {"a second byte like a backslash", ListingForm::ls, "-rw-r--r-- 1 f f 5 Jun 03 10:11 ",
       backslash, "廫.csv"},
  };
  for (const auto& line : lines) {
    const auto listing = read_listing(line.before + line.name + "\r\n", line.form);
    ASSERT_TRUE(listing) << line.what << ": " << listing.error().message;
    ASSERT_EQ(listing->files.size(), 1u) << line.what;
    EXPECT_EQ(listing->files[0].bytes, 5u) << line.what;
    EXPECT_EQ(listing->files[0].shown, line.shown) << line.what;
    EXPECT_EQ(listing->files[0].name, line.name) << "asked for as the server says it";
  }
}

TEST(RemoteListing, WhatIsNoMonthAndNoNameInAnyEncoding) {
  const std::string yue = "\xD4\xC2";
  for (const std::string& month : {"x" + yue, yue, std::string("6\xD4"), std::string("6月月")}) {
    const auto listing =
        read_listing("-rw-r--r-- 1 f f 5 " + month + " 3 10:11 a.csv\n", ListingForm::ls);
    EXPECT_FALSE(listing) << month;
  }
  const auto broken = read_listing("-rw-r--r-- 1 f f 5 6" + yue + " 3 10:11 \xFF\xFF.csv\n" +
                                       "-rw-r--r-- 1 f f 5 6" + yue + " 3 10:11 a.csv\n",
                                   ListingForm::ls);
  ASSERT_TRUE(broken);
  EXPECT_EQ(broken->files.size(), 1u);
  EXPECT_EQ(broken->refused.size(), 1u) << "a name in no encoding is refused, never guessed";
}

TEST(RemoteListing, AnEmptyFolderInChinese) {
  for (const char* total : {"total 0\n", "总用量 0\n", "总计 0\r\n", "\xD7\xDC\xD3\xC3\xC1\xBF 0\n",
                            "\xD7\xDC\xBC\xC6 0\n"}) {
    const auto listing = read_listing(total, ListingForm::ls);
    ASSERT_TRUE(listing) << total;
    EXPECT_THAT(listing->files, IsEmpty()) << total;
  }
}

TEST(RemoteListing, AListingThatNobodyUnderstandsIsAnErrorAndNoEmptyFolder) {
  for (const char* text : {"<html>请先登录</html>\n", "a.csv\nb.csv\n", "-rw-r--r--\n"}) {
    const auto listing = read_listing(text, ListingForm::ls);
    ASSERT_FALSE(listing) << text;
    EXPECT_THAT(listing.error().message, HasSubstr("认不出来")) << text;
  }
  EXPECT_FALSE(read_listing("no facts here\n", ListingForm::mlsd));
}

TEST(RemoteListing, AHundredThousandNames) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    text += "-rw-r--r-- 1 f f 5 Jun 03 10:11 " + std::to_string(i) + ".csv\r\n";
  }
  EXPECT_EQ(read_listing(text, ListingForm::ls)->files.size(), 100'000u);
}

}  // namespace
}  // namespace planwatch
