#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

#include "tests/support/process.h"

namespace planwatch::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

// The shipped plan with one mistake: a truth value that is none.
class BrokenPlan {
 public:
  BrokenPlan() : path_(folder_.file("plan")) {
    fs::copy(ganzhou, path_, fs::copy_options::recursive);
    std::ofstream(path_ + "/server.yaml") << "metrics:\n  period_series: ja\n";
  }
  const std::string& path() const { return path_; }

 private:
  TestFolder folder_;
  std::string path_;
};

json::object check(const std::string& folder, const std::string& lang, int exit_code) {
  const Finished finished =
      run_program({PLANWATCH_BINARY, "check", folder, "--format", "json", "--lang", lang});
  EXPECT_EQ(finished.exit_code, exit_code) << finished.output;
  return json::parse(finished.output).as_object();
}

// For CI and editors: one object, every problem with its place in numbers.
TEST(CheckFormats, JsonHasCountsAndEveryProblemWithItsPlace) {
  const BrokenPlan broken;
  const json::object report = check(broken.path(), "en", 2);
  EXPECT_FALSE(report.at("can_run").as_bool());
  EXPECT_EQ(report.at("errors").as_int64(), 1);
  const json::array& all = report.at("diagnostics").as_array();
  EXPECT_EQ(static_cast<std::int64_t>(all.size()), 1 + report.at("warnings").as_int64());
  int errors = 0;
  for (const json::value& one : all) {
    if (one.at("severity").as_string() != "error") continue;
    ++errors;
    EXPECT_EQ(one.at("file").as_string(), broken.path() + "/server.yaml");
    EXPECT_EQ(one.at("line").as_int64(), 2);
    EXPECT_EQ(one.at("column").as_int64(), 18);
    EXPECT_EQ(one.at("message").as_string(), "period_series: ja is not true or false");
    EXPECT_NE(one.at("hint").as_string(), "");
  }
  EXPECT_EQ(errors, 1);
}

TEST(CheckFormats, JsonOfASoundPlanHasItsWarnings) {
  const json::object report = check(ganzhou, "zh", 0);
  EXPECT_TRUE(report.at("can_run").as_bool());
  EXPECT_EQ(report.at("errors").as_int64(), 0);
  EXPECT_GT(report.at("warnings").as_int64(), 0);
}

// The command that the repository's own files come from.
TEST(CheckFormats, SchemaWritesTheFilesOfTheRepository) {
  const TestFolder folder;
  const std::string out = folder.file("schemas");
  const Finished finished = run_program({PLANWATCH_BINARY, "schema", "--out", out});
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  int files = 0;
  for (const auto& entry : fs::directory_iterator(out)) {
    ++files;
    std::ifstream written(entry.path());
    std::ifstream committed(std::string(PLANWATCH_SOURCE_DIR) + "/config/schema/" +
                            entry.path().filename().string());
    const std::string a{std::istreambuf_iterator<char>(written), {}};
    const std::string b{std::istreambuf_iterator<char>(committed), {}};
    EXPECT_TRUE(a == b) << entry.path().filename();
  }
  EXPECT_EQ(files, 12);
}

TEST(CheckFormats, SchemaSaysWhenItCannotWrite) {
  const Finished finished =
      run_program({PLANWATCH_BINARY, "schema", "--out", "/proc/nowhere", "--lang", "en"});
  EXPECT_EQ(finished.exit_code, 1);
  EXPECT_NE(finished.output.find("cannot be written"), std::string::npos) << finished.output;
}

}  // namespace
}  // namespace planwatch::e2e
