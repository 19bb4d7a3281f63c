#include "config/loader/fixture_manifest.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace planwatch {
namespace {

class Manifests : public testing::Test {
 protected:
  Manifests() { std::filesystem::create_directories(folder_); }
  ~Manifests() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  FixtureManifest load(const std::string& text) const {
    const std::string file = (folder_ / "fixture.yaml").string();
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    return load_fixture_manifest(file);
  }
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("planwatch-manifest-" + std::to_string(getpid()));
};

const std::string sum(64, 'a');

TEST_F(Manifests, WhatIsWrittenIsReadBack) {
  FixtureManifest written;
  written.feed = "court";
  written.received = make_date(2025, 10, 20);
  written.bodies = {{"body-1.csv", "某\"\\_202506.csv", "csv", "gb18030", false, sum, {}},
                    {"body-2.tsv", "某.xlsx", "xlsx", "", true, sum, {}}};
  const FixtureManifest read = load(fixture_manifest_text(written, "../.."));
  ASSERT_FALSE(read.has_errors()) << to_text(read.diagnostics.front(), Lang::en);
  EXPECT_EQ(read.feed, "court");
  EXPECT_EQ(read.received, written.received);
  EXPECT_EQ(read.config_folder, folder_.parent_path().parent_path().string());
  ASSERT_EQ(read.bodies.size(), 2U);
  EXPECT_EQ(read.bodies[0].source, written.bodies[0].source);
  EXPECT_EQ(read.bodies[0].encoding, "gb18030");
  EXPECT_FALSE(read.bodies[0].as_table);
  EXPECT_TRUE(read.bodies[1].as_table);
  EXPECT_EQ(read.bodies[1].sha256, sum);
}

TEST_F(Manifests, WhatIsNoManifestIsRefusedWithItsPlace) {
  const std::string body =
      "{file: b.csv, source: a, format: csv, kept: bytes, sha256: " + sum + "}";
  const std::string head = "feed: court\nreceived: 2025-10-20\nbodies:\n";
  EXPECT_FALSE(load(head + "  - " + body + "\n").has_errors());
  struct Case {
    const char* what;
    std::string text;
  };
  const Case cases[] = {
      {"nothing", ""},
      {"no feed", "received: 2025-10-20\nbodies: [" + body + "]\n"},
      {"no day", "feed: court\nbodies: [" + body + "]\n"},
      {"no bodies", "feed: court\nreceived: 2025-10-20\n"},
      {"another key", head + "  - " + body + "\ntoken: x\n"},
      {"a path",
       head + "  - {file: ../b.csv, source: a, format: csv, kept: bytes, sha256: " + sum + "}\n"},
      {"another word",
       head + "  - {file: b.csv, source: a, format: csv, kept: all, sha256: " + sum + "}\n"},
      {"no sum", head + "  - {file: b.csv, source: a, format: csv, kept: bytes, sha256: abc}\n"}};
  for (const Case& c : cases) {
    const FixtureManifest read = load(c.text);
    EXPECT_TRUE(read.has_errors()) << c.what;
    ASSERT_FALSE(read.diagnostics.empty()) << c.what;
    EXPECT_GT(read.diagnostics.front().at.line, 0) << c.what;
  }
  EXPECT_TRUE(load_fixture_manifest("/nonexistent/fixture.yaml").has_errors());
}

}  // namespace
}  // namespace planwatch
