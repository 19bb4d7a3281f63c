#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/finish_marker.h"

namespace planwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string sum = "900150983cd24fb0d6963f7d28e17f72";

TEST(FinishMarker, NamesThatSayAFileIsFinished) {
  EXPECT_THAT(marker_names(FileMarker::stable, "a.xlsx"), IsEmpty());
  EXPECT_THAT(marker_names(FileMarker::ok, "区法院_202506.xlsx"),
              ElementsAre("区法院_202506.xlsx.ok", "区法院_202506.ok"));
  EXPECT_THAT(marker_names(FileMarker::ok, "无后缀"), ElementsAre("无后缀.ok"));
  EXPECT_THAT(marker_names(FileMarker::ok, ".a"), ElementsAre(".a.ok"));
  EXPECT_THAT(marker_names(FileMarker::md5, "a.xlsx"), ElementsAre("a.xlsx.md5"));
}

TEST(FinishMarker, MarkersAreNoFilesOfTheirOwn) {
  EXPECT_TRUE(is_marker_name(FileMarker::ok, "a.xlsx.ok"));
  EXPECT_FALSE(is_marker_name(FileMarker::ok, "a.xlsx.md5"));
  EXPECT_TRUE(is_marker_name(FileMarker::md5, "a.xlsx.md5"));
  EXPECT_FALSE(is_marker_name(FileMarker::stable, "a.ok")) << "nobody asked for one";
}

TEST(FinishMarker, TheFormsOfAnMd5File) {
  const std::string other = "00000000000000000000000000000000";
  const struct {
    const char* what;
    std::string text;
  } forms[] = {
      {"text mode", sum + "  a.xlsx\n"},
      {"binary mode", sum + " *a.xlsx\r\n"},
      {"escaped name", "\\" + sum + "  a.xlsx\n"},
      {"with folders", sum + "  ./out/a.xlsx\n"},
      {"Windows folders", sum + " *D:\\out\\a.xlsx\r\n"},
      {"BSD", "MD5 (a.xlsx) = " + sum + "\n"},
      {"the sum alone", sum},
      {"the sum and a line end", sum + "\n"},
      {"upper case", "900150983CD24FB0D6963F7D28E17F72  a.xlsx"},
      {"byte order mark", "\xEF\xBB\xBF" + sum + "  a.xlsx\n"},
      {"another name, one line", sum + "  before-it-was-renamed.xlsx\n"},
      {"several lines", other + "  b.xlsx\n" + sum + "  a.xlsx\n"},
  };
  for (const auto& form : forms) {
    const auto found = md5_in(form.text, "a.xlsx", "/in/a.xlsx.md5");
    ASSERT_TRUE(found) << form.what << ": " << found.error().message;
    EXPECT_EQ(found->value_or("none"), sum) << form.what;
  }
}

TEST(FinishMarker, AnMd5FileThatIsBeingWrittenIsNoAnswerYet) {
  for (const std::string& text : {std::string(), std::string("9001"), sum.substr(0, 31)}) {
    const auto found = md5_in(text, "a.xlsx", "/in/a.xlsx.md5");
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_FALSE(found->has_value()) << text;
  }
}

TEST(FinishMarker, WhatIsNoMd5FileIsAnErrorThatNamesIt) {
  const struct {
    const char* what;
    std::string text;
  } forms[] = {
      {"words", "已完成\n"},
      {"a SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.xlsx\n"},
      {"no hex", std::string(32, 'z') + "  a.xlsx\n"},
      {"others' sums only", sum + "  b.xlsx\n" + sum + "  c.xlsx\n"},
      {"BSD cut off", "MD5 (a.xlsx\n"},
  };
  for (const auto& form : forms) {
    const auto found = md5_in(form.text, "a.xlsx", "/in/a.xlsx.md5");
    ASSERT_FALSE(found) << form.what;
    EXPECT_FALSE(found.error().transient) << form.what;
    EXPECT_THAT(found.error().message, HasSubstr("/in/a.xlsx.md5")) << form.what;
  }
}

}  // namespace
}  // namespace planwatch
