#include "daemon/workbook/workbook_bytes.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace planwatch {
namespace {

namespace fs = std::filesystem;

// Every folder it makes lies in one of the test's own, so that what stays behind is seen.
class WorkbookBytes : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "workbook-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    home_ = name;
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    ::setenv("TMPDIR", home_.c_str(), 1);
  }
  void TearDown() override {
    if (before_.empty()) {
      ::unsetenv("TMPDIR");
    } else {
      ::setenv("TMPDIR", before_.c_str(), 1);
    }
    fs::remove_all(home_);
  }

  fs::path home_;
  std::string before_;
};

TEST_F(WorkbookBytes, AreWhatWasWrittenAndNothingStaysBehind) {
  const auto bytes = workbook_bytes([&](const std::string& path) -> Result<void> {
    const fs::perms mode = fs::status(fs::path(path).parent_path()).permissions();
    EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
    std::ofstream(path, std::ios::binary) << std::string("PK\0\r\n", 5);
    return {};
  });
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, std::string("PK\0\r\n", 5));
  EXPECT_TRUE(fs::is_empty(home_));
}

TEST_F(WorkbookBytes, AFailureIsHandedOnAndNothingStaysBehind) {
  const auto bytes = workbook_bytes([](const std::string& path) -> Result<void> {
    std::ofstream(path) << "half";
    return fail(ErrorCode::invalid, "写到一半");
  });
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().message, "写到一半");
  EXPECT_TRUE(fs::is_empty(home_));
}

TEST_F(WorkbookBytes, AWriterThatLeavesNothingIsAnErrorAndNoEmptyWorkbook) {
  const auto bytes = workbook_bytes([](const std::string&) -> Result<void> { return {}; });
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::io);
}

TEST_F(WorkbookBytes, AFolderThatIsNotThereIsNamed) {
  ::setenv("TMPDIR", (home_ / "missing").c_str(), 1);
  const auto bytes = workbook_bytes([](const std::string&) -> Result<void> { return {}; });
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::io);
  EXPECT_NE(bytes.error().message.find("TMPDIR"), std::string::npos);
}

}  // namespace
}  // namespace planwatch
