#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/loader/key_log.h"
#include "tests/config/schema_documents.h"

namespace planwatch {

// Holds the tables of config/schema/ against what the loader asked of documents. Every difference
// is a finding that says what to write where.
class SchemaAgainstLoader {
 public:
  explicit SchemaAgainstLoader(const std::vector<schema::MapKind>& tables) : tables_(tables) {}

  // Loads the documents and compares every value in them.
  void compare(const Documents& documents);
  // Keys of the tables that stood in no document, too.
  std::set<std::string> findings() const;

 private:
  using Place = std::pair<int, int>;  // line and column in the current file
  struct Asked {
    bool required = true;
    std::set<std::string> one_of;
    std::string fallback;
  };

  void index(const loader::KeyLog& log, const std::string& file);
  void compare_value(const loader::YamlNode& node, const schema::Value& value,
                     const std::string& name);
  void compare_scalar(const loader::YamlNode& node, const schema::Value& value,
                      const std::string& name);
  void compare_entries(const loader::YamlNode& node, const schema::Value& value,
                       const std::string& name);
  void compare_map(const loader::YamlNode& node, const schema::MapKind& kind);
  void compare_need(const schema::MapKind& kind, const schema::Key& key, const Asked& asked);
  void compare_default(const std::string& name, const schema::Key& key, const Asked& asked);
  void compare_words(const loader::AskedValue& asked, const std::vector<schema::Word>& words,
                     const std::string& name);
  void report_new_key(const loader::YamlNode& node, const schema::MapKind& kind,
                      const std::string& key, const Asked& asked);
  // The narrowest reading of a value; null when nobody read it.
  const loader::AskedValue* reading(const loader::YamlNode& node) const;
  std::string value_call(const loader::YamlNode* node) const;
  void find(const std::string& finding) { findings_.insert(finding); }

  const std::vector<schema::MapKind>& tables_;
  std::map<Place, std::map<std::string, Asked>> keys_;
  std::map<Place, std::vector<loader::AskedValue>> values_;
  std::set<std::string> findings_;
  std::set<std::string> new_;   // MapKind.key that no table has
  std::set<std::string> seen_;  // MapKind.key that stood in a document
};

}  // namespace planwatch
