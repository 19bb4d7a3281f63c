#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "gtest/gtest.h"

#include "config/schema/documents.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

fs::path committed() {
  return fs::path(PLANWATCH_SOURCE_DIR) / "config/schema";
}

// PLANWATCH_UPDATE_GOLDEN=1 writes them anew, as does `planwatch schema --out config/schema`.
TEST(SchemaDocuments, InTheRepositoryAreWhatTheTablesGive) {
  const bool update = std::getenv("PLANWATCH_UPDATE_GOLDEN") != nullptr;
  for (const schema::Document& document : schema::render_documents()) {
    const fs::path path = committed() / document.file;
    if (update) std::ofstream(path, std::ios::binary) << document.text;
    EXPECT_TRUE(read(path) == document.text)
        << document.file << " is out of date: planwatch schema --out config/schema";
  }
}

TEST(SchemaDocuments, NothingElseLiesThere) {
  std::vector<std::string> generated;
  for (const schema::Document& document : schema::render_documents()) {
    generated.push_back(document.file);
  }
  for (const auto& entry : fs::directory_iterator(committed())) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json") && !(name.ends_with(".md") && name != "README.md")) continue;
    EXPECT_THAT(generated, testing::Contains(name));
  }
}

// Both languages say something of every key, word and map.
TEST(SchemaDocuments, EveryKeyIsExplainedInBothLanguages) {
  for (const schema::MapKind& kind : schema::map_kinds()) {
    EXPECT_NE(kind.title.zh, "") << kind.name;
    EXPECT_NE(kind.title.en, "") << kind.name;
    for (const schema::Key& key : kind.keys) {
      EXPECT_NE(key.zh, "") << kind.name << "." << key.name;
      EXPECT_NE(key.en, "") << kind.name << "." << key.name;
      EXPECT_NE(key.example, "") << kind.name << "." << key.name;
      for (const schema::Word& word : key.value.words) {
        EXPECT_NE(word.meaning.zh, "") << kind.name << "." << key.name << ": " << word.word;
        EXPECT_NE(word.meaning.en, "") << kind.name << "." << key.name << ": " << word.word;
      }
    }
  }
}

// Every map that a key refers to is described, and every one that is described is used.
TEST(SchemaDocuments, ReferenceHoldsEveryMapOnce) {
  for (const Lang lang : {Lang::zh, Lang::en}) {
    std::string reference;
    for (const schema::Document& document : schema::render_documents()) {
      const bool wanted =
          document.file == (lang == Lang::zh ? "reference.zh.md" : "reference.en.md");
      if (wanted) reference = document.text;
    }
    for (const schema::MapKind& kind : schema::map_kinds()) {
      const bool root = schema::find_file_kind(kind.name) != nullptr;
      const std::string heading = "\n### " + kind.name + "\n";
      const std::size_t at = reference.find(heading);
      EXPECT_EQ(at != std::string::npos, !root) << kind.name;
      if (at != std::string::npos) {
        EXPECT_EQ(reference.find(heading, at + 1), std::string::npos) << kind.name;
      }
    }
  }
}

}  // namespace
}  // namespace planwatch
