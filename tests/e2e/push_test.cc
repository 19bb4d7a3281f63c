#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/sha256.h"
#include "tests/e2e/daemon_under_test.h"

// A department's own program pushes figures into the running daemon with its unit's token.
namespace planwatch::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* court_token = "court-token-0123456789";
constexpr const char* bureau_token = "bureau-token-0123456789";

std::string token_line(const char* person, const char* unit, const char* token) {
  return fmt::format("    - {{person: {}, role: unit, unit: {}, sha256: {}}}\n", person, unit,
                     sha256_hex(token));
}

class Pushing : public testing::Test {
 protected:
  void SetUp() override {
    write_small_configuration(folder_);
    folder_.write("in/还没有数.csv", "统计期,报送日期,结案率\n");
    folder_.write("server.yaml", "http:\n  tokens:\n" + token_line("李四", "法院", court_token) +
                                     token_line("赵六", "营商局", bureau_token));
    folder_.write("court.token", court_token);
    start();
  }
  void start() {
    daemon_.reset();
    daemon_ = std::make_unique<DaemonUnderTest>(folder_.path(), folder_.file("data"));
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
  }
  HttpAnswer push(const std::string& token, const std::string& value, const std::string& key = "") {
    std::vector<std::string> headers;
    if (!token.empty()) headers.push_back("Authorization: Bearer " + token);
    if (!key.empty()) headers.push_back("Idempotency-Key: " + key);
    const std::string body = fmt::format(
        R"({{"observations":[{{"indicator":"closing_rate","period":"{}-01","value":"{}"}}]}})",
        this_year(), value);
    return http_post_json(daemon_->url("/api/v1/observations"), body, headers);
  }
  // By the metrics, which need no token.
  bool is_green() const { return light() == "1"; }
  std::string light() const {
    const std::string all = daemon_->get("/metrics").body;
    const std::size_t at = all.find("\nplanwatch_indicator_light{indicator=\"closing_rate\"");
    if (at == std::string::npos) return "none";
    const std::size_t begin = all.find("} ", at) + 2;
    return all.substr(begin, all.find('\n', begin) - begin);
  }

  TestFolder folder_;
  std::unique_ptr<DaemonUnderTest> daemon_;
};

TEST_F(Pushing, AUnitWritesItsOwnIndicatorOnceWhateverIsRepeated) {
  EXPECT_EQ(push("", "99%").status, 401);
  EXPECT_EQ(push("nobody's-token", "99%").status, 401);
  const HttpAnswer others = push(bureau_token, "99%");
  EXPECT_EQ(others.status, 403) << others.body;
  const HttpAnswer bad = push(court_token, "约99");
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.body, AllOf(HasSubstr("/observations/0/value"), HasSubstr("约99")));
  EXPECT_FALSE(is_green()) << "nothing was taken";

  const HttpAnswer good = push(court_token, "99%", "january-1");
  EXPECT_EQ(good.status, 200) << good.body;
  EXPECT_TRUE(is_green()) << daemon_->get("/metrics").body;
  const HttpAnswer again = push(court_token, "99%", "january-1");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, good.body) << "the same answer, and nothing taken twice";
  EXPECT_EQ(push(court_token, "45%", "january-1").status, 422) << "another figure under one key";
  EXPECT_TRUE(is_green());

  EXPECT_EQ(daemon_->process().stop(), 0);
  start();
  EXPECT_TRUE(wait_until([&] { return is_green(); })) << "what was pushed is kept";
  EXPECT_EQ(push(court_token, "99%", "january-1").status, 200);

  // The same token hands in a file. Of two reports of a day the one received last counts.
  folder_.write("改.csv",
                fmt::format("统计期,报送日期,结案率\n{}年1月,{},45\n", this_year(), today()));
  const Finished reported =
      run_program({PLANWATCH_BINARY, "report", "court", folder_.file("改.csv"), "--token-file",
                   folder_.file("court.token"), "--url", daemon_->url("")});
  EXPECT_EQ(reported.exit_code, 0) << reported.output;
  EXPECT_TRUE(wait_until([&] { return !is_green(); })) << "the corrected figure counts";
}

}  // namespace
}  // namespace planwatch::e2e
