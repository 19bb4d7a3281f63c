#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

#include "daemon/app/load_checked.h"
#include "daemon/app/stored_plan.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

// A folder of this test alone, empty at first, removed at its end.
class TestFolder {
 public:
  TestFolder()
      : path_(fs::path(testing::TempDir()) /
              (std::string("planwatch_app_") +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(path_);
  }
  ~TestFolder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

// The shipped configuration with the first JSON pointer of its feeds replaced.
CheckedConfiguration load_with_pointer(const TestFolder& folder, const std::string& pointer) {
  fs::copy(std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou", folder.path(),
           fs::copy_options::recursive);
  const std::string file = folder.path() + "/feeds.yaml";
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  std::string feeds = text.str();
  const std::string shipped = "rows: /data/list";
  const std::size_t at = feeds.find(shipped);
  EXPECT_NE(at, std::string::npos);
  feeds.replace(at, shipped.size(), "rows: " + pointer);
  std::ofstream(file) << feeds;
  return load_checked(folder.path(), true);
}

struct PointerRow {
  const char* pointer;
  bool taken;
};
const PointerRow pointer_table[] = {
    {"/data/list", true}, {"\"\"", true},   {"/a~0b~1c", true}, {"/数据/0", true},
    {"data/list", false}, {"/a~2b", false}, {"/a~", false},
};

TEST(LoadChecked, RefusesWhatIsNoJsonPointerAndSaysWhere) {
  for (const PointerRow& row : pointer_table) {
    const TestFolder folder;
    const CheckedConfiguration loaded = load_with_pointer(folder, row.pointer);
    std::string errors;
    for (const std::string& text : error_texts(loaded, Lang::en)) errors += text + "\n";
    EXPECT_EQ(errors.empty(), row.taken) << row.pointer << "\n" << errors;
    if (row.taken) continue;
    EXPECT_NE(errors.find("is not a JSON pointer"), std::string::npos) << errors;
    EXPECT_NE(errors.find("feeds.yaml:"), std::string::npos) << errors;
  }
}

// The renderer knows the fields; the loader says where in the file the mistake stands.
TEST(LoadChecked, RefusesTemplatesWithUnknownFieldsAtTheirPlace) {
  const TestFolder folder;
  fs::copy(std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou", folder.path(),
           fs::copy_options::recursive);
  const std::string file = folder.path() + "/routing.yaml";
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const std::string before = text.str();
  std::ofstream(file) << before << "\nmessages:\n  - id: own\n    title: \"{{title}}\"\n"
                      << "    body: |\n      {{unit}}\n      甲{{unti}}\n";
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const CheckedConfiguration loaded = load_checked(folder.path(), true);
  EXPECT_EQ(loaded.configuration, nullptr);
  const std::vector<std::string> errors = error_texts(loaded, Lang::zh);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_TRUE(errors[0].starts_with(file + ":" + std::to_string(lines + 7) +
                                    ":8: 错误: 没有名为 unti 的字段（是否想写 unit？"))
      << errors[0];
}

TEST(StoredPlan, AFolderThatIsNotThereIsEmptyAndIsNotMade) {
  const TestFolder folder;
  const auto plan = read_stored_plan(SmallPlan::shared(), folder.path(), {}, {});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_TRUE(plan->empty);
  ASSERT_TRUE(plan->snapshot);
  EXPECT_EQ(plan->snapshot->indicators.size(), 6u);
  EXPECT_FALSE(plan->snapshot->indicators[0].latest.has_value());
  EXPECT_FALSE(fs::exists(folder.path()));
  EXPECT_FALSE(is_demo_folder(folder.path()));
}

TEST(StoredPlan, TheFolderThatIsAskedForIsTaken) {
  EXPECT_EQ(find_data_folder("somewhere"), "somewhere");
}

}  // namespace
}  // namespace planwatch
