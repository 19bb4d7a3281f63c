#include "collectors/fetch/imap_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace planwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ImapReader, LinesAndLiteralsByteByByte) {
  const std::string wire =
      "* OK ready\r\n"
      "* 1 FETCH (UID 17 BODY[] {8}\r\na\r\np1 OK FLAGS ())\r\n"
      "* 2 FETCH (X {0}\r\n Y {3}\r\n}\r\n)\r\n"
      "p1 OK done\r\n";
  ImapReader reader(100);
  std::vector<ImapLine> lines;
  for (const char c : wire) {
    reader.feed({&c, 1});
    const auto line = reader.next();
    ASSERT_TRUE(line);
    if (line->has_value()) lines.push_back(**line);
  }
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[1].text, "* 1 FETCH (UID 17 BODY[] {} FLAGS ())");
  EXPECT_THAT(lines[1].literals, ElementsAre("a\r\np1 OK"));
  EXPECT_THAT(lines[2].literals, ElementsAre("", "}\r\n"));
  EXPECT_EQ(lines[3].text, "p1 OK done");
}

TEST(ImapReader, TooMuchIsRefused) {
  ImapReader literal(100);
  literal.feed("* 1 FETCH (BODY[] {101}\r\n");
  const auto large = literal.next();
  ASSERT_FALSE(large);
  EXPECT_THAT(large.error().message, HasSubstr("101 字节"));
  ImapReader line(100);
  line.feed(std::string(2 << 20, 'x'));
  EXPECT_FALSE(line.next());
}

TEST(ImapReply, NumbersAndQuotes) {
  EXPECT_THAT(numbers_of_search("* SEARCH 30 2 17"), ElementsAre(2u, 17u, 30u));
  EXPECT_THAT(numbers_of_search("* SEARCH"), ElementsAre());
  EXPECT_THAT(numbers_of_search("* SEARCH 1 x 99999999999999999999999"), ElementsAre(1u));
  EXPECT_THAT(numbers_of_search("* LIST 1"), ElementsAre());
  EXPECT_EQ(number_behind("* 3 FETCH (UID 17 RFC822.SIZE 900 ", "RFC822.SIZE"), 900u);
  EXPECT_EQ(number_behind("* OK [UIDVALIDITY 12] UIDs valid", "UIDVALIDITY"), 12u);
  EXPECT_EQ(number_behind("* OK [UIDNEXT 12]", "UID"), std::nullopt);
  EXPECT_EQ(number_behind("* 3 FETCH (UID x", "UID"), std::nullopt);
  EXPECT_EQ(imap_quoted("a\"b\\c"), "\"a\\\"b\\\\c\"");
  EXPECT_EQ(imap_quoted("a\r\np2 DELETE INBOX"), std::nullopt);
}

}  // namespace
}  // namespace planwatch
