#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "gtest/gtest.h"

#include "tests/tidy/checks.h"

namespace planwatch::tidy {
namespace {

const std::vector<SourceFile>& sources() {
  static const std::vector<SourceFile> files = read_sources(PLANWATCH_SOURCE_DIR);
  return files;
}

std::string all_findings(Findings (*check)(const SourceFile&)) {
  std::string text;
  for (const SourceFile& file : sources()) {
    for (const std::string& finding : check(file)) text += finding + "\n";
  }
  return text;
}

TEST(Tidy, ReadsTheWholeHouse) {
  EXPECT_GT(sources().size(), 150u);
}
TEST(Tidy, RoomsIncludeOneWay) {
  EXPECT_EQ(all_findings(check_rooms), "");
}
TEST(Tidy, LibrariesHaveOwners) {
  EXPECT_EQ(all_findings(check_owners), "");
}
TEST(Tidy, BannedThingsAreAbsent) {
  EXPECT_EQ(all_findings(check_bans), "");
}
TEST(Tidy, RangesOutliveTheirLoops) {
  EXPECT_EQ(all_findings(check_ranges), "");
}
TEST(Tidy, FilesFunctionsAndLinesAreShort) {
  EXPECT_EQ(all_findings(check_sizes), "");
}

// The checks themselves: each finds what it is for.
TEST(TidyItself, FindsAnIncludeAgainstTheRule) {
  const SourceFile file{"rules/judge/x.cc", {"#include \"daemon/store/store.h\""}};
  ASSERT_EQ(check_rooms(file).size(), 1u);
  EXPECT_NE(check_rooms(file)[0].find("rules/judge/x.cc:1"), std::string::npos);
  EXPECT_TRUE(check_rooms({"daemon/x.cc", {"#include \"rules/model/date.h\""}}).empty());
  EXPECT_EQ(check_rooms({"config/x.cc", {"#include \"collectors/decode/table.h\""}}).size(), 1u);
}

TEST(TidyItself, FindsALibraryOutsideItsOwner) {
  EXPECT_EQ(check_owners({"rules/engine/x.cc", {"#include <sqlite3.h>"}}).size(), 1u);
  EXPECT_TRUE(check_owners({"daemon/store/sqlite.cc", {"#include <sqlite3.h>"}}).empty());
}

TEST(TidyItself, FindsAClockOutsideItsFile) {
  const std::string clock = std::string("std::chrono::system_") + "clock::now();";
  EXPECT_EQ(check_bans({"daemon/app/x.cc", {clock}}).size(), 1u);
  EXPECT_TRUE(check_bans({"daemon/time/os_clock.cc", {clock}}).empty());
}

TEST(TidyItself, FindsARangeThatIsGoneBeforeItsLoop) {
  const auto found = [](const std::string& range) {
    return check_ranges({"daemon/x.cc", {"  for (const Alert& a : " + range + ") {"}}).size();
  };
  EXPECT_EQ(found("engine.snapshot(at(7, 5))->alerts"), 1u);
  EXPECT_EQ(found("make_shared<Snapshot>()->alerts"), 1u);
  EXPECT_EQ(found("snapshot->alerts"), 0u);
  EXPECT_EQ(found("(*fetched)->alerts"), 0u);
}

TEST(TidyItself, FindsAReferenceIntoASnapshotThatIsGone) {
  const auto found = [](const std::string& declared, const std::string& bound_to) {
    return check_ranges({"tests/x.cc", {"  " + declared + " = " + bound_to + ";"}}).size();
  };
  EXPECT_EQ(found("const Silence& ended", "engine.snapshot(at(7, 8))->silences.at(0)"), 1u);
  EXPECT_EQ(found("const auto& held", "runtime->snapshot()->quarantine"), 1u);
  EXPECT_EQ(found("const auto held", "runtime->snapshot()->quarantine"), 0u);
  EXPECT_EQ(found("const Alert& one", "snapshot->alerts.front()"), 0u);
}

TEST(TidyItself, FindsALongFunctionAndALongFile) {
  SourceFile file{"rules/x.cc", {"int f() {"}};
  file.lines.insert(file.lines.end(), 69, "  g();");
  file.lines.push_back("}");
  EXPECT_EQ(check_sizes(file).size(), 1u);
  file.lines.erase(file.lines.begin() + 1);
  EXPECT_TRUE(check_sizes(file).empty());
  file.lines.insert(file.lines.end(), 600, "");
  EXPECT_EQ(check_sizes(file).size(), 1u);
}

TEST(Tidy, EveryFolderOfCodeHasAShortReadme) {
  namespace fs = std::filesystem;
  std::string findings;
  for (const SourceFile& file : sources()) {
    const fs::path readme =
        fs::path(PLANWATCH_SOURCE_DIR) / fs::path(file.path).parent_path() / "README.md";
    if (file.path.starts_with("tests/")) continue;
    std::ifstream in(readme);
    int lines = 0;
    for (std::string line; std::getline(in, line);) ++lines;
    const std::string name = fs::relative(readme, PLANWATCH_SOURCE_DIR).string();
    if (lines == 0) findings += name + " is missing\n";
    if (lines > 40 && name != "config/README.md") findings += name + " has over 40 lines\n";
  }
  EXPECT_EQ(findings, "");
}

TEST(Tidy, CodeIsFormatted) {
  const std::string command = std::string("cd '") + PLANWATCH_SOURCE_DIR +
                              "' && find rules config collectors daemon tests -name '*.cc' -o "
                              "-name '*.h' | xargs clang-format --dry-run --Werror 2>&1 | head -20";
  FILE* out = popen(command.c_str(), "r");
  ASSERT_NE(out, nullptr);
  std::string text;
  char buffer[4096];
  while (std::size_t n = std::fread(buffer, 1, sizeof buffer, out)) text.append(buffer, n);
  pclose(out);
  EXPECT_EQ(text, "");
}

}  // namespace
}  // namespace planwatch::tidy
