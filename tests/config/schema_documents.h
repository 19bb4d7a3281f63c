#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/loader/strict_yaml.h"
#include "config/schema/schema.h"

namespace planwatch {

// The files of a configuration folder as trees, by their path in the folder.
using Documents = std::map<std::string, loader::YamlNode>;

// A way to a key: the keys from the root, each with the first element of a list or the first value
// of free entries where the way goes through one.
using Steps = std::vector<std::string>;

// One configuration in which a key stands with its example.
struct Variant {
  std::string file;  // feeds.yaml
  std::string kind;  // FileKind: feeds
  std::string map;   // MapKind that has the key: feed.due
  Steps steps;       // feeds, due, day
  Documents documents;
};

// YAML in flow style; reads back as the same tree.
std::string to_flow_yaml(const loader::YamlNode& node);

// The YAML files of the small configuration and of config/ganzhou.
Documents small_documents();
Documents shipped_documents();
// The kind of a file by its path in the folder; null for others.
const schema::FileKind* kind_of_file(const std::string& file);

// The small configuration once for every way to a key of the tables, the key added with its example
// where it was missing.
std::vector<Variant> variants_of_every_key(const std::vector<schema::MapKind>& tables);
// The value at the end of the way; null when it is not there.
loader::YamlNode* find_value(loader::YamlNode& root, const Steps& steps);
// The map that holds the last key of the way.
loader::YamlNode* find_map(loader::YamlNode& root, const Steps& steps);

const schema::MapKind* find_map_kind(const std::vector<schema::MapKind>& tables,
                                     const std::string& name);

}  // namespace planwatch
