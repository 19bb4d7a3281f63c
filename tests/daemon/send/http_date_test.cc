#include "daemon/send/http_date.h"

#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

TEST(HttpDate, ReadsThePreferredFormOnly) {
  const auto date = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->time_since_epoch(), std::chrono::seconds{784111777});
  for (const char* wrong : {"", "Sun, 06 Nov 1994 08:49:37 UTC", "Sunday, 06-Nov-94 08:49:37 GMT",
                            "Sun Nov  6 08:49:37 1994", "Sun, 31 Feb 1994 08:49:37 GMT",
                            "Sun, 06 Nav 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
                            "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, xx Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(wrong)) << wrong;
  }
}

TEST(RetryAfter, SecondsOrADateAgainstTheAnswersOwn) {
  struct Case {
    const char* name;
    const char* value;
    const char* date;
    std::optional<milliseconds> expected;
  };
  const char* const noon = "Mon, 20 Oct 2025 12:00:00 GMT";
  const Case cases[] = {
      {"seconds", "120", "", seconds{120}},
      {"zero", "0", "", seconds{0}},
      {"more than a day", "999999", "", std::chrono::hours{24}},
      {"more than an int", "99999999999999999999", "", std::chrono::hours{24}},
      {"a date", "Mon, 20 Oct 2025 12:01:30 GMT", noon, seconds{90}},
      {"a date that is past", "Mon, 20 Oct 2025 11:00:00 GMT", noon, seconds{0}},
      {"a date far away", "Mon, 20 Oct 2026 11:00:00 GMT", noon, std::chrono::hours{24}},
      {"a date with nothing to count from", "Mon, 20 Oct 2025 12:01:30 GMT", "", std::nullopt},
      {"empty", "", noon, std::nullopt},
      {"negative", "-5", noon, std::nullopt},
      {"a fraction", "1.5", noon, std::nullopt},
      {"words", "soon", noon, std::nullopt},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(parse_retry_after(one.value, one.date), one.expected) << one.name;
  }
}

}  // namespace
}  // namespace planwatch::send_test
