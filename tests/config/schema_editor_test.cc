#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "gtest/gtest.h"

#include "tests/config/schema_documents.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path root = PLANWATCH_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Editors of any kind find the schema by the first line, without a network.
TEST(SchemaInEditors, IsNamedInTheFirstLineOfEveryShippedFile) {
  for (const auto& [file, tree] : shipped_documents()) {
    const fs::path path = root / "config/ganzhou" / file;
    const std::string text = read(path);
    const std::string begin = "# yaml-language-server: $schema=";
    ASSERT_EQ(text.compare(0, begin.size(), begin), 0) << file;
    const std::string named = text.substr(begin.size(), text.find('\n') - begin.size());
    const fs::path schema = root / "config/schema" / (kind_of_file(file)->name + ".schema.json");
    EXPECT_EQ((path.parent_path() / named).lexically_normal(), schema.lexically_normal()) << file;
    EXPECT_TRUE(fs::exists(schema)) << schema;
  }
}

// VS Code maps every kind of file in every folder below config/.
TEST(SchemaInEditors, IsMappedBySettingsForEveryKindOfFile) {
  const std::string settings = read(root / ".vscode/settings.json");
  for (const schema::FileKind& kind : schema::file_kinds()) {
    std::string line = "\"./config/schema/" + kind.name + ".schema.json\": [";
    for (std::size_t i = 0; i < kind.files.size(); ++i) {
      line += (i == 0 ? "\"config/*/" : ", \"config/*/") + kind.files[i] + "\"";
    }
    EXPECT_THAT(settings, HasSubstr(line + "]"));
  }
}

}  // namespace
}  // namespace planwatch
