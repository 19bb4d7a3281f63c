#include "gtest/gtest.h"

#include "daemon/cli/export_verbs.h"
#include "daemon/cli/out_file.h"
#include "tests/support/process.h"

namespace planwatch {
namespace {

TEST(ExportWords, AStepIsAWholePartOfADay) {
  EXPECT_EQ(parse_step("6h"), std::chrono::seconds{21600});
  EXPECT_EQ(parse_step("5m"), std::chrono::seconds{300});
  EXPECT_EQ(parse_step("1d"), std::chrono::seconds{86400});
  for (const char* text : {"", "h", "0h", "-1h", "7h", "2d", "6", "6x", "6h ", "99999999999h"}) {
    EXPECT_EQ(parse_step(text), std::nullopt) << text;
  }
}

TEST(OutFile, AppearsOnlyWhenItIsWhole) {
  TestFolder folder;
  const std::string name = folder.file("out.yml");
  {
    OutFile broken_off(name);
    broken_off.write("half");
  }
  EXPECT_EQ(read_text(name), "");
  OutFile whole(name);
  whole.write("whole");
  EXPECT_EQ(whole.close(Lang::zh), 0);
  EXPECT_EQ(read_text(name), "whole");
}

TEST(OutFile, AFolderThatIsNotThereIsSaid) {
  TestFolder folder;
  OutFile nowhere(folder.file("missing/out.yml"));
  nowhere.write("lost");
  testing::internal::CaptureStderr();
  EXPECT_EQ(nowhere.close(Lang::en), 1);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("missing/out.yml"), std::string::npos);
}

}  // namespace
}  // namespace planwatch
