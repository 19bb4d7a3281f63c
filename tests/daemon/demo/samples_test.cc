#include "daemon/demo/samples.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "collectors/decode/table.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

namespace fs = std::filesystem;

// Everything of a plan year, delivered into a folder.
std::string delivered(const std::string& name, std::uint64_t seed, Instant until) {
  const TempFolder folder(name);
  SampleDepartments departments(small_configuration(), folder.path(), seed);
  EXPECT_TRUE(departments.deliver_until(until).has_value());
  return contents_of(folder.path());
}

TEST(Samples, TheSameSeedTwiceGivesTheSameBytes) {
  const std::string first = delivered("same_a", 5, end_of_all());
  EXPECT_GT(first.size(), 10'000u);
  EXPECT_EQ(first, delivered("same_b", 5, end_of_all()));
}

TEST(Samples, AnotherSeedGivesOthers) {
  EXPECT_NE(delivered("seed_a", 5, end_of_all()), delivered("seed_b", 6, end_of_all()));
}

TEST(Samples, ManySmallStepsGiveTheSameAsOneLargeOne) {
  const TempFolder folder("steps");
  SampleDepartments departments(small_configuration(), folder.path(), 5);
  for (Date day = make_date(2025, 1, 1); day <= make_date(2026, 3, 1);
       day += std::chrono::days{3}) {
    ASSERT_TRUE(departments.deliver_until(instant_at(day, TimeOfDay{12 * 60})).has_value());
  }
  EXPECT_EQ(contents_of(folder.path()), delivered("at_once", 5, end_of_all()));
}

class DeliveredFiles : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(departments_.deliver_until(demo_start()).has_value()); }
  bool exists(const std::string& file) const { return fs::exists(folder_.path() + "/" + file); }
  std::string bytes(const std::string& file) const { return bytes_of(folder_.path() + "/" + file); }

  TempFolder folder_{"files"};
  SampleDepartments departments_{small_configuration(), folder_.path()};
};

TEST_F(DeliveredFiles, NothingOfTheFutureIsThere) {
  EXPECT_TRUE(exists("court/区法院_202509_样例.csv"));
  EXPECT_FALSE(exists("court/区法院_202510_样例.csv"));
  EXPECT_FALSE(exists("commerce_trains/区商务局_202509_样例.csv"));  // late
  ASSERT_TRUE(departments_.deliver_until(demo_start() + std::chrono::days{3}).has_value());
  EXPECT_TRUE(exists("commerce_trains/区商务局_202509_样例.csv"));
}

TEST_F(DeliveredFiles, LastYearIsInAFileOfItsOwn) {
  EXPECT_TRUE(exists("court/区法院_2024_上年各期_样例.csv"));
  EXPECT_FALSE(exists("task_progress/区营商环境建设局_2024_上年各期_样例.csv"));
}

TEST_F(DeliveredFiles, TheMissingReportIsNotThere) {
  EXPECT_TRUE(exists("science_technology/区科技局_202507_样例.xlsx"));
  EXPECT_FALSE(exists("science_technology/区科技局_202508_样例.xlsx"));
  EXPECT_TRUE(exists("science_technology/区科技局_202509_样例.xlsx"));
}

TEST_F(DeliveredFiles, AreEncodedAsTheDepartmentsDo) {
  const CsvFormat automatic;
  const auto encoding = [&](const std::string& file) {
    const auto document = decode(bytes(file), automatic, FeedLimits{});
    return document ? document->encoding : document.error().message;
  };
  EXPECT_EQ(encoding("court/区法院_202509_样例.csv"), "gb18030");
  EXPECT_EQ(encoding("finance/区财政局_202509_样例.csv"), "utf-8-bom");
  EXPECT_EQ(encoding("commerce_visits/区商务局_2025Q3_样例.csv"), "utf-8");
  EXPECT_EQ(bytes("human_resources/区人社局_202509_样例.xlsx").substr(0, 4), "PK\x03\x04");
}

TEST_F(DeliveredFiles, UseTheirSeparators) {
  EXPECT_NE(bytes("commerce_visits/区商务局_2025Q3_样例.csv").find("2025年第三季度;"),
            std::string::npos);
  EXPECT_NE(bytes("finance/区财政局_202509_样例.csv").find("2025年1-9月,"), std::string::npos);
}

TEST_F(DeliveredFiles, EveryFileIsMarkedByNameAndInside) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().filename().string();
    EXPECT_NE(name.find("_样例."), std::string::npos) << name;
    EXPECT_FALSE(name.starts_with(".")) << "a temporary file was left: " << name;
    const bool csv = name.ends_with(".csv");
    const Format format = csv ? Format(CsvFormat{}) : Format(XlsxFormat{});
    const auto document = decode(bytes_of(entry.path().string()), format, FeedLimits{});
    ASSERT_TRUE(document.has_value()) << name;
    EXPECT_EQ(document->tables[0].rows.back().cells.back().text, "样例数据") << name;
    ++files;
  }
  // 7 monthly feeds of files x 9, 3 quarters, a correction, 7 of last year, less late and missing.
  EXPECT_EQ(files, 7 * 9 + 3 + 1 + 7 - 2);
}

TEST_F(DeliveredFiles, ARestartLeavesThemAsTheyAre) {
  const std::string path = folder_.path() + "/court/区法院_202509_样例.csv";
  const auto past = fs::last_write_time(path) - std::chrono::hours{1};
  fs::last_write_time(path, past);
  SampleDepartments again(small_configuration(), folder_.path());
  ASSERT_TRUE(again.deliver_until(demo_start()).has_value());
  EXPECT_EQ(fs::last_write_time(path), past);
}

TEST_F(DeliveredFiles, AFileThatWasChangedIsWrittenAnew) {
  const std::string path = folder_.path() + "/court/区法院_202509_样例.csv";
  const std::string before = bytes_of(path);
  fs::resize_file(path, 10);
  SampleDepartments again(small_configuration(), folder_.path());
  ASSERT_TRUE(again.deliver_until(demo_start()).has_value());
  EXPECT_EQ(bytes_of(path), before);
}

TEST(Samples, AFolderThatCannotBeMadeIsAnErrorThatNamesIt) {
  const TempFolder folder("blocked");
  const std::string blocked = folder.path() + "/court";
  { std::ofstream(blocked) << "a file where a folder should be"; }
  SampleDepartments departments(small_configuration(), folder.path());
  const auto result = departments.deliver_until(demo_start());
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().message.find("court"), std::string::npos);
}

}  // namespace
}  // namespace planwatch::demo
