#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

#include "daemon/app/import_files.h"
#include "daemon/app/plan_store.h"
#include "daemon/app/stored_plan.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

class Import : public testing::Test {
 protected:
  Import()
      : folder_(fs::path(testing::TempDir()) /
                (std::string("planwatch_import_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Import() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& rows) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << "统计期,报送日期,trainings\n" << rows;
    return path;
  }
  std::string data() const { return (folder_ / "data").string(); }
  std::vector<ImportedFile> import(const std::vector<std::string>& files,
                                   std::optional<Date> known_on = {}) {
    auto imported = import_files(plan_, {FeedId{"hr"}, files, data(), known_on});
    EXPECT_TRUE(imported) << imported.error().message;
    return imported.value_or(std::vector<ImportedFile>{});
  }
  Restored stored() {
    auto store = open_plan_store(data(), *plan_, OpenMode::read_only);
    EXPECT_TRUE(store) << store.error().message;
    return *(*store)->load();
  }

  std::shared_ptr<const Configuration> plan_ = SmallPlan::shared();
  fs::path folder_;
};

TEST_F(Import, LastYearsFiguresAreKeptAndNotJudged) {
  const auto files = import({write("2024.csv",
                                   "2024-11,2024-12-05,2300\n"
                                   "2024-12,2025-01-06,2500\n")});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_FALSE(files[0].error);
  EXPECT_EQ(files[0].accepted, 2u);
  EXPECT_EQ(files[0].sha256.size(), 64u);
  const Restored restored = stored();
  ASSERT_EQ(restored.observations.size(), 2u);
  EXPECT_EQ(restored.observations[1].observation.period, Period::month(2024, 12));
  EXPECT_TRUE(restored.alerts.empty());
  EXPECT_TRUE(restored.waiting.empty()) << "nobody is told";
  const auto plan = read_stored_plan(plan_, data(), {}, {});
  EXPECT_FALSE(plan->snapshot->indicators[0].latest) << "another year's figure is not judged";
}

TEST_F(Import, OlderMonthsOfThePlansYearAreJudgedFromThenOn) {
  import({write("may.csv", "2025-05,2025-06-05,500\n")});
  const auto plan = read_stored_plan(plan_, data(), IndicatorId{trainings}, AreaCode{"620702"});
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_TRUE(plan->snapshot->indicators[0].latest);
  EXPECT_EQ(plan->snapshot->indicators[0].latest->period, Period::month(2025, 5));
  ASSERT_EQ(plan->provenance.size(), 1u);
  EXPECT_NE(plan->provenance[0].source.find("import:/"), std::string::npos);
  EXPECT_EQ(plan->provenance[0].figure, "500");
}

TEST_F(Import, TheSameBytesTwiceChangeNothing) {
  const std::string file = write("a.csv", "2024-11,2024-12-05,2300\n");
  import({file});
  const auto again = import({file});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_TRUE(again[0].known);
  const auto elsewhere = import({write("copy.csv", "2024-11,2024-12-05,2300\n")});
  EXPECT_EQ(elsewhere[0].accepted, 0u);
  EXPECT_EQ(elsewhere[0].repeated, 1u);
  EXPECT_EQ(stored().observations.size(), 1u);
}

TEST_F(Import, WhatIsNotUnderstoodIsSaidWithItsPlace) {
  const auto files = import({write("bad.csv",
                                   "2024-11,2024-12-05,约2300\n"
                                   "2024-12,2025-01-06,2500\n")});
  EXPECT_EQ(files[0].accepted, 1u);
  ASSERT_EQ(files[0].rejected.size(), 1u);
  EXPECT_EQ(files[0].rejected[0].where, "第2行第3列");
  EXPECT_FALSE(files[0].rejected[0].reason.empty());
  const auto plan = read_stored_plan(plan_, data(), {}, {});
  for (const FeedStatus& feed : plan->snapshot->feeds) {
    EXPECT_EQ(feed.rejected_now, 0u) << "the feed itself delivered nothing bad";
  }
}

TEST_F(Import, OneBadFileDoesNotKeepTheOthersOut) {
  const auto files =
      import({(folder_ / "missing.csv").string(), write("good.csv", "2024-12,2025-01-06,2500\n")});
  ASSERT_EQ(files.size(), 2u);
  ASSERT_TRUE(files[0].error);
  EXPECT_EQ(files[0].error->code, ErrorCode::not_found);
  EXPECT_EQ(files[1].accepted, 1u);
}

TEST_F(Import, AGlobAndANameWithGlobCharactersBothWork) {
  write("2024-1.csv", "2024-01,2024-02-05,100\n");
  write("2024-2.csv", "2024-02,2024-03-05,200\n");
  EXPECT_EQ(import({(folder_ / "2024-*.csv").string()}).size(), 2u);
  const auto bracket = import({write("x[1].csv", "2024-03,2024-04-05,300\n")});
  ASSERT_EQ(bracket.size(), 1u);
  EXPECT_EQ(bracket[0].accepted, 1u);
}

TEST_F(Import, WithoutAReportDateTheDayItWasKnownMayBeSaid) {
  import({write("may.csv", "2025-05,,500\n")}, make_date(2025, 6, 5));
  const auto known = [&](const char* day) {
    return read_stored_plan(plan_, data(), {}, {}, day)->snapshot->indicators[0].latest.has_value();
  };
  EXPECT_FALSE(known("2025-06-04"));
  EXPECT_TRUE(known("2025-06-05"));
}

TEST_F(Import, IsRefusedWhileADaemonHasTheStoreOpen) {
  const auto daemon = open_plan_store(data(), *plan_, OpenMode::read_write);
  ASSERT_TRUE(daemon);
  const auto refused =
      import_files(plan_, {FeedId{"hr"}, {write("a.csv", "2024-11,2024-12-05,1\n")}, data(), {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
}

TEST_F(Import, AsKnownOnADayOfTheStore) {
  import({write("a.csv", "2025-05,2025-06-05,500\n2025-05,2025-06-20,1200\n")});
  struct Row {
    const char* day;
    const char* value;
  };
  for (const Row& row : {Row{"2025-06-05", "500"}, Row{"2025-06-20", "1200"}}) {
    const auto plan = read_stored_plan(plan_, data(), {}, {}, row.day);
    ASSERT_TRUE(plan) << plan.error().message;
    ASSERT_TRUE(plan->snapshot->indicators[0].latest) << row.day;
    EXPECT_EQ(plan->snapshot->indicators[0].latest->assessment.value.to_string(), row.value);
  }
  EXPECT_EQ(read_stored_plan(plan_, data(), {}, {}, "gestern").error().code, ErrorCode::invalid);
  const auto for_the_api =
      read_known_plan(plan_, data(), FeedSelection::real, make_date(2025, 6, 5),
                      IndicatorId{trainings}, AreaCode{"620702"});
  ASSERT_TRUE(for_the_api) << for_the_api.error().message;
  EXPECT_EQ(for_the_api->snapshot->as_known_on, make_date(2025, 6, 5));
  EXPECT_EQ(for_the_api->provenance.size(), 2u);
}

}  // namespace
}  // namespace planwatch
