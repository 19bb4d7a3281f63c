#include "daemon/app/link_key.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "gtest/gtest.h"

#include "tests/support/process.h"

namespace planwatch {
namespace {

mode_t mode_of(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 07777U : 0;
}

TEST(LinkKey, IsMadeOnceForItsOwnerAlone) {
  const TestFolder folder;
  const std::string data = folder.file("data");
  const auto made = load_link_key(data);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->reveal().size(), 32u);
  EXPECT_EQ(mode_of(data + "/link.key"), 0600U);
  const auto again = load_link_key(data);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *made) << "links that are out stay good over a restart";
  const TestFolder other;
  EXPECT_NE(load_link_key(other.path()).value(), *made);
}

TEST(LinkKey, AFileThatOthersCanReadIsRefusedWithWhatToDo) {
  const TestFolder folder;
  ASSERT_TRUE(load_link_key(folder.path()));
  for (const mode_t mode : {0640U, 0604U, 0660U, 0602U}) {
    ASSERT_EQ(::chmod(folder.file("link.key").c_str(), mode), 0);
    const auto refused = load_link_key(folder.path());
    ASSERT_FALSE(refused) << std::oct << mode;
    EXPECT_EQ(refused.error().code, ErrorCode::refused);
    EXPECT_NE(refused.error().message.find("chmod 600"), std::string::npos)
        << refused.error().message;
  }
}

TEST(LinkKey, ADamagedOneIsNotReplacedInSilence) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{33}}) {
    const TestFolder folder;
    std::ofstream(folder.file("link.key")) << std::string(size, 'x');
    ASSERT_EQ(::chmod(folder.file("link.key").c_str(), 0600), 0);
    const auto refused = load_link_key(folder.path());
    ASSERT_FALSE(refused) << size;
    EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
  }
}

TEST(LinkKey, ADraftOfAStartThatWasCutOffDoesNoHarm) {
  const TestFolder folder;
  std::ofstream(folder.file("link.key.new")) << "half";
  const auto made = load_link_key(folder.path());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_FALSE(std::filesystem::exists(folder.file("link.key.new")));
}

TEST(LinkKey, AFolderThatCannotBeMadeIsAnError) {
  const TestFolder folder;
  std::ofstream(folder.file("taken")) << "a file";
  const auto refused = load_link_key(folder.file("taken") + "/data");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::io);
}

}  // namespace
}  // namespace planwatch
