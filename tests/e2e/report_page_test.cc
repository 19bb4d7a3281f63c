#include <chrono>
#include <fmt/format.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/fetch/sha256.h"
#include "tests/e2e/daemon_under_test.h"

// A clerk with a browser: curl sends the form as browsers do.
namespace planwatch::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* token = "court-token-of-this-test-0123456789";

int this_year() {
  const auto today = std::chrono::floor<std::chrono::days>(
      std::chrono::file_clock::to_sys(std::chrono::file_clock::now()));
  return static_cast<int>(std::chrono::year_month_day{today}.year());
}

// The court hands in by upload alone.
void write_upload_configuration(const TestFolder& folder) {
  write_small_configuration(folder);
  folder.write("feeds.yaml", R"(feeds:
  - id: court
    name: 法院月报
    name_en: court
    unit: 法院
    contact: 王五
    poll: 1s
    due: {frequency: month, day: 5}
    upload: {}
    any_table: {}
    template: {}
)");
  folder.write("server.yaml",
               fmt::format("http:\n  tokens:\n    - {{person: 王五, role: unit, unit: "
                           "法院, sha256: {}}}\n",
                           sha256_hex(token)));
}

class ByBrowser : public testing::Test {
 protected:
  void SetUp() override {
    write_upload_configuration(folder_);
    daemon_ = std::make_unique<DaemonUnderTest>(folder_.path(), folder_.file("data"));
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
  }
  // January's template of the court with this closing rate, filled in by openpyxl.
  std::string filled(const std::string& rate) {
    const std::string empty = folder_.file("empty.xlsx");
    const std::string out = folder_.file("filled-" + rate + ".xlsx");
    const Finished made = run_program({PLANWATCH_BINARY, "template", "法院", "--period",
                                       fmt::format("{}-01", this_year()), "-o", empty, "--config",
                                       folder_.path(), "--data", folder_.file("none")});
    EXPECT_EQ(made.exit_code, 0) << made.output;
    const std::string office = PLANWATCH_SOURCE_DIR "/tests/daemon/report_form/office.py";
    const Finished filled =
        run_program({"/usr/bin/python3", office, "fill", empty, out, "法院!G6=n:" + rate});
    EXPECT_EQ(filled.exit_code, 0) << filled.output;
    return out;
  }
  // The body that curl printed with the status in a last line.
  std::string curl(std::vector<std::string> words, const std::string& path) {
    words.insert(words.begin(), {"curl", "--silent", "--show-error", "--max-time", "30",
                                 "--write-out", "\nstatus %{http_code}"});
    words.push_back(daemon_->url(path));
    return run_program(words).output;
  }
  TestFolder folder_;
  std::unique_ptr<DaemonUnderTest> daemon_;
};

TEST_F(ByBrowser, ATemplateIsHandedInAndProblemsStandCellByCell) {
  EXPECT_THAT(curl({}, "/reports"), AllOf(HasSubstr("status 200"), HasSubstr("报送数据"),
                                          HasSubstr("multipart/form-data")));
  EXPECT_THAT(curl({"-H", "Accept-Language: en-US,en;q=0.5"}, "/reports"),
              AllOf(HasSubstr("Hand in a report"), Not(HasSubstr("报送"))));
  const std::string bad = filled("1.07");
  const std::string secret = std::string("token=") + token;
  EXPECT_THAT(curl({"-F", secret, "-F", "file=@" + bad}, "/reports"),
              AllOf(HasSubstr("status 422"), HasSubstr("表 法院，G6：107% 超过 100%"),
                    HasSubstr("download=\"marked.xlsx\""), Not(HasSubstr(token))));
  EXPECT_THAT(curl({"-F", secret, "-F", "file=@" + bad, "-F", "lang=en"}, "/reports"),
              HasSubstr("Sheet 法院, G6"));
  EXPECT_THAT(curl({"-F", secret, "-F", "file=@" + bad}, "/api/v1/reports"),
              AllOf(HasSubstr("status 422"), HasSubstr("\"problems\"")));
  EXPECT_THAT(curl({"-F", secret, "-F", "file=@" + filled("0.99")}, "/reports"),
              AllOf(HasSubstr("status 200"), HasSubstr("已接收")));
  const std::string status =
      curl({"-H", std::string("Authorization: Bearer ") + token}, "/api/v1/status");
  EXPECT_THAT(status, HasSubstr("\"light\":\"green\""));
  EXPECT_THAT(daemon_->process().output(), Not(HasSubstr(token))) << "no log line holds it";
}

TEST_F(ByBrowser, HostileFormsAreRefusedAndTheDaemonLivesOn) {
  folder_.write("page.html", "<html>login</html>");
  folder_.write("big.bin", std::string(17u << 20, 'x'));
  folder_.write("bare", "--b\r\n");
  const std::string secret = std::string("token=") + token;
  const std::string page = "file=@" + folder_.file("page.html");
  struct Case {
    const char* what;
    std::vector<std::string> words;
    const char* status;
  };
  const Case cases[] = {
      {"nobody's token", {"-F", "token=x", "-F", page}, "status 401"},
      {"no token", {"-F", page}, "status 401"},
      {"a web page", {"-F", secret, "-F", page}, "status 422"},
      {"no file", {"-F", secret}, "status 400"},
      {"too large", {"-F", secret, "-F", "file=@" + folder_.file("big.bin")}, "status 413"},
      {"another site's page", {"-F", page, "-H", "Origin: http://evil.example"}, "status 403"},
      {"a body that is no form",
       {"-H", "Content-Type: multipart/form-data; boundary=b", "--data-binary",
        "@" + folder_.file("bare")},
       "status 400"},
      {"a boundary of 100 bytes",
       {"-H", "Content-Type: multipart/form-data; boundary=" + std::string(100, 'b'),
        "--data-binary", "@" + folder_.file("bare")},
       "status 400"},
      {"another method", {"-X", "PUT"}, "status 405"}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_THAT(curl(c.words, "/reports"), HasSubstr(c.status));
  }
  std::vector<std::string> many = {"-F", secret, "-F", page};
  for (int i = 0; i < 20; ++i) many.insert(many.end(), {"-F", fmt::format("x{}=y", i)});
  EXPECT_THAT(curl(many, "/api/v1/reports"), HasSubstr("status 400"));
  EXPECT_THAT(curl({}, "/reports"), HasSubstr("status 200"));
}

}  // namespace
}  // namespace planwatch::e2e
