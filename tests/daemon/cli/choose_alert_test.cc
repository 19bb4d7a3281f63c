#include "daemon/cli/choose_alert.h"

#include "gtest/gtest.h"

#include "daemon/cli/people_ask.h"

namespace planwatch {
namespace {

const std::vector<AlertName>& alerts() {
  static const std::vector<AlertName> all = {
      {"ganzhou/lights/indicator/e_invoice_coverage/620702/2025", "e_invoice_coverage"},
      {"ganzhou/lights/indicator/e_invoice_coverage/620701/2025", "e_invoice_coverage"},
      {"ganzhou/lights/indicator/closing_rate/620702/2025", "closing_rate"},
      {"ganzhou/forecast/indicator/closing_rate_civil/620702/2025", "closing_rate_civil"},
      {"ganzhou/tasks/task/7/-/2025", "7"},
      {"ganzhou/tasks/task/77/-/2025", "77"}};
  return all;
}

struct ChosenRow {
  const char* asked;
  const char* key;
};
const ChosenRow chosen_table[] = {
    {"ganzhou/tasks/task/7/-/2025", "ganzhou/tasks/task/7/-/2025"},
    {"ganzhou/forecast", "ganzhou/forecast/indicator/closing_rate_civil/620702/2025"},
    {"closing_rate", "ganzhou/lights/indicator/closing_rate/620702/2025"},
    {"7", "ganzhou/tasks/task/7/-/2025"},
    {"ganzhou/lights/indicator/e_invoice_coverage/620701",
     "ganzhou/lights/indicator/e_invoice_coverage/620701/2025"}};

TEST(ChooseAlert, TakesAKeyABeginningOrASubject) {
  for (const ChosenRow& row : chosen_table) {
    const auto chosen = choose_alert(alerts(), row.asked);
    ASSERT_TRUE(chosen) << row.asked << chosen.error().message;
    EXPECT_EQ(*chosen, row.key);
  }
}

TEST(ChooseAlert, SeveralAreListedAndNoneIsTaken) {
  for (const char* asked : {"e_invoice_coverage", "ganzhou/lights/indicator/e_inv", "ganzhou"}) {
    const auto several = choose_alert(alerts(), asked);
    ASSERT_FALSE(several) << asked;
    EXPECT_EQ(several.error().code, ErrorCode::conflict);
    EXPECT_NE(
        several.error().message.find("\n  ganzhou/lights/indicator/e_invoice_coverage/620701"),
        std::string::npos)
        << several.error().message;
  }
}

TEST(ChooseAlert, NoneIsSaidWithWhatThereIs) {
  for (const char* asked : {"", "closing", "ganzhou/lights/x", "GANZHOU"}) {
    const auto none = choose_alert(alerts(), asked);
    ASSERT_FALSE(none) << asked;
    EXPECT_EQ(none.error().code, ErrorCode::not_found);
    EXPECT_NE(none.error().message.find("ganzhou/tasks/task/77"), std::string::npos);
  }
  std::vector<AlertName> many(50, {"k/1", "s"});
  EXPECT_NE(choose_alert(many, "x").error().message.find("共 50 条"), std::string::npos);
  EXPECT_FALSE(choose_alert({}, "7"));
}

TEST(ApiPath, EncodesValuesAndLeavesEmptyOnesOut) {
  EXPECT_EQ(api_path("alerts"), "/api/v1/alerts");
  EXPECT_EQ(api_path("ledger", {{"state", "open"}, {"unit", ""}}), "/api/v1/ledger?state=open");
  EXPECT_EQ(api_path("ledger", {{"unit", "区法院 &x"}, {"state", "all"}}),
            "/api/v1/ledger?unit=%E5%8C%BA%E6%B3%95%E9%99%A2%20%26x&state=all");
}

struct FormatRow {
  const char* format;
  const char* out;
  const char* of_export;  // empty: refused
};
const FormatRow format_table[] = {
    {"", "a.xlsx", "xlsx"},   {"", "a.csv", "csv"},   {"", "台账.json", "json"},
    {"csv", "a.xlsx", "csv"}, {"csv", "", "csv"},     {"json", "", "json"},
    {"xlsx", "a", "xlsx"},    {"xlsx", "", ""},       {"", "", ""},
    {"", "a.pdf", ""},        {"table", "a.xlsx", ""}};

TEST(ExportFormat, IsSaidOrSeenFromTheFilesName) {
  for (const FormatRow& row : format_table) {
    EXPECT_EQ(format_of_export({row.format, row.out}, "ledger").value_or(""), row.of_export)
        << row.format << " " << row.out;
  }
  EXPECT_EQ(format_of_list({"", ""}, "ledger"), OutputFormat::table);
  EXPECT_EQ(format_of_list({"json", ""}, "ledger"), OutputFormat::json);
  EXPECT_EQ(format_of_list({"xlsx", ""}, "ledger"), std::nullopt);
  EXPECT_EQ(format_of_list({"", "a.csv"}, "ledger"), std::nullopt);
}

}  // namespace
}  // namespace planwatch
